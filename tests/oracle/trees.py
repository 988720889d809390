"""Queries and gigs as the judge sees them: plain records that share no type with the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

AskMode = Literal["forms", "exact", "prefix"]


class Token(NamedTuple):
    """A word of a gig: which word it is, how it is written, and where."""

    entry: int
    plain: str
    start: int
    end: int


class Field(NamedTuple):
    """A text of a gig: `title`, `body`, `skill` (one each), `category` or `client`."""

    name: str
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, eq=False)
class Gig:
    """A project. None is unknown. `low`, `high`: minor units of `currency`."""

    number: int
    fields: tuple[Field, ...]
    members: dict[str, str | None]  # source, lang, type, client.country
    counts: dict[str, Fraction | None]  # what Cmp names but money, in the units of Cmp
    low: int | None = None
    high: int | None = None
    currency: str | None = None
    spent: int | None = None  # US cents


class Ask(NamedTuple):
    """One word of a condition."""

    entry: int
    plain: str
    mode: AskMode = "forms"


class Words(NamedTuple):
    """A word, or words one after another."""

    asks: tuple[Ask, ...]
    typed: str
    scope: str = "any"


class Rx(NamedTuple):
    """A regular expression, without its slashes."""

    pattern: str
    scope: str = "any"


class Mem(NamedTuple):
    """One of several values of an attribute."""

    name: str
    values: tuple[str, ...]
    typed: str
    is_strict: bool = False


class Cmp(NamedTuple):
    """A closed range of whole numbers: minor units of `unit`, hundredths, per cent, seconds."""

    name: str
    low: int | None
    high: int | None
    typed: str
    unit: str | None = None
    period: str | None = None
    is_strict: bool = False


class Neg(NamedTuple):
    """The part must not hold; `sign` as typed before it."""

    part: Node
    sign: str = "-"


class Bracket(NamedTuple):
    """Alternatives in brackets; `scope` holds for every text condition within that has none."""

    alternatives: tuple[tuple[Node, ...], ...]
    joint: str = " | "
    scope: str = "any"


class Typed(NamedTuple):
    """A whole query: alternatives and what was typed between them."""

    alternatives: tuple[tuple[Node, ...], ...]
    joint: str = ", "
    is_everything: bool = False


Leaf: TypeAlias = Words | Rx | Mem | Cmp
Node: TypeAlias = Leaf | Neg | Bracket
LEAVES = (Words, Rx, Mem, Cmp)


class Both(NamedTuple):
    """A meaning: all (or, `is_any`, some) of the parts. Empty `all` is true, empty `any` false."""

    parts: tuple[Meaning, ...]
    is_any: bool = False


class Un(NamedTuple):
    """A meaning: not the part."""

    part: Meaning


Meaning: TypeAlias = Leaf | Both | Un


def text_of(query: Typed) -> str:
    """The query as a person would type it."""
    text = query.joint.join(" ".join(map(_text, parts)) for parts in query.alternatives)
    return f"* {text}".strip() if query.is_everything else text


def meaning_of(query: Typed) -> Meaning:
    """What is typed outside brackets to exclude or to limit holds for the whole filter."""
    always = [part for parts in query.alternatives for part in parts if _is_for_all(part)]
    groups = [[part for part in parts if not _is_for_all(part)] for parts in query.alternatives]
    some = [Both(tuple(_meaning(part, "any") for part in group)) for group in groups if group]
    whole = tuple(_meaning(part, "any") for part in always)
    return Both((*whole, Both(tuple(some), is_any=True)) if some else whole)


def leaves_of(meaning: Meaning, *, is_negated: bool = False) -> list[tuple[Leaf, bool]]:
    """Every condition, and whether an odd number of negations stands over it."""
    if isinstance(meaning, Un):
        return leaves_of(meaning.part, is_negated=not is_negated)
    if isinstance(meaning, Both):
        return [pair for part in meaning.parts for pair in leaves_of(part, is_negated=is_negated)]
    return [(meaning, is_negated)]


def needs_a_word(meaning: Meaning, *, is_negated: bool = False) -> bool:
    """Whether it cannot hold once no wanted word, phrase or prefix is there (docs/filters.md)."""
    if isinstance(meaning, Un):
        return needs_a_word(meaning.part, is_negated=not is_negated)
    if isinstance(meaning, Both):
        parts = [needs_a_word(part, is_negated=is_negated) for part in meaning.parts]
        return all(parts) if meaning.is_any != is_negated else any(parts)
    return isinstance(meaning, Words) and not is_negated


def _is_for_all(part: Node) -> bool:
    return isinstance(part, (Neg, Mem, Cmp))


def _meaning(node: Node, scope: str) -> Meaning:
    if isinstance(node, Neg):
        return Un(_meaning(node.part, scope))
    if isinstance(node, Bracket):
        inner = scope if node.scope == "any" else node.scope
        groups = [Both(tuple(_meaning(part, inner) for part in g)) for g in node.alternatives]
        return Both(tuple(groups), is_any=True)
    if isinstance(node, (Words, Rx)) and node.scope == "any":
        return node._replace(scope=scope)
    return node


def _text(node: Node) -> str:
    if isinstance(node, Neg):
        return f"{node.sign}{_text(node.part)}"
    if isinstance(node, Bracket):
        inner = node.joint.join(" ".join(map(_text, parts)) for parts in node.alternatives)
        return f"{_prefix(node.scope)}({inner})"
    if isinstance(node, Rx):
        return f"{_prefix(node.scope)}/{node.pattern}/"
    if isinstance(node, Words):
        return f"{_prefix(node.scope)}{node.typed}"
    return f"{node.typed}{'!' if node.is_strict else ''}"


def _prefix(scope: str) -> str:
    names = {"any": "", "client": "client.name:"}
    return names.get(scope, f"{scope}:")
