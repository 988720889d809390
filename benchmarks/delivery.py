"""Claim: as fast as Telegram allows without being refused, and fair to each reader.

Pacing: notify's desk against the judge's limit models in virtual time, beside a fixed pace and
aiolimiter's leaky bucket (a model of it). Mixed: a broadcast, a chat with a backlog, a project that
fits 3,000 people, usual traffic and replies at once. Outage: ten minutes without Telegram.
`--real`: a short run of each kind through broker, notify and the judge, in real time; `--outage`:
ten minutes without Telegram in the same way.
"""

from __future__ import annotations

import asyncio
import random
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.delivery_real import real_runs
from benchmarks.delivery_world import (
    BURST,
    RATE,
    Author,
    Clerk,
    Flat,
    Leaky,
    Play,
    Told,
    a_desk,
    percentile,
)
from benchmarks.figures import save
from gigwire.domain.notify.pace import Even
from local.telegram.limit_models import ModelConfig
from local.telegram.limits import Limiter, LimitsConfig

if TYPE_CHECKING:
    from gigwire.domain.notify.request import Request

PEOPLE: Final = 10_000
GROUPS: Final = 50
MESSAGES: Final = 50_000
HIDDEN_MESSAGES: Final = 20_000
RETRY_AFTER: Final = 30
FAR: Final = 1_000_000  # ids of the hot project's people and of the noisy chat start here


class Case(NamedTuple):
    """A limit of the whole bot, and how many messages meet it."""

    name: str
    limit: ModelConfig
    messages: int
    target: float  # calls a second


CASES: Final = (
    Case("sliding 30", ModelConfig(kind="sliding", count=30), MESSAGES, 26.5),
    Case("fixed 30", ModelConfig(kind="fixed", count=30), HIDDEN_MESSAGES, 26.5),
    Case("bucket 30", ModelConfig(kind="bucket", count=30, burst=30), HIDDEN_MESSAGES, 26.5),
    *(
        Case(f"hidden {n}", ModelConfig(kind="sliding", count=n), HIDDEN_MESSAGES, 0.85 * n)
        for n in (15, 20, 22, 26)
    ),
)


def limiter_of(limit: ModelConfig) -> Limiter:
    """The judge with this limit of the bot, published ones of chats and groups."""
    return Limiter(LimitsConfig(whole_bot=limit, penalty_seconds=RETRY_AFTER))


def stream(messages: int, *, with_groups: bool) -> list[Request]:
    """So many messages, all due from the start: 8 to 20 for each group, people get the others."""
    author = Author()
    requests = []
    groups = [-1 - n % GROUPS for n in range(GROUPS * messages // 2_500)] if with_groups else []
    for number in range(messages):
        spread = messages // (len(groups) or messages)
        is_group = bool(groups) and number % spread == 0 and number // spread < len(groups)
        chat = groups[number // spread] if is_group else 1 + number % PEOPLE
        requests.append(author.request(0.0, chat, "normal", lane=3))
    return requests


def paced(case: Case) -> list[dict[str, Any]]:
    """One row for each sender."""
    senders: tuple[tuple[str, Clerk], ...] = (
        ("notify", a_desk()),
        ("fixed 27/s", Flat(Even(RATE, BURST))),
        ("fixed 30/s", Flat(Even(30.0, 1))),
        ("aiolimiter 30/s (model)", Flat(Leaky(30.0))),
    )
    rows: list[dict[str, Any]] = []
    for name, clerk in senders:
        is_ours = name == "notify"
        count = case.messages if is_ours else 3_000  # a sender that is refused takes hours
        told = Play(clerk, limiter_of(case.limit), stream(count, with_groups=is_ours)).run()
        per = HIDDEN_MESSAGES / count
        row = {
            "limit": case.name,
            "sender": name,
            "messages": count,
            "per_second": round(told.rate, 2),
            "refused_per_20000": round(sum(told.refusals.values()) * per),
            "refused_by_chats_and_groups": told.refusals["chat"] + told.refusals["group"],
        }
        rows.append(row)
        print(
            f"{case.name:12} {name:24} {row['per_second']:7.2f}/s"
            f" {row['refused_per_20000']:7} x 429 per 20,000"
            f" {row['refused_by_chats_and_groups']:4} of chats and groups",
            flush=True,
        )
    return rows


def crowd(seconds: float) -> list[Request]:
    """All kinds of traffic at once; a hot project after one minute."""
    author, rng = Author(), random.Random(5)
    found = [author.request(0.0, 1 + n, "broadcast", lane=4) for n in range(PEOPLE)]
    found += [author.request(0.0, FAR, "noisy", is_card=True) for _ in range(2_000)]
    hot = rng.sample(range(1, PEOPLE + 1), 3_000)
    found += [author.request(60.0, user, "hot", is_card=True) for user in hot]
    for rate, lane in ((1.74, 1), (0.25, 0)):
        at = rng.expovariate(rate)
        while at < seconds:
            user = rng.randrange(1, PEOPLE + 1)
            group = "reply" if lane == 0 else "normal"
            found.append(author.request(at, user, group, is_card=lane == 1, lane=lane))  # type: ignore[arg-type]  # both are of their Literal
            at += rng.expovariate(rate)
    return sorted(found, key=lambda one: one.taken_at)


def longest_silence(told: Told, group: str) -> float:
    """Seconds between two acceptances of a group while some of it waited (all from the start)."""
    times = [0.0] + [at for at, one in told.accepted if one.due.trace_id == group]
    return max((b - a for a, b in pairwise(times)), default=0.0)


def mixed() -> dict[str, Any]:
    """The mixed run and its claims."""
    limit = ModelConfig(kind="sliding", count=30)
    told = Play(a_desk(), limiter_of(limit), crowd(600.0)).run()
    normal, replies, hot = told.waits("normal"), told.waits("reply"), told.waits("hot")
    row = {
        "instant_p50": round(percentile(normal, 0.5), 3),
        "instant_p99": round(percentile(normal, 0.99), 3),
        "instant_worst": round(normal[-1], 3),
        "replies_p99": round(percentile(replies, 0.99), 3),
        "hot_done": round(hot[-1], 1),
        "noisy_done": round(told.waits("noisy")[-1], 1),
        "broadcast_done": round(told.waits("broadcast")[-1], 1),
        "broadcast_longest_silence": round(longest_silence(told, "broadcast"), 1),
        "noisy_longest_silence": round(longest_silence(told, "noisy"), 1),
        "calls": len(told.accepted),
        "notifications": sum(len(one.everyone) for _, one in told.accepted),
        "refused": sum(told.refusals.values()),
    }
    row["is_met"] = row["instant_p99"] <= 5 and row["replies_p99"] <= 0.3 and row["hot_done"] <= 120
    return row


def outage() -> dict[str, Any]:
    """Ten minutes without Telegram in usual traffic; what waited is drained at the ceiling."""
    author, rng = Author(), random.Random(9)
    requests: list[Request] = []
    at = 0.0
    while at < 900:
        user = rng.randrange(1, 301)
        requests.append(author.request(at, user, "normal", is_card=True))
        if rng.random() < 0.2:
            requests.append(author.request(at, user, "broadcast", lane=3))
        at += rng.expovariate(3.0)
    limiter = limiter_of(ModelConfig(kind="sliding", count=30))
    begins, ends = 120.0, 720.0
    told = Play(a_desk(), limiter, requests, outage=(begins, ends)).run()
    calls = [(at, one) for at, one in told.accepted if at >= ends]
    waited = [(at, one) for at, one in calls if any(m.taken_at < ends for m in one.everyone)]
    drained = max(at for at, _ in waited)
    meanwhile = sum(at <= drained for at, _ in calls)
    lists = [one for _, one in waited if one.is_listed]
    late = [m for at, one in calls for m in one.everyone if m.late_at <= at - 1]
    row: dict[str, Any] = {
        "notifications": len(requests),
        "lost": len(requests) - len({m.offset for _, one in told.accepted for m in one.everyone}),
        "told_twice": sum(len(one.everyone) for _, one in told.accepted) - len(requests),
        "out_of_order": misplaced(told),
        "waiting_when_back": sum(m.taken_at < ends for _, one in waited for m in one.everyone),
        "calls_for_them": len(waited),
        "lists": len(lists),
        "late": len(late),
        "late_not_in_a_list": sum(not one.is_listed for one in late),
        "drain_seconds": round(drained - ends, 1),
        "drain_per_second": round(meanwhile / (drained - waited[0][0]), 1),
        "refused": sum(told.refusals.values()),
        "attempts_during_outage": told.unreachable,
    }
    wrong = ("lost", "told_twice", "out_of_order", "late_not_in_a_list", "refused")
    row["is_met"] = not any(row[name] for name in wrong)
    return row


def misplaced(told: Told) -> int:
    """Messages of a chat and lane that came before an earlier one (cards: freshest first)."""
    last: dict[int, int] = {}
    wrong = 0
    for _, one in told.accepted:
        if one.due.lane != 1:
            wrong += one.order < last.get(one.due.chat_id, 0)
            last[one.due.chat_id] = max(one.order, last.get(one.due.chat_id, 0))
    return wrong


def is_pace_met(row: dict[str, Any], case: Case) -> bool:
    """The claim of a row of notify's."""
    most = 0 if case.limit.count == 30 else 10
    return (
        row["per_second"] >= case.target
        and row["refused_per_20000"] <= most
        and not row["refused_by_chats_and_groups"]
    )


def main() -> int:
    """Run all, print tables, save."""
    figures: dict[str, Any] = {}
    is_outage = "--outage" in sys.argv
    if is_outage or "--real" in sys.argv:
        figures = asyncio.run(real_runs(is_outage=is_outage))
        save("delivery_outage" if is_outage else "delivery_real", figures)
        return 0 if all(row["is_met"] for row in figures.values()) else 1
    table = [(case, paced(case)) for case in CASES]
    figures["pacing"] = [row for _, rows in table for row in rows]
    figures["mixed"], figures["outage"] = mixed(), outage()
    figures["is_met"] = all(is_pace_met(rows[0], case) for case, rows in table)
    save("delivery", figures)
    parts = (figures, figures["mixed"], figures["outage"])
    return 0 if all(part["is_met"] for part in parts) else 1


if __name__ == "__main__":
    sys.exit(main())
