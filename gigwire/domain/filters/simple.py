"""The thin language of the bot: words, commas, `-word`, `"phrase"`, a budget. docs/filters.md.

    text        = alternative { ("," | ";" | "|" | newline) alternative }
    alternative = { word | phrase | exclusion | limit }
    exclusion   = "-" (word | phrase), after white space or at the start; holds for the whole filter
    limit       = a minimum budget (`gigwire.domain.filters.amount`); holds for the whole filter

All words and phrases of an alternative must occur, in any order; one alternative is enough.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.ids import FilterId, digest
from gigwire.contracts.people import Filter
from gigwire.domain.filters.amount import Limit, limits_of
from gigwire.domain.filters.problems import Problem
from gigwire.domain.filters.validate import MAX_CHARACTERS, canonical, validate
from gigwire.domain.rates import current_rates
from gigwire.domain.text import term_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TEXT: Final = 2_000
NAME_CHARACTERS: Final = 60
_DASHES: Final = "\u2212\u2013\u2014-"  # phones turn a hyphen into a minus or a dash
_OPEN: Final = '"«“„'
_CLOSE: Final = '"»“”'
_ITEM: Final = re.compile(
    rf"(?P<separator>[,;|\n])"
    rf"|(?P<minus>(?<!\S)[{_DASHES}](?=[^\s{_DASHES}]))?"
    rf'(?:[{_OPEN}](?P<phrase>[^{_OPEN}{_CLOSE}]*)[{_CLOSE}]|(?P<open>[{_OPEN}].*)|(?P<word>[^\s,;|"«“„]+))',
    re.DOTALL,
)


class Parsed(NamedTuple):
    """A filter, or why there is none: exactly one of the two is present."""

    filter: Filter | None
    problems: tuple[Problem, ...]


class _Item(NamedTuple):
    text: str
    position: int
    is_excluded: bool = False
    is_separator: bool = False


def parse_simple(text: str, currency: str = "USD") -> Parsed:
    """Read what a person typed; `currency` (ISO 4217) is meant by a limit without one.

    The filter's id is a digest of its meaning, so that typing the same again is recognised.
    Positions of problems count characters of `text` from 0.
    """
    if len(text) > MAX_TEXT:
        arguments: dict[str, str | int] = {"limit": MAX_TEXT, "count": len(text)}
        return Parsed(None, (Problem(key="filter-text-too-long", arguments=arguments),))
    limits = tuple(_outside_quotes(text, limits_of(text, currency)))
    problems = list(_problems_of_limits(limits))
    items: list[_Item] = []
    for found in _items(_blanked(text, limits)):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            items.append(found)
    if problems:
        return Parsed(None, tuple(sorted(problems, key=lambda problem: problem.position or 0)))
    return _judged(_filter(text, items, limits[0] if limits else None), items)


def _judged(wanted: Filter, items: list[_Item]) -> Parsed:
    position_by_term = {item.text[:MAX_CHARACTERS]: item.position for item in reversed(items)}
    problems = tuple(
        problem.model_copy(
            update={"position": position_by_term.get(str(problem.arguments["term"]))}
        )
        if "term" in problem.arguments
        else problem
        for problem in validate(wanted)
    )
    return Parsed(None, problems) if problems else Parsed(wanted, ())


def _filter(text: str, items: list[_Item], limit: Limit | None) -> Filter:
    wanted = canonical(
        Filter(
            filter_id=FilterId(""),
            name=" ".join(text.split())[:NAME_CHARACTERS],
            alternatives=_alternatives(items),
            none_of=tuple(item.text for item in items if item.is_excluded),
            minimum_usd=_usd(limit),
            minimum_amount=limit.minor if limit else None,
            currency=limit.currency if limit else None,
        )
    )
    return wanted.model_copy(update={"filter_id": _id_of(wanted)})


def _alternatives(items: list[_Item]) -> tuple[tuple[str, ...], ...]:
    groups: list[list[str]] = [[]]
    for item in items:
        if item.is_separator:
            groups.append([])
        elif not item.is_excluded:
            groups[-1].append(item.text)
    return tuple(tuple(group) for group in groups if group)


def _items(text: str) -> Iterator[_Item | Problem]:
    for match in _ITEM.finditer(text):
        if match["separator"]:
            yield _Item("", match.start(), is_separator=True)
        elif match["open"]:
            term = match["open"][1:21]
            position = match.start("open")
            yield Problem(key="filter-quote-open", position=position, arguments={"term": term})
        else:
            yield from _term(match)


def _term(match: re.Match[str]) -> Iterator[_Item]:
    word = match["word"]
    if word is not None and not term_tokens(word):
        return  # a lone dash, dots, an emoji: not a word, and nobody means it as one
    term = word if word is not None else match["phrase"].strip()
    yield _Item(term, match.start(), is_excluded=match["minus"] is not None)


def _problems_of_limits(limits: tuple[Limit, ...]) -> Iterator[Problem]:
    for index, limit in enumerate(limits):
        arguments: dict[str, str | int] = {"term": limit.text}
        if limit.is_maximum:
            yield Problem(key="filter-budget-maximum", position=limit.start, arguments=arguments)
        elif index:
            yield Problem(key="filter-budget-twice", position=limit.start, arguments=arguments)
        elif _usd(limit) is None:
            unknown: dict[str, str | int] = {"currency": limit.currency}
            yield Problem(key="filter-budget-currency", position=limit.start, arguments=unknown)


def _outside_quotes(text: str, limits: Iterator[Limit]) -> Iterator[Limit]:
    quoted = [match.span() for match in _ITEM.finditer(text) if match["phrase"] is not None]
    for limit in limits:
        if not any(start <= limit.start < end for start, end in quoted):
            yield limit


def _blanked(text: str, limits: tuple[Limit, ...]) -> str:
    for limit in limits:
        text = text[: limit.start] + " " * (limit.end - limit.start) + text[limit.end :]
    return text


def _usd(limit: Limit | None) -> int | None:
    if limit is None:
        return None
    # Outward, as at every limit: a minimum is rounded down.
    return current_rates().usd_cents(limit.minor, limit.currency, "down")


def _id_of(wanted: Filter) -> FilterId:
    analysed = (
        sorted(map(term_tokens, wanted.all_of)),
        sorted(map(term_tokens, wanted.any_of)),
        sorted(sorted(map(term_tokens, group)) for group in wanted.alternatives),
        sorted(map(term_tokens, wanted.none_of)),
        (wanted.minimum_amount, wanted.currency),
    )
    return FilterId(digest("filter", repr(analysed), size=6))
