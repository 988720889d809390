"""What the pairs of a large comparison were about: proof that no kind of condition went untried."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.oracle.trees import Bracket, Cmp, Mem, Neg, Rx, Words, leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.oracle.naive import Judge
    from tests.oracle.trees import Leaf, Meaning, Node, Typed


class Tally:
    """Counts, by kind: pairs that fitted, conditions that held, conditions that failed."""

    def __init__(self) -> None:
        self.fitted = Counter[str]()
        self.missed = Counter[str]()
        self.held = Counter[str]()
        self.failed = Counter[str]()

    def add(self, query: Typed, meaning: Meaning, judge: Judge) -> None:
        """Count one filter against all gigs of a world."""
        fitting, total = int(judge.fits(meaning).sum()), len(judge.gigs)
        kinds = set(_shapes(query))
        for leaf, is_negated in leaves_of(meaning):
            own = set(kinds_of(leaf, is_negated=is_negated))
            held = int(judge.passes(leaf, is_negated=is_negated).sum())
            kinds |= own
            for kind in own:
                self.held[kind] += held
                self.failed[kind] += total - held
        for kind in kinds:
            self.fitted[kind] += fitting
            self.missed[kind] += total - fitting

    def least(self) -> dict[str, int]:
        """By kind, the smallest of its four counts."""
        counts = (self.fitted, self.missed, self.held, self.failed)
        return {
            kind: min(count[kind] for count in counts if kind in count or count in counts[:2])
            for kind in self.fitted
        }

    def table(self) -> str:
        """All counts, one kind a line."""
        kinds = sorted(self.fitted)
        return "\n".join(
            f"{kind:24}{self.fitted[kind]:>10,} fitted{self.missed[kind]:>10,} not"
            f"{self.held[kind]:>12,} held{self.failed[kind]:>12,} failed"
            for kind in kinds
        )


def kinds_of(leaf: Leaf, *, is_negated: bool = False) -> Iterator[str]:
    """The kinds of condition that one leaf is of."""
    if is_negated:
        yield "excluded"
    match leaf:
        case Words(asks, typed, scope):
            mode = asks[0].mode
            yield f"{'phrase' if len(asks) > 1 else 'word'} {mode}"
            yield f"scope {scope}"
            if "-" in typed:
                yield "hyphen"
        case Rx(_, scope):
            yield "regex"
            yield f"scope {scope}"
        case Mem(name, _, _, is_strict):
            yield name
            yield "member strict" if is_strict else "member lenient"
        case Cmp(name):
            yield name
            yield from _of_comparison(leaf)


def _of_comparison(leaf: Cmp) -> Iterator[str]:
    yield "strict" if leaf.is_strict else "lenient"
    if leaf.unit:
        yield f"money {leaf.unit}"
    if leaf.period:
        yield "a month"
    ends = (leaf.low is not None, leaf.high is not None)
    yield {(True, True): "range", (True, False): "at least", (False, True): "at most"}[ends]


def _shapes(query: Typed) -> Iterator[str]:
    if query.is_everything:
        yield "everything"
    if len(query.alternatives) > 1:
        yield "alternatives"
    if len(query.alternatives) > 8:
        yield "long"
    yield from _within(part for parts in query.alternatives for part in parts)


def _within(parts: Iterable[Node]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Neg) and isinstance(part.part, Bracket):
            yield "bracket excluded"
        if isinstance(part, Bracket):
            yield "bracket"
            if part.scope != "any":
                yield "bracket with scope"
            yield from _within(one for group in part.alternatives for one in group)
