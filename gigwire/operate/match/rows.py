"""A line of a file to a filter or a project, with the reason where it is neither. No files here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import orjson
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from gigwire.contracts.ids import ProjectKey
from gigwire.contracts.messages import Client, Language, Period, Project, RawBudget
from gigwire.domain.filters import filter_of
from gigwire.domain.language import language_of
from gigwire.domain.money.budget import budget_of
from gigwire.domain.normalise_project import traits_of
from gigwire.operate.filters.problems import with_caret

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import Budget
    from gigwire.contracts.people import Filter
    from gigwire.domain.rates import RateTable

NOTHING_TOLD: Final = "unknown"  # the source of a project that names none


def _id(value: object) -> object:
    """Ids are often numbers; they are printed as they are written."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# An id is one field of a printed line.
Id = Annotated[
    str, BeforeValidator(_id), Field(min_length=1, max_length=1_000, pattern=r"^[^\x00-\x1f\x7f]+$")
]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class FilterRow(_Row):
    """`{"id", "query"}`."""

    id: Id
    query: str


class BudgetRow(_Row):
    """Amounts in major units: 500 is five hundred dollars. Without a currency: the source's."""

    min: Decimal | None = None
    max: Decimal | None = None
    currency: str | None = None
    period: Period = "fixed"


class ClientRow(_Row):
    """`spent` in dollars, `rating` of 5, `hired` in per cent."""

    name: str | None = None
    country: str | None = None
    rating: float | None = Field(default=None, ge=0, le=5)
    reviews: int | None = Field(default=None, ge=0)
    hired: int | None = Field(default=None, ge=0, le=100)
    verified: bool | None = None
    spent: Decimal | None = Field(default=None, ge=0, le=10**12)


class ProjectRow(_Row):
    """A project as other programs write it; only `id` and `title` are required."""

    id: Id
    title: str
    body: str = ""
    language: Language | None = None
    budget: BudgetRow | None = None
    source: str = NOTHING_TOLD
    skills: tuple[str, ...] = ()
    category: str | None = None
    client: ClientRow | None = None
    bids: int | None = Field(default=None, ge=0)
    url: str = ""
    published_at: AwareDatetime | None = None
    seen_at: AwareDatetime | None = None


class BadRow(Exception):  # noqa: N818 - told to people, who wrote a row
    """A line that cannot be used; the message says why and what to do."""


R = TypeVar("R", bound=_Row)


def filter_in(line: bytes) -> tuple[str, Filter]:
    """The id and the filter of a line; amounts without a currency are dollars.

    Raises:
        BadRow: no JSON object, a field is missing or wrong, or the query has problems.
    """
    row = _row(FilterRow, line)
    parsed = filter_of(row.query)
    if parsed.filter is None:
        told = "\n".join(with_caret(row.query, problem) for problem in parsed.problems)
        raise BadRow(f"filter {row.id!r}: the query is not valid\n{told}")
    return row.id, parsed.filter


def project_in(line: bytes, now: datetime, table: RateTable | None = None) -> tuple[str, Project]:
    """The id and the project of a line; `now` is when it was seen if it does not tell.

    Raises:
        BadRow: no JSON object, or a field is missing or wrong.
    """
    row = _row(ProjectRow, line)
    return row.id, project_of_row(row, now, table)


def project_of_row(row: ProjectRow, now: datetime, table: RateTable | None = None) -> Project:
    """The project as `normalise` would hold it, its texts taken as they are."""
    traits = traits_of(row.source)
    language = row.language or language_of(row.title, row.body, default=traits.language)
    return Project(
        key=ProjectKey(f"{row.source}:{row.id}"),
        source=row.source,
        native_id=row.id,
        url=row.url,
        title=row.title,
        body=row.body,
        budget=_budget(row.budget, traits.country, traits.currency, table),
        skills=row.skills,
        category=row.category,
        language=language,
        client=_client(row.client),
        bids=row.bids,
        published_at=row.published_at,
        seen_at=row.seen_at or now,
    )


def _row(model: type[R], line: bytes) -> R:
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadRow(f"not JSON ({error}); each line is one object in UTF-8") from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the line"
        needed = ", ".join(f"{n!r}" for n, f in model.model_fields.items() if f.is_required())
        raise BadRow(f"{where}: {first['msg']}; needed are {needed}") from None


def _budget(
    row: BudgetRow | None, country: str | None, currency: str | None, table: RateTable | None
) -> Budget | None:
    if row is None:
        return None
    raw = RawBudget(minimum=row.min, maximum=row.max, currency=row.currency, period=row.period)
    return budget_of(raw, country=country, default_currency=currency, rates=table)


def _client(row: ClientRow | None) -> Client | None:
    if row is None:
        return None
    return Client(
        name=row.name,
        country=row.country.lower() if row.country else None,
        rating=row.rating,
        reviews=row.reviews,
        hired_percent=row.hired,
        is_verified=row.verified,
        spent_usd=None if row.spent is None else int(row.spent * 100),
    )
