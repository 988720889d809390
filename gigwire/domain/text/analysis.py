"""A project analysed once, upstream, in the form that travels. Owns no lookup in it: see `View`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.messages import Analysis
from gigwire.domain.text.keys import keys_of
from gigwire.domain.text.tokens import ANALYSER, tokens

if TYPE_CHECKING:
    from gigwire.contracts.messages import Project


def analyse(project: Project) -> Analysis:
    """Tokens of every searchable text and the keys of those that have others than themselves.

    Pure and total: equal texts give an equal analysis, whatever was analysed before.
    """
    client = project.client.name if project.client else None
    title, body = tokens(project.title), tokens(project.body)
    skills = tuple(map(tokens, project.skills))
    category, name = tokens(project.category or ""), tokens(client or "")
    distinct = set().union(title, body, *skills, category, name)
    return Analysis(
        analyser=ANALYSER,
        title=" ".join(title),
        body=" ".join(body),
        skills=tuple(map(" ".join, skills)),
        category=" ".join(category),
        client=" ".join(name),
        keys={
            token: " ".join(sorted(keys))
            for token in sorted(distinct)
            if (keys := keys_of(token)) != {token}
        },
    )
