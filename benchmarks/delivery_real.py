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
        ends = {key: self.entries[key][-1].event_time.timestamp() for key in keys}
        return sorted(ends[key] - self.put_at[key] for key in keys)

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


async def outage(lab: BotLab) -> dict[str, Any]:
    """The port is closed for 20 s while 300 cards and notices come; then all arrive."""
    await lab.telegram.admin("POST", "outage", {"seconds": 20, "outcome": "refused"})
    rng = random.Random(4)
    plan: list[Timed] = []
    for number in range(150):
        user, at = FIRST + rng.randrange(60), 0.5 + number / 10
        plan.append(Timed(at, "card", a_due(user, f"c{number}")))
        plan.append(Timed(at, "notice", notice(user, f"{number:03}")))
    run = await delivered(lab, plan, 120)
    rows = await lab.telegram.rows("sent")
    seen: dict[int, str] = {}
    misplaced = 0
    for row in (row for row in rows if row["text"].startswith("notice")):
        misplaced += row["text"] < seen.get(row["chat_id"], "")
        seen[row["chat_id"]] = row["text"]
    states = run.states(plan)
    found = {"states": states, "misplaced": misplaced, **await judged(lab)}
    return {**found, "is_met": states == {"SENT": 300} and not misplaced and not found["refused"]}


RUNS: Final[dict[str, Callable[[BotLab], Awaitable[dict[str, Any]]]]] = {
    "mixed": mixed,
    "outage": outage,
    "sliding 30": lambda lab: pacing(lab, 30),
    "sliding 20": lambda lab: pacing(lab, 20),
}


async def real_runs() -> dict[str, dict[str, Any]]:
    """Each kind once, in a laboratory of its own; figures by kind."""
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with LocalStack(Path(folder) / "stack", only=("kafka",)) as stack:
            for name, measure in RUNS.items():
                async with lab_with_people(stack.addresses["kafka"]) as lab:
                    found[name] = await measure(lab)
                print(name, found[name], flush=True)
    return found
