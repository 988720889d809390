"""A filter's meaning as a tree. Owns the kinds of conditions and their units; parses nothing.

Evaluation, for whoever writes an evaluator (docs/filters.md says the same to people):
- `Not` is thought of as pushed down to the leaves. A leaf then passes if it is known and (not)
  satisfied, or if it is unknown and lenient. Words are always known; a `Compare` or `Member` is
  unknown where the project does not tell its value. `is_strict`: unknown fails, negated or not.
- A project's amounts are a range; `highest` is its upper end, or the lower where the upper is
  open, `lowest` the other way round. `Compare` holds if highest >= low and lowest <= high, each
  only where given. A single number is a range of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from gigwire.contracts.messages import Period
    from gigwire.domain.text.terms import Mode, Scope

# budget: fixed and monthly amounts, rate: hourly ones (minor units of `currency`; a project of the
# other kind does not tell). client.rating: hundredths of 0..5. client.spent: minor units.
# client.hired: per cent. client.verified: 0 or 1. bids: a count. age: seconds since publication
# (or, where the board does not tell, since it was seen), at the event time of the step.
Quantity = Literal[
    "budget",
    "rate",
    "client.rating",
    "client.spent",
    "client.hired",
    "client.verified",
    "bids",
    "age",
]
# lang: five codes, `und` is unknown. type: Period. source: board. client.country: ISO 3166 alpha-2.
Attribute = Literal["source", "lang", "type", "client.country"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, without its signs. It may be several tokens (`e-commerce`): a phrase."""

    text: str
    mode: Mode = "forms"
    scope: Scope = "any"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow each other, as typed between quotation marks."""

    text: str
    is_exact: bool = False
    scope: Scope = "any"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression (RE2), case-insensitive, searched for in the text itself."""

    regex: str
    scope: Scope = "any"


@dataclass(frozen=True, slots=True)
class Member:
    """The project's attribute is one of `values` (lower case, sorted, at least one)."""

    attribute: Attribute
    values: tuple[str, ...]
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Compare:
    """A closed range of whole numbers; at least one end is given. Units: see `Quantity`."""

    quantity: Quantity
    low: int | None = None
    high: int | None = None
    currency: str | None = None  # ISO 4217, for budget, rate and client.spent
    period: Period | None = None  # only amounts of this period, where typed (`/mo`)
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Expression


@dataclass(frozen=True, slots=True)
class All:
    """Each part holds; at least two parts, none of them an `All`."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some part holds; at least two parts, none of them an `Either`."""

    parts: tuple[Expression, ...]


Leaf: TypeAlias = Word | Phrase | Pattern | Member | Compare
Expression: TypeAlias = Leaf | Not | All | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A whole filter. None: nothing but `*`. `is_everything`: begins with `*`, needs no word."""

    expression: Expression | None
    is_everything: bool = False
