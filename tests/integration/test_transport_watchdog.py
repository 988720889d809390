"""A worker that can not go on ends by itself, loudly, so that its supervisor starts another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.stream_lab import ended, open_lab, until

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = 200
QUICK = ("--stalled-seconds", "3", "--act-at", "50")


@pytest.mark.parametrize("act", ["hang", "stop-fetching"])
async def test_worker_that_stands_still_exits_and_the_next_does_the_rest(
    act: str, kafka_broker: str, tmp_path: Path
) -> None:
    """An agent that never returns, and a fetcher that died: an error ends both, not silence."""
    async with open_lab(kafka_broker, tmp_path) as lab:
        worker = lab.worker("mended", *QUICK, "--act", act)
        await lab.feed(RECORDS // 2)
        assert await until(lambda: len(lab.account.seen) >= 40, 40), lab.logs()
        await lab.feed(RECORDS // 2)
        assert await ended(worker, 40) not in {0, None}, lab.logs()
        assert lab.wrote("Stuck"), lab.logs()
        lab.worker("mended")
        assert await until(lambda: lab.account.missing == 0, 40), lab.logs()


@pytest.mark.long
async def test_stock_worker_stands_still_for_ever(kafka_broker: str, tmp_path: Path) -> None:
    """What the watchdog is for: stock Faust logs nothing and does not end."""
    async with open_lab(kafka_broker, tmp_path) as lab:
        worker = lab.worker("stock", "--act", "stop-fetching", "--act-at", "50")
        await lab.feed(RECORDS // 2)
        assert await until(lambda: len(lab.account.seen) >= 40, 40), lab.logs()
        await lab.feed(RECORDS // 2)
        assert await ended(worker, 12) is None
        assert lab.account.missing > 0


async def test_stock_agent_that_raises_loses_its_record(kafka_broker: str, tmp_path: Path) -> None:
    """Why an agent of ours never raises: Faust acknowledges the record and goes on."""
    async with open_lab(kafka_broker, tmp_path) as lab:
        worker = lab.worker("stock", "--act", "raise", "--act-at", "50")
        await lab.feed(RECORDS)
        assert await until(lambda: lab.account.missing == 1, 40), lab.logs()
        worker.terminate()
        assert await ended(worker, 20) == 0
        assert await lab.committed() == RECORDS
        assert lab.account.missing == 1
