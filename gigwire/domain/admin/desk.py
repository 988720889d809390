"""What is decided on an admin's words and presses: `/admin` and the buttons of its screen. Pure.

Whoever has no role gets here by forged data at most. Orders and notes are in the audit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.delivery import AuditRecord
from gigwire.contracts.ids import ChatId, EventId, TraceId, digest, user_key
from gigwire.contracts.orders import NOTE_KEY, Asker, NotePublished, Order
from gigwire.contracts.people import TelegramUpdate
from gigwire.domain.admin.screens import BROADCASTS, HELP, REFRESH, overview
from gigwire.domain.admin.wishes import About, Note, WrongWish, wish_of
from gigwire.domain.broadcast.screens import listed
from gigwire.domain.cards.html import shown
from gigwire.domain.chat.turn import Decision, Outgoing, answer, edit, reply

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.domain.admin.figures import Figures
    from gigwire.domain.admin.roles import Staff
    from gigwire.domain.broadcast.board import Board
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.chat.turn import Pressed, Turn

MAX_PART: Final = 60


class Desk(NamedTuple):
    """What is at hand: who may what, the newest figures, the broadcasts."""

    staff: Staff
    figures: Figures | None
    board: Board


def command(turn: Turn, desk: Desk, text: str) -> Decision:
    """`/admin` and what follows it."""
    words = turn.words
    try:
        wish = wish_of(text)
    except WrongWish as error:
        wrong = words("admin-wrong", part=shown(str(error), MAX_PART))
        return _said(f"{wrong}\n\n{words('admin-help')}")
    if wish is None:
        return Decision(says=(reply(*_overview(turn, desk)),))
    if isinstance(wish, Note):
        return _noted(turn, desk, wish)
    return _ordered(turn, desk, wish)


def press(turn: Turn, pressed: Pressed, desk: Desk, data: str) -> Decision:
    """A button of the screen."""
    words = turn.words
    if data == REFRESH:
        text, keyboard = _overview(turn, desk)
        return Decision(says=(answer(pressed), *edit(pressed, keyboard, text)))
    if data == BROADCASTS and desk.staff.may(turn.user_id, "broadcast"):
        return Decision(says=(answer(pressed), reply(*listed(desk.board.all(), words))))
    if data == HELP:
        return Decision(says=(answer(pressed), reply(words("admin-help"))))
    return Decision(says=(answer(pressed, words("toast-stale")),))


def _overview(turn: Turn, desk: Desk) -> tuple[str, Keyboard]:
    may = desk.staff.may(turn.user_id, "broadcast")
    note = turn.around.noted.note
    return overview(desk.figures, note, turn.words, turn.now, may_broadcast=may)


def _noted(turn: Turn, desk: Desk, wish: Note) -> Decision:
    words = turn.words
    if not desk.staff.may(turn.user_id, "note"):
        return _said(words("admin-not-yours"))
    name = digest("note", turn.user_id, turn.origin)
    note = note_of(wish.text, f"telegram:{turn.user_id}", turn.now, name)
    told = words("admin-noted") if wish.text else words("admin-note-off")
    audited = audit_of("note", note.by, {"text": wish.text}, turn.now, name)
    return Decision(says=(reply(told),), further=(published(note), _audited(audited)))


def _ordered(turn: Turn, desk: Desk, wish: About) -> Decision:
    words, by = turn.words, f"telegram:{turn.user_id}"
    if not desk.staff.may(turn.user_id, "limits" if wish.kind == "limits" else "ban"):
        return _said(words("admin-not-yours"))
    if wish.kind == "ban" and wish.user in desk.staff.everybody:
        return _said(words("admin-staff"))
    asker = Asker(
        user_id=turn.user_id, chat_id=turn.chat_id, bot=turn.bot, locale=turn.person.locale
    )
    order = Order(kind=wish.kind, by=by, ceilings=wish.ceilings, tell=asker)
    name = digest("order", turn.user_id, turn.origin)
    given = order_record(order, wish, turn.now, name)
    audited = audit_of("order", by, arguments_of(wish), turn.now, name)
    return Decision(further=(given, _audited(audited)))


def note_of(text: str, by: str, now: datetime, name: str) -> NotePublished:
    """The note as a record; `name` names the wish, so that a repeat is the same record."""
    return NotePublished(
        event_id=EventId(name), trace_id=TraceId(name), event_time=now, text=text, by=by
    )


def published(note: NotePublished) -> Outgoing:
    """Where a note goes."""
    return Outgoing("ops.notes", note, NOTE_KEY)


def order_record(order: Order, wish: About, now: datetime, name: str) -> Outgoing:
    """An order on its way to the partition of the person it is about."""
    update = TelegramUpdate(
        event_id=EventId(name),
        trace_id=TraceId(name),
        event_time=now,
        update_id=0,
        user_id=wish.user,
        chat_id=ChatId(wish.user),  # of a private chat
        payload={},
        received_at=now,
        order=order,
    )
    return Outgoing("telegram.updates", update, user_key(wish.user))


def arguments_of(wish: About) -> dict[str, str]:
    """A wish as the audit tells it."""
    limits = wish.ceilings.model_dump(exclude_none=True)
    told = {f"most_{name}": str(value) for name, value in limits.items()}
    return {"kind": wish.kind, "user": str(wish.user), **told}


def audit_of(
    action: str, by: str, arguments: dict[str, str], now: datetime, name: str
) -> AuditRecord:
    """Who wished for what."""
    key = digest("audit", name)
    return AuditRecord.model_validate(
        {
            "event_id": key,
            "trace_id": name,
            "event_time": now,
            "actor": by,
            "action": action,
            "arguments": arguments,
            "records": 1,
            "is_dry_run": False,
        }
    )


def _audited(record: AuditRecord) -> Outgoing:
    return Outgoing("ops.audit", record, record.action.encode())


def _said(text: str) -> Decision:
    return Decision(says=(reply(text),))
