"""People and bots for the tests of the Bot API server: shared server, own people."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.support.telegram_lab import TelegramLab

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiogram import Bot

USERS = itertools.count(9_000_001)


@pytest.fixture
async def lab(telegram_server: str) -> AsyncIterator[TelegramLab]:
    """The shared server; every test has its own people."""
    async with TelegramLab(telegram_server) as opened:
        yield opened


@pytest.fixture
def bot(lab: TelegramLab) -> Bot:
    """A real bot."""
    return lab.bot()


@pytest.fixture
async def user(lab: TelegramLab) -> int:
    """Somebody who has started the bot."""
    return await lab.person(next(USERS))
