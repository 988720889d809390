"""Claim: one person's flood costs others nothing, by long poll and by webhook.

    python -m benchmarks.flood            # three runs a mode: alone, flood shed, flood let in
    python -m benchmarks.flood --quick    # 1,000 updates instead of 5,000

Fifty people ask one question every 4 s; beside them somebody sends 5,000 messages as fast as the
server takes them. Real broker, ingress, chat and notify, the Bot API server with published limits.
Claims: the others' replies come as if alone (median and p95 at most twice those, or within 0.1 s),
every one of their questions is answered, and the flooder is told once a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import defaultdict
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.delivery_world import percentile
from benchmarks.figures import save
from gigwire.contracts.codec import decode
from gigwire.contracts.people import TelegramUpdate
from gigwire.runtime.clock import SYSTEM_CLOCK
from local.stack import LocalStack
from tests.support.bot_lab import bot_lab
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from tests.support.bot_lab import BotLab

OTHERS: Final = 50
QUESTIONS: Final = 4
PAUSE_SECONDS: Final = 4.0
FLOODER: Final = 1
FIRST_USER: Final = 1_001
AT_ONCE: Final = 16  # says under way: as many as the server takes
BURST: Final = {"flood shed": 30, "flood let in": 1_000_000}
TIMES, NEAR_SECONDS = 2.0, 0.1
WAIT_SECONDS: Final = 240.0


async def say(lab: BotLab, user: int) -> None:
    """A question that is answered by one message."""
    await lab.telegram.admin("POST", "say", {"user": user, "text": "/help"})


async def flood(lab: BotLab, amount: int) -> None:
    """So many messages of one person."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with room:
            await say(lab, FLOODER)

    await asyncio.gather(*(one() for _ in range(amount)))


async def ask(lab: BotLab, number: int) -> None:
    """One of the others, who came at their own moment."""
    await asyncio.sleep(PAUSE_SECONDS * number / OTHERS)
    for _ in range(QUESTIONS):
        await say(lab, FIRST_USER + number)
        await asyncio.sleep(PAUSE_SECONDS)


async def waits(lab: BotLab) -> list[float]:
    """Seconds from each question of the others to its answer, as far as they are answered."""
    said: defaultdict[int, list[float]] = defaultdict(list)
    sent: defaultdict[int, list[float]] = defaultdict(list)
    for row in await lab.telegram.rows("said,sent"):
        if row["chat_id"] >= FIRST_USER:
            (said if row["kind"] == "said" else sent)[row["chat_id"]].append(row["at"])
    return [
        later - early
        for user, times in said.items()
        for early, later in zip(times, sent[user], strict=False)
    ]


async def case(broker: str, folder: Path, mode: str, name: str, amount: int) -> dict[str, Any]:
    """One run from a fresh start."""
    async with bot_lab(broker, f"{mode}-{name}.".replace(" ", "-"), folder) as lab:
        async with lab.pushed_to() if mode == "webhook" else nullcontext():
            burst = str(BURST.get(name, 30))
            for stage in ("notify", "chat"):
                await lab.start(stage)
            await lab.start("ingress", GIGWIRE_TELEGRAM__INBOUND__BURST=burst)
        for user in (FLOODER, *range(FIRST_USER, FIRST_USER + OTHERS)):
            await lab.telegram.person(user)
        began = SYSTEM_CLOCK.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(OTHERS):
                group.create_task(ask(lab, number))
            if name != "alone":
                await asyncio.sleep(PAUSE_SECONDS)
                await flood(lab, amount)

        async def is_answered() -> bool:
            return len(await waits(lab)) == OTHERS * QUESTIONS

        await until_async(is_answered, WAIT_SECONDS)
        return await figures(lab, SYSTEM_CLOCK.monotonic() - began)


async def figures(lab: BotLab, seconds: float) -> dict[str, Any]:
    """What was measured of one run."""
    found = sorted(await waits(lab))
    updates = [decode(TelegramUpdate, one) for one in await lab.values("telegram.updates")]
    theirs = [one for one in updates if one.user_id == FLOODER]
    return {
        "questions": len(found),
        "median_seconds": round(percentile(found, 0.5), 3),
        "p95_seconds": round(percentile(found, 0.95), 3),
        "worst_seconds": round(max(found), 3),
        "let_in_of_flooder": sum(not one.is_shed for one in theirs),
        "notices": sum(one.is_shed for one in theirs),
        "seconds": round(seconds, 1),
    }


def is_fair(alone: dict[str, Any], beside: dict[str, Any]) -> bool:
    """Whether the others have it as if alone."""
    return all(
        beside[one] <= max(TIMES * alone[one], alone[one] + NEAR_SECONDS)
        for one in ("median_seconds", "p95_seconds")
    )


async def measure(amount: int) -> dict[str, Any]:
    """All runs, one after the other."""
    found: dict[str, Any] = {"flood": amount, "others": OTHERS}
    with tempfile.TemporaryDirectory() as folder:
        async with LocalStack(Path(folder) / "stack", only=("kafka",)) as stack:
            for mode in ("poll", "webhook"):
                runs = found[mode] = {}
                for name in ("alone", *BURST):
                    place = Path(folder) / f"{mode}-{name}"
                    place.mkdir()
                    runs[name] = await case(stack.addresses["kafka"], place, mode, name, amount)
                runs["is_fair"] = is_fair(runs["alone"], runs["flood shed"])
    return found


def main() -> int:
    """Measure, print, save; 1 if a claim does not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    found = asyncio.run(measure(1_000 if parser.parse_args().quick else 5_000))
    table = Table("mode", "run", "median", "p95", "worst", "let in", "notices")
    for mode in ("poll", "webhook"):
        for name in ("alone", *BURST):
            row = found[mode][name]
            times = (f"{row[f'{one}_seconds']:.3f} s" for one in ("median", "p95", "worst"))
            table.add_row(mode, name, *times, str(row["let_in_of_flooder"]), str(row["notices"]))
    Console().print(table)
    save("flood", found)
    return 0 if all(found[mode]["is_fair"] for mode in ("poll", "webhook")) else 1


if __name__ == "__main__":
    sys.exit(main())
