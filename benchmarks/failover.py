"""Claim: when a stage is killed with -9, the people it served are served again within 30 s.

A project appears right after the kill; measured is the time until the Bot API server has accepted
its card. So everything counts: the supervisor's restart, the import, leaving the group in the dead
member's name (docs/decisions/0022), table recovery, and the way through all other stages.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import save
from gigwire.operate.demo.city import City, open_city
from gigwire.operate.demo.drain import until_drained
from gigwire.operate.demo.people import Resident
from gigwire.operate.demo.town import Town, open_town
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.lag import open_lag_reader
from tests.support.disturbing import kill_stage, until_serving
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from gigwire.runtime.lag import LagReader

VICTIMS = ("normalise", "dedupe", "fanout", "match", "personalise", "notify", "collect")
USER = 850_000_001
WORD = "harpsichord"
LIMIT_SECONDS = 30.0


async def one_kill(city: City, town: Town, stage: str) -> float:
    """Kill a stage, publish, and wait for the card; gives seconds from publishing to the chat."""
    title = f"Tuning of a {WORD} after {stage} was gone"
    await kill_stage(city, stage)
    began = SYSTEM_CLOCK.monotonic()
    await town.publish({"board": "freelancer", "title": title, "language": "en"})

    async def is_there() -> bool:
        page = await town.get(f"{town.telegram}/admin/transcript?kinds=sent")
        return any(row["text"].startswith(title) for row in page["rows"])

    await until_async(is_there, seconds=120)
    return SYSTEM_CLOCK.monotonic() - began


async def measure(city: City, town: Town, reader: LagReader) -> dict[str, float]:
    """Seconds by stage."""
    await town.join(USER, Resident("Hanna", "en", ()))
    await town.say(USER, f"/add {WORD}")
    await until_drained(reader, 90)
    found = {}
    for stage in VICTIMS:
        found[stage] = round(await one_kill(city, town, stage), 1)
        await until_serving(city, stage)
    return found


async def run(folder: Path) -> dict[str, float]:
    """Open a city and measure in it."""
    async with open_city(folder, print) as city:
        addresses = city.stack.addresses
        async with (
            open_town(addresses["telegram"], addresses["boards"]) as town,
            open_lag_reader(city.settings) as reader,
        ):
            return await measure(city, town, reader)


def main() -> int:
    """Measure, save, and say whether the claim holds."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run(Path(folder) / "city"))
    holds = max(found.values()) <= LIMIT_SECONDS
    save("failover", {"seconds": found, "limit_seconds": LIMIT_SECONDS, "holds": holds})
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
