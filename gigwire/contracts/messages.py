"""The envelope, and every message between a board and a match. People, rates, deliveries: siblings.

Models are frozen and ignore unknown fields when reading, so that an older reader survives a newer
writer that only added fields. Each change of a model needs a new golden example (tests/contract).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from gigwire.contracts.ids import (
    ClusterId,
    EventId,
    FilterId,
    FilterNumber,
    ProjectKey,
    TraceId,
    UserId,
    filter_number,
)

SCHEMA_VERSION = 1

Language = Literal["en", "ru", "uk", "pt", "es", "und"]  # und: not known, passes every mask
Period = Literal["fixed", "hourly", "monthly"]
ProjectKind = Literal["new", "joined", "changed", "closed"]


class Frozen(BaseModel):
    """A value: immutable, compared by content, tolerant of fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Origin(Frozen):
    """Where an input lay: the coordinates that a replay or a DLQ record keeps."""

    topic: str
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)


class Event(Frozen):
    """Envelope of every record.

    `event_id` is derived from what the event says, never random, so that a repeat of the same
    work carries the same id. `trace_id` is set once, at the board, and copied ever after.
    `event_time` is when it became true, in UTC; replays keep it.
    """

    event_id: EventId
    trace_id: TraceId
    event_time: AwareDatetime
    schema_version: int = SCHEMA_VERSION
    origin: Origin | None = None


# -- collect ----------------------------------------------------------------------------------


class RawBudget(Frozen):
    """A budget as the board states it. Text where the board writes text; major units else."""

    text: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str | None = None  # ISO 4217 where the board says so
    period: Period | None = None


class Client(Frozen):
    """Who asks. Every field is None where the board does not tell; never guessed."""

    native_id: str | None = None
    name: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2, lower case
    rating: float | None = None  # 0..5
    reviews: int | None = None
    hired_percent: int | None = None
    is_verified: bool | None = None
    spent_usd: int | None = None  # US cents, all that the client ever paid at the board


class Attachment(Frozen):
    """A file that a board shows with a project: its address, which nobody here fetches."""

    kind: Literal["photo", "document"]
    url: str
    name: str = ""  # of the file, where the board tells


class RawProject(Event):
    """One observation of a project at a board (topic `projects.raw`)."""

    source: str
    native_id: str
    url: str
    title: str
    body: str = ""  # may hold HTML; normalise cleans it
    budget: RawBudget | None = None
    skills: tuple[str, ...] = ()
    category: str | None = None
    language: str | None = None  # only if the board says so; normalise decides
    client: Client | None = None
    bids: int | None = None
    attachments: tuple[Attachment, ...] = ()
    status: Literal["open", "closed"] = "open"
    published_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    seen_at: AwareDatetime  # when our poll got it


# -- normalise and dedupe ---------------------------------------------------------------------


class Budget(Frozen):
    """Money with its meaning: integer minor units, and US cents by a dated rate.

    A limit that the board leaves open is None. `rate_date` is the day of the rate used.
    """

    minimum: int | None = None
    maximum: int | None = None
    currency: str
    period: Period = "fixed"
    usd_minimum: int | None = None
    usd_maximum: int | None = None
    rate_date: str | None = None  # ISO date


IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
# Bounds keep conversions exact and finite, whoever wrote the record.
Rate = Annotated[Decimal, Field(gt=0, lt=1_000_000_000, decimal_places=18)]


class DatedRates(Frozen):
    """US dollars for one unit of each currency (ISO 4217), on one day."""

    date: IsoDate
    usd_per_unit: dict[str, Rate] = Field(min_length=1)


class Project(Frozen):
    """A project in our own terms: text without HTML, known language, comparable money."""

    key: ProjectKey
    source: str
    native_id: str
    url: str
    title: str
    body: str
    budget: Budget | None = None  # None: unknown, never zero
    skills: tuple[str, ...] = ()
    category: str | None = None
    language: Language = "und"
    client: Client | None = None
    bids: int | None = None
    # No content: signed addresses change by themselves, so `content_hash` leaves them out.
    attachments: tuple[Attachment, ...] = ()
    published_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    seen_at: AwareDatetime
    revision: int = 0  # counts content changes of this key, from 0
    content_hash: str = ""


class CleanProject(Event):
    """A normalised project that is new, changed or closed (topic `projects.clean`)."""

    kind: Literal["new", "changed", "closed"]
    project: Project


class Link(Frozen):
    """One place where a cluster's project can be read."""

    source: str
    url: str


class UniqueProject(Event):
    """One step in the life of a cluster of equal projects (topics `projects.unique`).

    kind `new`: first of its cluster; `joined`: a copy seen elsewhere (project = the copy);
    `changed` and `closed`: as the board says. `links` holds all places known by then.
    """

    kind: ProjectKind
    cluster_id: ClusterId
    project: Project
    links: tuple[Link, ...]
    # Counts steps of the cluster, from 0: later steps of a cluster have higher numbers.
    revision: int = 0


class Analysis(Frozen):
    """A project's texts as tokens, made once, upstream of the fan-out (`gigwire.domain.text`).

    Tokens are folded, in order, with one space between; `skills` one text each, `client` the
    client's name. `keys`: what a token is found by (its forms and synonyms, space between), for
    tokens that are not found by themselves alone. Another `analyser` than the reader's: to be
    analysed anew.
    """

    analyser: int
    title: str
    body: str = ""
    skills: tuple[str, ...] = ()
    category: str = ""
    client: str = ""
    keys: dict[str, str] = {}


class ProjectsFannedOut(Event):
    """A micro-batch of unique projects (topic `projects.fanout`), the same bytes in each partition.

    The user partition is the record's own. `analyses` runs parallel to `projects`, or is empty in
    records of before: then the reader analyses. `rates`: a table for each `rate_date` of the
    projects, by which money is compared; a date without one: the bundled tables.
    """

    projects: tuple[UniqueProject, ...]
    analyses: tuple[Analysis, ...] = ()
    rates: tuple[DatedRates, ...] = ()

    @model_validator(mode="after")
    def _is_parallel(self) -> Self:
        if self.analyses and len(self.analyses) != len(self.projects):
            raise ValueError("analyses and projects differ in number")
        return self


class Tick(Event):
    """Time, as an event, for one user partition (topic `ticks`): drives digests and expiry."""

    partition: int = Field(ge=0)
    looked_at: int | None = None  # steps of `projects.unique` so far, by offset; None: unknown


# -- match ------------------------------------------------------------------------------------


class Hit(Frozen):
    """Why one filter of one user matched: enough for a card's line and for ranking."""

    filter_id: FilterId
    filter_name: str
    title_terms: tuple[str, ...] = ()  # terms of the filter found in the title
    body_terms: tuple[str, ...] = ()  # found in body or skills only
    is_budget_met: bool | None = None  # None: the filter asks for none, or it is unknown
    thread_id: int | None = None  # the forum topic that the filter posts into


class UserHit(Frozen):
    """One user whose filters matched: all reasons together, so that the user is told once."""

    user_id: UserId
    score: int = Field(ge=0, le=1000)
    hits: tuple[Hit, ...]
    liked: tuple[str, ...] = ()  # words of projects that the person liked, which raised the score
    percentile: int | None = Field(default=None, ge=0, le=100)  # of the person's last scores


class ProjectMatched(Event):
    """All matches of one project in one user partition (topic `matches`), as columns.

    Row i says: filter `filters[i]` (`filter_number`) of user `users[i]` fits with `scores[i]`.
    Ordered by user, then best score first. `rates`: the table that amounts were compared by.
    """

    partition: int = Field(ge=0)
    project: UniqueProject
    users: tuple[UserId, ...]
    filters: tuple[FilterNumber, ...]
    scores: tuple[int, ...]
    rates: DatedRates | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, content: object) -> object:
        """Read what was written when each user was an object with hits."""
        users = content.get("users") if isinstance(content, dict) else None
        if not isinstance(content, dict) or not users or "filters" in content:
            return content
        hits = [(UserHit.model_validate(one), hit) for one in users for hit in one["hits"]]
        return {
            **content,
            "users": [user.user_id for user, _ in hits],
            "filters": [filter_number(FilterId(str(hit["filter_id"]))) for _, hit in hits],
            "scores": [user.score for user, _ in hits],
        }

    @model_validator(mode="after")
    def _is_parallel(self) -> Self:
        if not len(self.users) == len(self.filters) == len(self.scores):
            raise ValueError("users, filters and scores differ in number")
        return self
