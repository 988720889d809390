"""A project as the evaluator sees it: analysed once, asked for words and phrases.

Owns where a term occurs (title, body or skills). Knows no filter.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from gigwire.domain.text import term_tokens, tokens

if TYPE_CHECKING:
    from gigwire.contracts.messages import Project

# One project reaches up to 24 user partitions of a process one after the other.
REMEMBERED: Final = 512

Where: TypeAlias = Literal["title", "below"] | None  # below: the body or one skill


class Field(NamedTuple):
    """One analysed text: its set of tokens, and the tokens in order with a space around each."""

    words: frozenset[str]
    line: str

    def has(self, term: tuple[str, ...]) -> bool:
        """Whether the tokens of `term` occur here, one after another."""
        if len(term) == 1:
            return term[0] in self.words
        # Tokens hold no spaces, so a hit in the line is a hit of whole tokens.
        return self.words.issuperset(term) and f" {' '.join(term)} " in self.line


class ProjectView(NamedTuple):
    """Title, body and each skill, analysed; `words` are the tokens of all of them."""

    title: Field
    body: Field
    skills: tuple[Field, ...]
    words: frozenset[str]

    def where(self, term: tuple[str, ...]) -> Where:
        """Where the term occurs first. A term without tokens occurs nowhere."""
        if not term or not self.words.issuperset(term):
            return None
        if self.title.has(term):
            return "title"
        is_below = self.body.has(term) or any(skill.has(term) for skill in self.skills)
        return "below" if is_below else None


class Finder(dict[tuple[str, ...], Where]):
    """Remembers where terms occur in one project: thousands of filters ask for the same words."""

    def __init__(self, view: ProjectView) -> None:
        super().__init__()
        self._view = view

    def __missing__(self, term: tuple[str, ...]) -> Where:
        found = self[term] = self._view.where(term)
        return found


def view_of(project: Project) -> ProjectView:
    """Analyse a project; equal texts are analysed once while they are remembered."""
    return _view(project.title, project.body, project.skills)


@lru_cache(maxsize=REMEMBERED)
def _view(title: str, body: str, skills: tuple[str, ...]) -> ProjectView:
    fields = (
        _field(tokens(title)),
        _field(tokens(body)),
        tuple(_field(term_tokens(skill)) for skill in skills),
    )
    words = frozenset().union(
        fields[0].words, fields[1].words, *(skill.words for skill in fields[2])
    )
    return ProjectView(*fields, words)


def _field(found: tuple[str, ...]) -> Field:
    return Field(frozenset(found), f" {' '.join(found)} ")
