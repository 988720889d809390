"""What the bot says, as text and buttons: pure functions of words and settings. HTML throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.domain.cards.html import SOURCE_LIMIT, cut, shown
from gigwire.domain.cards.presses import menu_data
from gigwire.domain.chat.caret import caret
from gigwire.domain.chat.locales import CURRENCIES, LOCALES, NATIVE_NAMES
from gigwire.domain.chat.quiet import quiet_text
from gigwire.domain.chat.turn import reply

if TYPE_CHECKING:
    from gigwire.contracts.delivery import Reply
    from gigwire.contracts.people import Filter, QuietHours, Subscriber
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.filters import Problem

MAX_NAME: Final = 60
MAX_QUERY: Final = 90  # 20 of them and one in full fit a message
MAX_BUTTON: Final = 32
MAX_TOLD: Final = 3  # problems at once
COLUMNS: Final = 3


def welcome(person: Subscriber, words: Words, *, is_new: bool) -> Reply:
    """The first message, and the one after a return: always with the next step."""
    if is_new or not person.filters:
        return reply(words("welcome"))
    return reply(words("welcome-back", count=len(person.filters)), _list_button(words))


def filters(person: Subscriber, words: Words) -> tuple[str, Keyboard]:
    """All filters, each with a button that deletes it."""
    if not person.filters:
        return words("filters-none"), ()
    lines = [
        f"{number}. <code>{shown(one.query, MAX_QUERY)}</code>"
        for number, one in enumerate(person.filters, 1)
    ]
    text = "\n".join((words("filters-title", count=len(lines)), "", *lines))
    if person.status == "paused":
        text += "\n\n" + words("filters-paused")
    return text, tuple((_delete_button(one, words),) for one in person.filters)


def saved(added: Filter, words: Words) -> Reply:
    """A filter was added; one tap takes it back."""
    text = words("filter-saved", query=shown(added.query, MAX_QUERY))
    undo = Button(text=words("button-undo"), data=menu_data("undo", added.filter_id))
    return reply(text, ((undo, *_list_button(words)[0]),))


def known(held: Filter, words: Words) -> Reply:
    """The person has this filter."""
    return reply(words("filter-known", query=shown(held.query, MAX_QUERY)))


def deleted(gone: Filter, words: Words) -> str:
    """A filter was deleted; the text to bring it back can be copied."""
    return words("filter-deleted", query=shown(gone.query, SOURCE_LIMIT))


def problems(found: tuple[Problem, ...], words: Words, typed: str = "") -> Reply:
    """What is wrong with a typed filter and where, and an example that works."""
    said: list[str] = []
    for one in found[:MAX_TOLD]:
        if one.position is not None and typed:
            said.append(caret(typed, one.position))
        said += [_problem(one, words), ""]
    return reply("\n".join((*said, words("filter-example"))))


def _problem(problem: Problem, words: Words) -> str:
    values = {
        name: shown(value, MAX_NAME) if isinstance(value, str) else value
        for name, value in problem.arguments.items()
    }
    return words(problem.key, **values)


def languages(words: Words) -> Reply:
    """Choice of language, each in its own name."""
    buttons = [
        Button(text=NATIVE_NAMES[locale], data=menu_data("language", locale)) for locale in LOCALES
    ]
    return reply(words("language-choose"), _rows(buttons))


def currencies(words: Words) -> Reply:
    """Choice of the currency that budgets are shown in."""
    buttons = [Button(text=code, data=menu_data("currency", code)) for code in CURRENCIES]
    return reply(words("currency-choose"), _rows(buttons))


def paused(words: Words) -> Reply:
    """Nothing comes until the person wants it."""
    button = Button(text=words("button-resume"), data=menu_data("resume"))
    return reply(words("paused"), ((button,),))


def quiet(hours: tuple[QuietHours, ...], zone: str, words: Words) -> Reply:
    """Quiet hours as they are now."""
    if not hours:
        return reply(words("quiet-off"))
    text = quiet_text(hours, words)
    return reply(words("quiet-on", hours=text, zone=shown(zone, MAX_NAME)))


def _list_button(words: Words) -> Keyboard:
    return ((Button(text=words("button-filters"), data=menu_data("list")),),)


def _delete_button(one: Filter, words: Words) -> Button:
    name = cut(one.name, MAX_BUTTON)
    return Button(text=words("button-delete", name=name), data=menu_data("delete", one.filter_id))


def _rows(buttons: list[Button]) -> Keyboard:
    return tuple(
        tuple(buttons[start : start + COLUMNS]) for start in range(0, len(buttons), COLUMNS)
    )
