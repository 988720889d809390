"""The learned rate, against a server with a hidden sliding limit in virtual time."""

from __future__ import annotations

import heapq
import math
import random
from typing import NamedTuple

import pytest

from gigwire.domain.notify.ceiling import Ceiling
from gigwire.domain.notify.pace import Even
from local.telegram.limit_models import ModelConfig
from local.telegram.limits import Ask, Limiter, LimitsConfig

CAP = 27.0


class Ended(NamedTuple):
    """Accepted messages a second, and how often the server refused."""

    rate: float
    refusals: int
    ceiling: float


def served(limit: int, messages: int, retry_after: int = 30, seed: int = 1) -> Ended:
    """Send through a way of 10 to 30 ms and an exponential tail, as the reference's simulation."""
    rng = random.Random(seed)
    whole = ModelConfig(kind="sliding", count=limit, seconds=1)
    limiter = Limiter(LimitsConfig(whole_bot=whole, chat=None, penalty_seconds=retry_after))
    ceiling, even = Ceiling(CAP), Even(CAP, 2)
    gate = now = 0.0
    accepted = refusals = 0
    moves: list[tuple[float, float, int]] = []  # time, sent at, what: 0 arrives, 1 fine, else wait

    def way() -> float:
        return rng.uniform(0.01, 0.03) + rng.expovariate(100)

    while accepted < messages:
        leaves = max(now, even.ready_at(), gate)
        if not moves or leaves < moves[0][0]:
            now = leaves
            ceiling.sent(now)
            even.set_rate(ceiling.rate, 1 if ceiling.is_learned else 2)
            even.take(now)
            heapq.heappush(moves, (now + way(), now, 0))
            continue
        now, sent_at, what = heapq.heappop(moves)
        if what == 0:
            refusal = limiter.judge(Ask(1_000 + accepted), now)
            heapq.heappush(moves, (now + way(), sent_at, refusal.retry_after + 1 if refusal else 1))
        elif what == 1:
            accepted += 1
        else:
            refusals += 1
            gate = max(gate, now + what - 1)
            ceiling.refused(sent_at, gate)
    return Ended(accepted / now, refusals, ceiling.rate)


@pytest.mark.parametrize("limit", [15, 20, 22, 26])
def test_hidden_limit_below_ours_is_learned_from_few_refusals(limit: int) -> None:
    """At least 85 % of the limit, at most 10 refusals in 20,000, each costing 30 s."""
    ended = served(limit, messages=20_000)
    assert ended.rate >= 0.85 * limit
    assert ended.refusals <= 10


def test_published_limit_is_never_met() -> None:
    """Against 30 a second the cap of 27 stands: no refusal, the whole rate."""
    ended = served(30, messages=20_000)
    assert ended.refusals == 0
    assert ended.rate >= 26.5
    assert math.isclose(ended.ceiling, CAP)


def test_lifted_limit_is_found_again_within_two_hours() -> None:
    """Probes grow while they go well: from half the cap to all of it."""
    ceiling = Ceiling(CAP)
    for tick in range(27):
        ceiling.sent(tick / 27)
    ceiling.refused(14.5 / 27, until=30.0)
    assert ceiling.rate < CAP / 2
    now = 30.0
    while ceiling.is_learned and now < 10_000:
        now += 1 / ceiling.rate
        ceiling.sent(now)
    assert now < 7_200


def test_refusal_of_a_slow_sender_is_not_blamed_on_its_rate() -> None:
    """A 429 for other reasons (a restart at Telegram) costs 15 %, not everything."""
    ceiling = Ceiling(CAP)
    ceiling.sent(100.0)
    ceiling.refused(100.0, until=105.0)
    assert ceiling.rate == pytest.approx(CAP * 0.85)


def test_calls_refused_together_are_one_lesson() -> None:
    """What was in flight when the limit was met does not lower the rate again."""
    ceiling = Ceiling(CAP)
    for tick in range(20):
        ceiling.sent(tick / 27)
    ceiling.refused(15 / 27, until=30.0)
    learned = ceiling.rate
    for tick in (16, 17, 18):
        ceiling.refused(tick / 27, until=31.0)
    assert ceiling.rate == learned


def test_smaller_share_keeps_what_was_learned() -> None:
    """A second instance takes half of the partitions: half of the learned rate stays."""
    ceiling = Ceiling(CAP)
    ceiling.sent(0.0)
    ceiling.refused(0.0, until=1.0)
    learned = ceiling.rate
    ceiling.set_cap(CAP / 2)
    assert ceiling.rate == pytest.approx(learned / 2)
    assert ceiling.is_learned
