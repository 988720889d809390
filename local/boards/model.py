"""What a board's world is made of: prices, steps of the truth, postings. No text, no wire."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict

Board = Literal["freelancer", "fl", "kwork", "freelancehunt", "telegram_channel"]
BOARDS: Final[tuple[Board, ...]] = get_args(Board)
Language = Literal["en", "ru", "uk", "pt", "es"]
Kind = Literal["new", "repost", "copy", "edit", "close"]
Period = Literal["fixed", "hourly"]


class Value(BaseModel):
    """Immutable, compared by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Price(Value):
    """A budget in major units of `currency`; USD limits are cents by `money.RATES`.

    A limit that the board leaves open is None; at least one is set.
    """

    minimum: int | None = None
    maximum: int | None = None
    currency: str
    period: Period = "fixed"
    usd_minimum: int | None = None
    usd_maximum: int | None = None


class Client(Value):
    """Who asks, as far as any board tells."""

    native_id: int
    name: str
    country: str
    rating: float
    reviews: int
    hired_percent: int
    is_verified: bool


class Step(Value):
    """One line of the truth: what a board shows from `at` on.

    Reposts and near-copies of one project share `cluster`. `path` is the project's page on this
    server; the wire and the control API make it absolute. Steps are numbered from 0 without gaps.
    """

    seq: int
    at: AwareDatetime
    board: Board
    native_id: str
    cluster: str
    kind: Kind
    title: str
    body: str
    language: Language
    category: str
    budget: Price | None
    skills: tuple[str, ...]
    client: Client
    path: str


class Posting(Value):
    """A project as its board holds it now."""

    step: Step
    first_at: datetime
    updated_at: datetime
    is_closed: bool = False

    @property
    def number(self) -> int:
        """The numeric part of the native id."""
        return int(self.step.native_id.rpartition("/")[2])

    @property
    def bids(self) -> int:
        """How many answered so far: fixed per posting, so that an unchanged page stays equal."""
        return self.number * 7919 % 23
