"""What leaves together: which cards, in which order, and what becomes of the chat's others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gigwire.contracts.ids import ChatId
from gigwire.domain.notify.outcomes import NotSent
from gigwire.domain.notify.request import Request
from gigwire.domain.notify.urgency import LATE_SECONDS, MOST_TOGETHER, late_at, urgency
from tests.support.due import a_card, a_due, a_reply, an_edit
from tests.unit.notify.test_desk import card, desk_of

if TYPE_CHECKING:
    from gigwire.domain.notify.desk import Desk

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


def taken(desk: Desk, now: float) -> Request:
    """What leaves now; there must be something."""
    request = desk.take(now)
    assert request is not None
    return request


def names(request: Request) -> list[str]:
    """The notifications of one call."""
    return [str(one.due.notification_id) for one in request.everyone]


def scored(user: int, name: str, score: int, age: float = 0.0) -> Request:
    """A card of a score, seen so many seconds before noon."""
    content = a_card(user)
    content = content.model_copy(update={"hit": content.hit.model_copy(update={"score": score})})
    seen = NOON - timedelta(seconds=age)
    due = a_due(user, name, content, seen_at=seen, event_time=seen)
    return Request(due, 0, 0, taken_at=0.0)


def test_lone_card_leaves_at_once_as_a_card() -> None:
    """Nothing waits for company."""
    desk = desk_of()
    desk.offer(card(1))
    request = taken(desk, 0.0)
    assert (request.others, request.is_listed) == ((), False)


def test_chat_that_is_behind_gets_lists_of_ten() -> None:
    """25 waiting cards are three messages, a second apart, each card in exactly one."""
    desk = desk_of()
    for number in range(25):
        desk.offer(card(1, f"n{number}"))
    seen: list[str] = []
    for second in range(3):
        if second:
            assert desk.take(second - 0.1) is None
        request = taken(desk, second + 0.001)
        assert request.is_listed
        assert len(request.everyone) == min(MOST_TOGETHER, 25 - len(seen))
        seen += names(request)
        desk.finished(request)
    assert len(set(seen)) == 25
    assert sum(desk.depth) == 0


def test_two_cards_stay_cards() -> None:
    """A second's wait is better than a list without buttons."""
    desk = desk_of()
    for name in ("a", "b"):
        desk.offer(card(1, name))
    assert not taken(desk, 0.0).is_listed


def test_late_card_is_told_in_a_list_even_alone() -> None:
    """Past its deadline an instant is no alert any more; it is not lost."""
    desk = desk_of()
    due = a_due(1, event_time=NOON)
    late = late_at(due, NOON, monotonic=0.0)
    desk.offer(Request(due, 0, 0, taken_at=0.0, late_at=late))
    assert late == LATE_SECONDS
    assert taken(desk, late).is_listed


def test_fresh_and_well_scored_cards_go_first() -> None:
    """Ten minutes of age weigh as much as the whole score."""
    best, fresh, stale = (
        scored(1, "best", 900, age=60),
        scored(1, "fresh", 500),
        scored(1, "stale", 900, age=900),
    )
    desk = desk_of()
    for one in (stale, fresh, best):
        desk.offer(one)
    assert names(taken(desk, 0.0)) == names(best) + names(fresh) + names(stale)
    assert urgency(best.due) < urgency(fresh.due) < urgency(stale.due)


def test_freshest_chat_goes_first_and_the_longest_waiting_is_not_forgotten() -> None:
    """A new card passes a crowd; each fourth turn is the one's that waits longest."""
    desk = desk_of()
    for user in range(10, 40):
        desk.offer(scored(user, "hot", 700, age=60))
    desk.offer(scored(1, "old", 100, age=600))
    for user in range(40, 400):
        desk.offer(scored(user, "hot", 700, age=60))
    users: list[int] = []
    for turn in range(1, 151):
        if turn == 50:
            desk.offer(scored(2, "new", 700))
        request = taken(desk, turn / 20)
        users.append(request.due.user_id)
        desk.finished(request)
    assert users.index(2) <= 51
    assert 1 in users
    assert len(set(users)) == 150


def test_edits_of_a_card_are_one_call_with_the_newest_last() -> None:
    """Older edits end with the newest; edits of another card stay apart."""
    desk = desk_of()
    one, other = a_due(1, "one"), a_due(1, "other")
    for due in (an_edit(1, one, "e1"), an_edit(1, other, "x"), an_edit(1, one, "e2", "closed")):
        desk.offer(Request(due, 0, 0, taken_at=0.0))
    request = taken(desk, 0.0)
    assert [edit.due.kind for edit in request.everyone] == ["change", "close"]
    assert sum(desk.depth) == 1


def test_list_that_was_not_sent_takes_its_places_again() -> None:
    """After a 429 the same cards leave, in the same order, with what came meanwhile."""
    desk = desk_of()
    for number in range(4):
        desk.offer(scored(1, f"n{number}", 900 - number))
    first = taken(desk, 0.0)
    desk.offer(scored(1, "worse", 100))
    desk.again(first, NotSent("throttled", wait=5.0, is_throttled=True), 0.1)
    again = taken(desk, 5.2)
    assert names(again)[:4] == names(first)
    assert len(again.everyone) == 5


def test_copies_of_one_notification_never_leave_together() -> None:
    """The ledger would take the second for a leftover of the first."""
    desk = desk_of()
    for _ in range(5):
        desk.offer(card(1, "same"))
    assert len(taken(desk, 0.0).everyone) == 1


def test_cards_of_two_people_in_a_group_stay_apart() -> None:
    """A list speaks one person's language and lies in one partition."""
    desk = desk_of()
    for number in range(8):
        due = a_due(number % 2 + 1, f"n{number}", chat_id=ChatId(-5))
        desk.offer(Request(due, number % 2, 0, taken_at=0.0))
    request = taken(desk, 0.0)
    assert len(request.everyone) == 4
    assert len({one.partition for one in request.everyone}) == 1


def test_stopped_chat_keeps_only_replies() -> None:
    """What waits for a chat that takes nothing is given up at once."""
    desk = desk_of()
    for number in range(3):
        desk.offer(scored(1, f"n{number}", 500))
    desk.offer(Request(a_due(1, "d", kind="digest", lane=3), 0, 0, taken_at=0.0))
    first = taken(desk, 0.0)
    desk.offer(Request(a_reply(1), 0, 0, taken_at=0.0))
    assert [one.due.kind for one in desk.stop(ChatId(1))] == ["digest"]
    desk.finished(first)
    assert taken(desk, 2.0).due.kind == "reply"


def test_moved_chat_gets_what_waited_and_what_comes() -> None:
    """All requests of the old id go to the new one, the refused one first."""
    desk = desk_of()
    for number in range(2):
        desk.offer(scored(-5, f"n{number}", 900 - number))
    first = taken(desk, 0.0)
    desk.again(first, NotSent("migrated", moved_to=ChatId(-1005)), 0.1)
    desk.offer(scored(-5, "later", 100))
    again = taken(desk, 5.0)
    assert {one.due.chat_id for one in again.everyone} == {-1005}
    assert again.is_moved
    assert len(again.everyone) == 3
