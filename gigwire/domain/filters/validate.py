"""Limits of filters, and the canonical form in which they are saved. Parses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.filters.problems import Problem
from gigwire.domain.text import term_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gigwire.contracts.people import Filter

MAX_FILTERS: Final = 20  # a person
MAX_TERMS: Final = 30  # a filter, positive and excluded together
MAX_CHARACTERS: Final = 80  # a term


def validate(wanted: Filter) -> list[Problem]:
    """List everything wrong with one filter; empty: it may be saved."""
    terms = _terms_of(wanted)
    problems = [problem for term in terms for problem in _problems_of_term(term)]
    if not (wanted.all_of or wanted.any_of or any(wanted.alternatives) or wanted.sources):
        problems.append(Problem(key="filter-empty"))
    if len(terms) > MAX_TERMS:
        arguments: dict[str, str | int] = {"limit": MAX_TERMS, "count": len(terms)}
        problems.append(Problem(key="filter-too-many-terms", arguments=arguments))
    return problems


def validate_all(filters: Sequence[Filter]) -> list[Problem]:
    """List everything wrong with all filters of one person."""
    problems = [problem for one in filters for problem in validate(one)]
    if len(filters) > MAX_FILTERS:
        problems.append(Problem(key="filter-too-many", arguments={"limit": MAX_FILTERS}))
    return problems


def canonical(wanted: Filter) -> Filter:
    """The same filter in its simplest form; means the same, and is a fixed point.

    Terms that the analyser cannot tell apart are kept once, in the first spelling; so are
    alternatives of equal terms. One alternative alone joins `all_of`; alternatives of one term
    each become `any_of` where that is free.
    """
    groups = _distinct_groups(wanted.alternatives)
    all_of, any_of = wanted.all_of, wanted.any_of
    if len(groups) == 1 and groups[0]:
        all_of, groups = (*all_of, *groups[0]), ()
    elif groups and not any_of and all(len(group) == 1 for group in groups):
        any_of, groups = tuple(group[0] for group in groups), ()
    return wanted.model_copy(
        update={
            "all_of": _distinct(all_of),
            "any_of": _distinct(any_of),
            "alternatives": groups,
            "none_of": _distinct(wanted.none_of),
            "languages": tuple(dict.fromkeys(wanted.languages)),
            "sources": tuple(dict.fromkeys(wanted.sources)),
        }
    )


def _terms_of(wanted: Filter) -> tuple[str, ...]:
    grouped = (term for group in wanted.alternatives for term in group)
    return (*wanted.all_of, *wanted.any_of, *grouped, *wanted.none_of)


def _problems_of_term(term: str) -> Iterable[Problem]:
    if len(term) > MAX_CHARACTERS:
        arguments: dict[str, str | int] = {"term": term[:MAX_CHARACTERS], "limit": MAX_CHARACTERS}
        yield Problem(key="filter-term-too-long", arguments=arguments)
    elif not term_tokens(term):
        yield Problem(key="filter-term-blank", arguments={"term": term})


def _distinct(terms: Iterable[str]) -> tuple[str, ...]:
    first: dict[tuple[str, ...], str] = {}
    for term in terms:
        first.setdefault(term_tokens(term), term)
    return tuple(first.values())


def _distinct_groups(groups: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    first: dict[frozenset[tuple[str, ...]], tuple[str, ...]] = {}
    for group in groups:
        kept = _distinct(group)
        first.setdefault(frozenset(map(term_tokens, kept)), kept)
    return tuple(first.values())
