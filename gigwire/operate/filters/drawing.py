"""A verdict for people: as a tree for a terminal, in one line, and as JSON. Owns no judgement."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rich.text import Text
from rich.tree import Tree

from gigwire.domain.filters import printed
from gigwire.domain.filters.expression import All, Compare, Either, Member, Not, Query
from gigwire.domain.match.explain import because
from gigwire.domain.rates import minor_digits

if TYPE_CHECKING:
    from gigwire.domain.filters.expression import Expression, Leaf
    from gigwire.domain.match.explain import Found, Verdict

SHOWN: Final = 3  # places of a word
JOINED: Final = {All: "all of", Either: "one of"}


def drawn_query(query: Query) -> Tree:
    """The conditions of a query, unjudged."""
    if query.expression is None:
        return Tree("* everything")
    return _drawn(query.expression)


def _drawn(expression: Expression) -> Tree:
    if not isinstance(expression, All | Either):
        return Tree(Text(printed(Query(expression))))
    tree = Tree(JOINED[type(expression)])
    for part in expression.parts:
        tree.add(_drawn(part))
    return tree


def drawn_verdict(verdict: Verdict) -> Tree:
    """The conditions with their answers: places of words, and values as the project has them."""
    style = "green" if verdict.holds else "red"
    mark = Text("✓ " if verdict.holds else "✗ ", style)
    tree = Tree(mark + Text(_heading(verdict)))
    for part in verdict.parts:
        tree.add(drawn_verdict(part))
    return tree


def _heading(verdict: Verdict) -> str:
    if isinstance(verdict.expression, All | Either):
        return JOINED[type(verdict.expression)]
    return f"{verdict.condition}  {answer_of(verdict)}".rstrip()


def line_of(verdict: Verdict) -> str:
    """The shortest sufficient reasons, in one line."""
    return "; ".join(
        f"{leaf.condition}: {answer_of(leaf)}" if leaf.expression is not None else "* everything"
        for leaf in because(verdict)
    )


def answer_of(verdict: Verdict) -> str:
    """What the project says to one leaf."""
    if verdict.expression is None:
        return "everything"
    leaf = leaf_of(verdict)
    if isinstance(leaf, Member | Compare):
        return _told(leaf, verdict)
    if not verdict.found:
        return "not found"
    places = ", ".join(_place(found) for found in verdict.found[:SHOWN])
    more = len(verdict.found) - SHOWN
    return f"{places} and {more} more" if more > 0 else places


def leaf_of(verdict: Verdict) -> Expression | None:
    """The leaf that a verdict is about, without its negation."""
    return verdict.expression.part if isinstance(verdict.expression, Not) else verdict.expression


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """The tree as JSON; the expressions stay out, `condition` says them."""
    return {
        "condition": verdict.condition,
        "holds": verdict.holds,
        "is_known": verdict.is_known,
        "found": [found._asdict() for found in verdict.found],
        "told": verdict.told,
        "parts": [verdict_json(part) for part in verdict.parts],
    }


def _place(found: Found) -> str:
    where = f"skill {found.skill + 1}" if found.field == "skill" else found.field
    return f"{where} {found.start}-{found.end} “{' '.join(found.text.split())}”"


def _told(leaf: Leaf, verdict: Verdict) -> str:
    if not verdict.is_known:
        return "not told, passes" if verdict.holds else "not told, and ! asks for it"
    if isinstance(verdict.told, tuple) and isinstance(leaf, Compare):
        low, high = (_value(leaf, end) for end in verdict.told)
        return f"is {low}" if low == high else f"is {low} to {high}"
    return f"is {verdict.told}"


def _value(compare: Compare, value: int) -> str:
    match compare.quantity:
        case "budget" | "rate" | "client.spent":
            currency = compare.currency or "USD"
            return f"{Decimal(value).scaleb(-minor_digits(currency)):,f} {currency}"
        case "client.rating":
            return f"{value / 100:.2f}"
        case "client.hired":
            return f"{value} %"
        case "client.verified":
            return "yes" if value else "no"
        case "age":
            return f"{value} s"
        case "bids":
            return str(value)
