"""What the demo achieved: counts from Kafka, the verdict of reconcile, latency. Owns the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import psutil
from rich.table import Table

from gigwire.contracts.delivery import NotificationDecided
from gigwire.contracts.messages import ProjectMatched, RawProject, UniqueProject
from gigwire.operate.events import events_of
from gigwire.operate.output import to_json
from gigwire.operate.reconcile.account import settle
from gigwire.operate.reconcile.expect import Patience, expected_of
from gigwire.operate.reconcile.latency import board_to_chat, spread
from gigwire.operate.reconcile.read import Witnesses, read_books

if TYPE_CHECKING:
    from pathlib import Path

    from gigwire.operate.reconcile.account import Report
    from gigwire.operate.reconcile.latency import Spread
    from gigwire.runtime.settings import Settings

MEGABYTE: Final = 1024 * 1024


class Counts(NamedTuple):
    """How much passed each step."""

    seen: int  # projects at boards, by board and id
    unique: int  # clusters of equal projects
    matched: int  # (user, cluster) pairs that matched
    held: int  # of them, held for a digest at least once


class Summary(NamedTuple):
    """Everything the demo ends with."""

    seconds: float
    people: int
    counts: Counts
    sent: int  # messages that tell of projects, accepted by the Bot API
    latency: Spread  # board to chat, instant cards
    report: Report
    restarts: int
    memory_megabytes: int


async def _count(settings: Settings) -> Counts:
    raw = await events_of(settings, "projects.raw", RawProject)
    unique = await events_of(settings, "projects.unique", UniqueProject)
    matched = await events_of(settings, "matches", ProjectMatched)
    decided = await events_of(settings, "notifications.decisions", NotificationDecided)
    return Counts(
        seen=len({(one.source, one.native_id) for one in raw}),
        unique=len({one.cluster_id for one in unique}),
        matched=len({(user, one.project.cluster_id) for one in matched for user in one.users}),
        held=len({(one.user_id, one.cluster_id) for one in decided if one.decision == "held"}),
    )


async def summarise(
    settings: Settings, witnesses: Witnesses, patience: Patience
) -> tuple[Counts, int, Spread, Report]:
    """Counts, messages sent, latency and verdict, read anew from Kafka and the witnesses."""
    books = await read_books(settings, witnesses)
    report = settle(expected_of(books, patience), books)
    latency = spread(board_to_chat(books.versions, books.deliveries))
    sent = len({(one.chat_id, one.message_id) for one in books.deliveries})
    return await _count(settings), sent, latency, report


def memory_megabytes() -> int:
    """Resident memory of this process and all its children, shared pages counted each time."""
    me = psutil.Process()
    family = [me, *me.children(recursive=True)]
    return sum(_resident(one) for one in family) // MEGABYTE


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def as_json(summary: Summary) -> dict[str, object]:
    """The summary as the file and `--json` hold it."""
    report = summary.report
    return {
        "seconds": round(summary.seconds, 1),
        "people": summary.people,
        **summary.counts._asdict(),
        "sent": summary.sent,
        "board_to_chat_p50_seconds": round(summary.latency.p50, 3),
        "board_to_chat_p99_seconds": round(summary.latency.p99, 3),
        "expected": report.expected,
        "indeterminate": report.indeterminate,
        "explained": report.explained,
        "lost": len(report.lost),
        "duplicate": len(report.duplicate),
        "phantom": len(report.phantom),
        "unknown": len(report.unknown),
        "unaccounted": len(report.unaccounted),
        "restarts": summary.restarts,
        "memory_megabytes": summary.memory_megabytes,
        "is_clean": report.is_clean,
        "details": {
            "lost": report.lost,
            "duplicate": report.duplicate,
            "phantom": report.phantom,
            "unknown": report.unknown,
            "unaccounted": report.unaccounted,
        },
    }


def as_table(summary: Summary) -> Table:
    """The summary as people read it."""
    table = Table(title="Gigwire demo", show_header=False, title_justify="left")
    bad = ("lost", "duplicate", "phantom", "unaccounted")
    for name, value in as_json(summary).items():
        if name not in ("details", "is_clean"):
            colour = ("red" if value else "green") if name in bad else "default"
            table.add_row(name.replace("_", " "), f"[{colour}]{value}[/]")
    return table


def write_json(summary: Summary, path: Path) -> None:
    """Keep the summary as a file."""
    path.write_bytes(to_json(as_json(summary)))
