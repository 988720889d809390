"""Claim: 20 kill -9 of notify and 5 zombies in one run lose nothing and repeat nothing.

    python -m benchmarks.delivery_kills [--cards 5000 | --full] [--kills 20] [--zombies 5]

Real Kafka, real processes, the local Bot API server at raised limits. A process that ends by
itself is started again, as a supervisor does, and counted apart. Each UNKNOWN is at most what was
in flight when a process ended, is listed, and is closed afterwards: by late evidence where the
message is there, by `resend` where it is not. Then restarts by SIGTERM, which leave nothing
UNKNOWN, and the pace that IN_FLIGHT calls reach at 0.25 s an answer. What came and what came twice:
the server's transcript. Exits 1 if a claim does not hold, 2 if nothing moves any more.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.delivery_post import Post
from benchmarks.delivery_run import Run, StalledError, in_doubt
from benchmarks.figures import save
from bot.notifier.stage import IN_FLIGHT
from gigwire.contracts.delivery import Answer, LedgerEntry, NotificationDue, Proof
from gigwire.contracts.errors import leaves
from gigwire.contracts.ids import ClusterId, MessageId, digest
from gigwire.operate.ledger.cli import ask
from gigwire.operate.ledger.resolve import once_more
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.tasks import background
from local.stack import LocalStack
from tests.support.bot_lab import NO_LIMITS, bot_lab
from tests.support.due import a_due

FULL: Final = 50_000
RESTARTS: Final = 5
PACE: Final = 27.0
COLUMNS: Final = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeElapsedColumn(),
)


async def kill_often(run: Run, goals: list[int]) -> None:
    """Kill -9 at each goal."""
    for number, goal in enumerate(goals, 1):
        await run.reaches(goal)
        seconds = await run.post.kill()
        run.say(
            f"kill {number} at {await run.count():,} messages; the heir ready in {seconds:.1f} s"
        )


async def make_zombies(run: Run, goals: list[int]) -> None:
    """SIGSTOP at each goal, an heir, then SIGCONT while the heir sends."""
    for number, goal in enumerate(goals, 1):
        await run.reaches(goal)
        zombie = await run.post.stand_still(f"notify-heir-{number}")
        await run.reaches(await run.count() + 20)
        await run.post.wake(zombie)
        run.say(f"zombie {number} at {await run.count():,} messages ended by itself")


async def close_all(run: Run, unknown: list[LedgerEntry]) -> dict[str, int]:
    """Close each UNKNOWN: by a press where the message is there, by a resend where it is not."""
    there = await run.accepted()
    ways: Counter[str] = Counter()
    for entry in unknown:
        key = entry.notification_id
        if key in there:
            await run.lab.due(press(entry, there[key][0][1]))
            ways["pressed"] += 1
        else:
            due = once_more(entry, run.cards[key], SYSTEM_CLOCK.now())
            await ask(run.lab.settings, due, "resend")
            ways["resent"] += 1
    await run.closed()
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


async def restart_often(run: Run, cards: int) -> int:
    """SIGTERM under load, several times; gives how many UNKNOWN that left."""
    begun = await run.count()
    await run.ask_for(cards, "restarts")
    for number in range(1, RESTARTS + 1):
        await run.reaches(begun + number * cards // (RESTARTS + 1))
        await run.post.restart()
    await run.settled()
    return len(await run.unknown())


async def pace_reached(run: Run) -> float:
    """Messages a second with IN_FLIGHT calls of 0.25 s each, over 300 messages."""
    await run.post.stop()
    await run.lab.telegram.admin("DELETE", "faults")
    await run.lab.telegram.fault(method="sendMessage", times=0, delay_ms=250)
    await run.post.begin("notify-slow", GIGWIRE_TELEGRAM__RATE_PER_SECOND="100")
    begun = await run.count()
    await run.ask_for(400, "pace")
    await run.reaches(begun + 50)
    first, began = await run.count(), SYSTEM_CLOCK.monotonic()
    await run.reaches(begun + 350)
    return (await run.count() - first) / (SYSTEM_CLOCK.monotonic() - began)


async def violent(run: Run, cards: int, kills: int, zombies: int) -> dict[str, Any]:
    """Kills and zombies while the cards go out, then each UNKNOWN closed."""
    step = cards // (kills + zombies + 2)
    await kill_often(run, [step * n for n in range(1, kills + 1)])
    await make_zombies(run, [step * n for n in range(kills + 1, kills + zombies + 1)])
    states = await run.settled()
    unknown = await run.unknown()
    ends = [one.at for one in run.post.ends]
    doubts = in_doubt(await run.lab.ledger(), ends)
    return {
        "states": states,
        "late_intents": await run.late_intents(),
        "unknown_listed": len(unknown),
        "unknown_in_all": sum(doubts),
        "unknown_worst_of_an_end": max(doubts),
        "closed": await close_all(run, unknown),
    }


async def measure(run: Run, cards: int, kills: int, zombies: int) -> dict[str, Any]:
    """The whole run; gives the figures."""
    await run.lab.telegram.limits(**NO_LIMITS)
    await run.lab.telegram.fault(
        method="sendMessage", times=0, probability=0.5, seed=3, delay_ms=40, delay_after_ms=60
    )
    await run.ask_for(cards, "kills")
    began = SYSTEM_CLOCK.monotonic()
    await run.post.begin()
    async with background(run.post.keep()):
        found = await violent(run, cards, kills, zombies)
        seconds = SYSTEM_CLOCK.monotonic() - began
        left = await restart_often(run, max(300, cards // 10))
    times = {key: len(places) for key, places in (await run.accepted()).items()}
    asked = tuple(run.cards)
    pace = await pace_reached(run)
    own = [one for one in run.post.ends if one.why == "itself"]
    return {
        "cards": cards,
        "kills": kills,
        "zombies": zombies,
        "ended_by_itself": dict(Counter(one.said for one in own)),
        "in_flight": IN_FLIGHT,
        **found,
        "asked_in_all": len(asked),
        "lost": sum(1 for key in asked if key not in times),
        "duplicates": sum(1 for key in asked if times.get(key, 0) > 1),
        "unknown_after_restarts": left,
        "worst_restart_seconds": round(max(run.post.recovery, default=0.0), 1),
        "seconds_with_kills": round(seconds),
        "pace_at_quarter_second": round(pace, 1),
    }


class Row(NamedTuple):
    """One claim of the table."""

    what: str
    claimed: str
    measured: object
    holds: bool


def judged(found: dict[str, Any]) -> list[Row]:
    """Each claim beside what was measured."""
    listed, closed = found["unknown_listed"], found["closed"]
    ways = ", ".join(f"{count} {way}" for way, count in closed.items()) or "none"
    worst, pace = found["unknown_worst_of_an_end"], found["pace_at_quarter_second"]
    own, doubts = sum(found["ended_by_itself"].values()), f"{found['unknown_in_all']}; {listed}"
    return [
        Row("kill -9; zombies", "20; 5", f"{found['kills']}; {found['zombies']}", holds=True),
        Row("ended by itself, started again", "-", own, holds=True),
        Row("cards lost, of all asked for", "0", found["lost"], not found["lost"]),
        Row("cards told twice", "0", found["duplicates"], not found["duplicates"]),
        Row("UNKNOWN in all; of them listed at the end", "-", doubts, holds=True),
        Row("most UNKNOWN of one end", str(IN_FLIGHT), worst, worst <= IN_FLIGHT),
        Row("INTENT of a zombie behind its card's end", "-", found["late_intents"], holds=True),
        Row("listed ones closed", str(listed), ways, sum(closed.values()) == listed),
        Row(
            f"UNKNOWN after {RESTARTS} restarts by SIGTERM",
            "0",
            found["unknown_after_restarts"],
            not found["unknown_after_restarts"],
        ),
        Row("messages a second at 0.25 s an answer", f"{PACE:.0f}", pace, pace >= PACE),
    ]


def show(rows: list[Row]) -> None:
    """The table."""
    table = Table("", "claimed", "measured", "")
    for row in rows:
        table.add_row(row.what, row.claimed, str(row.measured), "" if row.holds else "NOT MET")
    Console().print(table)


async def run_all(todo: argparse.Namespace) -> dict[str, Any]:
    """A broker, a lab, the run."""
    cards = FULL if todo.full else todo.cards
    with tempfile.TemporaryDirectory() as name, Progress(*COLUMNS) as progress:
        folder = Path(name)
        async with (
            LocalStack(folder / "stack", only=("kafka",)) as stack,
            bot_lab(stack.addresses["kafka"], "kills.", folder) as lab,
        ):
            run = Run(lab, Post(lab), progress, todo.seed)
            return await measure(run, cards, todo.kills, todo.zombies)


def main() -> int:
    """Measure, save, and say whether the claims hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=5_000)
    parser.add_argument("--full", action="store_true", help=f"{FULL} cards")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--zombies", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    todo, found, stalled = parser.parse_args(), dict[str, Any](), ""
    try:
        found = asyncio.run(run_all(todo))
    except* StalledError as errors:
        stalled = "\n".join(str(one) for one in leaves(errors))
    if stalled:
        sys.stderr.write(f"{stalled}\n")
        return 2
    rows = judged(found)
    is_met = all(row.holds for row in rows)
    save("delivery_kills", {**found, "holds": is_met})
    show(rows)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
