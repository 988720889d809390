"""The verdict of reconcile: what counts as lost, repeated, made up, unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gigwire.contracts.topics import TOPICS
from gigwire.domain.filters import compiled_query
from gigwire.operate.copying import audit_record
from gigwire.operate.reconcile.account import settle
from gigwire.operate.reconcile.again import copied_topics
from gigwire.operate.reconcile.expect import Patience, expectations
from gigwire.operate.reconcile.facts import (
    Again,
    Books,
    Delivery,
    Money,
    Pair,
    Person,
    Stray,
    Version,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.delivery import AuditRecord
    from gigwire.operate.copying import Action

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANN = Pair(1, "c1")
PYTHON = compiled_query("python -wordpress budget>=500usd lang:en")


def paid(cents: int) -> Money:
    """A fixed budget of so many US cents."""
    return Money(cents, cents, "USD", "fixed", {"USD": Decimal(1)})


def a_version(title: str = "Python bot", **changes: object) -> Version:
    """A project that fits PYTHON, unless changed."""
    version = Version(
        key="fl:1", cluster="c1", at=NOON, until=None, source="fl", language="en", title=title,
        body="", skills=(), money=paid(60_000), is_open=True,
    )  # fmt: skip
    return version._replace(**changes)  # type: ignore[arg-type]  # any field may be changed


def a_delivery(message_id: int = 7, doubt: str | None = None) -> Delivery:
    """A card about c1 that user 1 got."""
    return Delivery(ANN, "n1", 1, message_id, "fl:1", True, NOON, NOON, doubt)  # noqa: FBT003


def an_audit(action: Action, **arguments: str) -> AuditRecord:
    """What an operator did at noon."""
    return audit_record(action, arguments, 1, NOON)


def books(**changes: object) -> Books:
    """Nothing happened, unless changed."""
    empty = Books([], [], [], {}, [], [], [])
    return empty._replace(**changes)  # type: ignore[arg-type]  # any field may be changed


def expected(
    *versions: Version, since: timedelta = timedelta(hours=-1), again: Sequence[Again] = ()
) -> dict[Pair, str]:
    """What user 1, with the wish PYTHON since then, may expect."""
    people = [Person(1, NOON + since, (PYTHON,))]
    return dict(expectations(versions, people, Patience(), again))


def test_a_project_that_fits_is_expected_and_one_that_does_not_is_not() -> None:
    """Words, excluded words, budget and language each decide."""
    assert expected(a_version()) == {ANN: "expected"}
    assert expected(a_version("Ruby bot")) == {}
    assert expected(a_version("Python and WordPress")) == {}
    assert expected(a_version(money=paid(49_999))) == {}
    assert expected(a_version(money=None)) == {ANN: "expected"}
    assert expected(a_version(language="pt")) == {}
    assert expected(a_version(language="und")) == {ANN: "expected"}


def test_a_race_with_the_settings_is_indeterminate() -> None:
    """A filter that appeared around the same time may or may not have been in force."""
    assert expected(a_version(), since=timedelta(seconds=3)) == {ANN: "indeterminate"}
    assert expected(a_version(), since=timedelta(hours=1)) == {}


def test_a_version_shorter_than_a_poll_is_indeterminate() -> None:
    """Nobody is blamed for what no poll could see."""
    brief = a_version(until=NOON + timedelta(seconds=1))
    assert expected(brief) == {ANN: "indeterminate"}


def test_a_replay_may_tell_an_old_project_to_whoever_wishes_for_it_by_then() -> None:
    """Of just the project that was copied; who wished for it from the first must be told."""
    later = [Again("fl:1", NOON + timedelta(hours=2))]
    assert expected(a_version(), again=later) == {ANN: "expected"}
    assert expected(a_version(), since=timedelta(hours=1), again=later) == {ANN: "indeterminate"}
    assert expected(a_version(), since=timedelta(hours=3), again=later) == {}
    assert expected(a_version("Ruby"), since=timedelta(hours=1), again=later) == {}
    other = [later[0]._replace(key="fl:2")]
    assert expected(a_version(), since=timedelta(hours=1), again=other) == {}


def test_copies_are_looked_for_where_the_audit_names_a_topic_of_projects() -> None:
    """Of replays, and of letters that went back; other doings of operators wrote none."""
    raw, due = TOPICS["projects.raw"].dlq, TOPICS["notifications.due"].dlq
    assert copied_topics(an_audit("replay", topic="matches")) == ["matches"]
    assert copied_topics(an_audit("replay", topic="notifications.due")) == []
    assert copied_topics(an_audit("dlq_retry", letters=f"{due}:3 {raw}:7")) == ["projects.raw"]
    assert copied_topics(an_audit("rates_publish", date="2026-11-20")) == []


def test_a_missing_delivery_is_lost_unless_it_is_explained() -> None:
    """Only a recorded reason excuses silence."""
    lost = settle({ANN: "expected"}, books())
    held = settle({ANN: "expected"}, books(excuses={ANN: "held: quiet_hours"}))
    assert lost.lost == [ANN]
    assert not lost.is_clean
    assert held.is_clean
    assert held.explained == 1


def test_a_second_message_is_a_duplicate_and_the_same_message_twice_is_not() -> None:
    """People count messages; one message joined twice is one."""
    twice = settle({ANN: "expected"}, books(deliveries=[a_delivery(7), a_delivery(8)]))
    once = settle({ANN: "expected"}, books(deliveries=[a_delivery(7), a_delivery(7)]))
    assert twice.duplicate == [ANN]
    assert once.is_clean


def test_a_message_nobody_asked_for_is_a_phantom() -> None:
    """A delivery needs an expectation, a certain or an open one."""
    assert settle({}, books(deliveries=[a_delivery()])).phantom == [ANN]
    assert settle({ANN: "indeterminate"}, books(deliveries=[a_delivery()])).is_clean


def test_a_stray_message_is_excused_by_one_unknown_each() -> None:
    """A send whose answer was lost may have arrived: one message for one UNKNOWN."""
    strays = [Stray(1, 5, "hello"), Stray(1, 6, "hello")]
    assert settle({}, books(strays=strays[:1], unknown=["n1"])).is_clean
    assert len(settle({}, books(strays=strays, unknown=["n1"])).unaccounted) == 1


def test_an_intent_without_an_end_is_unaccounted() -> None:
    """Every notification must reach a terminal state."""
    assert settle({}, books(open_intents=["n1"])).unaccounted == ["n1"]


def test_marked_repeat_of_what_was_given_back_is_allowed_once() -> None:
    """With the mark and the return it is no duplicate; without either, or a second time, it is."""
    deliveries = [a_delivery(7), a_delivery(8, doubt="n1")]
    returned = frozenset({("n1", ANN)})
    clean = settle({ANN: "expected"}, books(deliveries=deliveries, returned=returned))
    assert clean.is_clean
    forged = settle({ANN: "expected"}, books(deliveries=deliveries))
    assert forged.duplicate == [ANN]
    unmarked = books(deliveries=[a_delivery(7), a_delivery(8)], returned=returned)
    assert settle({ANN: "expected"}, unmarked).duplicate == [ANN]
    twice = books(deliveries=[*deliveries, a_delivery(9, doubt="n1")], returned=returned)
    assert settle({ANN: "expected"}, twice).duplicate == [ANN]


def test_another_board_with_another_budget_is_another_offer() -> None:
    """A copy dearer than the card before may be told; of the same board, or budget, it may not."""
    first = a_delivery(7)._replace(cents=(83_000, 83_000))
    dearer = a_delivery(8)._replace(key="zakazy:2", cents=(130_000, 130_000))
    rounded = dearer._replace(cents=(84_000, 84_000))
    same_board = dearer._replace(key="fl:1")
    third = dearer._replace(message_id=9, key="kwork:3")
    untold = dearer._replace(cents=None)
    duplicates = [
        len(settle({ANN: "expected"}, books(deliveries=[first, *more])).duplicate)
        for more in ([dearer], [rounded], [same_board], [dearer, third], [untold])
    ]
    assert duplicates == [0, 1, 1, 1, 1]
