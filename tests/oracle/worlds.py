"""Gigs out of the lexicon: texts as people write them, of words that the judge knows.

`random.Random` is the only source of chance: seeded for large worlds, hypothesis's own for small.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from tests.oracle.lexicon import plain, words_of
from tests.oracle.trees import Field, Gig, Token

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.oracle.lexicon import Spelling

LANGUAGES: Final = ("ru", "ru", "uk", "en", "pt", "es")
SOURCES: Final = ("fl", "kwork", "freelancer", "upwork")
COUNTRIES: Final = ("us", "ua", "br", "es")
CURRENCIES: Final = ("USD", "EUR", "RUB", "UAH", "BRL", "JPY", "XTS")  # XTS: no rate is known
BETWEEN: Final = (" ",) * 8 + (", ", ". ", "\n", " - ", ": ", " / ", "; ", "\u00a0", " «")
INVISIBLE: Final = ("\u200b", "\u00ad", "\u2060", "\u200e")
TWINS: Final = str.maketrans("аеор", "aeop")  # Cyrillic to the Latin letters of the same shape
ROUND: Final = (1, 5, 10, 25, 50, 100, 300, 500, 1_000, 2_500, 30_000)


def some_words(r: Random, language: str, count: int) -> list[Spelling]:
    """Words of a language, a few of them often: earlier ones of the lexicon more than later."""
    words = words_of(language)
    places = [min(r.randrange(len(words)), r.randrange(len(words))) for _ in range(count)]
    return [r.choice(words[place]) for place in places]


def gigs(r: Random, count: int) -> list[Gig]:
    """A world of so many gigs."""
    return [gig(r, number) for number in range(count)]


def gig(r: Random, number: int) -> Gig:
    """One gig: every part may be missing."""
    language = r.choice(LANGUAGES)
    fields = [
        _field(r, "title", some_words(r, language, r.randint(1, 6))),
        _field(r, "body", some_words(r, language, r.choice((0, 3, 8, 14, 20)))),
        *(
            _field(r, "skill", some_words(r, language, r.choice((1, 1, 2))))
            for _ in range(r.choice((0, 0, 1, 3)))
        ),
        _field(r, "category", some_words(r, language, r.choice((0, 1, 2)))),
        _field(r, "client", some_words(r, language, r.choice((0, 1, 2)))),
    ]
    low, high, currency, period = _budget(r)
    return Gig(
        number,
        tuple(fields),
        {
            "source": r.choice(SOURCES),
            "lang": r.choice((language, language, language, None)),
            "type": period,
            "client.country": r.choice((*COUNTRIES, None)),
        },
        _counts(r),
        low,
        high,
        currency,
        r.choice((None, r.randint(0, 300_000), 100 * r.choice(ROUND))),
    )


def _counts(r: Random) -> dict[str, Fraction | None]:
    whole: dict[str, int | None] = {
        "client.rating": r.choice((None, 500, 450, r.randint(0, 500))),
        "client.hired": r.choice((None, 50, r.randint(0, 100))),
        "client.verified": r.choice((None, 0, 1)),
        "bids": r.choice((None, 0, 10, r.randint(0, 40))),
        "age": r.choice((0, 3_600, 7_200, r.randint(0, 200_000))),
    }
    return {name: None if one is None else Fraction(one) for name, one in whole.items()}


def _budget(r: Random) -> tuple[int | None, int | None, str | None, str | None]:
    if r.random() < 0.25:
        return None, None, None, None
    low = r.choice(ROUND) * 100 + r.choice((0, 0, 0, -1, 1, 37))
    high = low + r.choice((0, 0, 1, 100, r.choice(ROUND) * 100))
    ends = r.choice(((low, high), (low, high), (low, None), (None, high), (None, None)))
    # A budget without amounts tells nothing, not even what it is paid for.
    period = None if ends == (None, None) else r.choice(("fixed", "fixed", "hourly", "monthly"))
    return *ends, r.choice(CURRENCIES), period


def _field(r: Random, name: str, words: Sequence[Spelling]) -> Field:
    """The words with what people put between and into them; places are of the written text."""
    text, tokens = r.choice(("", "", "", "🙂 ", "\u200f", "- ")) if words else "", list[Token]()
    for word in words:
        if tokens:
            text += r.choice(BETWEEN)
        written = as_written(r, word.text)
        tokens.append(Token(word.entry, word.plain, len(text), len(text) + len(written)))
        text += written
    return Field(name, text + r.choice(("", "", ".", " !", " ✅")) if words else "", tuple(tokens))


def as_written(r: Random, word: str) -> str:
    """A word in capitals, without its accents, with a twin letter or an invisible one inside."""
    chance = r.random()
    if chance < 0.55:
        return word
    if chance < 0.7:
        return word.capitalize()
    if chance < 0.8:
        return word.upper()
    if chance < 0.9 or not word.isalpha() or len(word) < 5:
        return plain(word)
    if chance < 0.95:
        place = r.randrange(1, len(word))
        return word[:place] + r.choice(INVISIBLE) + word[place:]
    return word[:2] + word[2:3].translate(TWINS) + word[3:]
