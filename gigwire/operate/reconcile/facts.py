"""What reconcile compares: versions of projects, people's wishes, deliveries, excuses. No logic."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - NamedTuple fields
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from gigwire.domain.filters.expression import Query

Expectation = Literal["expected", "indeterminate"]


class Doubt(Enum):
    """A fact that the board tells, but that its truth does not settle (a count that moves)."""

    UNSURE = "unsure"


UNSURE: Final = Doubt.UNSURE
Number: TypeAlias = int | Doubt | None  # None: the board does not tell
Name: TypeAlias = str | Doubt | None
NO_NUMBERS: Final[Mapping[str, Number]] = {}


class Pair(NamedTuple):
    """The unit of the promise: one person, one cluster of equal projects, told once."""

    user_id: int
    cluster: str


class Money(NamedTuple):
    """An amount in minor units, both ends given, and dollars for one unit of each currency."""

    lowest: int
    highest: int
    currency: str
    period: str
    usd_for_one: Mapping[str, Decimal]


class Version(NamedTuple):
    """A project as a board showed it from `at` until `until` (None: to this day).

    `cluster` is the true cluster where the board server's truth is known, else the pipeline's.
    `numbers`: what comparisons but those of money look at, by the language's names and units; a
    missing one is not told.
    """

    key: str
    cluster: str
    at: datetime
    until: datetime | None
    source: str
    language: str
    title: str
    body: str
    skills: tuple[str, ...]
    money: Money | None
    is_open: bool
    category: Name = None
    client_name: Name = None
    country: Name = None
    spent: Money | None = None
    numbers: Mapping[str, Number] = NO_NUMBERS


class Person(NamedTuple):
    """A person's settings from `since` on. `wishes` is empty while paused or blocked."""

    user_id: int
    since: datetime
    wishes: tuple[Query, ...]


class Again(NamedTuple):
    """A project that an operator put through the pipeline once more, by replay or retry."""

    key: str
    at: datetime


class Delivery(NamedTuple):
    """A card or a digest line that the Bot API accepted."""

    pair: Pair
    notification_id: str
    chat_id: int
    message_id: int
    key: str  # of the project as the card showed it
    is_instant: bool
    seen_at: datetime  # when the poll saw it
    accepted_at: datetime | None  # when the Bot API accepted it; None without its record
    doubt: str | None = None  # the notification that its mark says may have told it before
    cents: tuple[int | None, int | None] | None = None  # US cents, as shown; None: not told


class Stray(NamedTuple):
    """A message that the Bot API accepted and that no ledger entry owns."""

    chat_id: int
    message_id: int
    text: str


class Books(NamedTuple):
    """Everything read from the world, ready to be compared."""

    versions: list[Version]
    people: list[Person]
    deliveries: list[Delivery]
    excuses: dict[Pair, str]  # why a pair rightly has no delivery: held, hidden, rejected ...
    unknown: list[str]  # notification ids whose fate nobody knows
    open_intents: list[str]  # notification ids without a terminal state
    strays: list[Stray]
    returned: frozenset[tuple[str, Pair]] = frozenset()  # given back: notification and pair
    again: tuple[Again, ...] = ()
