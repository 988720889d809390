"""Claim: the local Bot API server takes >= 1,500 sendMessage a second on one core, all counted.

One server process with its journal on disk, published limits observed, verdict and a crowd of
10,000 people counting; real HTTP clients in processes of their own send cards of 600 characters
with six buttons. Two rates: messages a second of wall time, and a second of the server's own
processor time, which a loaded machine does not change. Then the same by real aiogram bots.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import aiohttp
import orjson
import psutil
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from benchmarks.figures import save
from gigwire.runtime.clock import SYSTEM_CLOCK
from local.parts import LOCAL_TOKEN, server_command
from local.ports import PortClaims
from local.process import ChildProcess

CLIENTS = 2
CONNECTIONS = 10  # of each client
MESSAGES = 10_000  # of each client
FIRST_USER = 900_000_001
PEOPLE = 10_000
TARGET = 1_500.0
WORDS = "payment on the first of the month, remote, two developers, "


class Work(NamedTuple):
    """One client's part: messages `first`, `first + step`, ..."""

    url: str
    first: int
    is_aiogram: bool


def keyboard() -> InlineKeyboardMarkup:
    """Six buttons in two rows."""
    row = [InlineKeyboardButton(text=f"Button {n}", callback_data=f"p:{n}") for n in range(3)]
    return InlineKeyboardMarkup(inline_keyboard=[row, row])


def card(number: int) -> str:
    """About 600 characters with markup; no two alike."""
    return f"<b>Project {number}</b>\n<i>900 USD</i>\n{WORDS * 10}"


def send_all(work: Work) -> int:
    """A client process: all its messages over its connections."""
    return asyncio.run(_by_aiogram(work) if work.is_aiogram else _by_http(work))


async def _by_http(work: Work) -> int:
    markup = orjson.dumps(keyboard().model_dump(exclude_none=True)).decode()
    url = f"{work.url}/bot{LOCAL_TOKEN}/sendMessage"
    numbers = iter(range(work.first, MESSAGES * CLIENTS, CLIENTS))
    async with aiohttp.ClientSession() as http:

        async def send() -> int:
            count = 0
            for number in numbers:
                chat_id = FIRST_USER + number % PEOPLE
                fields = {"text": card(number), "parse_mode": "HTML", "reply_markup": markup}
                async with http.post(url, data={"chat_id": chat_id, **fields}) as answer:
                    answer.raise_for_status()
                    await answer.read()
                count += 1
            return count

        return sum(await asyncio.gather(*(send() for _ in range(CONNECTIONS))))


async def _by_aiogram(work: Work) -> int:
    api = TelegramAPIServer.from_base(work.url)
    numbers = iter(range(work.first, MESSAGES * CLIENTS, CLIENTS))
    markup = keyboard()
    async with Bot(LOCAL_TOKEN, session=AiohttpSession(api=api)) as bot:

        async def send() -> int:
            count = 0
            for number in numbers:
                user = FIRST_USER + number % PEOPLE
                await bot.send_message(user, card(number), parse_mode="HTML", reply_markup=markup)
                count += 1
            return count

        return sum(await asyncio.gather(*(send() for _ in range(CONNECTIONS))))


async def _admin(url: str, verb: str, path: str, body: object = None) -> dict[str, object]:
    async with (
        aiohttp.ClientSession() as http,
        http.request(verb, f"{url}/admin/{path}", json=body) as answer,
    ):
        answer.raise_for_status()
        found: dict[str, object] = await answer.json()
        return found


async def measure(url: str, server: psutil.Process, *, is_aiogram: bool) -> dict[str, object]:
    """One run of all clients; rates of wall and of the server's processor time."""
    await _admin(url, "POST", "reset")
    await _admin(url, "PUT", "limits", {"mode": "observe"})
    crowd = {"first_id": FIRST_USER, "count": PEOPLE, "press": 0.1, "least_seconds": 60}
    await _admin(url, "POST", "crowd", {**crowd, "most_seconds": 3600})
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(CLIENTS) as pool:
        before, began = server.cpu_times(), SYSTEM_CLOCK.monotonic()
        parts = [Work(url, number, is_aiogram) for number in range(CLIENTS)]
        sent = sum(await asyncio.gather(*(loop.run_in_executor(pool, send_all, p) for p in parts)))
        seconds, after = SYSTEM_CLOCK.monotonic() - began, server.cpu_times()
    busy = after.user + after.system - before.user - before.system
    verdict = await _admin(url, "GET", "verdict")
    return {
        "sent": sent,
        "counted": verdict["sent"],
        "repeats": verdict["repeats"],
        "violations": verdict["violations"],
        "per_second": round(sent / seconds),
        "per_processor_second": round(sent / busy),
        "memory_megabytes": server.memory_info().rss >> 20,
    }


async def run(folder: Path) -> dict[str, object]:
    """Start the server, measure both kinds of clients."""
    claims = PortClaims()
    port = claims.claim()
    child = ChildProcess(server_command("telegram", folder, port, seed=1))
    try:
        await child.start()
        server, url = psutil.Process(child.pid), f"http://127.0.0.1:{port}"
        plain = await measure(url, server, is_aiogram=False)
        aiogram = await measure(url, server, is_aiogram=True)
    finally:
        await child.stop()
        claims.release()
    rates = [one["per_processor_second"] for one in (plain, aiogram)]
    is_met = all(isinstance(rate, int) and rate >= TARGET for rate in rates)
    return {"http": plain, "aiogram": aiogram, "target": TARGET, "is_met": is_met}


def main() -> int:
    """Measure, print a table, save."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(Path(folder)))
    for name in ("http", "aiogram"):
        row = figures[name]
        assert isinstance(row, dict)
        print(f"{name:8} {row['per_second']:6} /s {row['per_processor_second']:6} /s of one core")
    save("botapi", figures)
    return 0 if figures["is_met"] else 1


if __name__ == "__main__":
    sys.exit(main())
