"""People who come to the bot for the first time, each at their own moment and pace.

They see what the Bot API server shows them and press its buttons; they know nothing of the stages.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.ids import MAIN_BOT
from gigwire.domain.chat.codes import read_screen
from gigwire.runtime.clock import SYSTEM_CLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gigwire.domain.chat.codes import ScreenPress
    from tests.support.telegram_lab import TelegramLab

FIRST_NEWCOMER: Final = 870_000_001
LANGUAGES: Final = ("en", "ru", "uk", "pt-br", "es")
LEAST_PAUSE, MOST_PAUSE = 1.0, 3.0
PATIENCE: Final = 90.0  # seconds until somebody who is not answered gives up
LOOK_SECONDS: Final = 0.05
PAGE_ROWS: Final = 10_000


@dataclass
class Newcomer:
    """Who comes when (seconds of the run), what they will want, and what they did."""

    user: int
    bot: str
    language: str
    word: str  # their own, beside the chips: projects with it are theirs alone
    chips: int
    arrives: float
    chosen: list[str] = field(default_factory=list)
    budget: int | None = None
    last_tap: float | None = None  # monotonic
    has_card: asyncio.Event = field(default_factory=asyncio.Event)
    gave_up: str = ""
    inbox: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)


def newcomers(count: int, seconds: float, bots: tuple[str, ...], seed: int) -> list[Newcomer]:
    """A Poisson process of which the count is known: uniform moments, in order."""
    rng = random.Random(seed)
    moments = sorted(rng.uniform(0.0, seconds) for _ in range(count))
    return [
        Newcomer(
            user=FIRST_NEWCOMER + number,
            bot=bots[number % len(bots)],
            language=LANGUAGES[rng.randrange(len(LANGUAGES))],
            word=f"nebula{number:04d}",
            chips=rng.choice((1, 1, 2)),
            arrives=moment,
        )
        for number, moment in enumerate(moments)
    ]


async def rows_after(server: TelegramLab, cursor: int, kinds: str) -> dict[str, Any]:
    """What was accepted after a cursor, and the next cursor."""
    path = f"transcript?since={cursor}&kinds={kinds}&limit={PAGE_ROWS}"
    page: dict[str, Any] = await server.admin("GET", path)
    return page


class Crowd:
    """The newcomers of all bots in front of their screens."""

    def __init__(
        self, servers: Mapping[str, TelegramLab], people: list[Newcomer], seed: int
    ) -> None:
        self._servers = servers
        self._people = people
        self._rng = random.Random(seed)
        self._by_chat = {one.user: one for one in people}

    async def meet(self) -> None:
        """The server learns who there is; nobody has started a bot yet."""
        for bot, server in self._servers.items():
            mine = [one for one in self._people if one.bot == bot]
            body = [
                {"id": one.user, "name": f"Person {one.user}", "language_code": one.language}
                for one in mine
            ]
            await server.admin("POST", "people", body)

    async def watch(self, bot: str = MAIN_BOT) -> None:
        """Hand what a bot shows to those it is shown to; until cancelled."""
        server, cursor = self._servers[bot], 0
        while True:
            page = await rows_after(server, cursor, "sent,edited")
            cursor = page["cursor"]
            for row in page["rows"]:
                if (person := self._by_chat.get(row["chat_id"])) is not None:
                    self._show(person, row)
            await asyncio.sleep(LOOK_SECONDS)

    def _show(self, person: Newcomer, row: dict[str, Any]) -> None:
        if buttons_of(row):
            person.inbox.put_nowait(row)
        elif row["kind"] == "sent" and person.last_tap is not None:
            person.has_card.set()

    async def live(
        self, person: Newcomer, began: float, is_ready: Callable[[Newcomer], None]
    ) -> None:
        """Come, choose, and be done; `is_ready` is told at the last tap."""
        await asyncio.sleep(max(0.0, began + person.arrives - SYSTEM_CLOCK.monotonic()))
        try:
            async with asyncio.timeout(PATIENCE):
                await self._choose(person, is_ready)
        except TimeoutError:
            person.gave_up = "no answer"

    async def _choose(self, person: Newcomer, is_ready: Callable[[Newcomer], None]) -> None:
        screen = await self._say(person, "/start")
        for _ in range(person.chips):
            await self._pause()
            chips = [one for one in buttons_of(screen) if one.word(0) == "add"]
            chip = self._rng.choice(chips)
            person.chosen.append(chip.word(1))
            screen = await self._press(person, screen, chip)
        await self._pause()
        screen = await self._say(person, person.word)
        await self._pause()
        screen = await self._press(person, screen, _named(screen, "budget"))
        await self._pause()
        sums = [one for one in buttons_of(screen) if one.word(0) == "least"]
        least = self._rng.choice(sums)
        person.budget = int(least.word(1))
        screen = await self._press(person, screen, least)
        await self._pause()
        done = asyncio.ensure_future(self._press(person, screen, _named(screen, "pace", "instant")))
        person.last_tap = SYSTEM_CLOCK.monotonic()
        is_ready(person)
        await done

    async def _pause(self) -> None:
        await asyncio.sleep(self._rng.uniform(LEAST_PAUSE, MOST_PAUSE))

    async def _say(self, person: Newcomer, text: str) -> dict[str, Any]:
        await self._servers[person.bot].admin("POST", "say", {"user": person.user, "text": text})
        return await person.inbox.get()

    async def _press(
        self, person: Newcomer, screen: dict[str, Any], wanted: ScreenPress
    ) -> dict[str, Any]:
        data = next(one for one in _data_of(screen) if read_screen(one) == wanted)
        body = {"user": person.user, "message_id": screen["message_id"], "button": data}
        await self._servers[person.bot].admin("POST", "press", body)
        return await person.inbox.get()


def buttons_of(row: Mapping[str, Any]) -> list[ScreenPress]:
    """The buttons of a screen; none where the row is no screen, such as a card."""
    return [press for data in _data_of(row) if (press := read_screen(data)) is not None]


def _data_of(row: Mapping[str, Any]) -> list[str]:
    lines = (row.get("reply_markup") or {}).get("inline_keyboard", [])
    return [one["callback_data"] for line in lines for one in line if "callback_data" in one]


def _named(screen: Mapping[str, Any], *words: str) -> ScreenPress:
    return next(one for one in buttons_of(screen) if one.words[: len(words)] == words)
