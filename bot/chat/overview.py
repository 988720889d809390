"""The figures of `/admin` in this process: read beside the conversation, which never waits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from gigwire.domain.admin.roles import Staff
from gigwire.runtime.figures import FiguresReader

if TYPE_CHECKING:
    from gigwire.domain.admin.figures import Figures
    from gigwire.runtime.process import Runtime
    from gigwire.runtime.settings import Settings

FRESH_SECONDS: Final = 30.0  # without anybody asking
LEAST_SECONDS: Final = 2.0  # between two looks, however often a button is pressed


def staff_of(settings: Settings) -> Staff:
    """Who has which role."""
    telegram = settings.telegram
    return Staff(telegram.admins, telegram.operators, telegram.moderators)


class Overview:
    """The newest figures; None until they were read first, and where nobody has a role."""

    def __init__(self, runtime: Runtime) -> None:
        self.figures: Figures | None = None
        self._runtime = runtime
        self._asked = asyncio.Event()

    def ask(self) -> Figures | None:
        """What is known now; it is read anew for whoever asks next."""
        self._asked.set()
        return self.figures

    async def follow(self) -> None:
        """Keep the figures fresh until told to stop."""
        if not staff_of(self._runtime.settings).everybody:
            return
        async with FiguresReader(self._runtime.settings, self._runtime.clock) as reader:
            while not self._runtime.stop.is_set:
                self._asked.clear()
                self.figures = await reader.read()
                await self._runtime.stop.wait(LEAST_SECONDS)
                await self._until_asked()

    async def _until_asked(self) -> None:
        try:
            async with asyncio.timeout(FRESH_SECONDS - LEAST_SECONDS):
                await self._asked.wait()
        except TimeoutError:
            return
