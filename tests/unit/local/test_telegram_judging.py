"""The judge's parts one by one: clock, agenda, weights of calls, verdict, crowd's settings."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gigwire.runtime.clock import ManualClock
from local.telegram.agenda import Agenda
from local.telegram.crowd import CrowdConfig
from local.telegram.faults import Fault, FaultPlan
from local.telegram.lab_clock import LabClock
from local.telegram.limit_models import MODELS, ModelConfig
from local.telegram.limits import Ask, Limiter, LimitsConfig
from local.telegram.verdict import Verdict, VerdictConfig

if TYPE_CHECKING:
    from local.telegram.journal import Event

START = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = ("sliding", "fixed", "bucket")


def sent(chat_id: int, message_id: int, at: float, text: str) -> Event:
    """An accepted message as the journal has it."""
    message: Event = {"message_id": message_id, "chat": {"id": chat_id}, "text": text}
    return {"kind": "sent", "at": at, "method": "sendMessage", "message": message}


def test_a_clock_runs_at_its_speed_and_jumps() -> None:
    """Wall and monotonic time move together, and never back."""
    real = ManualClock(START)
    clock = LabClock(real)
    began, unix = clock.monotonic(), clock.unix()
    clock.run_at(60)
    real.advance(2)
    assert clock.monotonic() - began == pytest.approx(120)
    clock.run_at(0)
    real.advance(100)
    clock.advance(5)
    assert clock.unix() - unix == pytest.approx(125)
    assert clock.now().timestamp() == pytest.approx(clock.unix())


def test_a_clock_goes_on_where_a_former_process_was() -> None:
    """An hour ahead then is an hour ahead now, real time between included."""
    real = ManualClock(START)
    clock = LabClock(real)
    then = clock.real_unix()
    real.advance(10)
    clock.resume(then + 3600, then, 1.0)
    assert clock.unix() == pytest.approx(START.timestamp() + 3610)


async def test_a_jump_ends_a_sleep() -> None:
    """Who sleeps an hour of the server's time is woken by a jump of an hour."""
    clock = LabClock(ManualClock(START))
    sleeping = asyncio.ensure_future(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(3599)
    await asyncio.sleep(0)
    assert not sleeping.done()
    clock.advance(1)
    await sleeping


async def test_an_agenda_does_what_is_due_in_order_of_time() -> None:
    """Whatever the order of planning; what is not due waits."""
    clock, done, third = LabClock(ManualClock(START)), list[str](), asyncio.Event()
    agenda = Agenda(clock)
    agenda.after(3.5, third.set)
    for seconds, name in ((3, "c"), (1, "a"), (2, "b"), (9, "d")):
        agenda.after(seconds, lambda name=name: done.append(name))  # type: ignore[misc] # bound now
    running = asyncio.ensure_future(agenda.run())
    await asyncio.sleep(0)
    clock.advance(5)
    await asyncio.wait_for(third.wait(), 10)
    assert (done, len(agenda)) == (["a", "b", "c"], 1)
    running.cancel()


@pytest.mark.parametrize("kind", KINDS)
@given(weights=st.lists(st.integers(1, 4), min_size=1, max_size=40))
def test_waiting_as_told_always_lets_the_call_through(kind: str, weights: list[int]) -> None:
    """After exactly the wait a model names, the same call fits, whatever it weighs."""
    config = ModelConfig.model_validate({"kind": kind, "count": 5, "seconds": 10, "burst": 3})
    model, now = MODELS[kind](config), 1000.0
    for weight in weights:
        wait = model.wait(7, now, weight)
        assert 0 <= wait <= 10 * 4
        now += wait + 1e-6
        assert model.wait(7, now, weight) == pytest.approx(0, abs=1e-5)
        model.count(7, now, weight)


@given(weights=st.lists(st.integers(1, 4), min_size=1, max_size=60), pause=st.floats(0, 3))
def test_no_window_of_a_sliding_limit_ever_holds_more(weights: list[int], pause: float) -> None:
    """Whatever is asked for, at most 5 are let through in any 10 seconds."""
    limiter = Limiter(LimitsConfig(whole_bot=ModelConfig(count=5, seconds=10), chat=None))
    now, passed = 1000.0, list[float]()
    for weight in weights:
        if limiter.judge(Ask(1, weight=weight), now) is None:
            passed += [now] * weight
        now += pause
    assert all(sum(one - 10 < t <= one for t in passed) <= 5 for one in passed)


def test_a_hidden_limit_is_drawn_from_its_range_by_its_seed() -> None:
    """The same seed draws the same; several seeds draw several limits."""
    drawn = [ModelConfig(count=15, most=26, seed=seed).drawn().count for seed in range(40)]
    assert drawn == [ModelConfig(count=15, most=26, seed=s).drawn().count for s in range(40)]
    assert set(drawn) <= set(range(15, 27))
    assert len(set(drawn)) > 5


def test_a_paid_call_within_the_free_limit_costs_nothing() -> None:
    """0.1 star only for what the free limit would have refused."""
    config = LimitsConfig(whole_bot=ModelConfig(count=2, seconds=10), chat=None, stars=0.3)
    limiter = Limiter(config)
    is_accepted = []
    for _ in range(6):
        is_accepted.append(limiter.judge(Ask(1, is_paid=True), 1000.0) is None)
        if is_accepted[-1]:
            limiter.charge(Ask(1, is_paid=True), 1000.0)
    assert is_accepted == [True] * 5 + [False]
    assert (limiter.paid_messages, round(limiter.stars, 3)) == (3, 0)


def test_an_outage_begins_and_ends_on_time_and_is_forgotten() -> None:
    """From 5 s to 15 s after it was given, both ends as named."""
    plan = FaultPlan()
    plan.add(Fault(times=0, after_seconds=5, seconds=10, outcome="drop_before"), 100.0)
    struck = [plan.next("getMe", None, now) is not None for now in (104.9, 105, 114.9, 115)]
    assert struck == [False, True, True, False]
    assert plan.rules == []


def test_a_verdict_tells_repeats_order_and_missing_numbers() -> None:
    """Within each chat by itself; a text without the mark is not judged."""
    verdict = Verdict(VerdictConfig(identity=r"job (\w+)", order=r"#(\d+)"))
    texts = ("job a #1", "job b #2", "job a #5", "job c #4", "no mark", "no mark")
    for number, text in enumerate(texts):
        verdict.sent(sent(7, number, 1000.0 + number * 10, text))
    verdict.sent(sent(8, 99, 2000.0, "job a #1"))
    told = verdict.export()
    names = ("sent", "repeats", "misplaced", "missing_numbers", "pauses_below_1s")
    assert [told[name] for name in names] == [7, 1, 1, 2, 0]
    assert verdict.evidence["repeats"] == [{"chat_id": 7, "message_id": 2, "first": 0}]


def test_the_busiest_second_is_a_sliding_one() -> None:
    """Five messages across a border of the clock's seconds count together."""
    verdict = Verdict(VerdictConfig())
    for number, at in enumerate((1000.8, 1000.9, 1001.0, 1001.1, 1001.2, 1005.0)):
        verdict.sent(sent(number + 1, number, at, str(number)))
    assert verdict.export()["busiest_second"] == 5


@pytest.mark.parametrize(
    "wrong", [{"press": 0.6, "block": 0.6}, {"least_seconds": 5, "most_seconds": 1}, {"count": 0}]
)
def test_an_impossible_crowd_is_refused(wrong: dict[str, float]) -> None:
    """Chances above 1, a pause that ends before it begins, nobody."""
    with pytest.raises(ValidationError):
        CrowdConfig.model_validate(wrong)
