"""Projects of a forum go where their filters post: cards, and one digest a topic."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Digest
from gigwire.contracts.ids import ClusterId, NotificationId, UserId
from gigwire.domain.personalise.digests import decide_tick
from gigwire.domain.personalise.notices import card_due, digest_dues
from gigwire.domain.personalise.rows import Held, Pacing, Sealed
from tests.support.due import a_card
from tests.support.gigs import NOON, a_step
from tests.unit.chat.test_reports import a_person

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber

READER: Subscriber = a_person().model_copy(update={"pace": "hourly"})


def waiting(cluster: str, thread: int | None) -> Held:
    """A project that waits for a digest, of a filter that posts into a topic."""
    card = a_card(7, a_step(ClusterId(cluster)), thread_id=thread)
    return Held(card=card, reason="pace", since=NOON)


def sealed(*items: Held) -> Sealed:
    """A digest that waits to be sent."""
    name = NotificationId("d")
    return Sealed(notification_id=name, items=items, held_back=3, reason="pace", sealed_at=NOON)


def test_card_goes_to_the_topic_of_its_best_filter() -> None:
    """And a person's card to none."""
    step = a_step(ClusterId("c"))
    assert card_due(READER, waiting("c", 7).card.hit, step, NOON).thread_id == 7
    assert card_due(READER, waiting("c", None).card.hit, step, NOON).thread_id is None


def test_digest_is_one_message_a_topic_with_ids_that_hold() -> None:
    """The same sealed row makes the same messages again, word for word."""
    row = sealed(waiting("a", 7), waiting("b", 8), waiting("c", 7), waiting("d", None))
    dues = digest_dues(READER, row, NOON)
    shown = {
        one.thread_id: [card.project.cluster_id for card in one.content.items]
        for one in dues
        if isinstance(one.content, Digest)
    }
    assert shown == {7: ["a", "c"], 8: ["b"], None: ["d"]}
    assert len({one.notification_id for one in dues}) == 3
    assert digest_dues(READER, row, NOON) == dues
    held_back = [one.content.held_back for one in dues if isinstance(one.content, Digest)]
    assert sum(held_back) == 3


def test_digest_of_one_place_keeps_the_id_it_was_sealed_with() -> None:
    """What was sealed before there were topics is sent under its id."""
    (due,) = digest_dues(READER, sealed(waiting("a", None), waiting("b", None)), NOON)
    assert (due.notification_id, due.thread_id) == ("d", None)


def test_every_project_of_a_digest_is_decided_with_the_message_that_shows_it() -> None:
    """So that `gigwire why` finds it."""
    row = Pacing(user_id=UserId(7), held=(waiting("a", 7), waiting("b", 8)))
    later = NOON + timedelta(hours=2)
    first = decide_tick(READER, row, later)
    second = decide_tick(READER, first.pacing, later + timedelta(seconds=1))
    shown = {
        (one.notification_id, card.project.cluster_id)
        for one in second.due
        if isinstance(one.content, Digest)
        for card in one.content.items
    }
    assert {(one.notification_id, one.cluster_id) for one in second.decided} == shown
    assert len(shown) == 2
