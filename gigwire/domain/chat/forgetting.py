"""`/delete_me`: asked twice, then nothing is kept. What follows elsewhere: decision 20.

The second question's button carries its minute, so that one lying around for days deletes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.chat.show import Screen, button, sent, shown_in_place
from gigwire.domain.chat.stamps import is_late, stamp
from gigwire.domain.chat.turn import NOTHING, Decision, reply
from gigwire.domain.schedule.asking import restored

if TYPE_CHECKING:
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Pressed, Turn

SCREEN: Final = "forget"


def ask(turn: Turn) -> Decision:
    """The first question."""
    if turn.subscriber is None:
        return Decision(says=(reply(turn.words("forget-nobody")),))
    return sent(_first(turn))


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """The answer to either question. A double tap of the last finds nobody any more."""
    words = turn.words
    if turn.subscriber is None:
        return shown_in_place(pressed, Screen(words("forget-nobody")))
    match read.word(0):
        case "keep":
            return shown_in_place(pressed, Screen(words("forget-kept")))
        case "sure":
            return shown_in_place(pressed, _second(turn))
        case "now" if not is_late(read.word(1), turn.now):
            is_banned = turn.person.ban is not None
            done = words("forget-done-banned") if is_banned else words("forget-done")
            said = shown_in_place(pressed, Screen(done)).says
            _, cancelled = restored(turn, (), keeps=())
            return Decision(says=said, further=cancelled, forgets="asked")
        case _:
            return shown_in_place(pressed, _first(turn), toast=words("toast-outdated"))


def ordered(turn: Turn) -> Decision:
    """An operator says so, on the person's behalf; the person is not written to.

    Of somebody unknown there may be records all the same. The same order again changes nothing.
    """
    if turn.gone is not None and turn.gone.trace_id == turn.trace_id:
        return NOTHING
    _, cancelled = restored(turn, (), keeps=())
    return Decision(further=cancelled, forgets="ordered")


def _first(turn: Turn) -> Screen:
    words = turn.words
    keep = button(words("button-forget-keep"), SCREEN, "keep")
    sure = button(words("button-forget-sure"), SCREEN, "sure")
    filters, saved = len(turn.person.filters), len(turn.person.saved)
    return Screen(words("forget-ask", filters=filters, saved=saved), ((sure,), (keep,)))


def _second(turn: Turn) -> Screen:
    """The buttons change places: two taps at one spot delete nothing."""
    words = turn.words
    keep = button(words("button-forget-keep"), SCREEN, "keep")
    now = button(words("button-forget-now"), SCREEN, "now", stamp(turn.now))
    return Screen(words("forget-really"), ((keep,), (now,)))
