"""Which condition of a filter takes most away: each is dropped in turn over the newest projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.ids import digest
from gigwire.domain.filters import compiled_query, printed, requires_word
from gigwire.domain.filters.expression import All, Query

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.domain.chat.recent import Recent
    from gigwire.domain.filters.expression import Expression

MOST_TRIED: Final = 12  # conditions; each costs a walk over what is held
MOST_TOLD: Final = 3
LEAST_PERCENT: Final = 50
LEAST_SEEN: Final = 5  # of fewer projects no share says anything


class Advice(NamedTuple):
    """A condition, its share of what it takes away, how many would come without it."""

    part: str
    percent: int
    without: int
    key: str  # names the condition in a button
    query: str  # the filter without it


def advice_of(query: str, recent: Recent, now: datetime) -> tuple[Advice, ...]:
    """Conditions that take away at least half, the greediest first."""
    tried = _variants(query)
    if not tried:
        return ()
    tree = compiled_query(query).expression
    assert tree is not None, "a filter with conditions has a tree"
    whole, *counts = recent.counts([tree, *(rest for _, rest in tried)], now)
    found = [
        Advice(_text(part), round(100 * (count - whole) / count), count, *_named(query, part, rest))
        for (part, rest), count in zip(tried, counts, strict=True)
        if count >= LEAST_SEEN
    ]
    told = sorted(found, key=lambda one: -one.percent)
    return tuple(one for one in told if one.percent >= LEAST_PERCENT)[:MOST_TOLD]


def dropped(query: str, key: str) -> str | None:
    """The filter without the condition that a button names; None where it has none such."""
    for part, rest in _variants(query):
        name, text = _named(query, part, rest)
        if name == key:
            return text
    return None


def _variants(query: str) -> list[tuple[Expression, Expression]]:
    """Each condition with what is left without it; a filter that needs a word keeps one."""
    whole = compiled_query(query)
    if not isinstance(whole.expression, All):
        return []
    parts = whole.expression.parts
    found: list[tuple[Expression, Expression]] = []
    for at, part in enumerate(parts[:MOST_TRIED]):
        others = parts[:at] + parts[at + 1 :]
        rest = others[0] if len(others) == 1 else All(others)
        if whole.is_everything or requires_word(rest):
            found.append((part, rest))
    return found


def _named(query: str, part: Expression, rest: Expression) -> tuple[str, str]:
    is_everything = compiled_query(query).is_everything
    return digest("part", _text(part), size=4), printed(Query(rest, is_everything))


def _text(part: Expression) -> str:
    return printed(Query(part))
