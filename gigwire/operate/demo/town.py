"""Talking to the local servers: people join and speak, boards open and close. Owns the calls."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson

from gigwire.contracts.errors import Transient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gigwire.operate.demo.people import Resident


class Town:
    """The control sides of the Bot API server and of the boards."""

    def __init__(self, session: aiohttp.ClientSession, telegram: str, boards: str) -> None:
        self._session = session
        self.telegram = telegram
        self.boards = boards

    async def _post(self, url: str, body: object = None) -> Any:
        async with self._session.post(url, data=orjson.dumps(body or {})) as answer:
            text = await answer.read()
            if not answer.ok:
                raise Transient(f"{url} answered {answer.status}: {text[:200].decode()}")
            return orjson.loads(text)

    async def get(self, url: str) -> Any:
        """A JSON answer.

        Raises:
            Transient: the server answered with an error.
        """
        async with self._session.get(url) as answer:
            text = await answer.read()
            if not answer.ok:
                raise Transient(f"{url} answered {answer.status}: {text[:200].decode()}")
            return orjson.loads(text)

    async def join(self, user_id: int, resident: Resident) -> None:
        """A new person opens the app."""
        person = {
            "id": user_id,
            "name": resident.name,
            "language_code": resident.language,
        }
        await self._post(f"{self.telegram}/admin/people", person)

    async def say(self, user_id: int, text: str) -> None:
        """A person writes to the bot."""
        await self._post(f"{self.telegram}/admin/say", {"user": user_id, "text": text})

    async def open_boards(self, steps_per_second: float) -> None:
        """Projects begin to appear, at this pace over all boards together."""
        await self._post(f"{self.boards}/control/rate", {"rate": steps_per_second})
        await self._post(f"{self.boards}/control/resume")

    async def publish(self, project: dict[str, Any]) -> Any:
        """One project with chosen fields appears at a board; answers its truth."""
        return await self._post(f"{self.boards}/control/publish", project)

    async def close_boards(self) -> None:
        """No new projects from now on; the pages stay."""
        await self._post(f"{self.boards}/control/pause")


@asynccontextmanager
async def open_town(telegram: str, boards: str) -> AsyncIterator[Town]:
    """A connection to both servers."""
    async with aiohttp.ClientSession() as session:
        yield Town(session, telegram, boards)
