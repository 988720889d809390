"""What an admin sees of the whole at one moment, as numbers. Owns no reading, no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class People(NamedTuple):
    """How many there are, by status; `new`: since midnight UTC."""

    active: int = 0
    paused: int = 0
    blocked: int = 0  # they blocked the bot, or are banned
    banned: int = 0
    new: int = 0


class Board(NamedTuple):
    """A source of the last day, counted over the last hour. `polled`: the last answer or error."""

    name: str
    polled: datetime
    polls: int
    bad: int
    projects: int


class Waiting(NamedTuple):
    """Records that wait for a stage, and the age of the oldest; None: nothing waits."""

    stage: str
    records: int
    oldest_seconds: float | None


class Latency(NamedTuple):
    """Seconds from the board's poll to Telegram's answer: of half the cards, of 99 %."""

    half: float
    most: float


class Stored(NamedTuple):
    """What ClickHouse knows: `outcomes`, `letters` and `latency` of the last hour.

    An outcome that is no success is named with its reason. `latency` None: no card was sent.
    """

    at: datetime
    people: People
    boards: tuple[Board, ...]
    outcomes: Mapping[str, int]
    letters: int
    latency: Latency | None = None


@dataclass(frozen=True)
class Figures:
    """Everything that was read. `stored` None: ClickHouse has not answered yet.

    Where ClickHouse is away, `stored` is what it said last and `is_away` is true. The queues are
    Kafka's word; None: it did not answer in time.
    """

    at: datetime
    waiting: tuple[Waiting, ...] | None = ()
    stored: Stored | None = None
    is_away: bool = False
