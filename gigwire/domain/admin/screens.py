"""What an admin sees: one message with the whole at a glance, edited in place. HTML. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.domain.admin.note import banner
from gigwire.domain.cards.html import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gigwire.contracts.orders import NotePublished
    from gigwire.domain.admin.figures import Board, Figures, Stored, Waiting
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words

MARK: Final = "ad"  # what our callback data begins with
REFRESH: Final = f"{MARK}:refresh"
BROADCASTS: Final = f"{MARK}:broadcasts"
HELP: Final = f"{MARK}:help"
MAX_NAME: Final = 40
MAX_BY: Final = 60
WORRYING_SECONDS: Final = 60.0


def overview(
    figures: Figures | None,
    note: NotePublished | None,
    words: Words,
    now: datetime,
    *,
    may_broadcast: bool,
) -> tuple[str, Keyboard]:
    """The message and its buttons. `figures` None: they are being read."""
    lines = [words("admin-title"), *_noted(note, words)]
    lines += [words("admin-reading")] if figures is None else _lines(figures, words, now)
    first = [Button(text=words("button-admin-refresh"), data=REFRESH)]
    if may_broadcast:
        first.append(Button(text=words("button-admin-broadcasts"), data=BROADCASTS))
    return "\n".join(lines), (
        tuple(first),
        (Button(text=words("button-admin-help"), data=HELP),),
    )


def _noted(note: NotePublished | None, words: Words) -> Iterator[str]:
    if note is not None:
        yield banner(note, words)
        yield words("admin-note-by", by=shown(note.by, MAX_BY), time=_clock(note.event_time))


def _lines(figures: Figures, words: Words, now: datetime) -> Iterator[str]:
    age = max(0, int((now - figures.at).total_seconds()))
    yield words("admin-as-of", time=_clock(figures.at), seconds=str(age))
    if figures.stored is not None:
        yield from _stored(figures.stored, words)
    if figures.is_away and figures.stored is not None:
        yield words("admin-away-since", time=_clock(figures.stored.at))
    elif figures.is_away:
        yield words("admin-away")
    yield ""
    yield words("admin-waiting")
    if figures.waiting is None:
        yield words("admin-waiting-unknown")
        return
    yield from (_waiting(one) for one in figures.waiting)


def _stored(stored: Stored, words: Words) -> Iterator[str]:
    people = stored.people
    yield words(
        "admin-people",
        active=people.active,
        paused=people.paused,
        blocked=people.blocked,
        banned=people.banned,
        new=people.new,
    )
    yield ""
    yield words("admin-boards")
    yield from (_board(one, words) for one in stored.boards)
    yield ""
    told = ", ".join(f"{name} {count}" for name, count in sorted(stored.outcomes.items()))
    yield words("admin-outcomes", told=told or "–")
    if (latency := stored.latency) is not None:
        half, most = f"{latency.half:.2f}", f"{latency.most:.2f}"
        yield words("admin-latency", half=half, most=most)
    yield words("admin-letters", count=stored.letters)


def _board(board: Board, words: Words) -> str:
    mark = "⚠️ " if board.bad or not board.polls else ""
    name = shown(board.name, MAX_NAME)
    polled = _clock(board.polled)
    told = words("admin-board", polls=board.polls, bad=board.bad, projects=board.projects)
    return f"{mark}{name} · {polled} · {told}"


def _waiting(one: Waiting) -> str:
    if not one.records or one.oldest_seconds is None:
        return f"{one.stage}: {one.records}"
    mark = "⚠️ " if one.oldest_seconds > WORRYING_SECONDS else ""
    return f"{mark}{one.stage}: {one.records} · {one.oldest_seconds:.0f} s"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}"
