"""The limit models, one call at a time on a hand-moved clock; faults; the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.errors import Fatal
from local.telegram.faults import Fault, FaultPlan
from local.telegram.journal import Journal
from local.telegram.limit_models import ModelConfig
from local.telegram.limits import Ask, Limiter, LimitsConfig

if TYPE_CHECKING:
    from pathlib import Path


def accepted(limiter: Limiter, chats: list[int], every: float, start: float = 1000.0) -> int:
    """How many calls pass when they come evenly."""
    times = [start + number * every for number in range(len(chats))]
    judged = (limiter.judge(Ask(chat), now) for chat, now in zip(chats, times, strict=True))
    return sum(refusal is None for refusal in judged)


def test_thirty_a_second_pass_and_the_next_is_refused() -> None:
    """The default is 30 in any second over all chats."""
    limiter = Limiter(LimitsConfig())
    assert accepted(limiter, list(range(1, 31)), every=0.01) == 30
    refusal = limiter.judge(Ask(99), 1000.5)
    assert refusal is not None
    assert (refusal.scope, refusal.retry_after) == ("global", 1)


def test_an_even_pace_of_27_is_never_refused() -> None:
    """What the notifier does by default fits for long."""
    assert accepted(Limiter(LimitsConfig()), list(range(1, 5001)), every=1 / 27) == 5000


def test_a_chat_takes_a_short_burst_then_one_a_second() -> None:
    """Five at once, then the sixth waits; a second later one fits."""
    limiter = Limiter(LimitsConfig())
    assert accepted(limiter, [7] * 8, every=0) == 5
    assert limiter.judge(Ask(8), 1000.0) is None
    assert limiter.judge(Ask(7), 1002.0) is None


def test_a_group_takes_twenty_a_minute_edits_included() -> None:
    """Edits use a group's budget, not a private chat's."""
    limiter = Limiter(LimitsConfig(chat=None))
    passed = [limiter.judge(Ask(-100, is_edit=n % 2 == 0), 1000.0 + n) is None for n in range(21)]
    assert passed == [True] * 20 + [False]
    assert all(limiter.judge(Ask(5, is_edit=True), 1000.0) is None for _ in range(100))


def test_a_fixed_window_starts_anew() -> None:
    """A fixed window forgets at its border, a sliding one does not."""
    model = ModelConfig(kind="fixed", count=2, seconds=1)
    limiter = Limiter(LimitsConfig(whole_bot=model, chat=None))
    times = (0.8, 0.9, 0.95, 2.0, 2.1)
    assert [limiter.judge(Ask(1), now) is None for now in times] == [True, True, False, True, True]


def test_a_penalty_holds_and_grows_when_ignored() -> None:
    """Told to wait 10 s, a caller that goes on hears 20."""
    model = ModelConfig(count=1, seconds=1)
    config = LimitsConfig(whole_bot=model, chat=None, penalty_seconds=10, growth=2)
    limiter = Limiter(config)
    refusals = [limiter.judge(Ask(1), now) for now in (0.0, 0.1, 5.0, 26.0)]
    waits = [refusal.retry_after if refusal else 0 for refusal in refusals]
    assert waits == [0, 10, 20, 0]


def test_asking_too_early_does_not_lengthen_the_wait_by_default() -> None:
    """Who hammers all the time still gets through when the time is over."""
    limiter = Limiter(LimitsConfig(chat=None))
    times = [1000 + n / 100 for n in range(301)]
    passed = sum(limiter.judge(Ask(1), now) is None for now in times)
    assert 60 <= passed <= 91


def test_observing_counts_and_lets_pass() -> None:
    """In `observe` the judge speaks but does not block what follows."""
    config = LimitsConfig(mode="observe", whole_bot=ModelConfig(count=1, seconds=1), chat=None)
    limiter = Limiter(config)
    assert limiter.judge(Ask(1), 0.0) is None
    assert limiter.judge(Ask(1), 0.5) is not None
    assert limiter.judge(Ask(1), 1.01) is None


def test_a_fault_strikes_the_calls_it_names_and_no_others() -> None:
    """Method in any case, chat, number of times."""
    plan = FaultPlan()
    plan.add(Fault(method="sendmessage", chat_id=5, times=2, outcome="garbage"))
    calls = [("sendMessage", 5), ("sendMessage", 6), ("getMe", 5), ("SendMessage", 5)]
    struck = [plan.next(method, chat) is not None for method, chat in [*calls, calls[0]]]
    assert struck == [True, False, False, True, False]


def test_a_seeded_fault_strikes_the_same_calls_again() -> None:
    """Probability with a seed can be repeated."""

    def strikes() -> list[bool]:
        plan = FaultPlan()
        plan.add(Fault(times=0, probability=0.3, seed=7, outcome="drop_before"))
        return [plan.next("sendMessage", 1) is not None for _ in range(200)]

    assert strikes() == strikes()
    assert 30 < sum(strikes()) < 90


def test_a_torn_last_line_is_cut_and_the_rest_read(tmp_path: Path) -> None:
    """A write cut by a kill was never acknowledged; what came before stays readable."""
    journal = Journal(tmp_path / "journal.jsonl")
    places = [journal.append({"kind": "x", "n": n}) for n in range(3)]
    journal.close()
    with journal.path.open("ab") as file:
        file.write(b'{"kind":"x","n":')
    again = Journal(journal.path)
    assert [event["n"] for _, event in again.events()] == [0, 1, 2]
    assert again.append({"kind": "x", "n": 3}).offset == places[-1].after
    assert [event["n"] for _, event in again.events(places[1].after)] == [2, 3]
    with pytest.raises(ValueError, match="5 is no cursor"):
        list(again.events(5))
    again.close()


def test_a_damaged_record_stops_the_server(tmp_path: Path) -> None:
    """Garbage inside the record is said with its place, not skipped."""
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"kind":"x"}\nrubbish\n{"kind":"x"}\n')
    with pytest.raises(Fatal, match="no JSON at byte 13"):
        list(Journal(path).events())


def test_two_servers_cannot_share_a_folder(tmp_path: Path) -> None:
    """The second is told to use a folder of its own."""
    first = Journal(tmp_path / "journal.jsonl")
    with pytest.raises(Fatal, match="in use by another server"):
        Journal(tmp_path / "journal.jsonl")
    first.close()
