"""`/taste`: what is learnt from presses, its switch, and how to have it forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.contracts.ids import EventId, digest
from gigwire.contracts.people import FeedbackGiven
from gigwire.domain.chat.turn import Decision, Outgoing, answer, edit, out_of_date, reply

if TYPE_CHECKING:
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.chat.turn import Pressed, Turn

MARK: Final = "ts"  # what our callback data begins with


def show(turn: Turn) -> Decision:
    """How it stands."""
    return Decision(says=(reply(*_screen(turn, is_off=turn.person.taste_off)),))


def press(turn: Turn, pressed: Pressed, data: str) -> Decision:
    """Switch it on or off, ask before forgetting, forget."""
    words, is_off = turn.words, turn.person.taste_off
    match data.removeprefix(f"{MARK}:"):
        case "on" | "off" as wanted:
            changed = turn.changed(taste_off=wanted == "off")
            shown = edit(pressed, *_turned(_screen(turn, is_off=wanted == "off")))
            return Decision(changed, (answer(pressed), *shown))
        case "forget":
            sure = Button(text=words("button-taste-sure"), data=f"{MARK}:sure")
            back = Button(text=words("button-card-back"), data=f"{MARK}:back")
            return Decision(
                says=(answer(pressed), *edit(pressed, ((sure,), (back,)), words("taste-sure")))
            )
        case "back":
            shown = edit(pressed, *_turned(_screen(turn, is_off=is_off)))
            return Decision(says=(answer(pressed), *shown))
        case "sure":
            shown = edit(pressed, *_turned(_screen(turn, is_off=is_off)))
            toast = answer(pressed, words("toast-taste-forgotten"))
            return Decision(says=(toast, *shown), further=(forgetting(turn),))
        case _:
            return out_of_date(turn, pressed)


def _turned(screen: tuple[str, Keyboard]) -> tuple[Keyboard, str]:
    return screen[1], screen[0]


def _screen(turn: Turn, *, is_off: bool) -> tuple[str, Keyboard]:
    words = turn.words
    switch = (
        Button(text=words("button-taste-on"), data=f"{MARK}:on")
        if is_off
        else Button(text=words("button-taste-off"), data=f"{MARK}:off")
    )
    forget = Button(text=words("button-taste-forget"), data=f"{MARK}:forget")
    return words("taste-off") if is_off else words("taste-on"), ((switch,), (forget,))


def forgetting(turn: Turn) -> Outgoing:
    """The word to personalise that whatever was learnt goes."""
    event = FeedbackGiven(
        event_id=EventId(digest(turn.user_id, "forget", turn.update_id)),
        trace_id=turn.trace_id,
        event_time=turn.now,
        user_id=turn.user_id,
        action="forget",
    )
    return Outgoing("feedback", event)
