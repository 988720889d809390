"""The same events once more, after a crash: the same ids and no second cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.dedupe_desk import BODY, OTHER, Desk
from tests.support.raws import a_clean, after

if TYPE_CHECKING:
    from gigwire.contracts.messages import CleanProject


def history() -> list[CleanProject]:
    """Three projects, two of them copies, through their lives."""
    return [
        a_clean(BODY, key="fl:1"),
        a_clean(BODY + " Thanks.", key="kwork:1", at=after(hours=1)),
        a_clean(OTHER, key="fl:2", at=after(hours=2)),
        a_clean(BODY + " Soon.", key="fl:1", kind="changed", revision=1, at=after(hours=3)),
        a_clean(BODY, key="fl:1", kind="closed", revision=1, at=after(hours=4)),
        a_clean(OTHER, key="fl:2", kind="closed", at=after(hours=5)),
    ]


@pytest.mark.parametrize("restarts", [False, True], ids=["same memory", "rebuilt"])
def test_redelivery_gives_the_same_ids_and_no_second_cluster(*, restarts: bool) -> None:
    """Outputs may have been lost in a crash: repeating them, with their ids, is right."""
    desk = Desk()
    first = desk.told(*history())
    if restarts:
        desk.restart()

    again = desk.told(*history())

    assert [(e.event_id, e.kind, e.revision) for e in again] == [
        (e.event_id, e.kind, e.revision) for e in first
    ]
    assert len(desk.clusters) == 2


@settings(deadline=None, max_examples=300)
@given(
    lost_clusters=st.integers(0, 6),
    lost_members=st.integers(0, 6),
    handled=st.integers(1, 6),
)
def test_crash_between_the_two_tables_changes_no_output(
    lost_clusters: int, lost_members: int, handled: int
) -> None:
    """Whichever prefix of either changelog is durable, redelivery arrives at the same ids."""
    clean = history()
    calm = Desk().told(*clean)
    before = Desk()
    results = [before.send(event) for event in clean[:handled]]
    desk = Desk()
    for result in results[: max(0, handled - lost_clusters)]:
        desk.clusters |= {row.cluster_id: row.model_dump_json() for row in result.clusters}
    for result in results[: max(0, handled - lost_members)]:
        desk.members |= {row.key: row.model_dump_json() for row in result.members}
    desk.restart()

    again = desk.told(*clean)

    assert [event.event_id for event in again] == [event.event_id for event in calm]
    assert len(desk.clusters) == 2
