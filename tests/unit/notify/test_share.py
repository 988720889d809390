"""Several processes for one token: together they never send more than one would."""

from __future__ import annotations

import random
from bisect import bisect_left
from itertools import pairwise

import pytest

from gigwire.domain.notify.request import Request
from gigwire.domain.notify.share import share_of
from tests.support.due import a_due
from tests.unit.notify.test_desk import RATE, desk_of, play

MOST, TELEGRAMS = 29, 30  # of 27/s with a burst of 2 in any second, and what is allowed


class Member:
    """A process with its desk and enough to do; its times go into one list with all others'."""

    def __init__(self, number: int, amount: int = 400) -> None:
        self.desk = desk_of()
        for user in range(amount):
            due = a_due(1 + number * 10_000 + user, kind="digest", lane=3)
            self.desk.offer(Request(due, 0, 0, taken_at=0.0))

    def send(self, begin: float, end: float) -> list[float]:
        """Times of what leaves from one rebalance to the next."""
        now, sent = begin, []
        while now < end:
            request = self.desk.take(now)
            if request is not None:
                sent.append(now)
                self.desk.finished(request)
                continue
            due = self.desk.next_time()
            now = end if due is None else max(due, now + 1e-9)
        return sent


def busiest_second(times: list[float]) -> int:
    """Most messages in any second that begins with one."""
    return max(bisect_left(times, at + 1.0) - place for place, at in enumerate(times))


def split(owned: int, members: int, choice: random.Random) -> list[int]:
    """So many partitions among so many members, any way."""
    cuts = sorted(choice.randint(0, owned) for _ in range(members - 1))
    return [b - a for a, b in pairwise([0, *cuts, owned])]


@pytest.mark.parametrize("members", [1, 2, 3, 4, 6, 8, 12, 24])
def test_equal_shares_add_up_to_the_pace_of_the_token(members: int) -> None:
    """At most 29 in any second at any phases; the sum is 27/s, or a little less."""
    choice, times = random.Random(members), []
    for number in range(members):
        member = Member(number)
        phase = choice.random()
        member.desk.token.set_share(24 // members, phase)
        times += member.send(phase, 11.0)
    times.sort()
    assert busiest_second(times) <= MOST
    steady = [at for at in times if 1.0 <= at < 11.0]
    assert len(steady) / 10.0 > (26.0 if members <= 4 else 23.0)


@pytest.mark.parametrize("seed", range(20))
def test_rebalances_never_let_the_sum_above_the_pace(seed: int) -> None:
    """Partitions go round unevenly within a tenth of a second: none has more than 30."""
    choice, times, begin = random.Random(seed), [], 0.0
    members = [Member(number) for number in range(4)]
    while begin < 12.0:
        end = begin + choice.uniform(0.1, 2.0)
        for member, owned in zip(members, split(24, 4, choice), strict=True):
            member.desk.token.set_share(owned, begin)
            if owned:
                times += member.send(begin, end)
        begin = end + 0.1  # nobody sends before the ledger is read
    times.sort()
    assert busiest_second(times) <= TELEGRAMS


def test_whole_token_keeps_its_burst_and_a_part_has_none() -> None:
    """One process alone is as before."""
    assert share_of(RATE, 2, 24) == (RATE, 2)
    assert share_of(RATE, 2, 12) == (RATE / 2, 1)
    assert share_of(RATE, 2, 1) == (1.0, 1)
    assert share_of(1.0, 2, 1) == (1 / 24, 1)


def test_what_was_learned_of_a_hidden_limit_holds_in_proportion() -> None:
    """A member that met 429 at the whole rate goes on below half of the lesson with half of it."""
    desk = desk_of()
    for user in range(1, 200):
        desk.offer(Request(a_due(user, kind="digest", lane=3), 0, 0, taken_at=0.0))
    sent = play(desk, 3.0)
    desk.token.throttled(sent[-1][0], sent[-1][0] + 1)
    learned = desk.token.rate
    assert learned < RATE
    desk.token.set_share(12, 5.0)
    assert desk.token.rate == pytest.approx(learned / 2)
