"""Short runs of `benchmarks.delivery` in real time: a real broker, notify as a process, the judge.

Owns the traffic and the counts; the bot's laboratory of the tests starts the parts.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.delivery_world import percentile
from gigwire.contracts.delivery import Reply
from gigwire.domain.notify.urgency import LATE_SECONDS
from gigwire.runtime.clock import SYSTEM_CLOCK
from local.stack import LocalStack
from tests.support.bot_lab import BotLab, bot_lab
from tests.support.due import a_due, a_reply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

    from gigwire.contracts.delivery import LedgerEntry, NotificationDue

FIRST: Final = 600_000_001
PEOPLE: Final = 2_000
NOISY: Final = FIRST + PEOPLE


class Timed(NamedTuple):
    """When a request is put into Kafka (seconds of the run), and of which kind it is."""

    at: float
    group: str
    due: NotificationDue


@asynccontextmanager
async def lab_with_people(bootstrap: str) -> AsyncIterator[BotLab]:
    """A lab with topics of its own, a fresh judge, 2,001 people and a running notify."""
    with tempfile.TemporaryDirectory() as folder:
        async with bot_lab(bootstrap, f"d{secrets.token_hex(4)}.", Path(folder)) as lab:
            crowd = {"first_id": FIRST, "count": PEOPLE + 1, "press": 0.0}
            await lab.telegram.admin("POST", "crowd", crowd)
            await lab.start("notify")
            yield lab


class Run(NamedTuple):
    """The ledger at the end, and when each request was put into Kafka (Unix seconds)."""

    entries: dict[str, list[LedgerEntry]]
    put_at: dict[str, float]

    def waits(self, plan: Iterable[Timed], group: str) -> list[float]:
        """Sorted seconds from Kafka to SENT of one group."""
        keys = [one.due.notification_id for one in plan if one.group == group]
        return sorted(self.sent_at(key) - self.put_at[key] for key in keys)

    def sent_at(self, key: str) -> float:
        """When a request had its end, in Unix seconds."""
        return self.entries[key][-1].event_time.timestamp()

    def states(self, plan: Iterable[Timed]) -> dict[str, int]:
        """How many requests ended in which state."""
        found: dict[str, int] = {}
        for one in plan:
            state = self.entries[one.due.notification_id][-1].state
            found[state] = found.get(state, 0) + 1
        return found


async def delivered(lab: BotLab, plan: Sequence[Timed], seconds: float) -> Run:
    """Put requests into Kafka at their times; the run when each has its end."""
    began, put_at = SYSTEM_CLOCK.monotonic(), dict[str, float]()
    for at, dues in _by_time(plan):
        await asyncio.sleep(max(0.0, began + at - SYSTEM_CLOCK.monotonic()))
        now = SYSTEM_CLOCK.now()
        put_at |= {due.notification_id: now.timestamp() for due in dues}
        await lab.due(*(due.model_copy(update={"event_time": now}) for due in dues))
    deadline = SYSTEM_CLOCK.monotonic() + seconds
    while True:
        run = Run(await lab.ledger(), put_at)
        ends = [run.entries.get(key) for key in put_at]
        if all(found and found[-1].state != "INTENT" for found in ends):
            return run
        if SYSTEM_CLOCK.monotonic() > deadline:
            raise TimeoutError(f"{sum(not found for found in ends)} requests without an end")
        await asyncio.sleep(2.0)


def _by_time(plan: Iterable[Timed]) -> list[tuple[float, list[NotificationDue]]]:
    found: dict[float, list[NotificationDue]] = {}
    for one in sorted(plan, key=lambda one: one.at):
        found.setdefault(one.at, []).append(one.due)
    return list(found.items())


def notice(user: int, name: str, lane: int = 3) -> NotificationDue:
    """A message that nothing is put together with."""
    return a_due(user, name, Reply(text=f"notice {name}"), kind="digest", lane=lane)


async def judged(lab: BotLab) -> dict[str, Any]:
    """What the judge says of a run: messages a second, refusals, repeats."""
    rows = await lab.telegram.rows("sent")
    refused = [row for row in await lab.telegram.rows("rejected") if row["code"] == 429]
    times = sorted(row["at"] for row in rows)
    since = max((row["at"] for row in refused), default=0.0)
    steady = [at for at in times if at > since]
    verdict = await lab.telegram.admin("GET", "verdict")
    return {
        "messages": len(rows),
        "per_second": round((len(times) - 1) / (times[-1] - times[0]), 2),
        "per_second_after_the_last_refusal": round((len(steady) - 1) / (steady[-1] - steady[0]), 2),
        "refused": len(refused),
        "violations_of_published_limits": verdict["violations"],
    }


async def pacing(lab: BotLab, limit: int) -> dict[str, Any]:
    """1,500 messages at full speed against `limit` a second, a refusal costing 5 s."""
    whole = {"kind": "sliding", "count": limit}
    await lab.telegram.limits(whole_bot=whole, penalty_seconds=5)
    plan = [Timed(0.0, "notice", notice(FIRST + n, f"n{n}")) for n in range(1_500)]
    run = await delivered(lab, plan, 240)
    found = await judged(lab)
    rate, most = found["per_second_after_the_last_refusal"], 0 if limit == 30 else 4
    least = 26.5 if limit == 30 else 0.85 * limit
    is_met = rate >= least and found["refused"] <= most and run.states(plan) == {"SENT": 1_500}
    return {**found, "states": run.states(plan), "is_met": is_met}


def mixed_plan(seconds: float) -> list[Timed]:
    """A tenth of the mixed run: broadcast 1,000, hot 300 after 10 s, a chat with 200 cards."""
    rng = random.Random(3)
    plan = [Timed(0.0, "broadcast", notice(FIRST + n, f"b{n}", 4)) for n in range(1_000)]
    plan += [Timed(0.0, "noisy", a_due(NOISY, f"noisy{n}")) for n in range(200)]
    hot = rng.sample(range(PEOPLE), 300)
    plan += [Timed(10.0, "hot", a_due(FIRST + n, f"hot{n}")) for n in hot]
    for rate, group in ((1.74, "normal"), (0.25, "reply")):
        at = 1.0 + rng.expovariate(rate)
        while at < seconds:
            user, name = FIRST + rng.randrange(PEOPLE), f"{group}{at}"
            due = a_reply(user, name) if group == "reply" else a_due(user, name)
            plan.append(Timed(at, group, due))
            at += rng.expovariate(rate)
    return plan


async def mixed(lab: BotLab) -> dict[str, Any]:
    """All kinds of traffic at once."""
    plan = mixed_plan(40.0)
    run = await delivered(lab, plan, 180)
    normal, reply, hot = (run.waits(plan, one) for one in ("normal", "reply", "hot"))
    found = {
        "instant_p99": round(percentile(normal, 0.99), 3),
        "replies_p50": round(percentile(reply, 0.5), 3),
        "replies_p99": round(percentile(reply, 0.99), 3),
        "hot_done": round(hot[-1], 1),
        "broadcast_done": round(run.waits(plan, "broadcast")[-1], 1),
        "states": run.states(plan),
        **await judged(lab),
    }
    is_fast = found["instant_p99"] <= 5 and found["replies_p99"] <= 0.3 and hot[-1] <= 12.5
    return {**found, "is_met": is_fast and not found["refused"]}


class Down(NamedTuple):
    """An outage in seconds, and the traffic that comes in the first `lasts` seconds."""

    seconds: int
    lasts: float
    cards_a_second: float
    notices_a_second: float
    people: int


SHORT: Final = Down(20, 15.5, 10.0, 10.0, 60)
LONG: Final = Down(600, 660.0, 3.0, 0.6, 300)


def outage_plan(down: Down) -> list[Timed]:
    """Cards and notices, evenly, each for somebody at random."""
    rng = random.Random(4)
    plan: list[Timed] = []
    for group, rate in (("card", down.cards_a_second), ("notice", down.notices_a_second)):
        for number in range(int((down.lasts - 0.5) * rate)):
            user, name = FIRST + rng.randrange(down.people), f"{number:05}"
            due = notice(user, name) if group == "notice" else a_due(user, f"c{name}")
            plan.append(Timed(0.5 + number / rate, group, due))
    return plan


async def outage(lab: BotLab, down: Down = SHORT) -> dict[str, Any]:
    """The port is closed while cards and notices come; then all arrive, late cards in lists."""
    await lab.telegram.admin("POST", "outage", {"seconds": down.seconds, "outcome": "refused"})
    back = SYSTEM_CLOCK.now().timestamp() + down.seconds
    plan = outage_plan(down)
    run = await delivered(lab, plan, down.seconds + 120.0)
    rows = await lab.telegram.rows("sent")
    waited = {key for key, at in run.put_at.items() if at < back}
    found = {
        "seconds": down.seconds,
        "states": run.states(plan),
        "waiting_when_back": len(waited),
        "calls_for_them": len({run.entries[key][-1].message_id for key in waited}),
        "drained_seconds": round(max(run.sent_at(key) for key in waited) - back, 1),
        "misplaced": misplaced(rows),
        **late_cards(run, plan, rows),
        **await judged(lab),
    }
    wrong = ("misplaced", "late_outside_a_list", "refused")
    is_all = found["states"] == {"SENT": len(plan)}
    return {**found, "is_met": is_all and not any(found[name] for name in wrong)}


def misplaced(rows: Iterable[dict[str, Any]]) -> int:
    """Notices of a chat that came before an earlier one."""
    seen: dict[int, str] = {}
    wrong = 0
    for row in (row for row in rows if row["text"].startswith("notice")):
        wrong += row["text"] < seen.get(row["chat_id"], "")
        seen[row["chat_id"]] = row["text"]
    return wrong


def late_cards(run: Run, plan: Iterable[Timed], rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Cards told later than their time, and those of them that came with buttons, as an alert."""
    alerts = {(row["chat_id"], row["message_id"]) for row in rows if "reply_markup" in row}
    late = []
    for key, user in (
        (one.due.notification_id, one.due.user_id) for one in plan if one.group == "card"
    ):
        if run.sent_at(key) - run.put_at[key] > LATE_SECONDS + 1:
            late.append((user, run.entries[key][-1].message_id))
    return {"late": len(late), "late_outside_a_list": sum(one in alerts for one in late)}


RUNS: Final[dict[str, Callable[[BotLab], Awaitable[dict[str, Any]]]]] = {
    "mixed": mixed,
    "outage": outage,
    "sliding 30": lambda lab: pacing(lab, 30),
    "sliding 20": lambda lab: pacing(lab, 20),
}


ONLY_OUTAGE: Final[dict[str, Callable[[BotLab], Awaitable[dict[str, Any]]]]] = {
    "ten minutes": lambda lab: outage(lab, LONG)
}


async def real_runs(*, is_outage: bool = False) -> dict[str, dict[str, Any]]:
    """Each kind once, in a laboratory of its own; figures by kind. Or ten minutes of outage."""
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with LocalStack(Path(folder) / "stack", only=("kafka",)) as stack:
            for name, measure in (ONLY_OUTAGE if is_outage else RUNS).items():
                async with lab_with_people(stack.addresses["kafka"]) as lab:
                    found[name] = await measure(lab)
                print(name, found[name], flush=True)
    return found
