"""What stock Faust loses and the mended transport does not, on a real broker, with real workers.

Each situation runs on both: the stock half asserts the loss, so that the test is known to see it.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.support.stream_lab import Lab, ended, open_lab, until

if TYPE_CHECKING:
    from pathlib import Path

START_SECONDS = 40
CHANGES = 5
MOST_CHANGES = 12
SLOW = ("--table", "--slow-seek", "0.3")  # each seek takes 0.3 s longer: the window of the fault
MODES = pytest.mark.parametrize("mode", ["stock", "mended"])


async def start_two(lab: Lab, mode: str) -> None:
    """Two workers that stay, past their first records."""
    lab.worker(mode, *SLOW)
    lab.worker(mode, *SLOW)
    await lab.feed(200)
    assert await until(lambda: len(lab.account.seen) > 150, START_SECONDS), lab.logs()


async def join_and_leave(lab: Lab, mode: str) -> None:
    """A third worker comes and goes while records flow."""
    guest = lab.worker(mode, *SLOW)
    await lab.feed(1500, rate=300)
    guest.send_signal(signal.SIGTERM)
    await lab.feed(600, rate=300)
    # -SIGTERM: on a busy machine the signal may come before the worker has a handler.
    assert await ended(guest, 30) in {0, -signal.SIGTERM}, lab.logs()


def harm_done(lab: Lab) -> int:
    """Records booked as done unseen, and records thrown away after delivery."""
    return lab.traced("GAP") + lab.traced("QUEUE-CLEAR")


@pytest.mark.long
async def test_stock_faust_harms_records_when_workers_come_and_go(
    kafka_broker: str, tmp_path: Path
) -> None:
    """The laboratory sees the fault where it is: without this, the next test proves nothing."""
    async with open_lab(kafka_broker, tmp_path) as lab:
        await start_two(lab, "stock")
        for _ in range(MOST_CHANGES):
            await join_and_leave(lab, "stock")
            if harm_done(lab):
                break
        assert harm_done(lab) > 0


async def test_workers_that_come_and_go_lose_and_repeat_nothing(
    kafka_broker: str, tmp_path: Path
) -> None:
    """Between assignment and seek nothing is delivered, skipped or thrown away."""
    async with open_lab(kafka_broker, tmp_path) as lab:
        await start_two(lab, "mended")
        for _ in range(CHANGES):
            await join_and_leave(lab, "mended")
        assert await until(lambda: lab.account.missing == 0, 30), lab.logs()
        assert lab.account.repeats == 0
        assert harm_done(lab) == 0


@MODES
async def test_output_refused_commits_inputs_on_stock_only(
    mode: str, kafka_broker: str, tmp_path: Path
) -> None:
    """An input counts as done only when Kafka has its output; else the worker ends loudly."""
    async with open_lab(kafka_broker, tmp_path, **{"max.message.bytes": "200"}) as lab:
        await lab.feed(200, size=400)
        worker = lab.worker(mode)
        if mode == "stock":
            assert await ended(worker, 15) is None
            assert await lab.committed() == 200
        else:
            assert await ended(worker, START_SECONDS) not in {0, None}
            assert await lab.committed() == 0
        assert not lab.account.seen
