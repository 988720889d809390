"""Regular expressions of filters, searched for in a project's own texts. Owns no syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.filters.patterns import pattern_found
from gigwire.domain.text import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.messages import Project
    from gigwire.domain.filters.expression import Pattern
    from gigwire.domain.match.subject import Subject
    from gigwire.domain.text import Scope
    from gigwire.domain.text.view import Name


def is_found(pattern: Pattern, subject: Subject) -> bool:
    """Whether the expression is found somewhere in its scope."""
    return any(
        is_found_in(pattern, text) for _, _, text in texts_of(subject.project, pattern.scope)
    )


def is_found_in(pattern: Pattern, text: str) -> bool:
    """Whether the expression is found in one text, whatever its scope."""
    return pattern_found(pattern.regex, text) is not None


def texts_of(project: Project, scope: Scope) -> Iterator[tuple[Name, int, str]]:
    """The project's original texts of a scope: field, index of the skill, text."""
    client = project.client.name if project.client else None
    every: tuple[tuple[Name, int, str], ...] = (
        ("title", 0, project.title),
        ("body", 0, project.body),
        *(("skill", i, skill) for i, skill in enumerate(project.skills)),
        ("category", 0, project.category or ""),
        ("client", 0, client or ""),
    )
    return (one for one in every if one[0] in SCOPES[scope])
