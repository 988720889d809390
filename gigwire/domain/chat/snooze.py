"""Snooze: all cards quiet for a while, from a card, from the settings, seen and ended in /status.

Only says until when: what is held, and what is urgent enough to pass, personalise decides.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from gigwire.domain.cards.keyboards import Option, card_keyboard, napped_keyboard, napping_keyboard
from gigwire.domain.chat.peace_screens import page
from gigwire.domain.chat.show import Screen, button, rows, sent, shown_in_place
from gigwire.domain.chat.stamps import UNDO_MINUTES, is_late, stamp
from gigwire.domain.chat.turn import Decision, answer, edit
from gigwire.domain.localtime import local_day, next_minute_of_day, zone_of
from gigwire.domain.schedule.wish import MORNING, evening_of_today, tomorrow_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.delivery import Button
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.keyboards import CardFace, Keyboard
    from gigwire.domain.cards.presses import CardPress
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Pressed, Said, Turn

MINUTE: Final = timedelta(minutes=1)
NIGHT: Final = 4  # until this hour "tomorrow morning" is the morning that comes


def snoozed_until(turn: Turn) -> datetime | None:
    """The end of the silence that holds now."""
    until = turn.person.peace.snoozed_until
    return until if until is not None and until > turn.now else None


def line(turn: Turn) -> str | None:
    """How it stands; None: no snooze."""
    until = snoozed_until(turn)
    return None if until is None else turn.words("snooze-on", until=_until(turn, until))


def ending(turn: Turn) -> tuple[Button, ...]:
    """The row that ends it."""
    return (button("🔔 " + turn.words("button-snooze-end"), "peace", "snooze", "end"),)


def view(turn: Turn) -> Screen:
    """Silence for how long, and how it stands."""
    words, told = turn.words, line(turn)
    options = (button(one.text, "peace", "snooze", one.argument) for one in choices(turn))
    keyboard: Keyboard = (*rows(options, 1), *((ending(turn),) if told else ()))
    lines = (*((told, "") if told else ()), words("snooze-ask"))
    return page(words, words("button-snooze"), keyboard, *lines)


def show(turn: Turn) -> Decision:
    """/snooze."""
    return sent(view(turn))


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """Begin, change or end it on its own screen."""
    words, choice = turn.words, read.word(1)
    if choice == "end":
        changed = _changed(turn, None)
        toast = words("toast-snooze-ended")
        return shown_in_place(pressed, view(turn.with_person(changed)), changed, toast)
    until = moment(turn, choice)
    if until is None:
        toast = words("toast-remind-late") if choice else ""
        return shown_in_place(pressed, view(turn), toast=toast)
    changed = _changed(turn, until)
    toast = words("toast-snoozed", until=_until(turn, until))
    return shown_in_place(pressed, view(turn.with_person(changed)), changed, toast)


def on_card(turn: Turn, pressed: Pressed, read: CardPress, face: CardFace) -> Decision:
    """The same from a card: its buttons ask, say until when, and take it back for a while."""
    words = turn.words
    if read.verb == "nap":
        return _on_card(pressed, read, napping_keyboard(face, choices(turn), words))
    if read.verb == "wake":
        if is_late(read.argument, turn.now):
            toast = words("toast-undo-late", minutes=UNDO_MINUTES)
            return _on_card(pressed, read, card_keyboard(face, words), toast)
        ended, toast = _changed(turn, None), words("toast-snooze-ended")
        return _on_card(pressed, read, card_keyboard(face, words), toast, ended)
    until = moment(turn, read.argument)
    if until is None:
        keyboard = napping_keyboard(face, choices(turn), words)
        return _on_card(pressed, read, keyboard, words("toast-remind-late"))
    told = _until(turn, until)
    undo = words("button-snoozed", until=told)
    keyboard = napped_keyboard(face, Option(undo, stamp(turn.now)), words)
    toast = words("toast-snoozed", until=told)
    return _on_card(pressed, read, keyboard, toast, _changed(turn, until))


def _on_card(
    pressed: Pressed,
    read: CardPress,
    keyboard: Keyboard,
    toast: str = "",
    changed: Subscriber | None = None,
) -> Decision:
    says: tuple[Said, ...] = (answer(pressed, toast), *edit(pressed, keyboard))
    return Decision(changed, says, feedback=read, pressed_on=pressed.message_id)


def choices(turn: Turn) -> Iterator[Option]:
    """An hour, this evening where it is still to come, the next morning: each with its clock."""
    words = turn.words
    yield Option(words("button-snooze-hour"), "hour")
    for choice in ("evening", "morning"):
        if (until := moment(turn, choice)) is not None:
            yield Option(words("button-snooze-until", until=_until(turn, until)), choice)


def moment(turn: Turn, choice: str) -> datetime | None:
    """When a choice ends, by the person's own clock; whole minutes, so that a double tap is one."""
    zone = turn.person.timezone
    match choice:
        case "hour":
            return (turn.now + timedelta(hours=1)).replace(second=0, microsecond=0) + MINUTE
        case "evening":
            return evening_of_today(turn.now, zone)
        case "morning":
            if turn.now.astimezone(zone_of(zone)).hour < NIGHT:
                return next_minute_of_day(turn.now, zone, MORNING)
            return tomorrow_at(turn.now, zone, MORNING)
        case _:
            return None


def _until(turn: Turn, until: datetime) -> str:
    zone, words = turn.person.timezone, turn.words
    clock = f"{until.astimezone(zone_of(zone)):%H:%M}"
    if local_day(until, zone) == local_day(turn.now, zone):
        return words("until-today", time=clock)
    return words("until-tomorrow", time=clock)


def _changed(turn: Turn, until: datetime | None) -> Subscriber:
    return turn.changed(peace=turn.person.peace.model_copy(update={"snoozed_until": until}))
