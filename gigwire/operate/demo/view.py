"""The demo's live picture in a terminal, and its plain lines elsewhere. Owns layout only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from gigwire.operate.status import status_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType

    from gigwire.operate.demo.watch import Shown, Watch
    from gigwire.operate.status import StageStatus

SHOWN_TITLE = 60


class Moment(NamedTuple):
    """What the picture shows at one moment."""

    seconds: float
    limit: float | None
    chat_page: str
    stages: list[StageStatus]
    restarts: int


def picture(moment: Moment, watch: Watch, names: Mapping[int, str]) -> RenderableType:
    """The whole picture: where to look, stages, latency, newest cards."""
    latency = watch.latency
    until = f" of {moment.limit:.0f}" if moment.limit else ""
    head = Text.assemble(
        ("Gigwire", "bold"),
        f"  {moment.seconds:.0f}{until} s   chats: ",
        (moment.chat_page, "bold underline cyan"),
        "   Ctrl-C ends",
    )
    tail = Text.assemble(
        ("seen to chat ", "dim"),
        (f"p50 {latency.p50:.2f} s  p99 {latency.p99:.2f} s", "bold green"),
        ("   sent ", "dim"),
        (str(watch.sent), "bold"),
        ("   not sent ", "dim"),
        str(watch.failed),
        ("   restarts ", "dim"),
        str(moment.restarts),
    )
    return Group(head, status_table(moment.stages), tail, _cards(watch.cards, names))


def _cards(cards: Iterable[Shown], names: Mapping[int, str]) -> Panel:
    table = Table.grid(padding=(0, 2))
    for card in cards:
        table.add_row(
            Text(names.get(card.user_id, str(card.user_id)), style="bold"),
            Text(card.title[:SHOWN_TITLE]),
            Text(card.source, style="dim"),
            Text(f"{card.score / 10:.0f} %", style="green"),
        )
    return Panel(table, title="last cards", title_align="left", border_style="dim")


def line(moment: Moment, watch: Watch) -> str:
    """The same in one line, for logs and pipes."""
    latency = watch.latency
    behind = {row.stage: row.lag for row in moment.stages if row.lag}
    return (
        f"{moment.seconds:5.0f} s  sent {watch.sent}  p50 {latency.p50:.2f} s  "
        f"p99 {latency.p99:.2f} s  behind {behind or 'nowhere'}"
    )
