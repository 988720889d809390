"""The time zone, asked for by clocks: once after the first steps, and in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.cards.html import shown
from gigwire.domain.chat.show import (
    Screen,
    back,
    button,
    choice,
    rows,
    sent,
    shown_in_place,
    titled,
)
from gigwire.domain.chat.zones import city, clock, found_zones, page_of
from gigwire.domain.localtime import zone_of

if TYPE_CHECKING:
    from gigwire.contracts.delivery import Button
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Decision, Pressed, Turn


def question(turn: Turn, page: int) -> Screen:
    """What time is it where you are? Asked once."""
    words = turn.words
    keyboard = _clocks(turn, "ask", page)
    return Screen(words("zone-question"), (*keyboard, (button(words("button-skip"), "ask", "no"),)))


def settings_view(turn: Turn, page: int) -> Screen:
    """The same within the settings, with the zone that is set."""
    words = turn.words
    crumbs = (words("settings-title"), words("crumb-zone"))
    text = titled(crumbs, zone_line(turn), "", words("zone-ask"))
    return Screen(text, (*_clocks(turn, "zone", page), back(words, "set")))


def zone_line(turn: Turn) -> str:
    """The zone by its place and its clock."""
    zone = turn.person.timezone
    place = shown(city(zone, turn.words.locale), 40)
    return turn.words("settings-zone", place=place, clock=clock(turn.now, zone))


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """A button of the clocks: a page, a zone, or none."""
    word, argument = read.word(0), read.word(1)
    is_question = read.screen == "ask"
    match word:
        case "is" if zone_of(argument).key == argument:
            dialog = turn.dialog.model_copy(update={"awaits": "", "is_zone_asked": True})
            changed = turn.changed(timezone=argument, dialog=dialog)
            after = turn.with_person(changed)
            done = Screen(zone_line(after)) if is_question else settings_view(after, 0)
            return shown_in_place(pressed, done, changed, turn.words("toast-set"))
        case "no":
            return shown_in_place(pressed, Screen(turn.words("zone-later")))
        case _:
            page = int(argument) if argument.isdecimal() and len(argument) < 4 else 0
            if is_question:
                return shown_in_place(pressed, question(turn, page))
            return shown_in_place(pressed, settings_view(turn, page), turn.at(awaits="zone"))


def typed(turn: Turn, text: str) -> Decision:
    """A place that was typed: set if it is the only one, else shown to choose from."""
    words = turn.words
    found = found_zones(text, words.locale)
    if not found:
        return sent(Screen(words("zone-unknown"), (back(words, "zone"),)))
    if len(found) > 1:
        buttons = [_clock(turn, "zone", one) for one in found]
        return sent(Screen(words("zone-which"), (*rows(buttons, 2), back(words, "zone"))))
    dialog = turn.dialog.model_copy(update={"awaits": "", "is_zone_asked": True})
    changed = turn.changed(timezone=found[0], dialog=dialog)
    return sent(settings_view(turn.with_person(changed), 0), changed)


def _clocks(turn: Turn, screen: str, page: int) -> Keyboard:
    words = turn.words
    zones, pages = page_of(words.locale, page, turn.now)
    buttons = [_clock(turn, screen, zone) for zone in zones]
    at = page % pages
    further = button(words("button-page", page=at + 1, pages=pages), screen, "page", at + 1)
    return (*rows(buttons, 2), (further,))


def _clock(turn: Turn, screen: str, zone: str) -> Button:
    text = f"{clock(turn.now, zone)} {city(zone, turn.words.locale)}"
    return choice(text, screen, "is", zone, is_chosen=turn.person.timezone == zone)
