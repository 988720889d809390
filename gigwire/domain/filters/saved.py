"""What a person saves: a filter of typed text, its compiled query, and limits a person has."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gigwire.contracts.people import Filter
from gigwire.domain.filters.canonical import canonical, filter_id_of
from gigwire.domain.filters.limits import MAX_EVERYTHING, MAX_FILTERS, MAX_TEXT, NAME_CHARACTERS
from gigwire.domain.filters.parser import parse
from gigwire.domain.filters.printer import printed
from gigwire.domain.filters.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.domain.filters.expression import Query


class ParsedFilter(NamedTuple):
    """A filter, or why there is none: exactly one of the two is present."""

    filter: Filter | None
    problems: tuple[Problem, ...]


def filter_of(text: str, currency: str = "USD", name: str | None = None) -> ParsedFilter:
    """The filter that was typed, canonical; named as it was typed where no name is given.

    Typing the same meaning again gives the same `filter_id`. Never raises.
    """
    query, problems = parse(text, currency)
    if query is None:
        return ParsedFilter(None, problems)
    simple = canonical(query)
    shown = printed(simple)
    if len(shown) > MAX_TEXT:
        arguments: dict[str, str | int] = {"limit": MAX_TEXT, "count": len(shown)}
        return ParsedFilter(None, (Problem(key="filter-text-too-long", arguments=arguments),))
    wanted = Filter(filter_id=filter_id_of(simple), name=name or _named(text), query=shown)
    return ParsedFilter(wanted, ())


def _named(text: str) -> str:
    readable = text.encode("utf-8", "replace").decode()
    return " ".join(readable.split())[:NAME_CHARACTERS]


@lru_cache(maxsize=65_536)
def compiled_query(text: str) -> Query:
    """The tree of a saved filter's `query`, remembered.

    Raises:
        ValueError: the text is no filter; nothing that `filter_of` gave.
    """
    query, problems = parse(text)
    if query is None:
        raise ValueError(f"not a filter: {problems[0].key} in {text[:100]!r}")
    return query


def problem_of_adding(
    wanted: Filter, held: Sequence[Filter], most: int | None = None
) -> Problem | None:
    """Why a person with these filters cannot have one more; None: it may be added.

    `most`: what this person may have, where that was limited.
    """
    limit = MAX_FILTERS if most is None else min(most, MAX_FILTERS)
    if len(held) >= limit:
        return Problem(key="filter-too-many", arguments={"limit": limit})
    if _is_everything(wanted) and sum(map(_is_everything, held)) >= MAX_EVERYTHING:
        return Problem(key="filter-too-many-everything", arguments={"limit": MAX_EVERYTHING})
    return None


def _is_everything(one: Filter) -> bool:
    return one.query.startswith("*")
