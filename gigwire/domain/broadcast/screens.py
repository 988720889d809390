"""What admins see of a broadcast: one message with its state, a bar, and the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.domain.broadcast.segment import shown_segment
from gigwire.domain.broadcast.steps import ALONE
from gigwire.domain.cards.html import shown
from gigwire.domain.schedule.asking import shown_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gigwire.contracts.broadcasts import Broadcast
    from gigwire.domain.broadcast.board import Tally
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words

MARK: Final = "bc"  # what our callback data begins with
CELLS: Final = 12
MOST_LISTED: Final = 8
MAX_SEGMENT: Final = 200


def screen(
    broadcast: Broadcast, tally: Tally, words: Words, now: datetime, zone: str = "UTC"
) -> tuple[str, Keyboard]:
    """The message, as it is sent first and as it is edited."""
    return "\n".join(_lines(broadcast, tally, words, now, zone)), _keyboard(broadcast, words)


def listed(broadcasts: list[Broadcast], words: Words) -> tuple[str, Keyboard]:
    """The newest broadcasts, each with a button that shows it; and how to write one."""
    newest = broadcasts[::-1][:MOST_LISTED]
    rows = tuple(
        (
            Button(
                text=f"{one.broadcast_id} · {state_name(one, words)}",
                data=f"{MARK}:show:{one.broadcast_id}",
            ),
        )
        for one in newest
    )
    return words("broadcast-help"), rows


def state_name(broadcast: Broadcast, words: Words) -> str:
    """The state in the admin's language."""
    return {
        "draft": words("broadcast-draft"),
        "previewed": words("broadcast-previewed"),
        "awaiting_approval": words("broadcast-awaiting"),
        "scheduled": words("broadcast-scheduled"),
        "running": words("broadcast-running"),
        "paused": words("broadcast-paused"),
        "cancelled": words("broadcast-cancelled"),
        "done": words("broadcast-done"),
    }[broadcast.state]


def _lines(
    broadcast: Broadcast, tally: Tally, words: Words, now: datetime, zone: str
) -> Iterator[str]:
    name, state = broadcast.broadcast_id, state_name(broadcast, words)
    yield words("broadcast-title", id=name, state=state)
    segment = shown(shown_segment(broadcast.segment), MAX_SEGMENT)
    audience = tally.audience if broadcast.audience is None else broadcast.audience
    if audience is None:
        yield words("broadcast-counting", segment=segment)
    else:
        yield words("broadcast-for", segment=segment, count=audience)
    if broadcast.at is not None:
        yield words("broadcast-at", when=shown_time(broadcast.at, now, zone, words))
    if broadcast.state in ("previewed", "awaiting_approval") and (audience or 0) > ALONE:
        yield words("broadcast-approval", limit=ALONE)
    if tally.emitted or broadcast.state in ("running", "paused", "done"):
        yield bar(tally.settled, max(audience or 0, tally.emitted))
        waiting = max(0, tally.emitted - tally.settled)
        yield words(
            "broadcast-outcomes",
            sent=tally.sent,
            failed=tally.failed,
            unknown=tally.unknown,
            waiting=waiting,
        )


def bar(done: int, total: int) -> str:
    """`▰▰▰▱▱▱ 50 % (2/4)`; full only when all is done."""
    part = min(done, total) / total if total else 1.0
    full = int(part * CELLS)
    return f"{'▰' * full}{'▱' * (CELLS - full)} {int(part * 100)} % ({done}/{total})"


def _keyboard(broadcast: Broadcast, words: Words) -> Keyboard:
    preview = ("preview", words("button-broadcast-preview"))
    start = ("start", words("button-broadcast-start"))
    approve = ("approve", words("button-broadcast-approve"))
    pause = ("pause", words("button-broadcast-pause"))
    resume = ("resume", words("button-broadcast-resume"))
    cancel = ("cancel", words("button-broadcast-cancel"))
    show = ("show", words("button-broadcast-refresh"))
    rows = {
        "draft": ((preview,), (show, cancel)),
        "previewed": ((preview, start), (show, cancel)),
        "awaiting_approval": ((approve,), (show, cancel)),
        "scheduled": ((pause, cancel), (show,)),
        "running": ((pause, cancel), (show,)),
        "paused": ((resume, cancel), (show,)),
        "cancelled": (),
        "done": (),
    }[broadcast.state]
    return tuple(
        tuple(
            Button(text=text, data=f"{MARK}:{verb}:{broadcast.broadcast_id}") for verb, text in row
        )
        for row in rows
    )
