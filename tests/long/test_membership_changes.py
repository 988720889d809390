"""A hundred and more membership changes under load, half of the leaves by kill -9: nothing lost.

Takes a quarter of an hour. The figures go to benchmarks/results/membership.json; docs/faust.md and
docs/performance.md quote them.
"""

from __future__ import annotations

import asyncio
import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from tests.support.stream_lab import Lab, ended, open_lab, until

if TYPE_CHECKING:
    from tests.support.warm import WarmProcess

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "membership.json"
GENTLE_LEAVES = 26
KILLS = 52
RATE = 300  # records a second
SETTLED_SECONDS = 60
START_SECONDS = 40


class Group:
    """Two workers that stay and a guest that comes and goes; who leaves is drawn."""

    def __init__(self, lab: Lab) -> None:
        self._lab, self._random = lab, random.Random(3)
        self._members = [self._join(), self._join()]
        self.joins = 0
        self.terminated = 0
        self.killed = 0

    def _join(self) -> WarmProcess:
        return self._lab.worker("mended", "--table")

    async def change(self, number: signal.Signals, pause: float) -> None:
        """One joins, records flow; one leaves by a signal, records flow."""
        self._members.append(self._join())
        self.joins += 1
        await self._lab.feed(int(5 * RATE), rate=RATE)
        leaver = self._members.pop(self._random.randrange(len(self._members)))
        assert leaver.poll() is None, self._lab.logs()
        leaver.send_signal(number)
        if number is signal.SIGKILL:
            self.killed += 1
        else:
            self.terminated += 1
            await self._lab.feed(RATE, rate=RATE)
            # -SIGTERM: on a busy machine the signal may come before the worker has a handler.
            assert await ended(leaver, 30) in {0, -signal.SIGTERM}, self._lab.logs()
        await self._lab.feed(int(pause * RATE), rate=RATE)


async def settled(lab: Lab) -> bool:
    """Whether everything came out in time."""
    return await until(lambda: lab.account.missing == 0, SETTLED_SECONDS)


@pytest.mark.long
@pytest.mark.timeout(3000)
async def test_a_hundred_membership_changes_lose_nothing_and_repeat_only_after_kill(
    kafka_broker: str, tmp_path: Path
) -> None:
    """0 lost for good; 0 repeated by joins and orderly leaves; the commit reaches the end."""
    async with open_lab(kafka_broker, tmp_path) as lab:
        group = Group(lab)
        await lab.feed(200)
        assert await until(lambda: lab.account.missing == 0, START_SECONDS), lab.logs()
        for _ in range(GENTLE_LEAVES):
            await group.change(signal.SIGTERM, pause=1)
        assert await settled(lab), lab.logs()
        gentle_repeats = lab.account.repeats
        for _ in range(KILLS):
            await group.change(signal.SIGKILL, pause=6)
        is_all_there = await settled(lab)
        await asyncio.sleep(3)  # one more commit, nothing to wait for
        result = {
            "membership_changes": group.joins + group.terminated + group.killed,
            "joins": group.joins,
            "terminated": group.terminated,
            "killed": group.killed,
            "records": lab.account.sent,
            "lost": lab.account.missing,
            "repeated_without_kill": gentle_repeats,
            "repeated_after_kill": lab.account.repeats - gentle_repeats,
            "uncommitted_at_end": lab.account.sent - await lab.committed(),
        }
        RESULTS.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2))
        assert is_all_there, result
        assert gentle_repeats == 0, result
        assert result["uncommitted_at_end"] == 0, result
