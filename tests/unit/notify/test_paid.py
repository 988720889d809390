"""Paid broadcasts: what goes above the free pace, what does not, and what it costs."""

from __future__ import annotations

import pytest

from gigwire.contracts.delivery import Reply
from gigwire.domain.notify.desk import Desk
from gigwire.domain.notify.outcomes import NotSent
from gigwire.domain.notify.paid import REFUSED_SECONDS, Paid
from gigwire.domain.notify.request import Request
from tests.support.due import a_due
from tests.unit.notify.test_desk import RATE, digest, play

PAID_RATE = 200.0
LAST = 4


def paying(least_lane: int = LAST) -> Desk:
    """A whole token that may pay for 200 a second."""
    desk = Desk(RATE, 2, 1.0, Paid(PAID_RATE - RATE, least_lane))
    desk.token.set_share(24)
    return desk


def broadcast(user: int, name: str = "b") -> Request:
    """A message to everybody."""
    due = a_due(user, name, Reply(text="news"), kind="reply", lane=LAST, cluster_id=None)
    return Request(due, 0, 0, taken_at=0.0)


def test_broadcast_goes_at_the_paid_pace_and_cards_at_the_free_one() -> None:
    """200 a second in all; what is paid for is only of lane 4, what is free is shared as before."""
    desk = paying()
    for user in range(1, 3000):
        desk.offer(broadcast(user))
        desk.offer(digest(10_000 + user, "n"))
    sent = [(at, one) for at, one in play(desk, 10.0) if 1.0 <= at < 10.0]
    assert len(sent) == pytest.approx(PAID_RATE * 9, rel=0.02)
    assert {one.due.lane for _, one in sent if one.is_paid} == {LAST}
    free = [one for _, one in sent if not one.is_paid]
    assert len(free) == pytest.approx(RATE * 9, abs=3)
    assert sum(one.due.lane == 3 for one in free) > len(free) * 0.8


def test_all_lanes_may_be_paid_for() -> None:
    """With the setting `all` a hot project goes above the free pace, too."""
    desk = paying(least_lane=0)
    for user in range(1, 1000):
        desk.offer(digest(user, "n"))
    assert len(play(desk, 4.0)) == pytest.approx(PAID_RATE * 4, rel=0.02)


def test_paying_changes_no_chats_pace() -> None:
    """Five messages to one person take four seconds whatever is paid."""
    desk = paying()
    for number in range(5):
        desk.offer(broadcast(1, f"b{number}"))
    times = [at for at, _ in play(desk, 30.0)]
    assert times[-1] - times[0] == pytest.approx(4.0)


def test_whole_bot_refused_while_paying_goes_on_without_and_unlearned() -> None:
    """No Stars left: the free pace stays what it was, nothing is paid for in the next minutes."""
    desk = paying()
    for user in range(1, 4000):
        desk.offer(broadcast(user))
    sent = play(desk, 1.0)
    for at, request in sent[-2:]:
        desk.again(request, NotSent("throttled", wait=3.0, is_throttled=True), at + 0.1)
    later = [(at, one) for at, one in play(desk, 60.0) if at > 5.0]
    assert not any(one.is_paid for _, one in later)
    assert desk.token.rate == RATE
    assert len(later) == pytest.approx(RATE * 55, rel=0.02)
    paid = desk.token.paid
    assert paid is not None
    assert paid.ready_at() > REFUSED_SECONDS


def test_what_is_above_thirty_a_second_costs_a_tenth_of_a_star() -> None:
    """100 accepted in one second, then 10 in the next: 70 were charged."""
    paid = Paid(PAID_RATE, LAST)
    first = sum(paid.accepted(number / 100) for number in range(100))
    assert first == pytest.approx(7.0)
    assert sum(paid.accepted(2.0 + number / 100) for number in range(10)) == 0


def test_permission_is_carried_as_long_as_the_free_second_may_be_full() -> None:
    """A card right after a paid message would meet a full window without it."""
    desk = paying()
    assert not desk.token.is_paying(0.0)
    for user in range(1, 100):
        desk.offer(broadcast(user))
    last = play(desk, 5.0)[-1][0]
    assert desk.token.is_paying(last + 1.0)
    assert not desk.token.is_paying(last + 3.0)


def test_processes_share_the_paid_pace() -> None:
    """Half of the partitions: half of the free pace and half of the paid one."""
    desk = paying()
    desk.token.set_share(12, 0.0)
    for user in range(1, 1000):
        desk.offer(broadcast(user))
    assert len(play(desk, 4.0)) == pytest.approx(PAID_RATE / 2 * 4, rel=0.03)
