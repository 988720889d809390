"""What a person muted, compared with a project as filters compare it. Owns no list of mutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.text import term_of, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.peace import Mute
    from gigwire.domain.match.subject import Subject


def is_muted(mutes: Iterable[Mute], subject: Subject) -> bool:
    """Whether one of the mutes is about this project."""
    return any(_concerns(mute, subject) for mute in mutes)


def _concerns(mute: Mute, subject: Subject) -> bool:
    project = subject.project
    match mute.kind:
        case "source":
            return project.source.casefold() == mute.value.casefold()
        case "client":
            name = tokens(project.client.name or "") if project.client else ()
            return bool(name) and name == tokens(mute.value)
        case "word":
            term = term_of(mute.value)
            return term is not None and subject.where(term) is not None
