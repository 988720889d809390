"""What may be committed, in every order of delivery and acknowledgement."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from streams.transport.offsets import OffsetLedger

Acknowledged = defaultdict[str, set[int]]


def ledger_of(*offsets: int) -> tuple[OffsetLedger[str], Acknowledged]:
    """A ledger that has handed out these offsets of partition `p`."""
    acknowledged: Acknowledged = defaultdict(set)
    ledger = OffsetLedger(acknowledged)
    ledger.begin("p")
    for offset in offsets:
        ledger.hand_out("p", offset)
    return ledger, acknowledged


def test_nothing_done_gives_no_position() -> None:
    """A partition that only started must not commit anything."""
    ledger, _ = ledger_of(5, 6)
    assert ledger.committable("p") is None


def test_later_event_done_first_holds_the_position() -> None:
    """An event in flight is never passed (Faust #606)."""
    ledger, acknowledged = ledger_of(10, 11, 12)
    acknowledged["p"] |= {11, 12}
    assert ledger.committable("p") is None
    acknowledged["p"].add(10)
    assert ledger.committable("p") == 13


def test_hole_between_offsets_is_passed_without_marks() -> None:
    """Compaction leaves holes; a hole in front of an unfinished event books nothing as done."""
    ledger, acknowledged = ledger_of(3, 90, 91)
    acknowledged["p"].add(3)
    assert ledger.committable("p") == 4
    acknowledged["p"].add(90)
    assert ledger.committable("p") == 91


def test_acknowledgement_after_forgetting_is_without_effect() -> None:
    """A late event of an earlier assignment must not move the new owner's position."""
    ledger, acknowledged = ledger_of(1, 2)
    ledger.forget(["p"])
    acknowledged["p"].add(1)
    assert ledger.committable("p") is None
    assert ledger.in_hand("p") == 0


def test_partition_not_begun_hands_out_nothing() -> None:
    """A record of a partition that is not ours is not counted as in hand."""
    ledger, _ = ledger_of()
    ledger.hand_out("q", 1)
    assert ledger.in_hand("q") == 0


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_any_order_of_acknowledgements_commits_exactly_the_finished_prefix(
    steps: list[int], random: object
) -> None:
    """At each moment: no unfinished offset is below the position, no finished prefix above it."""
    offsets = [sum(steps[: n + 1]) for n in range(len(steps))]
    ledger, acknowledged = ledger_of(*offsets)
    finished: set[int] = set()
    order = list(offsets)
    random.shuffle(order)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    for offset in order:
        acknowledged["p"].add(offset)
        finished.add(offset)
        unfinished = [one for one in offsets if one not in finished]
        prefix = [one for one in offsets if not unfinished or one < unfinished[0]]
        assert ledger.committable("p") == (prefix[-1] + 1 if prefix else None)
        assert ledger.in_hand("p") == len(offsets) - len(prefix)
