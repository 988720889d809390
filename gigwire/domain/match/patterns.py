"""Regular expressions of filters, searched for in a project's own texts. Owns no syntax."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import re2

from gigwire.domain.text import MAX_CHARACTERS
from gigwire.domain.text.view import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.messages import Project
    from gigwire.domain.filters.expression import Pattern
    from gigwire.domain.match.subject import Subject
    from gigwire.domain.text import Scope
    from gigwire.domain.text.view import Name

_REMEMBERED: Final = 8_192
_MAX_MEMORY: Final = 1 << 20


def is_found(pattern: Pattern, subject: Subject) -> bool:
    """Whether the expression is found somewhere in its scope."""
    return any(
        is_found_in(pattern, text) for _, _, text in texts_of(subject.project, pattern.scope)
    )


def is_found_in(pattern: Pattern, text: str) -> bool:
    """Whether the expression is found in one text, whatever its scope."""
    return _compiled(pattern.regex).search(searchable(text)) is not None


def spans_of(pattern: Pattern, text: str) -> Iterator[tuple[int, int]]:
    """Characters of a text that the expression is found at, from left to right."""
    return (found.span() for found in _compiled(pattern.regex).finditer(searchable(text)))


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


def searchable(text: str) -> str:
    """What RE2 can read: as much as the analyser reads, lone surrogates as `?`, same offsets."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode()


@lru_cache(_REMEMBERED)
def _compiled(regex: str) -> re2._Regexp:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    return re2.compile(regex, options)
