"""What reconcile compares: versions of projects, people's wishes, deliveries, excuses. No logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

Expectation = Literal["expected", "indeterminate"]


class Pair(NamedTuple):
    """The unit of the promise: one person, one cluster of equal projects, told once."""

    user_id: int
    cluster: str


class Version(NamedTuple):
    """A project as a board showed it from `at` until `until` (None: to this day).

    `cluster` is the true cluster where the board server's truth is known, else the pipeline's.
    `usd_limit` is the upper end of the budget in US cents, None if unknown.
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
    usd_limit: int | None
    is_open: bool


class Wish(NamedTuple):
    """One filter, as its owner's settings hold it."""

    all_of: tuple[str, ...]
    any_of: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...]
    minimum_usd: int | None
    languages: tuple[str, ...]
    sources: tuple[str, ...]


class Person(NamedTuple):
    """A person's settings from `since` on. `wishes` is empty while paused or blocked."""

    user_id: int
    since: datetime
    wishes: tuple[Wish, ...]


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
