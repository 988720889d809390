"""What the bot says, as text and buttons: pure functions of words and settings. HTML throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.domain.cards.html import shown
from gigwire.domain.cards.presses import menu_data
from gigwire.domain.chat.caret import caret
from gigwire.domain.chat.quiet import quiet_text
from gigwire.domain.chat.show import button
from gigwire.domain.chat.turn import reply

if TYPE_CHECKING:
    from gigwire.contracts.delivery import Reply
    from gigwire.contracts.people import Filter, QuietHours, Subscriber
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.filters import Problem

MAX_NAME: Final = 60
MAX_QUERY: Final = 90
MAX_TOLD: Final = 3  # problems at once


def welcome_back(person: Subscriber, words: Words) -> Reply:
    """After a return: always with the next step."""
    if not person.filters:
        return reply(words("filters-none"))
    return reply(words("welcome-back", count=len(person.filters)), _list_button(words))


def known(held: Filter, words: Words) -> Reply:
    """The person has this filter."""
    return reply(words("filter-known", query=shown(held.query, MAX_QUERY)))


def problems(found: tuple[Problem, ...], words: Words, typed: str = "") -> Reply:
    """What is wrong with a typed filter and where, and an example that works."""
    said: list[str] = []
    for one in found[:MAX_TOLD]:
        if one.position is not None and typed:
            said.append(caret(typed, one.position))
        said += [told(one, words), ""]
    return reply("\n".join((*said, words("filter-example"))))


def told(problem: Problem, words: Words) -> str:
    """One thing that is wrong with a filter."""
    values = {
        name: shown(value, MAX_NAME) if isinstance(value, str) else value
        for name, value in problem.arguments.items()
    }
    return words(problem.key, **values)


def paused(words: Words) -> Reply:
    """Nothing comes until the person wants it."""
    resuming = Button(text=words("button-resume"), data=menu_data("resume"))
    return reply(words("paused"), ((resuming,),))


def quiet(hours: tuple[QuietHours, ...], zone: str, words: Words) -> Reply:
    """Quiet hours as they are now."""
    if not hours:
        return reply(words("quiet-off"))
    text = quiet_text(hours, words)
    return reply(words("quiet-on", hours=text, zone=shown(zone, MAX_NAME)))


def _list_button(words: Words) -> Keyboard:
    return ((button(words("button-filters"), "list"),),)
