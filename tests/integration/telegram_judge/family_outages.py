"""Checks of outages, delays and jitter."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.integration.telegram_judge.check import OK, YES, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

NET = "TelegramNetworkError: "


async def outage(desk: Desk) -> object:
    """An outage of 600 s; a message at once, after 599 s and after 600 s."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.admin("POST", "outage", seconds=600, outcome="drop_before")
    said = [await desk.try_send()]
    for pause in (599, 1):
        await desk.advance(pause)
        said.append(await desk.try_send())
    return [one == OK for one in said], len(await desk.mine())


async def planned_outage(desk: Desk) -> object:
    """An outage of 10 s that begins in 5 s, with 502 pages."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.admin("POST", "outage", seconds=10, after_seconds=5, outcome="garbage")
    said = []
    for pause in (0, 5, 10):
        await desk.advance(pause)
        said.append(await desk.try_send())
    return said


async def refused(desk: Desk) -> object:
    """The port itself is closed for 0.3 s."""
    await desk.admin("POST", "outage", seconds=0.3, outcome="refused")
    seen = set()

    async def is_refused() -> bool:
        seen.add(await desk.try_send("?"))
        return f"{NET}ClientConnectorError" in seen

    async def is_back() -> bool:
        return await desk.try_send("!") == OK

    await desk.until(is_refused)
    await desk.until(is_back)
    return f"{NET}ClientConnectorError" in seen


async def late(desk: Desk) -> object:
    """A delay of 60 s in the server's time, which jumps 60 s."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.fault(method="sendMessage", delay_ms=60_000)
    sending = asyncio.ensure_future(desk.try_send())
    struck = 0
    while not struck:
        struck = 1 - len((await desk.admin("GET", "faults"))["rules"])
    was_done = sending.done()
    await desk.advance(60)
    return was_done, await sending


async def jitter(desk: Desk) -> object:
    """A message with up to 20 ms of jitter."""
    await desk.lab.fault(method="*", times=0, jitter_ms=20)
    return await desk.try_send()


OUTAGES = (
    Check(
        208,
        "an outage ends by itself",
        "grammY guide: Flood limits",
        outage,
        ([False, False, True], 1),
    ),
    Check(
        209,
        "an outage to come",
        "grammY guide: Flood limits",
        planned_outage,
        [OK, "ClientDecodeError", OK],
    ),
    Check(
        210,
        "connections refused, then taken again",
        "aiohttp: ClientConnectorError",
        refused,
        YES,
    ),
    Check(211, "delays follow the server's time", "own: docs/local-telegram.md", late, (False, OK)),
    Check(212, "jitter", "own: docs/local-telegram.md", jitter, OK),
)
FAMILY = Family("Outages and delays", (*OUTAGES,))
