"""How much a person will like a project, by their profile, and the words that say so."""

from __future__ import annotations

from math import sqrt, tanh
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.domain.taste.rows import Taste

SPAN: Final = 400  # points, about what lies between a weak and a strong match (match.score)
GAIN: Final = 4.0
TRUST: Final = 3  # presses after which the profile counts for half
LOWEST: Final = 0
HIGHEST: Final = 1000
MOST_WORDS: Final = 3
LEAST_WEIGHT: Final = 0.15  # of a word that is named; the profile as a whole has length 1
LEAST_POINTS: Final = 10  # below it the words are no reason


class Liking(NamedTuple):
    """`points`: -SPAN..SPAN, added to a score. `words`: the liked words that raised it."""

    points: int
    words: tuple[str, ...] = ()

    def applied(self, score: int) -> int:
        """The score with taste, within its bounds."""
        return min(max(score + self.points, LOWEST), HIGHEST)


NO_LIKING: Final = Liking(0)


def liking_of(taste: Taste, words: Sequence[str]) -> Liking:
    """Compare a project's words with the profile: a cosine, squeezed, and trusted by experience."""
    weights = taste.weights
    if not weights or not words:
        return NO_LIKING
    found = {word: weights[word] for word in words if word in weights}
    if not found:
        return NO_LIKING
    likeness = sum(found.values()) / sqrt(len(words))
    trust = len(taste.rated) / (len(taste.rated) + TRUST)
    points = round(SPAN * trust * tanh(GAIN * likeness))
    return Liking(points, _strongest(found) if points >= LEAST_POINTS else ())


def _strongest(found: dict[str, float]) -> tuple[str, ...]:
    best = sorted(found, key=lambda one: (-found[one], one))[:MOST_WORDS]
    return tuple(word for word in best if found[word] >= LEAST_WEIGHT)
