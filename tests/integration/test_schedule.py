"""Messages sent at a time by real workers: killed at any moment, none lost, none twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.ids import EventId, TraceId, UserId, user_key
from gigwire.contracts.messages import Tick
from gigwire.contracts.topics import USER_PARTITIONS
from tests.support.schedule_lab import a_request
from tests.support.stream_pipeline import NOW, Pipeline, open_pipeline
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = range(500_001, 500_031)
SECOND = timedelta(seconds=1)


async def ask(lab: Pipeline, user: int, name: str, seconds: float, **fields: Any) -> None:
    """A request to be told something so many seconds from now."""
    request = a_request(name, 0, user, at=NOW + seconds * SECOND, **fields)
    await lab.put("notifications.scheduled", user_key(UserId(user)), encode(request))


async def tick(lab: Pipeline, seconds: float) -> None:
    """Time goes on, in every partition."""
    moment = NOW + seconds * SECOND
    for partition in range(USER_PARTITIONS):
        name = f"tick-{partition}-{seconds}"
        event = Tick(
            event_id=EventId(name), trace_id=TraceId(name), event_time=moment, partition=partition
        )
        await lab.put("ticks", str(partition).encode(), encode(event), partition)
    await lab.flush()


async def due(lab: Pipeline) -> list[NotificationDue]:
    """What stands on the topic, in order; a repeat of the same id counts once, as in the ledger."""
    found = [decode(NotificationDue, value) for value in await lab.values("notifications.due")]
    return list({one.notification_id: one for one in found}.values())


async def test_killed_worker_loses_and_repeats_nothing(kafka_broker: str, tmp_path: Path) -> None:
    """Set, moved and cancelled; killed before, between and after what is due."""
    async with open_pipeline(kafka_broker, tmp_path) as lab:
        lab.start("personalise")
        for user in PEOPLE:
            await lab.subscribe(user, "python")
            await ask(lab, user, "early", 100)
            await ask(lab, user, "moved", 100)
            await ask(lab, user, "gone", 100)
            await ask(lab, user, "late", 900)
            await ask(lab, user, "moved", 500)
            await ask(lab, user, "gone", 100, is_cancelled=True)
        await lab.flush()
        await until_async(lambda: lab.is_read("notifications.scheduled", "personalise"), 60)
        lab.worker("personalise").kill()
        lab.start("personalise")
        await tick(lab, 100)

        async def has(count: int) -> bool:
            return len(await due(lab)) >= count

        await until_async(lambda: has(len(PEOPLE)), 60)
        lab.worker("personalise").kill()  # what it sent, it had no time to forget
        lab.start("personalise")
        for seconds in (101, 500, 501):
            await tick(lab, seconds)
        await until_async(lambda: has(2 * len(PEOPLE)), 60)
        await tick(lab, 900)
        await until_async(lambda: has(3 * len(PEOPLE)), 60)
        told = [(one.user_id, getattr(one.content, "text", "")) for one in await due(lab)]
        wanted = {
            (user, f"remember {name}") for user in PEOPLE for name in ("early", "moved", "late")
        }
        assert len(told) == len(set(told))
        assert set(told) == wanted, lab.logs()
