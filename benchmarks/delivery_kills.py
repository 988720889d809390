"""Claim: 20 kill -9 of notify and 5 zombies in one run lose nothing and repeat nothing.

    python -m benchmarks.delivery_kills [--cards 5000 | --full] [--kills 20] [--zombies 5]

Real Kafka, real processes, the local Bot API server at raised limits. Each UNKNOWN is at most what
was in flight at a kill, is listed, and is closed afterwards: by late evidence where the message is
there, by `resend` where it is not. Then restarts by SIGTERM, which leave nothing UNKNOWN, and the
pace that IN_FLIGHT calls reach at 0.25 s an answer. Exits 1 if a claim does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from itertools import count as count_up
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.figures import save
from bot.notifier.stage import IN_FLIGHT
from gigwire.contracts.delivery import Answer, LedgerEntry, NotificationDue, Proof
from gigwire.contracts.ids import ClusterId, MessageId, NotificationId, digest
from gigwire.operate.ledger.cli import ask
from gigwire.operate.ledger.read import Wanted, read_entries
from gigwire.operate.ledger.resolve import once_more
from gigwire.runtime.clock import SYSTEM_CLOCK
from local.stack import LocalStack
from tests.support.bot_lab import NO_LIMITS, BotLab, bot_lab
from tests.support.due import a_card, a_due
from tests.support.gigs import a_step
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from local.process import ChildProcess

FIRST_USER: Final = 860_000_001
FULL: Final = 50_000
RESTARTS: Final = 5
SETTLE_SECONDS: Final = 3_600.0
FAST: Final = {
    "GIGWIRE_TELEGRAM__RATE_PER_SECOND": "120",
    "GIGWIRE_TELEGRAM__BURST": "8",
    "GIGWIRE_TELEGRAM__CHAT_RATE_PER_SECOND": "50",
    "GIGWIRE_KAFKA__SESSION_TIMEOUT_SECONDS": "6",
}
Where = dict[str, list[tuple[int, int]]]


class Run:
    """One lab with its cards, and what Telegram accepted of them."""

    def __init__(self, lab: BotLab, seed: int) -> None:
        self.lab = lab
        self.cards: dict[NotificationId, NotificationDue] = {}
        self.rng = random.Random(seed)
        self._users = count_up(FIRST_USER)

    async def ask_for(self, count: int, name: str) -> list[NotificationDue]:
        """More cards, each for somebody new: several of one chat would leave as one list."""
        users = [next(self._users) for _ in range(count)]
        crowd = {"first_id": users[0], "count": count, "press": 0.0}
        await self.lab.telegram.admin("POST", "crowd", crowd)
        made = [a_due(user, name, a_card(user, a_step(name))) for user in users]
        self.cards |= {one.notification_id: one for one in made}
        await self.lab.due(*made)
        return made

    async def count(self) -> int:
        """How many messages Telegram accepted."""
        counters = await self.lab.telegram.admin("GET", "counters")
        return int(counters["accepted"])

    async def reaches(self, goal: int) -> None:
        """Wait until Telegram accepted so many."""

        async def is_there() -> bool:
            await asyncio.sleep(0.2)
            return await self.count() >= goal

        await until_async(is_there, SETTLE_SECONDS)
        await asyncio.sleep(self.rng.random() / 3)  # a random moment is the point

    async def settled(self) -> dict[str, int]:
        """Wait until each card has an end; how many ended in which state."""
        states: dict[str, str] = {}

        async def is_over() -> bool:
            await asyncio.sleep(1.0)
            states.update(await self.lab.last_states())
            return all(states.get(key, "INTENT") != "INTENT" for key in self.cards)

        await until_async(is_over, SETTLE_SECONDS)
        return dict(Counter(states[key] for key in self.cards))

    async def accepted(self) -> Where:
        """Chat and message of each acceptance, by the card: its buttons carry the cluster."""
        found: Where = {}
        for row in await self.lab.telegram.rows("sent"):
            keyboard = (row.get("reply_markup") or {}).get("inline_keyboard", [])
            marks = [b["callback_data"] for line in keyboard for b in line if "callback_data" in b]
            for name in {mark.split(":")[1] for mark in marks}:
                key = digest(row["chat_id"], name)
                found.setdefault(key, []).append((row["chat_id"], row["message_id"]))
        return found

    async def unknown(self) -> list[LedgerEntry]:
        """What `gigwire ledger list` shows."""
        return await read_entries(self.lab.settings, Wanted())


async def kill_often(run: Run, notify: ChildProcess, goals: list[int]) -> list[float]:
    """Kill -9 at each goal; gives seconds until each heir is ready."""
    seconds = []
    for goal in goals:
        await run.reaches(goal)
        await notify.kill()
        began = SYSTEM_CLOCK.monotonic()
        await notify.start()
        seconds.append(SYSTEM_CLOCK.monotonic() - began)
    return seconds


async def make_zombies(run: Run, present: ChildProcess, goals: list[int]) -> ChildProcess:
    """SIGSTOP at each goal, an heir, then SIGCONT while the heir sends; gives the last heir."""
    for number, goal in enumerate(goals):
        await run.reaches(goal)
        assert present.pid is not None
        os.kill(present.pid, signal.SIGSTOP)
        heir = await run.lab.start("notify", f"notify-heir-{number}", **FAST)
        await run.reaches(await run.count() + 20)
        os.kill(present.pid, signal.SIGCONT)
        zombie = present

        async def has_ended(zombie: ChildProcess = zombie) -> bool:
            return not zombie.is_alive

        await until_async(has_ended, 60)
        present = heir
    return present


async def close_all(run: Run) -> dict[str, int]:
    """Close each UNKNOWN: by a press where the message is there, by a resend where it is not."""
    there = await run.accepted()
    ways: Counter[str] = Counter()
    for entry in await run.unknown():
        key = entry.notification_id
        if key in there:
            await run.lab.due(press(entry, there[key][0][1]))
            ways["pressed"] += 1
        else:
            request = run.cards[key]
            due = once_more(entry, request, SYSTEM_CLOCK.now())
            await ask(run.lab.settings, due, "resend")
            ways["resent"] += 1

    async def is_closed() -> bool:
        await asyncio.sleep(0.5)
        return not await run.unknown()

    await until_async(is_closed, 120)
    return dict(ways)


def press(entry: LedgerEntry, message: int) -> NotificationDue:
    """The toast that answers a press on a card."""
    proof = Proof(
        notification_id=entry.notification_id,
        cluster_id=entry.cluster_id or ClusterId(""),
        message_id=MessageId(message),
    )
    toast = Answer(callback_query_id="1")
    name = digest(entry.notification_id, "press")
    return a_due(entry.user_id, name, toast, kind="answer", lane=0, proof=proof)


async def restart_often(run: Run, notify: ChildProcess, cards: int) -> int:
    """SIGTERM under load, several times; gives how many UNKNOWN that left."""
    begun = await run.count()
    await run.ask_for(cards, "restart")
    for number in range(1, RESTARTS + 1):
        await run.reaches(begun + number * cards // (RESTARTS + 1))
        await notify.stop()
        await notify.start()
    await run.settled()
    return len(await run.unknown())


async def pace_reached(run: Run, notify: ChildProcess) -> float:
    """Messages a second with IN_FLIGHT calls of 0.25 s each, over 300 messages."""
    lab = run.lab
    await notify.stop()
    await lab.telegram.admin("DELETE", "faults")
    await lab.telegram.fault(method="sendMessage", times=0, delay_ms=250)
    slow = FAST | {"GIGWIRE_TELEGRAM__RATE_PER_SECOND": "100"}
    await lab.start("notify", "notify-slow", **slow)
    begun = await run.count()
    await run.ask_for(400, "pace")
    await run.reaches(begun + 50)
    first, began = await run.count(), SYSTEM_CLOCK.monotonic()
    await run.reaches(begun + 350)
    return (await run.count() - first) / (SYSTEM_CLOCK.monotonic() - began)


async def measure(run: Run, cards: int, kills: int, zombies: int) -> dict[str, object]:
    """The whole run; gives the figures."""
    lab = run.lab
    await lab.telegram.limits(**NO_LIMITS)
    await lab.telegram.fault(
        method="sendMessage", times=0, probability=0.5, seed=3, delay_ms=40, delay_after_ms=60
    )
    notify = await lab.start("notify", **FAST)
    await run.ask_for(cards, "kill")
    step = cards // (kills + zombies + 2)
    recovery = await kill_often(run, notify, [step * n for n in range(1, kills + 1)])
    last = [step * n for n in range(kills + 1, kills + zombies + 1)]
    notify = await make_zombies(run, notify, last)
    states = await run.settled()
    unknown = await run.unknown()
    closed = await close_all(run)
    left = await restart_often(run, notify, max(300, cards // 10))
    times = {key: len(places) for key, places in (await run.accepted()).items()}
    asked = tuple(run.cards)
    pace = await pace_reached(run, notify)
    return {
        "cards": cards,
        "kills": kills,
        "zombies": zombies,
        "in_flight": IN_FLIGHT,
        "states": states,
        "unknown": len(unknown),
        "unknown_allowed": IN_FLIGHT * (kills + zombies),
        "closed": closed,
        "lost": sum(1 for key in asked if key not in times),
        "duplicates": sum(1 for count in times.values() if count > 1),
        "unknown_after_restarts": left,
        "worst_restart_seconds": round(max(recovery, default=0.0), 1),
        "pace_at_quarter_second": round(pace, 1),
    }


def holds(figures: dict[str, object]) -> bool:
    """Whether every claim holds."""
    zeros = (figures["lost"], figures["duplicates"], figures["unknown_after_restarts"])
    is_within = int(str(figures["unknown"])) <= int(str(figures["unknown_allowed"]))
    return not any(zeros) and is_within and float(str(figures["pace_at_quarter_second"])) >= 27


async def run_all(todo: argparse.Namespace) -> dict[str, object]:
    """A broker, a lab, the run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stack = LocalStack(folder / "stack", only=("kafka",))
        await stack.start()
        try:
            async with bot_lab(stack.addresses["kafka"], "kills.", folder) as lab:
                cards = FULL if todo.full else todo.cards
                return await measure(Run(lab, todo.seed), cards, todo.kills, todo.zombies)
        finally:
            await stack.stop()


def main() -> int:
    """Measure, save, and say whether the claims hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=5_000)
    parser.add_argument("--full", action="store_true", help=f"{FULL} cards")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--zombies", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    figures = asyncio.run(run_all(parser.parse_args()))
    save("delivery_kills", {**figures, "holds": holds(figures)})
    return 0 if holds(figures) else 1


if __name__ == "__main__":
    sys.exit(main())
