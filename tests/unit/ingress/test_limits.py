"""How much of one person or address is let in."""

from __future__ import annotations

from collections import Counter
from ipaddress import ip_network
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingress.reading import said_at
from gigwire.contracts.ids import UserId
from gigwire.domain.ingress.addresses import caller_of
from gigwire.domain.ingress.buckets import Buckets, Rate
from gigwire.domain.ingress.crowd import Crowd
from tests.support.gigs import NOON
from tests.support.pushing import text_of

FLOODER, OTHER = UserId(1), UserId(2)
RATE = Rate(burst=30, per_second=1)
PROXIES = [ip_network("10.0.0.0/8")]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=200))
def test_no_span_of_time_lets_in_more_than_burst_and_pace(gaps: list[float]) -> None:
    """Whatever the times: within any span at most the burst and what the span brings."""
    buckets: Buckets[str] = Buckets(Rate(5, 0.5))
    now, let = 0.0, []
    for gap in gaps:
        now += gap
        if buckets.take("a", now):
            let.append(now)
    for first in range(len(let)):
        for last in range(first, len(let)):
            assert last - first + 1 <= 5 + (let[last] - let[first]) * 0.5 + 1e-6


def test_buckets_forget_whoever_came_longest_ago() -> None:
    """Memory is bounded; a million strangers cost what the limit says."""
    buckets: Buckets[int] = Buckets(Rate(1, 1), most=10)
    for stranger in range(1_000):
        assert buckets.take(stranger, 0.0)
    assert len(buckets) == 10
    assert not buckets.take(999, 0.0)
    assert buckets.take(3, 0.0)


def test_flood_of_one_person_costs_others_nothing() -> None:
    """5,000 updates in ten seconds: 40 let in, one notice; fifty others are let in whole."""
    crowd, said = Crowd(RATE), Counter[str]()
    for number in range(5_000):
        now = 1_000 + number / 500
        said[crowd.judge(FLOODER, "message", now)] += 1
        if number % 500 == 0:
            assert {crowd.judge(UserId(one), "message", now) for one in range(2, 52)} == {"in"}
    assert said["in"] in (39, 40)
    assert said["notice"] == 1


def test_flood_is_told_once_a_minute() -> None:
    """And the next minute once more, while it lasts."""
    crowd = Crowd(RATE)
    told = [at for at in range(200) for _ in range(20)
            if crowd.judge(FLOODER, "callback_query", at) == "notice"]  # fmt: skip
    assert len(told) in (3, 4)
    assert min(late - early for early, late in pairwise(told)) >= 60


def test_person_who_blocks_the_bot_amid_a_flood_is_heard() -> None:
    """Whether somebody may be written to is never dropped."""
    crowd = Crowd(Rate(1, 0.001))
    for number in range(50):
        crowd.judge(FLOODER, "message", number)
        assert crowd.judge(FLOODER, "my_chat_member", number) == "in"


def test_what_waited_at_telegram_counts_as_slowly_as_it_was_said() -> None:
    """Forty words of a whole evening, fetched at once in the morning."""
    crowd, now = Crowd(RATE), NOON
    for number in range(40):
        at = int(now.timestamp()) - 40_000 + number * 900
        update = text_of(number, date=at)
        assert crowd.judge(OTHER, "message", said_at(update, now)) == "in"


def test_time_ahead_of_ours_is_not_believed() -> None:
    """A clock that goes wrong does not open the door for later."""
    assert said_at(text_of(1, date=int(NOON.timestamp()) + 999), NOON) == NOON.timestamp()
    assert said_at(text_of(1), NOON) == NOON.timestamp()


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("198.51.100.7", [], "198.51.100.7"),
        ("198.51.100.7", ["149.154.161.1"], "198.51.100.7"),  # nobody's word
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["149.154.161.1, 198.51.100.7"], "198.51.100.7"),  # the first is forged
        ("10.0.0.1", ["149.154.161.1", "198.51.100.7, 10.2.0.1"], "198.51.100.7"),
        ("10.0.0.1", ["rubbish"], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", [], "2001:db8:1:2::"),
        ("", ["198.51.100.7"], ""),
    ],
)
def test_caller_is_who_our_own_proxies_saw(peer: str, forwarded: list[str], caller: str) -> None:
    """Anybody can write the first names of X-Forwarded-For."""
    assert caller_of(peer, forwarded, PROXIES) == caller
