"""One lab for a module's tests: its stages run through all of them; users are a test's own."""

from __future__ import annotations

import secrets
from itertools import count
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.health import Health
from gigwire.runtime.logs import get_logger
from gigwire.runtime.metrics import Metrics
from gigwire.runtime.process import Runtime
from gigwire.runtime.tasks import Stop
from tests.support.bot_lab import BotLab, bot_lab

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

USERS = count(100_001)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lab(
    request: pytest.FixtureRequest,
    kafka_broker: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[BotLab]:
    """Broker, Bot API server, topics; a test starts the stages that it needs.

    Modules that ask for it (`IN_BOTH_MODES`) run by long poll and, among the long tests, by
    webhook.
    """
    prefix = f"t{secrets.token_hex(4)}."
    async with bot_lab(kafka_broker, prefix, tmp_path_factory.mktemp("bot")) as made:
        if getattr(request, "param", "poll") == "poll":
            yield made
        else:
            async with made.pushed_to():
                yield made


@pytest.fixture
def user() -> int:
    """Somebody no other test knows."""
    return next(USERS)


@pytest.fixture
def runtime(lab: BotLab) -> Runtime:
    """What notify's parts are given, in this process."""
    log = get_logger("notify")
    return Runtime(lab.settings, SYSTEM_CLOCK, Stop(), Health("notify"), Metrics(), log)
