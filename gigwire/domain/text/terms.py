"""A term of a filter after analysis: what must stand in a project for it to occur. Data only."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

# forms: any form of the word or its synonyms; exact: this very token; prefix: tokens that begin so.
Mode = Literal["forms", "exact", "prefix"]
# any: the title, the body or one skill. client: the client's name.
Scope = Literal["any", "title", "body", "skill", "category", "client"]

# One set of keys for each of the tokens that must stand one after another: a token fits a set if
# one of the token's keys is in it. Keys of a project's token `дизайна`: its forms' keys (`дизайн`,
# ...), `=дизайна`, and every prefix with a star (`диз*`) that a filter asks for.
Trigger: TypeAlias = tuple[frozenset[str], ...]


class Term(NamedTuple):
    """It occurs where one of its triggers does. Equal terms are one term, however typed.

    Several triggers stand for synonyms of different length (`ml`, `machine learning`). Triggers are
    sorted (by their sorted keys), never empty, and hold no empty set.
    """

    scope: Scope
    triggers: tuple[Trigger, ...]
