"""The numbered checks of the Bot API server, run by real aiogram; heard ones in both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiogram.methods import TelegramMethod

from tests.integration.telegram_judge.desk import Desk
from tests.integration.telegram_judge.families import BEGIN, END, FAMILIES, PAGE, table
from tests.support.telegram_lab import own_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.integration.telegram_judge.check import Check

pytestmark = pytest.mark.asyncio(loop_scope="module")
CHECKS = [check for family in FAMILIES for check in family.checks]
WAYS = ("long poll", "webhook")
CASES = [
    pytest.param(check, way, id=f"{check.number}{'-' if way else ''}{way}")
    for check in CHECKS
    for way in (WAYS if check.is_heard else ("",))
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """One server and one bot for all checks."""
    async with own_server(tmp_path_factory.mktemp("judge")) as (lab, _):
        yield Desk(lab, lab.bot())


@pytest.mark.parametrize(("check", "way"), CASES)
async def test_a_check_shows_what_its_row_says(bench: Desk, check: Check, way: str) -> None:
    """Provoked as the row says, the server does what the row says is seen."""
    await bench.prepare()
    if check.given is not None:
        await check.given(bench)
    if isinstance(check.provoke, TelegramMethod):
        seen: object = await bench.run(check.provoke)
    elif check.is_heard:
        seen = await check.provoke(bench, way)
    else:
        seen = await check.provoke(bench)
    assert seen == check.seen, f"check {check.number}: {check.behaviour}"


async def test_numbers_are_unique_and_contiguous() -> None:
    """At least 150 checks, numbered from 1 in order."""
    numbers = [check.number for check in CHECKS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 150


async def test_every_row_is_told_in_full() -> None:
    """A row names its reference, how it is provoked and what is seen."""
    for check in CHECKS:
        assert check.behaviour
        assert check.reference
        assert check.how.strip(), check.number


async def test_the_page_lists_all_checks() -> None:
    """docs/local-telegram.md has the table as the families make it."""
    listed = PAGE.read_text().partition(BEGIN)[2].partition(END)[0]
    assert listed.strip() == table().strip()
