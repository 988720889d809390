"""Cards that may have arrived: told once more, in the next digest, with a mark."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Digest, Doubt
from gigwire.contracts.ids import ClusterId, NotificationId, UserId
from gigwire.contracts.people import QuietHours
from gigwire.domain.personalise import Pacing
from gigwire.domain.personalise.returned import decide_tick, next_due, take_back
from gigwire.domain.personalise.rows import MEMORY
from tests.support.due import a_card
from tests.support.gigs import NOON, a_step, at
from tests.support.messages import message
from tests.unit.personalise.test_decisions import a_person, heard

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.delivery import NotificationDue
    from gigwire.contracts.people import Subscriber
    from gigwire.contracts.returned import NotificationReturned

FRESH = Pacing(user_id=UserId(7))
HOUR = timedelta(hours=1)


def a_return(cluster: str = "c1", name: str = "n1") -> NotificationReturned:
    """The card of a cluster, given back at noon."""
    doubt = Doubt(notification_id=NotificationId(name), kind="instant")
    card = a_card(7, a_step(cluster)).model_copy(update={"doubt": doubt})
    fields = {"notification_id": name, "user_id": 7, "cards": (card,), "event_time": NOON}
    return message("notifications.returned").model_copy(update=fields)  # type: ignore[return-value]  # of this topic


def lived(row: Pacing, person: Subscriber | None, hours: int) -> tuple[Pacing, list[Digest]]:
    """Ticks every minute whenever the row asks for one, for so long; the digests that left."""
    sent: list[NotificationDue] = []
    now, end = NOON, NOON + hours * HOUR
    while now <= end:
        due = next_due(person, row)
        if due is not None and due <= now:
            outcome = decide_tick(person, row, now)
            again = decide_tick(person, row, now)
            assert outcome == again, "a repeated tick decides the same"
            row = outcome.pacing
            sent += outcome.due
        now += timedelta(minutes=1)
    by_id = {one.notification_id: one.content for one in sent}
    return row, [one for one in by_id.values() if isinstance(one, Digest)]


def clusters(digest: Digest, *, marked: bool) -> list[str]:
    """The lines with, or without, the mark."""
    return [one.project.cluster_id for one in digest.items if (one.doubt is not None) == marked]


def test_returned_card_is_told_alone_after_the_next_full_hour_once() -> None:
    """Nothing else waits: a digest of its own says why; the row forgets it, not that it came."""
    row = take_back(a_return(), a_person(), FRESH)
    row, digests = lived(row, a_person(), 30)
    assert [(one.reason, clusters(one, marked=True)) for one in digests] == [("returned", ["c1"])]
    assert take_back(a_return(), a_person(), row) == row
    assert next_due(a_person(), row) is None or not row.doubts.waiting


def test_returned_card_waits_for_evidence_before_it_makes_a_digest() -> None:
    """Not before a quarter of an hour has passed, whatever the clock on the wall says."""
    row = take_back(a_return(), a_person(), FRESH)
    due = next_due(a_person(), row)
    assert due is not None
    assert NOON + timedelta(minutes=15) <= due <= NOON + HOUR + timedelta(minutes=15)


def test_returned_card_joins_the_digest_that_waits_anyway() -> None:
    """One message: what was held, and the line with the mark; its id differs from without."""
    hourly = a_person(pace="hourly")
    held = heard(FRESH, a_step("c2"), hourly).pacing
    row = take_back(a_return(), hourly, held)
    _, (digest,) = lived(row, hourly, 5)
    assert clusters(digest, marked=False) == ["c2"]
    assert clusters(digest, marked=True) == ["c1"]
    assert digest.reason == "pace"


def test_quiet_hours_keep_a_returned_card_back() -> None:
    """It rings no earlier than anything else."""
    asleep = a_person(quiet_hours=QuietHours(start_minute=11 * 60, end_minute=18 * 60))
    row = take_back(a_return(), asleep, FRESH)
    assert next_due(asleep, row) == at(6 * 60)


def test_hidden_project_is_not_told_again() -> None:
    """Whoever pressed Hide has seen it."""
    row = take_back(a_return(), a_person(), FRESH)
    row = row.model_copy(update={"hidden": {ClusterId("c1"): NOON}})
    row, digests = lived(row, a_person(), 5)
    assert digests == []
    assert row.doubts.waiting == ()


def test_nothing_is_kept_of_somebody_who_left() -> None:
    """A forgotten person gets no row; one who blocked the bot is given up after the memory."""
    assert take_back(a_return(), None, FRESH) == FRESH
    blocked = a_person(status="blocked")
    row = take_back(a_return(), blocked, FRESH)
    assert next_due(blocked, row) == NOON + MEMORY
    late: datetime = NOON + MEMORY
    assert decide_tick(blocked, row, late).pacing.doubts.waiting == ()


def test_two_returns_of_the_same_cluster_make_two_ids() -> None:
    """A digest in doubt returns its lines: the next digest of the same clusters is another one."""
    names = []
    for name in ("n1", "n2"):
        row = take_back(a_return(name=name), a_person(), FRESH)
        while row.sealed is None:
            due = next_due(a_person(), row)
            assert due is not None
            row = decide_tick(a_person(), row, due).pacing
        names.append(row.sealed.notification_id)
    assert len(set(names)) == 2
