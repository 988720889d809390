"""What admins say about broadcasts, decided: `/broadcast` and the buttons of its screen. Pure.

Whoever is no admin gets here by forged data at most, and is answered as by a bot that knows nothing
of broadcasts. Every step is in the audit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from gigwire.contracts.broadcasts import Screen
from gigwire.contracts.delivery import AuditRecord, Reply
from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.domain.broadcast import screens
from gigwire.domain.broadcast.news import off_button
from gigwire.domain.broadcast.steps import Step, changed, step, watched
from gigwire.domain.broadcast.writing import WrongPart, draft
from gigwire.domain.cards.html import shown
from gigwire.domain.chat.turn import Decision, Outgoing, answer, edit, reply

if TYPE_CHECKING:
    from gigwire.contracts.broadcasts import Broadcast
    from gigwire.domain.broadcast.board import Board
    from gigwire.domain.broadcast.steps import Refusal
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Pressed, Said, Turn

TOPIC: Final = "broadcasts"
PRESSABLE: Final = frozenset(get_args(Step)) - {"begin", "finish"}
MAX_PART: Final = 60


def command(turn: Turn, board: Board, plain: str, html: str) -> Decision:
    """`/broadcast` alone: the newest, and how to write one; with a text: a draft of it."""
    words = turn.words
    if not plain.strip():
        return Decision(says=(reply(*screens.listed(board.all(), words)),))
    try:
        made = draft(turn, plain, html)
    except WrongPart as error:
        wrong = words("broadcast-wrong", part=shown(str(error), MAX_PART))
        return Decision(says=(reply(f"{wrong}\n\n{words('broadcast-help')}"),))
    shown_now = screens.screen(
        made, board.tally(made.broadcast_id), words, turn.now, turn.person.timezone
    )
    return Decision(says=(reply(*shown_now),), further=_further(turn, made, "draft"))


def press(turn: Turn, pressed: Pressed, board: Board, data: str) -> Decision:
    """A button of a broadcast's screen, or of the list."""
    words = turn.words
    _, verb, name = [*data.split(":"), "", ""][:3]
    known = board.get(name)
    if known is None:
        return Decision(says=(answer(pressed, words("toast-stale")),))
    if verb == "show":
        return _shown(turn, pressed, board, known)
    wanted = next((one for one in get_args(Step) if one == verb and one in PRESSABLE), None)
    if wanted is None:
        return Decision(says=(answer(pressed, words("toast-stale")),))
    audience = board.tally(known.broadcast_id).audience
    after = step(known, wanted, f"telegram:{turn.user_id}", turn.now, audience)
    if isinstance(after, str):
        toast = answer(pressed, _refused(after, words))
        return Decision(says=(toast, *_screen(turn, pressed, board, known)))
    after = _followed(turn, pressed, after)
    said: tuple[Said, ...] = (answer(pressed), *_screen(turn, pressed, board, after))
    if wanted == "preview":
        said = (*said, preview(after, words))
    return Decision(says=said, further=_further(turn, after, wanted))


def preview(broadcast: Broadcast, words: Words) -> Reply:
    """The message exactly as people will get it."""
    return Reply(text=broadcast.text, keyboard=(*broadcast.keyboard, (off_button(words),)))


def _shown(turn: Turn, pressed: Pressed, board: Board, known: Broadcast) -> Decision:
    """The pressed message becomes the screen, and follows the broadcast from then on."""
    says = (answer(pressed), *_screen(turn, pressed, board, known))
    is_watched = any(
        (one.user_id, one.message_id) == (turn.user_id, pressed.message_id) for one in known.screens
    )
    if is_watched or known.state in ("cancelled", "done") or pressed.message_id is None:
        return Decision(says=says)
    actor = f"telegram:{turn.user_id}"
    after = _followed(turn, pressed, changed(known, actor, turn.now, state=known.state))
    return Decision(says=says, further=(_record(after),))


def _followed(turn: Turn, pressed: Pressed, broadcast: Broadcast) -> Broadcast:
    if pressed.message_id is None:
        return broadcast
    person = turn.person
    seen = Screen(
        user_id=turn.user_id,
        chat_id=turn.chat_id,
        message_id=pressed.message_id,
        bot=person.bot,
        locale=person.locale,
    )
    return watched(broadcast, seen)


def _screen(turn: Turn, pressed: Pressed, board: Board, broadcast: Broadcast) -> tuple[Said, ...]:
    tally, zone = board.tally(broadcast.broadcast_id), turn.person.timezone
    text, keyboard = screens.screen(broadcast, tally, turn.words, turn.now, zone)
    return edit(pressed, keyboard, text)


def _refused(refusal: Refusal, words: Words) -> str:
    return {
        "not_now": words("toast-broadcast-not-now"),
        "second_admin": words("toast-broadcast-second"),
        "uncounted": words("toast-broadcast-counting"),
    }[refusal]


def _further(turn: Turn, broadcast: Broadcast, what: str) -> tuple[Outgoing, ...]:
    return (_record(broadcast), Outgoing("ops.audit", audit(turn, broadcast, what), b"broadcast"))


def _record(broadcast: Broadcast) -> Outgoing:
    return Outgoing(TOPIC, broadcast, broadcast.broadcast_id.encode())


def audit(turn: Turn, broadcast: Broadcast, what: str) -> AuditRecord:
    """Who took which step of which broadcast."""
    name = digest("audit", broadcast.event_id, what)
    return AuditRecord(
        event_id=EventId(name),
        trace_id=TraceId(broadcast.broadcast_id),
        event_time=turn.now,
        actor=f"telegram:{turn.user_id}",
        action="broadcast",
        arguments={"id": broadcast.broadcast_id, "step": what, "state": broadcast.state},
        records=broadcast.audience or 0,
        is_dry_run=False,
    )
