"""A filter made ready for comparing: terms analysed, duplicates dropped. Owns no evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.text import term_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.ids import FilterId
    from gigwire.contracts.people import Filter


class Term(NamedTuple):
    """A term as its owner wrote it, and its tokens: one is a word, several are a phrase."""

    text: str
    tokens: tuple[str, ...]


class CompiledFilter(NamedTuple):
    """One filter, ready. Same meaning as `Filter`; an empty part asks for nothing."""

    filter_id: FilterId
    name: str
    all_of: tuple[Term, ...]
    any_of: tuple[Term, ...]
    alternatives: tuple[tuple[Term, ...], ...]
    none_of: tuple[Term, ...]
    minimum_usd: int | None
    languages: frozenset[str]
    sources: frozenset[str]
    positive: tuple[Term, ...]  # all that may occur, each once, in the order written


def compiled(filter_: Filter) -> CompiledFilter:
    """Analyse a filter's terms. Terms equal after analysis are kept once, the first spelling."""
    all_of, any_of = _terms(filter_.all_of), _terms(filter_.any_of)
    alternatives = tuple(_terms(group) for group in filter_.alternatives)
    grouped = (term for group in alternatives for term in group)
    return CompiledFilter(
        filter_id=filter_.filter_id,
        name=filter_.name,
        all_of=all_of,
        any_of=any_of,
        alternatives=alternatives,
        none_of=_terms(filter_.none_of),
        minimum_usd=filter_.minimum_usd,
        languages=frozenset(filter_.languages),
        sources=frozenset(filter_.sources),
        positive=_distinct((*all_of, *any_of, *grouped)),
    )


def _terms(texts: Iterable[str]) -> tuple[Term, ...]:
    return _distinct(Term(text, term_tokens(text)) for text in texts)


def _distinct(terms: Iterable[Term]) -> tuple[Term, ...]:
    first: dict[tuple[str, ...], Term] = {}
    for term in terms:
        first.setdefault(term.tokens, term)
    return tuple(first.values())
