"""The suite must see what it is for: with a rule taken out, the promise visibly breaks.

Each situation runs twice, with the rule and without. The rule of the transport (nothing skipped at
a rebalance, no commit past a failed send) has its pair in tests/integration/test_transport_losses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from gigwire.contracts.ids import UserId
from gigwire.runtime.kafka import open_admin, partition_of, wire_group, wire_topic
from tests.support.bot_lab import BotLab, bot_lab
from tests.support.due import a_due, a_reply
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from gigwire.contracts.delivery import NotificationDue

pytestmark = pytest.mark.long
USER = UserId(830_000_001)
POISON = b'{"event_id": "' + b"x" * 400 + b'"}'


@pytest.fixture
async def lab(kafka_broker: str, topic_prefix: str, tmp_path: Path) -> AsyncIterator[BotLab]:
    """Topics and a Bot API server; no stage yet."""
    async with bot_lab(kafka_broker, topic_prefix, tmp_path) as opened:
        await opened.telegram.person(USER)
        yield opened


async def redelivered(lab: BotLab) -> list[str]:
    """One card requested three times, as after a crash; gives the person's messages."""
    card, last = a_due(USER), a_reply(USER)
    await lab.due(card)
    await lab.settled(card)
    await lab.due(card, card, last)
    await lab.settled(last)
    return [row["text"] for row in await lab.messages(USER)]


async def test_a_redelivered_card_is_sent_once_because_of_the_ledger(lab: BotLab) -> None:
    """With the ledger the person sees the card once."""
    await lab.start("notify")
    assert len(await redelivered(lab)) == 2


async def test_without_the_ledger_a_redelivered_card_is_sent_again(lab: BotLab) -> None:
    """Without it the repeats go out: the check above can fail."""
    await lab.start("notify", rule="ledger")
    await redelivered(lab)

    async def is_repeated() -> bool:
        return len(await lab.messages(USER)) > 2

    await until_async(is_repeated)


async def close_the_dlq(lab: BotLab) -> None:
    """Let the DLQ of `notifications.due` refuse anything as large as the poison."""
    name = wire_topic(lab.settings, "notifications.due.dlq")
    small = ConfigResource(ConfigResourceType.TOPIC, name, configs={"max.message.bytes": "200"})
    async with open_admin(lab.settings) as admin:
        await admin.alter_configs([small])


async def committed(lab: BotLab) -> int:
    """Notify's committed offset in the user's partition; 0 where there is none."""
    async with open_admin(lab.settings) as admin:
        found = await admin.list_consumer_group_offsets(wire_group(lab.settings, "notify"))
    wire = wire_topic(lab.settings, "notifications.due")
    own: list[int] = [
        offset.offset
        for where, offset in found.items()
        if (where.topic, where.partition) == (wire, partition_of(USER))
    ]
    return max(0, *own, 0)


async def poison_then_card(lab: BotLab) -> NotificationDue:
    """An unreadable request whose DLQ is closed, then a good one behind it."""
    card = a_due(USER)
    await close_the_dlq(lab)
    await lab.put_raw("notifications.due", POISON, USER)
    await lab.due(card)
    return card


async def test_a_dead_letter_that_kafka_refuses_is_not_committed_past(lab: BotLab) -> None:
    """The stage ends instead, with the input where it was: nothing is lost."""
    child = await lab.start("notify")
    await poison_then_card(lab)

    async def is_over() -> bool:
        return not child.is_alive

    await until_async(is_over)
    assert await committed(lab) == 0


async def test_without_the_await_a_refused_dead_letter_is_lost(lab: BotLab) -> None:
    """The offset passes the poison although no DLQ has it: the check above can fail."""
    await lab.start("notify", rule="dlq")
    await lab.settled(await poison_then_card(lab))

    async def is_passed() -> bool:
        return await committed(lab) == 2

    await until_async(is_passed)
    assert await lab.values("notifications.due.dlq", partitions=1) == []
