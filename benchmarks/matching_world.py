"""A made-up world of filters and projects for the matching benchmark, with stated distributions.

Filters: a category, all alike; words of the category in one of the filter's languages by
Zipf(0.9), one in six a tail word (3,600 made-up ones, Zipf(0.9)), one filter in ten has a phrase of
two category words; 0..3 excluded words (60/25/10/5 %); one language (60 %) or two; a lower limit of
the budget (50 %) in USD, EUR, RUB or UAH; an upper one (15 %); 1..4 of 20 sources (`broad`: 40 %,
`tight`: 80 %). Words: `broad` 55 % any of 1..5, 25 % all of 1..3, 20 % both; `tight` 5 / 90 / 5 %
with all of 2..3. People have 1..5 filters. Projects: 45 % ru, 30 % en, 10 % pt, 9 % es, 6 % uk; a
title of 7 words and a body of 100, of which about ten are known to filters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from benchmarks.matching_words import CATEGORIES, FILLERS, SOURCES, SYLLABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

LANGUAGES: Final = ("en", "ru", "uk", "pt", "es")
SHARES: Final = (0.30, 0.45, 0.06, 0.10, 0.09)
_COLUMNS: Final = {"ru": 1, "uk": 2, "en": 3, "pt": 4, "es": 5}
TAIL: Final = 3600
CURRENCIES: Final = ("USD", "EUR", "RUB", "UAH")
UNITS: Final = (1, 1, 90, 41)  # roughly worth a dollar
LIMITS: Final = (50, 100, 200, 300, 500, 1000, 2000)
MOST_ANY, MOST_ALL, MOST_NONE = 5, 3, 3
NO_WORD: Final = -1


class Drawn(NamedTuple):
    """A project; `amount` in whole units."""

    title: str
    body: str
    language: str
    source: str
    amount: int | None
    currency: str


class Filters(NamedTuple):
    """Filters as numbers of words, padded with NO_WORD; `sources` bits; limits in whole units."""

    any_of: NDArray[np.int32]
    all_of: NDArray[np.int32]
    none_of: NDArray[np.int32]
    languages: NDArray[np.uint8]  # bits, by LANGUAGES
    sources: NDArray[np.uint32]  # bits, by SOURCES; 0: all
    low: NDArray[np.int64]  # 0: none
    high: NDArray[np.int64]
    currency: NDArray[np.uint8]
    owners: NDArray[np.int64]  # user ids, ascending


class World:
    """Words, and what is drawn of them; equal seeds give equal worlds."""

    def __init__(self, seed: int = 7) -> None:
        self._random = np.random.default_rng(seed)
        self.words: list[str] = []
        numbers: dict[str, int] = {}
        for line in CATEGORIES:
            for word in line.replace(";", " ").split():
                numbers.setdefault(word, len(numbers))
        self.pools = [
            [_numbers(line, language, numbers) for language in LANGUAGES] for line in CATEGORIES
        ]
        self.words = list(numbers)
        self._tails = len(self.words)
        self.words += self._made_up()
        self._phrases: dict[tuple[int, int], int] = {}

    def _made_up(self) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < TAIL:
            syllables = SYLLABLES["ru" if self._random.random() < 0.5 else "en"]
            made["".join(self._random.choice(syllables, size=self._random.integers(3, 5)))] = None
        return list(made)

    def filters(self, count: int, kind: str) -> Filters:
        """Draw filters of a profile, `broad` or `tight`."""
        random = self._random
        category = random.integers(0, len(self.pools), count)
        first = random.choice(len(LANGUAGES), size=count, p=SHARES)
        second = random.choice(len(LANGUAGES), size=count, p=SHARES)
        second = np.where(random.random(count) < 0.4, second, first)
        spoken = np.where(random.random((12, count)) < 0.5, first, second)
        is_broad = kind == "broad"
        form = random.choice(3, size=count, p=(0.55, 0.25, 0.2) if is_broad else (0.05, 0.9, 0.05))
        any_count = np.where(form == 1, 0, random.integers(1, MOST_ANY + 1, count))
        all_count = np.where(form == 0, 0, random.integers(1 if is_broad else 2, 4, count))
        none_count = random.choice(4, size=count, p=(0.6, 0.25, 0.1, 0.05))
        wanted = self._drawn(category, spoken[:8], np.full(count, 8))
        any_of, all_of = wanted[:, :MOST_ANY].copy(), wanted[:, MOST_ANY:].copy()
        any_of[np.arange(MOST_ANY) >= any_count[:, None]] = NO_WORD
        all_of[np.arange(MOST_ALL) >= all_count[:, None]] = NO_WORD
        is_empty = (any_of == NO_WORD).all(axis=1) & (all_of == NO_WORD).all(axis=1)
        all_of[is_empty, 0] = wanted[is_empty, 0]
        self._put_phrases(any_of, random.random(count) < 0.1)
        limited = random.random(count) < (0.4 if is_broad else 0.8)
        bits = np.bitwise_or.reduce(
            1 << random.choice(len(SOURCES), size=(4, count), p=_zipf(len(SOURCES), 0.9)), axis=0
        )
        currency = random.integers(0, len(CURRENCIES), count).astype(np.uint8)
        unit = np.array(UNITS)[currency]
        low = np.array(LIMITS)[random.integers(0, len(LIMITS), count)] * unit
        high = low * random.integers(2, 20, count)
        people = np.repeat(np.arange(1, count + 1), random.integers(1, 6, count))[:count]
        return Filters(
            any_of=any_of,
            all_of=all_of,
            none_of=self._drawn((category + 1) % len(self.pools), spoken[8:11], none_count),
            languages=((1 << first) | (1 << second)).astype(np.uint8),
            sources=np.where(limited, bits, 0).astype(np.uint32),
            low=np.where(random.random(count) < 0.5, low, 0),
            high=np.where(random.random(count) < 0.15, high, 0),
            currency=currency,
            owners=people * 7 + 100,
        )

    def _drawn(
        self, category: NDArray[np.int64], spoken: NDArray[np.int64], counts: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """Words by category and language, each once a filter; one in six from the tail."""
        width = spoken.shape[0]
        words = np.full((category.size, width), NO_WORD, dtype=np.int32)
        for c, pools in enumerate(self.pools):
            for language, pool in enumerate(pools):
                for column in range(width):
                    here = np.flatnonzero((category == c) & (spoken[column] == language))
                    weights = _zipf(len(pool), 0.9)
                    words[here, column] = self._random.choice(pool, size=here.size, p=weights)
        tail = self._random.choice(TAIL, size=words.shape, p=_zipf(TAIL, 0.9)) + self._tails
        words = np.where(self._random.random(words.shape) < 1 / 6, tail, words).astype(np.int32)
        words[np.arange(width) >= counts[:, None]] = NO_WORD
        for column in range(1, width):
            is_twice = (words[:, :column] == words[:, column : column + 1]).any(axis=1)
            words[is_twice, column] = NO_WORD
        return words

    def _put_phrases(self, any_of: NDArray[np.int32], chosen: NDArray[np.bool_]) -> None:
        """Two first words of a filter become a phrase; at most 200 different ones."""
        for row in np.flatnonzero(
            chosen & (any_of[:, 1] != NO_WORD) & (any_of[:, 1] < self._tails)
        ):
            pair = (int(any_of[row, 0]), int(any_of[row, 1]))
            if pair[0] >= self._tails or (pair not in self._phrases and len(self._phrases) >= 200):
                continue
            if pair not in self._phrases:
                self._phrases[pair] = len(self.words)
                self.words.append(f"{self.words[pair[0]]} {self.words[pair[1]]}")
            any_of[row, 0], any_of[row, 1] = self._phrases[pair], NO_WORD

    def projects(self, count: int) -> Iterator[Drawn]:
        """Draw projects."""
        random = self._random
        for _ in range(count):
            language = int(random.choice(len(LANGUAGES), p=SHARES))
            category = int(random.integers(0, len(self.pools)))
            pool = self.pools[category][language]
            fillers = FILLERS[LANGUAGES[language]].split()
            known = list(random.choice(pool, size=6, p=_zipf(len(pool), 0.9)))
            known += list(random.choice(TAIL, size=4, p=_zipf(TAIL, 0.9)) + self._tails)
            texts = [self.words[one] for one in known]
            words = [*texts[3:], *random.choice(fillers, size=94)]
            random.shuffle(words)
            title = [*texts[:3], *random.choice(fillers, size=4)]
            currency = int(random.integers(0, len(CURRENCIES)))
            amount = int(random.choice(LIMITS)) * UNITS[currency]
            yield Drawn(
                " ".join(title),
                " ".join(words),
                LANGUAGES[language],
                str(random.choice(SOURCES, p=_zipf(len(SOURCES), 0.9))),
                amount if random.random() < 0.7 else None,
                CURRENCIES[currency],
            )

    def text_of(self, filters: Filters, row: int) -> str:
        """A filter as somebody would type it."""
        words = [self._typed(word) for word in filters.all_of[row] if word != NO_WORD]
        anys = [self._typed(word) for word in filters.any_of[row] if word != NO_WORD]
        words += [f"({' | '.join(anys)})" if len(anys) > 1 else anys[0]] if anys else []
        words += [f"-{self._typed(word)}" for word in filters.none_of[row] if word != NO_WORD]
        spoken = [one for at, one in enumerate(LANGUAGES) if filters.languages[row] >> at & 1]
        words.append(f"lang:({' | '.join(spoken)})" if len(spoken) > 1 else f"lang:{spoken[0]}")
        sources = [one for at, one in enumerate(SOURCES) if filters.sources[row] >> at & 1]
        if sources:
            words.append(
                f"source:({' | '.join(sources)})" if len(sources) > 1 else f"source:{sources[0]}"
            )
        currency = CURRENCIES[filters.currency[row]].lower()
        if filters.low[row]:
            words.append(f"budget>={filters.low[row]}{currency}")
        if filters.high[row]:
            words.append(f"budget<={filters.high[row]}{currency}")
        return " ".join(words)

    def _typed(self, word: int) -> str:
        text = self.words[word]
        return f'"{text}"' if " " in text else text


def _numbers(line: str, language: str, numbers: dict[str, int]) -> list[int]:
    parts = line.split(";")
    return [numbers[word] for word in (*parts[0].split(), *parts[_COLUMNS[language]].split())]


def _zipf(count: int, power: float) -> NDArray[np.float64]:
    weights = np.arange(1, count + 1, dtype=np.float64) ** -power
    return np.asarray(weights / weights.sum(), dtype=np.float64)
