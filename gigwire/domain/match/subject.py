"""A project as filters see it: its words, its amounts, its attributes, at one moment.

Owns what each condition but words is compared with, and when that is unknown. Judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from gigwire.contracts.messages import Budget
from gigwire.domain.money import Amounts, amounts_of
from gigwire.domain.rates import current_rates
from gigwire.domain.text import ANALYSER, View, analyse, located

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import Analysis, Client, Period, Project
    from gigwire.domain.filters.expression import Attribute, Compare, Quantity
    from gigwire.domain.rates import RateTable
    from gigwire.domain.text import Term
    from gigwire.domain.text.located import Located

Range: TypeAlias = tuple[int, int]  # lowest and highest, both ends included
Where: TypeAlias = Literal["title", "below"] | None

_PERIODS: Final[dict[Quantity, tuple[Period, ...]]] = {
    "budget": ("fixed", "monthly"),
    "rate": ("hourly",),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One project, analysed, with its amounts by the rates of its day. `at`: the step's time."""

    project: Project
    view: View
    at: datetime
    amounts: Amounts
    spent: Amounts  # what the client paid at the board so far
    _found: dict[Term, Where] = field(default_factory=dict, compare=False, repr=False)
    _located: dict[str, tuple[Located, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def where(self, term: Term) -> Where:
        """As `View.where`, remembered: thousands of filters ask one project for the same words."""
        if term not in self._found:
            self._found[term] = self.view.where(term)
        return self._found[term]

    def located(self, text: str) -> tuple[Located, ...]:
        """As `gigwire.domain.text.located`, remembered: each condition asks for the same texts."""
        if text not in self._located:
            self._located[text] = located(text)
        return self._located[text]


def subject_of(
    project: Project,
    at: datetime,
    analysis: Analysis | None = None,
    rates: RateTable | None = None,
) -> Subject:
    """Prepare a project for judging.

    Args:
        project: what a board asks for.
        at: the event time of the step, from which ages count.
        analysis: what was made upstream; absent or of another analyser, it is made anew.
        rates: the table of the project's `rate_date`; absent, the bundled one.
    """
    table = rates or current_rates()
    if analysis is None or analysis.analyser != ANALYSER:
        analysis = analyse(project)
    return Subject(
        project=project,
        view=View.of(analysis),
        at=at,
        amounts=amounts_of(project.budget, table),
        spent=amounts_of(_spent(project.client), table),
    )


def _spent(client: Client | None) -> Budget | None:
    cents = None if client is None else client.spent_usd
    return None if cents is None else Budget(minimum=cents, maximum=cents, currency="USD")


def attribute_of(attribute: Attribute, subject: Subject) -> str | None:
    """The project's value, lower case; None where it does not tell."""
    project = subject.project
    match attribute:
        case "source":
            return project.source.lower()
        case "lang":
            return None if project.language == "und" else project.language
        case "type":
            return subject.amounts.period
        case "client.country":
            country = project.client.country if project.client else None
            return country.lower() if country else None


def range_of(compare: Compare, subject: Subject) -> Range | None:
    """What the comparison looks at, in its own units; None where the project does not tell."""
    match compare.quantity:
        case "budget" | "rate":
            return _amount(compare, subject.amounts)
        case "client.spent":
            return subject.spent.limits(compare.currency or "USD")
        case "age":
            return _one(age_of(subject))
        case "bids":
            return _one(subject.project.bids)
        case _:
            return _one(_of_client(compare.quantity, subject.project.client))


def age_of(subject: Subject) -> int:
    """Whole seconds since publication, or since it was seen; never below 0, whatever clocks say."""
    born = subject.project.published_at or subject.project.seen_at
    return max(0, int((subject.at - born).total_seconds()))


def _amount(compare: Compare, amounts: Amounts) -> Range | None:
    periods = (compare.period,) if compare.period else _PERIODS[compare.quantity]
    return amounts.limits(compare.currency or "USD") if amounts.period in periods else None


def _of_client(quantity: Quantity, client: Client | None) -> int | None:
    if client is None:
        return None
    match quantity:
        case "client.rating":
            return None if client.rating is None else round(client.rating * 100)
        case "client.hired":
            return client.hired_percent
        case _:
            return None if client.is_verified is None else int(client.is_verified)


def _one(value: int | None) -> Range | None:
    return None if value is None else (value, value)
