"""Pace, lanes and gates in virtual time: what leaves when."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from gigwire.contracts.delivery import Answer
from gigwire.domain.notify.desk import Desk
from gigwire.domain.notify.outcomes import NotSent
from gigwire.domain.notify.request import Request
from tests.support.due import a_due, a_reply

RATE = 27.0


def desk_of(rate: float = RATE, chat_rate: float = 1.0) -> Desk:
    """A desk that owns all partitions."""
    desk = Desk(rate, burst=2, chat_rate=chat_rate)
    desk.token.set_share(24)
    return desk


def card(user: int, name: str = "n", lane: int = 1, at: float = 0.0) -> Request:
    """A card for a user's chat."""
    return Request(a_due(user, name, lane=lane), 0, 0, taken_at=at)


def reply(user: int, name: str = "r") -> Request:
    """An answer for a user's chat."""
    return Request(a_reply(user, name), 0, 0, taken_at=0.0)


def digest(user: int, name: str) -> Request:
    """A message that nothing is put together with."""
    return Request(a_due(user, name, kind="digest", lane=3), 0, 0, taken_at=0.0)


def play(desk: Desk, until: float, answer_seconds: float = 0.05) -> list[tuple[float, Request]]:
    """Take what the desk gives, each answered after a while; (time, request) in order."""
    now, sent = 0.0, []
    out: list[tuple[float, Request]] = []
    while now < until:
        while out and out[0][0] <= now:
            desk.finished(out.pop(0)[1])
        request = desk.take(now)
        if request is not None:
            sent.append((now, request))
            out.append((now + answer_seconds, request))
            continue
        times = [out[0][0]] if out else []
        due = desk.next_time()
        times += [due] if due is not None and due > now else []
        if not times:
            break
        now = min(times)
    return sent


def test_thousand_chats_leave_evenly_below_thirty_in_any_second() -> None:
    """27 a second with a burst of 2: no sliding second holds more than 29."""
    desk = desk_of()
    for user in range(1_000):
        desk.offer(card(user))
    times = [at for at, _ in play(desk, until=60)]
    assert len(times) == 1_000
    assert max(sum(1 for other in times if at <= other < at + 1) for at in times) <= 29
    assert times[-1] < 1_000 / RATE + 0.5


def test_one_chat_gets_one_card_a_second() -> None:
    """Messages of a chat keep a second between them."""
    desk = desk_of()
    for number in range(5):
        desk.offer(digest(1, f"n{number}"))
    times = [at for at, _ in play(desk, until=20)]
    assert [round(at) for at in times] == [0, 1, 2, 3, 4]
    assert min(b - a for a, b in pairwise(times)) >= 1.0


def test_group_gets_twenty_a_minute_edits_included() -> None:
    """A group's pace counts cards and edits together; private chats are not held up by it."""
    desk = desk_of()
    for number in range(30):
        desk.offer(digest(-100, f"n{number}"))
        edit = a_due(-100, f"e{number}", lane=2, kind="change")
        desk.offer(Request(edit, 0, 0, taken_at=0.0))
    for number in range(10):
        desk.offer(digest(5, f"p{number}"))
    sent = play(desk, until=300)
    grouped = [at for at, request in sent if request.due.chat_id < 0]
    assert max(sum(1 for other in grouped if at <= other < at + 60) for at in grouped) <= 20
    assert sum(1 for at in grouped if at < 60) >= 17
    assert sum(1 for at, request in sent if request.due.chat_id == 5 and at < 12) == 10


def test_reply_goes_before_waiting_cards() -> None:
    """Somebody who waits for an answer does not wait for a broadcast."""
    desk = desk_of()
    for user in range(200):
        desk.offer(card(user, lane=4))
    desk.offer(reply(999))
    first = [request.due.user_id for _, request in play(desk, until=0.2)]
    assert first[0] == 999


def test_noisy_chat_does_not_hold_up_others() -> None:
    """Two thousand cards for one chat leave the pace of a hundred others untouched."""
    desk = desk_of()
    for number in range(2_000):
        desk.offer(card(1, f"n{number}"))
    for user in range(2, 102):
        desk.offer(card(user))
    done = play(desk, until=6)
    served = {request.due.user_id for _, request in done}
    assert served >= set(range(2, 102))


def test_lanes_share_by_weight_and_none_starves() -> None:
    """Instant cards get about 180 turns to a broadcast's one, which still comes."""
    desk = desk_of(chat_rate=1000)
    for user in range(3_000):
        desk.offer(card(user, lane=1))
        desk.offer(card(10_000 + user, lane=4))
    counts = Counter(request.due.lane for _, request in play(desk, until=30))
    assert counts[4] > 0
    assert 140 <= counts[1] / counts[4] <= 220


def test_edit_never_overtakes_its_card() -> None:
    """Within a chat the lower lane goes first, one at a time."""
    desk = desk_of()
    desk.offer(card(1, "edit", lane=2))
    desk.offer(card(1, "card", lane=1))
    assert [request.due.lane for _, request in play(desk, until=5)] == [1, 2]


def test_second_request_of_a_chat_waits_for_the_first() -> None:
    """One call of a chat is out at a time, whatever the pace allows."""
    desk = desk_of(chat_rate=1000)
    desk.offer(reply(1, "a"))
    desk.offer(reply(1, "b"))
    first = desk.take(0.0)
    assert first is not None
    assert desk.take(10.0) is None
    desk.finished(first)
    assert desk.take(10.0) is not None


def test_throttled_chat_waits_and_keeps_its_order() -> None:
    """A 429 closes the chat for its time; the refused request is still the first."""
    desk = desk_of()
    desk.offer(reply(1, "a"))
    desk.offer(reply(1, "b"))
    first = desk.take(0.0)
    assert first is not None
    desk.again(first, NotSent("throttled", wait=5.0, is_throttled=True), 0.1)
    assert desk.take(5.0) is None
    again = desk.take(5.2)
    assert again is not None
    assert again.due == first.due


def test_throttle_of_two_chats_stops_everybody() -> None:
    """Two chats refused within two seconds mean the whole bot; an earlier time reopens nothing."""
    desk = desk_of()
    for user in (1, 2, 3):
        for number in range(2):
            desk.offer(card(user, f"{number}"))
    one, two = desk.take(0.0), desk.take(0.0)
    assert one is not None
    assert two is not None
    desk.again(one, NotSent("throttled", wait=30.0, is_throttled=True), 0.1)
    desk.again(two, NotSent("throttled", wait=3.0, is_throttled=True), 0.2)
    assert desk.take(29.0) is None
    assert desk.take(30.2) is not None


def test_closed_gate_is_seen_right_before_the_write() -> None:
    """A request handed out before a neighbour's 429 may not leave after it."""
    desk = desk_of()
    desk.offer(card(1))
    desk.offer(card(2))
    one, two = desk.take(0.0), desk.take(0.0)
    assert one is not None
    assert two is not None
    assert desk.may_leave(two, 0.0)
    desk.again(one, NotSent("throttled", wait=9.0, is_throttled=True), 0.1)
    assert not desk.may_leave(two, 0.2)


def test_outage_pauses_longer_each_time_and_ends_with_an_answer() -> None:
    """Refused connections back off by doubling; requests stay and keep their place."""
    desk, now, pauses = desk_of(), 0.0, []
    desk.offer(card(1))
    for _ in range(4):
        request = desk.take(now)
        assert request is not None
        desk.again(request, NotSent("unreachable"), now)
        pauses.append(desk.token.gate.opens_at - now)
        now = max(desk.token.gate.opens_at, now + 1.0)
    assert [round(pause, 2) for pause in pauses] == [0.5, 1.0, 2.0, 4.0]


def test_share_of_partitions_is_the_share_of_the_rate() -> None:
    """An instance that owns half of the partitions sends at half of the pace."""
    desk = desk_of()
    desk.token.set_share(12)
    for user in range(300):
        desk.offer(card(user))
    assert 130 <= len(play(desk, until=10)) <= 138


def test_dropped_requests_are_not_sent() -> None:
    """What belonged to partitions that moved away is forgotten, the depth with it."""
    desk = desk_of()
    desk.offer(card(1))
    desk.offer(card(2))
    desk.drop(lambda request: request.due.user_id == 1)
    assert [request.due.user_id for _, request in play(desk, until=5)] == [2]
    assert sum(desk.depth) == 0


def test_calls_held_up_together_leave_one_after_the_other() -> None:
    """Ten requests whose acknowledgement hung: at the socket they keep the pace again."""
    desk = desk_of()
    now = 1.0
    left: list[float] = []
    while len(left) < 10:
        ready = desk.token.knock(now)
        if ready is None:
            left.append(now)
        else:
            now = ready
    assert left[:2] == [1.0, 1.0]
    assert left[-1] == pytest.approx(1.0 + 8 / RATE)


def toast(user: int, name: str = "t", text: str = "Saved") -> Request:
    """The end of a press."""
    content = Answer(callback_query_id=name, text=text)
    due = a_due(user, name, content, kind="answer", lane=0, cluster_id=None)
    return Request(due, 0, 0, taken_at=0.0)


def test_toast_holds_up_nothing_of_its_chat() -> None:
    """The screen goes out while the toast is on its way; two screens still wait for each other."""
    desk = desk_of(chat_rate=1000)
    for request in (toast(1), reply(1, "a"), reply(1, "b")):
        desk.offer(request)
    first, second = desk.take(0.0), desk.take(0.0)
    assert first is not None
    assert second is not None
    assert [first.due.kind, second.due.kind] == ["answer", "reply"]
    desk.finished(first)
    assert desk.take(10.0) is None
    desk.finished(second)
    assert desk.take(10.0) is not None


def test_toast_without_a_word_comes_after_everybodys_screens() -> None:
    """The new screen has taken the button with its spinner away by then."""
    desk = desk_of()
    for request in (toast(1, text=""), reply(1), toast(2, text=""), reply(2), toast(3)):
        desk.offer(request)
    kinds = [request.due.kind for _, request in play(desk, until=5)]
    assert kinds == ["reply", "reply", "answer", "answer", "answer"]
    desk.offer(toast(1, "u", text=""))
    desk.offer(card(2))
    assert [request.due.lane for _, request in play(desk, until=9)] == [0, 1]


def test_crowd_at_the_socket_is_not_added_to() -> None:
    """Two calls that wait for their turn there are enough: a reply waits for two, not eight."""
    desk = desk_of()
    for user in range(6):
        desk.offer(card(user))
    desk.token.knock(0.0)
    desk.token.knock(0.0)  # the pace is used up at the socket
    for _ in range(2):
        assert desk.take(1.0) is not None
        desk.token.at_door(1)
    desk.offer(reply(9))
    assert desk.take(2.0) is None
    assert desk.next_time() is not None
    desk.token.at_door(-1)
    request = desk.take(2.0)
    assert request is not None
    assert request.due.lane == 0
