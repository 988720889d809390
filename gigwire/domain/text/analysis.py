"""A project analysed once, upstream, in the form that travels. Owns no lookup in it: see `View`."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from gigwire.contracts.messages import Analysis
from gigwire.domain.text.keys import REMEMBERED, is_costly, keys_of
from gigwire.domain.text.tokens import ANALYSER, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gigwire.contracts.messages import Project

# An unknown word takes 0.1 ms when met for the first time; 250 different ones are 4,000 characters.
MAX_FORMS: Final = 250


def analyse(project: Project) -> Analysis:
    """Tokens of every searchable text and the keys of those that have others than themselves.

    Pure and total: equal texts give an equal analysis, whatever was analysed before. Of a text with
    more than `MAX_FORMS` different Cyrillic words the later ones are found by themselves alone.
    """
    client = project.client.name if project.client else None
    title, body = tokens(project.title), tokens(project.body)
    skills = tuple(map(tokens, project.skills))
    category, name = tokens(project.category or ""), tokens(client or "")
    distinct = dict.fromkeys(chain(title, *skills, category, name, body))
    return Analysis(
        analyser=ANALYSER,
        title=" ".join(title),
        body=" ".join(body),
        skills=tuple(map(" ".join, skills)),
        category=" ".join(category),
        client=" ".join(name),
        keys={token: keys for token in _with_forms(distinct) if (keys := _written(token))},
    )


@lru_cache(maxsize=REMEMBERED)
def _written(token: str) -> str:
    """The token's keys with spaces between; empty where it is its own only key."""
    keys = keys_of(token)
    return "" if keys == {token} else " ".join(sorted(keys))


def _with_forms(distinct: Iterable[str]) -> Iterator[str]:
    costly = 0
    for token in distinct:
        is_dear = is_costly(token)
        costly += is_dear
        if not is_dear or costly <= MAX_FORMS:
            yield token
