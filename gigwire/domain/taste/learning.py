"""From presses to a profile: IDF-weighted Rocchio with a memory that fades.

Rocchio (1971), relevance feedback: profile = mean of the liked - `AGAINST` * mean of the hidden,
each project a vector of its words' rarities, of length 1. Rarity is counted over what this very
person was shown: a word that stands in all their cards tells nothing about their taste.
Measured against the alternatives in reference `matching.md`, section 5.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, sqrt
from typing import TYPE_CHECKING, Final

from gigwire.domain.taste.rows import MOST_RATED, MOST_WEIGHTS, Act, Rated, Taste

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from gigwire.contracts.ids import ClusterId

WORTH: Final[dict[Act, float]] = {"applied": 1.5, "like": 1.0, "save": 1.0}
AGAINST: Final = 0.35  # a hidden project may be hidden for its client, its money, its age
HALF_LIFE_DAYS: Final = 30.0
DIGITS: Final = 4


def acted(
    taste: Taste,
    cluster: ClusterId,
    rated: Rated,
    shown: Collection[tuple[str, ...]],
) -> Taste:
    """The taste after a press: `rated` is what holds for the project now; no acts: nothing does.

    `shown`: the words of each project that the person was told of lately.
    """
    others = {key: one for key, one in taste.rated.items() if key != cluster}
    kept = {**others, cluster: rated} if rated.acts else others
    kept = dict(list(kept.items())[-MOST_RATED:])
    weights = profile_of(kept, shown, rated.at)
    return taste.model_copy(update={"rated": kept, "weights": weights})


def forgotten(taste: Taste) -> Taste:
    """Begin anew: nothing learnt, nothing remembered."""
    return Taste(user_id=taste.user_id)


def profile_of(
    rated: Mapping[ClusterId, Rated], shown: Collection[tuple[str, ...]], now: datetime
) -> dict[str, float]:
    """Weights of words, strongest first, ready to be summed over a project's words."""
    liked = {key: one for key, one in rated.items() if _worth(one) > 0}
    against = {key: one for key, one in rated.items() if _worth(one) < 0}
    rarity = rarities([*shown, *(one.words for one in rated.values())])
    profile = _mean(liked.values(), rarity, now)
    wanted = {word for one in liked.values() for word in one.words}
    for word, weight in _mean(against.values(), rarity, now).items():
        if word not in wanted:  # it was not this word that was disliked
            profile[word] += weight
    # A project to come is a vector of rarities too: its half of the cosine is put in here.
    weighed = {word: weight * rarity[word] for word, weight in profile.items()}
    length = sqrt(sum(weight * weight for weight in weighed.values()))
    strongest = sorted(weighed.items(), key=lambda item: (-abs(item[1]), item[0]))[:MOST_WEIGHTS]
    return {word: round(weight / length, DIGITS) for word, weight in strongest if weight}


def _worth(rated: Rated) -> float:
    """What is liked in spite of being hidden is done with, not disliked."""
    best = max((WORTH.get(act, 0.0) for act in rated.acts), default=0.0)
    return best or -AGAINST


def rarities(documents: Collection[tuple[str, ...]]) -> dict[str, float]:
    """Inverse document frequency, smoothed: above 0 even for what stands everywhere."""
    counts = Counter(word for words in documents for word in set(words))
    total = len(documents) + 1
    return {word: log(total / (count + 0.5)) + 0.1 for word, count in counts.items()}


def _mean(
    rated: Iterable[Rated], rarity: Mapping[str, float], now: datetime
) -> defaultdict[str, float]:
    summed: defaultdict[str, float] = defaultdict(float)
    count = 0
    for one in rated:
        count += 1
        days = max(0.0, (now - one.at).total_seconds() / 86_400)
        length = sqrt(sum(rarity[word] ** 2 for word in one.words)) or 1.0
        factor = _worth(one) * 0.5 ** (days / HALF_LIFE_DAYS) / length
        for word in one.words:
            summed[word] += factor * rarity[word]
    return defaultdict(float, {word: weight / count for word, weight in summed.items()})
