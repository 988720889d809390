"""A board and people with hidden likings, from a seed; what taste is worth, measured in order.

Prequential: each project is scored by what was learnt from presses on earlier ones, then pressed.
Nothing of the future is looked at: the profile is rebuilt from what the person was shown so far.
"""

from __future__ import annotations

from datetime import timedelta
from math import log2
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.ids import ClusterId, UserId
from gigwire.domain.taste import Rated, Taste, acted, features_of, liking_of
from tests.support.gigs import NOON, a_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from gigwire.contracts.messages import Project

# Topic -> words; each project also has general words, and words of another topic by chance.
TOPICS: Final = {
    "bots": "telegram bot aiogram chatbot webhook discord",
    "scraping": "scraper parser selenium crawl proxies dataset",
    "web": "django flask backend api postgres rest",
    "shops": "shopify woocommerce checkout catalogue payments stripe",
    "data": "pandas dashboard charts etl warehouse clickhouse",
    "learning": "pytorch model training vision classifier embeddings",
    "боты": "бот телеграм рассылка чат опрос уведомления",
    "сайты": "сайт вёрстка лендинг форма корзина каталог",
    "desktop": "pyqt gui installer desktop tray window",
    "ops": "docker kubernetes terraform ansible monitoring grafana",
    "trading": "exchange binance strategy backtest orders arbitrage",
    "docs": "pdf excel invoice report template export",
}
GENERAL: Final = "python developer need urgent simple long term project script fix task help new"
NOISE: Final = 0.08  # presses that say the opposite
PRESSED: Final = 0.5  # of what is shown


class Sample(NamedTuple):
    """One project as it was ranked: by the match alone, and with taste; and whether it is liked."""

    base: int
    with_taste: int
    is_liked: bool


def projects(rng: Random, count: int) -> list[tuple[str, Project]]:
    """(topic, project), in the order in which they appear."""
    made = []
    for number in range(count):
        topic = rng.choice(list(TOPICS))
        words = rng.sample(TOPICS[topic].split(), 2) + rng.sample(GENERAL.split(), 3)
        if rng.random() < 0.3:
            words.append(rng.choice(TOPICS[rng.choice(list(TOPICS))].split()))
        rng.shuffle(words)
        made.append((topic, a_project(" ".join(words), native_id=str(number))))
    return made


def run(rng: Random, user: int, stream: Sequence[tuple[str, Project]]) -> list[Sample]:
    """One person through the stream: two topics of twelve are what they like."""
    liked = set(rng.sample(list(TOPICS), 2))
    taste = Taste(user_id=UserId(user))
    shown: list[tuple[str, ...]] = []
    samples: list[Sample] = []
    for number, (topic, project) in enumerate(stream):
        words, base = features_of(project), rng.randrange(300, 600)
        samples.append(Sample(base, liking_of(taste, words).applied(base), topic in liked))
        shown.append(words)
        if rng.random() < PRESSED:
            is_for = (topic in liked) != (rng.random() < NOISE)
            now = NOON + timedelta(minutes=10 * number)
            rated = Rated(acts=("like" if is_for else "hide",), words=words, at=now)
            taste = acted(taste, ClusterId(f"c{number}"), rated, shown)
    return samples


def ndcg(samples: Sequence[Sample], key: int, top: int = 10) -> float:
    """Normalised discounted cumulative gain of the best `top` of a window, by column `key`."""
    ranked = sorted(samples, key=lambda one: -one[key])[:top]
    gained = sum(one.is_liked / log2(place + 2) for place, one in enumerate(ranked))
    best = sum(1 / log2(place + 2) for place in range(min(top, sum(s.is_liked for s in samples))))
    return gained / best if best else 1.0


def precision(samples: Sequence[Sample], key: int, top: int = 5) -> float:
    """Share of liked ones among the best `top` of a window."""
    return sum(one.is_liked for one in sorted(samples, key=lambda one: -one[key])[:top]) / top
