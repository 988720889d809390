"""What becomes of clusters, step by step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gigwire.contracts.messages import Client
from gigwire.domain.dedupe import DedupeResult
from tests.support.dedupe_desk import BODY, NOW, OTHER, Desk
from tests.support.raws import START, a_clean, after, dollars


def test_first_of_its_kind_is_new() -> None:
    """A project unlike all others founds a cluster with its one link."""
    (event,) = Desk().told(a_clean(BODY))

    assert (event.kind, event.revision) == ("new", 0)
    assert [link.source for link in event.links] == ["fl"]


def test_copy_elsewhere_joins_with_all_links() -> None:
    """The second board's copy is a step of the first cluster and keeps its own text."""
    first, second = Desk().told(
        a_clean(BODY), a_clean(BODY + " Thank you.", key="kwork:9", at=after(hours=5))
    )

    assert (second.kind, second.revision, second.cluster_id) == ("joined", 1, first.cluster_id)
    assert [link.source for link in second.links] == ["fl", "kwork"]
    assert second.project.body.endswith("Thank you.")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"budget": None}, "joined"),
        ({"budget": dollars(103)}, "joined"),
        ({"budget": dollars(100, 300)}, "joined"),
        ({"budget": dollars(150)}, "new"),
        ({"budget": dollars(100, period="hourly")}, "new"),
    ],
)
def test_budget_decides_between_copy_and_namesake(fields: dict[str, Any], kind: str) -> None:
    """Within 5 %, unknown, or one end of a range: a copy. Else the same text is another job."""
    desk = Desk()
    desk.send(a_clean(BODY, budget=dollars(100)))

    (event,) = desk.told(a_clean(BODY, key="kwork:9", **fields))

    assert event.kind == kind


def test_copy_with_the_budget_before_a_change_still_joins() -> None:
    """A copy may state the first figure or the latest."""
    desk = Desk()
    desk.told(
        a_clean(BODY, budget=dollars(100)),
        a_clean(BODY, kind="changed", revision=1, budget=dollars(200), at=after(hours=1)),
    )
    copies = [
        a_clean(BODY, key=f"kwork:{price}", budget=dollars(price), at=after(hours=2))
        for price in (100, 200)
    ]

    assert [event.kind for event in desk.told(*copies)] == ["joined", "joined"]


def test_two_clients_of_one_board_are_two_jobs() -> None:
    """A template used by two people at one board is not a repost; by one it is."""
    desk = Desk()
    posts = [
        a_clean(BODY, key=f"fl:{number}", client=Client(native_id=client))
        for number, client in enumerate(("ann", "ben", "ann"))
    ]

    events = desk.told(*posts)

    assert [event.kind for event in events] == ["new", "new", "joined"]
    assert events[2].cluster_id == events[0].cluster_id


def test_short_texts_agree_only_when_equal() -> None:
    """Few words prove little: equal ones join, nearly equal do not, bare titles never do."""
    desk = Desk()
    short = "Нужно собрать контакты двухсот компаний из открытых источников"
    events = desk.told(
        a_clean(short, key="fl:1"),
        a_clean(short, key="kwork:1"),
        a_clean(short + " срочно", key="kwork:2"),
        a_clean("", key="fl:3", title="Нужен логотип"),
        a_clean("", key="kwork:3", title="Нужен логотип"),
    )

    assert [event.kind for event in events] == ["new", "joined", "new", "new", "new"]


def test_change_keeps_the_cluster_even_when_nothing_is_left_of_the_text() -> None:
    """A member belongs to its cluster by key, and later copies of the new text join it."""
    first, change, copy = Desk().told(
        a_clean(BODY),
        a_clean(OTHER, kind="changed", revision=1, at=after(hours=1)),
        a_clean(OTHER, key="kwork:9", at=after(hours=2)),
    )

    assert (change.kind, change.revision) == ("changed", 1)
    assert (copy.kind, copy.revision) == ("joined", 2)
    assert {first.cluster_id} == {change.cluster_id, copy.cluster_id}


def test_cluster_closes_with_its_last_open_member() -> None:
    """While a copy is open elsewhere, a close is a change that takes its link away."""
    *_, one_left, closed = Desk().told(
        a_clean(BODY),
        a_clean(BODY, key="kwork:9", at=after(hours=1)),
        a_clean(BODY, kind="closed", at=after(hours=2)),
        a_clean(BODY, key="kwork:9", kind="closed", at=after(hours=3)),
    )

    assert (one_left.kind, [link.source for link in one_left.links]) == ("changed", ["kwork"])
    assert (one_left.project.key, one_left.project.url) == ("kwork:9", "https://kwork.example/9")
    assert (closed.kind, closed.revision) == ("closed", 3)


def test_copy_after_the_close_opens_the_cluster_again() -> None:
    """A repost within the week is the same project: people are not told of it as new."""
    first, _, again = Desk().told(
        a_clean(BODY),
        a_clean(BODY, kind="closed", at=after(hours=2)),
        a_clean(BODY, key="fl:2", at=after(hours=3)),
    )

    assert (again.kind, again.cluster_id) == ("joined", first.cluster_id)
    assert [link.url for link in again.links] == ["https://fl.example/2"]


def test_close_of_an_unknown_project_is_silent() -> None:
    """Nothing was told of it."""
    assert Desk().send(a_clean(BODY, kind="closed")) == DedupeResult()


def test_event_older_than_the_known_step_is_ignored() -> None:
    """A replayed old revision neither undoes a newer one nor founds a cluster."""
    desk = Desk()
    steps = [
        a_clean(f"{BODY} {number}", kind="changed" if number else "new", revision=number)
        for number in range(8)
    ]
    desk.told(*steps)

    assert desk.told(steps[1]) == []


def test_cluster_expires_after_seven_days_without_it() -> None:
    """A copy on the seventh day joins and keeps the cluster; one eight days later does not."""
    days = (0, 7, 14, 22)
    events = Desk().told(*(a_clean(BODY, key=f"fl:{day}", at=after(days=day)) for day in days))

    assert [event.kind for event in events] == ["new", "joined", "joined", "new"]


def test_change_after_expiry_goes_on_with_the_same_cluster() -> None:
    """Who was told of it once is not told again as of something new."""
    desk = Desk()
    (first,) = desk.told(a_clean(BODY))
    desk.told(a_clean(OTHER, key="fl:2", at=after(days=12)))

    (change,) = desk.told(a_clean(BODY, kind="changed", revision=1, at=after(days=12)))

    assert desk.index.decide(a_clean(OTHER, key="fl:3", at=after(days=12)), NOW).outputs
    assert (change.kind, change.cluster_id, change.revision) == ("changed", first.cluster_id, 1)


def test_row_that_expires_and_is_written_by_one_event_stays() -> None:
    """The shell stores and deletes in one go: it must not delete what was just stored."""
    desk = Desk()
    (first,) = desk.told(a_clean(BODY))
    desk.told(a_clean(BODY, kind="changed", revision=1, at=after(days=12)))

    assert list(desk.clusters) == [first.cluster_id]


def test_expired_rows_are_deleted_a_few_at_a_time() -> None:
    """No event pays for a whole day, and in the end nothing is left."""
    desk = Desk()
    for number in range(100):
        desk.send(a_clean("", key=f"fl:{number}"))
    counts = [
        len(desk.send(a_clean("", key=f"kwork:{number}", at=after(days=9))).expired_clusters)
        for number in range(5)
    ]

    assert counts == [32, 32, 32, 4, 0]
    assert len(desk.index) == len(desk.clusters) == 5


def test_one_wrong_clock_does_not_expire_the_window() -> None:
    """Event time is held to now."""
    desk = Desk()
    desk.send(a_clean(BODY), START)
    desk.send(a_clean(OTHER, key="fl:2", at=after(days=400)), START)

    (copy,) = desk.send(a_clean(BODY, key="kwork:9"), START).outputs

    assert copy.kind == "joined"


def test_row_stays_small_however_many_copies_come() -> None:
    """A flood of reposts is told, one step each, and the changelog value stays under 2.5 kB."""
    desk = Desk()
    events = desk.told(
        *(
            a_clean(BODY, key=f"fl:{n}", url=f"https://fl.example/{'x' * 150}/{n}")
            for n in range(60)
        )
    )

    assert [event.revision for event in events] == list(range(60))
    assert {len(desk.clusters), len(desk.members)} == {1, 60}
    assert max(len(row) for row in desk.clusters.values()) < 2_500
    assert max(len(row) for row in desk.members.values()) < 600


def test_event_time_orders_days_not_arrival() -> None:
    """A late record of last week still finds its cluster while that is kept."""
    desk = Desk()
    (first,) = desk.told(a_clean(BODY, at=after(days=3)))
    desk.told(a_clean(OTHER, key="fl:2", at=after(days=9)))

    (late,) = desk.told(a_clean(BODY, key="kwork:1", at=START + timedelta(days=2)))

    assert (late.kind, late.cluster_id) == ("joined", first.cluster_id)
