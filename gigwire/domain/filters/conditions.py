"""A field with its value, `budget>=500usd` or `source:(fl | kwork)`, to a leaf or a problem.

Owns what may follow a field's name. Vocabulary: `fields`; numbers: `quantities` and `amount`.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.filters.amount import UnknownUnit, has_rate, ranged_amount, said_amount
from gigwire.domain.filters.expression import Compare, Member
from gigwire.domain.filters.fields import ATTRIBUTES, EXAMPLES, NAMES, QUANTITIES, value_of
from gigwire.domain.filters.limits import MAX_VALUES
from gigwire.domain.filters.problems import Problem
from gigwire.domain.filters.quantities import LARGEST, MONEY, Numbers, numbers_of

if TYPE_CHECKING:
    from gigwire.contracts.messages import Period
    from gigwire.domain.filters.amount import Amount
    from gigwire.domain.filters.expression import Attribute, Quantity

OPERATOR: Final = re.compile(r" {0,2}(>=|=>|≥|<=|=<|≤|>|<|=|:) {0,2}")
_VALUE: Final = r"[^\s,;|()!:\"«»“”„=<>*]+"
_GROUP: Final = re.compile(rf"\( *({_VALUE}(?: *(?:[|,;]| OR ) *{_VALUE})*) *\)(!?)")
_LIST: Final = re.compile(rf"({_VALUE}(?:[,|]{_VALUE})*)(!?)")
_BETWEEN: Final = re.compile(r" *(?:[|,;]| OR ) *")
# A condition as it is printed, and behind it nothing that could belong to an amount.
_USUAL: Final = re.compile(
    r"(?P<field>[a-z][a-z.]+)(?P<operator>:|[<>]=)(?P<value>[a-z0-9.\-]+|\([a-z0-9.\-| ]+\))!?"
    r"(?=\Z|\)| (?:[|(\"=]|-?[^\W\d_]))"
)
_TYPED: Final = re.compile(r"[^\s,;|()]*")
_SIMILAR: Final = 0.75


class Read(NamedTuple):
    """A condition, or what is wrong with it; `end`: where reading goes on."""

    leaf: Compare | Member | None
    end: int
    problem: Problem | None = None


def usual(text: str, position: int, currency: str) -> Read | None:
    """A condition that many filters have, remembered; None: it takes a closer look."""
    found = _USUAL.match(text, position)
    leaf = _alone(found.group(), currency) if found else None
    return Read(leaf, found.end()) if found and leaf else None


@lru_cache(maxsize=65_536)
def _alone(text: str, currency: str) -> Compare | Member | None:
    """The condition that all of this text is; an amount names its currency at its end."""
    found = _USUAL.fullmatch(text)
    assert found is not None, "it was found by this very pattern"
    name, operator, position = found["field"], found["operator"], found.start("value")
    if name in ATTRIBUTES and operator == ":":
        read = membership(ATTRIBUTES[name], text, position)
    elif QUANTITIES.get(name) in MONEY:
        read = comparison(QUANTITIES[name], text, position, operator, currency)
        if not (isinstance(read.leaf, Compare) and _ends_with(found["value"], read.leaf.currency)):
            return None
    else:
        return None
    return read.leaf if read.end == len(text) else None


def _ends_with(typed: str, currency: str | None) -> bool:
    return currency is not None and typed.endswith(currency.lower())


def said_limit(text: str, position: int, currency: str) -> Read | None:
    """`от 500$` and its like, if it stands here."""
    amount = said_amount(text, position, currency)
    return None if amount is None else _money("budget", amount, position, ":")


def comparison(quantity: Quantity, text: str, position: int, operator: str, currency: str) -> Read:
    """What stands after `budget>=`: `position` is the first character after the operator."""
    try:
        if quantity in MONEY:
            amount = ranged_amount(text, position, currency)
            if amount is not None:
                return _money(quantity, amount, position, operator)
        elif (numbers := numbers_of(quantity, text, position)) is not None:
            return _count(quantity, numbers, position, operator)
    except UnknownUnit as unit:
        return _failed("filter-unit-unknown", text, unit.position, quantity, term=unit.text)
    return _failed("filter-number-expected", text, position, quantity, field=quantity)


def membership(attribute: Attribute, text: str, position: int) -> Read:
    """What stands after `source:`: a value, `(a | b)`, or `a,b` without a space."""
    match = _GROUP.match(text, position) or _listed(attribute, text, position)
    if match is None:
        return _failed("filter-value-unknown", text, position, attribute, term="", field=attribute)
    values: set[str] = set()
    for typed in _BETWEEN.split(match[1])[:MAX_VALUES]:
        value = value_of(attribute, typed)
        if value is None:
            where = text.index(typed, position)
            return _failed(
                "filter-value-unknown", text, where, attribute, term=typed[:20], field=attribute
            )
        values.add(value)
    return Read(Member(attribute, tuple(sorted(values)), match[2] == "!"), match.end())


def _listed(attribute: Attribute, text: str, position: int) -> re.Match[str] | None:
    """`ru,en` is a list where each part is a value; the names of boards are open: one only."""
    match = _LIST.match(text, position)
    if match is None or not ("," in match[1] or "|" in match[1]):
        return match
    parts = _BETWEEN.split(match[1])
    if attribute != "source" and all(value_of(attribute, part) for part in parts):
        return match
    return _LIST.match(text, position, position + len(parts[0]))


def unknown_field(name: str, position: int) -> Problem | None:
    """A problem if a name looks like a misspelt field; None: it is part of a word."""
    close = difflib.get_close_matches(name.lower(), NAMES, 1, _SIMILAR)
    if not close:
        return None
    return Problem(
        key="filter-field-unknown", position=position, arguments={"term": name, "example": close[0]}
    )


def _money(quantity: Quantity, amount: Amount, position: int, operator: str) -> Read:
    if not has_rate(amount.currency):
        unknown = Problem(
            key="filter-budget-currency", position=position, arguments={"currency": amount.currency}
        )
        return Read(None, amount.end, unknown)
    period: Period | None = amount.period
    # An hourly budget is a rate; a rate has no other period.
    kind: Quantity = "rate" if quantity == "budget" and period == "hourly" else quantity
    kept = None if kind != "budget" else period
    numbers = Numbers(amount.low, amount.high, amount.is_strict, amount.end)
    return _ranged(
        Compare(kind, currency=amount.currency, period=kept), numbers, position, operator
    )


def _count(quantity: Quantity, numbers: Numbers, position: int, operator: str) -> Read:
    largest = LARGEST.get(quantity)
    if largest is not None and max(numbers.low or 0, numbers.high or 0) > largest:
        limit = {"client.rating": 5, "age": 366}.get(quantity, largest)
        arguments: dict[str, str | int] = {"term": quantity, "limit": limit}
        problem = Problem(key="filter-number-too-large", position=position, arguments=arguments)
        return Read(None, numbers.end, problem)
    return _ranged(Compare(quantity), numbers, position, operator)


def _ranged(kind: Compare, numbers: Numbers, position: int, operator: str) -> Read:
    low, high = numbers.low, numbers.high
    if low == high and low is not None:
        low, high = _by_operator(low, operator)
    if (low is not None and high is not None and low > high) or (high is not None and high < 0):
        problem = Problem(
            key="filter-range-empty", position=position, arguments={"term": kind.quantity}
        )
        return Read(None, numbers.end, problem)
    leaf = Compare(kind.quantity, low, high, kind.currency, kind.period, numbers.is_strict)
    return Read(leaf, numbers.end)


def _by_operator(number: int, operator: str) -> tuple[int | None, int | None]:
    match operator:
        case ">=" | "=>" | "≥":
            return number, None
        case ">":
            return number + 1, None
        case "<=" | "=<" | "≤":
            return None, number
        case "<":
            return None, number - 1
        case _:
            return number, number


def _failed(key: str, text: str, position: int, of: Attribute | Quantity, **said: str) -> Read:
    arguments: dict[str, str | int] = {**said, "example": EXAMPLES[of]}
    if key != "filter-value-unknown":
        arguments["at"] = position + 1
    problem = Problem.model_validate({"key": key, "position": position, "arguments": arguments})
    end = _TYPED.match(text, position)
    return Read(None, end.end() if end else position, problem)
