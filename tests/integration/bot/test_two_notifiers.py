"""Two notify processes share one token: each paces its part, the server sees one sender's rate."""

from __future__ import annotations

from itertools import islice

import pytest

from gigwire.contracts.ids import UserId
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.runtime.kafka import partition_of
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.due import a_due

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.long]

FIRST = 3_000_000
EACH = 10  # people of each partition: both processes have the same to do


async def test_two_processes_send_at_the_pace_of_one_also_while_one_goes(lab: BotLab) -> None:
    """240 cards at 27/s in sum, no 429; one process leaves in the middle of more: still none."""
    await lab.telegram.admin("POST", "crowd", {"first_id": FIRST, "count": 1000})
    await lab.start("notify", "first")
    await lab.start("notify", "second")
    dues = [a_due(user, "even") for user in people()]
    await lab.due(*dues)
    states = await lab.settled(*dues)
    assert set(states.values()) == {"SENT"}
    times = [row["at"] for row in await lab.telegram.rows("sent")]
    assert len(times) == len(dues)
    assert 25.0 < (len(times) - 1) / (times[-1] - times[0]) < 28.0

    more = [a_due(user, "more") for user in people()]
    await lab.due(*more)
    second = await lab.start("notify", "second")
    await second.stop()
    states = await lab.settled(*more)
    assert [states[one.notification_id] for one in more] == ["SENT"] * len(more)
    assert len(await lab.telegram.rows("sent")) == len(dues) + len(more)
    verdict = await lab.telegram.admin("GET", "verdict")
    assert (verdict["refused_429"], verdict["violations"]["global"]) == (0, 0)
    assert verdict["busiest_second"] <= 30


def people() -> list[int]:
    """So many of each partition."""
    found: list[int] = []
    for partition in range(USER_PARTITIONS):
        of_it = (
            user for user in range(FIRST, FIRST + 1000) if partition_of(UserId(user)) == partition
        )
        found += islice(of_it, EACH)
    return found
