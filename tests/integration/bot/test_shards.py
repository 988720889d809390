"""Two bots on one Bot API server: who meets whom, who sends what, and when a token is gone."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import pytest_asyncio
from aiokafka import TopicPartition

from bot.lexicon import lexicon
from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.people import Subscriber
from gigwire.runtime.kafka import open_admin, partition_of, read_to_end, wire_group, wire_topic
from tests.support.bot_lab import EAST_TOKEN, BotLab, bot_lab
from tests.support.due import a_due, a_reply
from tests.support.telegram_lab import TelegramLab
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")

AMOUNT = 110  # cards a bot: four seconds at 27/s
STRICT = {"edits_count": True, "replies_count": True}


class Shards(NamedTuple):
    """The lab, and what each bot's people see."""

    lab: BotLab
    main: TelegramLab
    east: TelegramLab


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shards(
    kafka_broker: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Shards]:
    """The stages at work for two tokens, every call of which counts at the server."""
    prefix, folder = f"t{secrets.token_hex(4)}.", tmp_path_factory.mktemp("shards")
    async with bot_lab(kafka_broker, prefix, folder, east=EAST_TOKEN) as lab:
        place = f"{lab.telegram.url}/of/{EAST_TOKEN.partition(':')[0]}"
        async with TelegramLab(place) as east:
            for one in (lab.telegram, east):
                await one.limits(**STRICT)
            for stage in ("chat", "ingress"):
                await lab.start(stage)
            await lab.start("notify", rule="halt")
            yield Shards(lab, lab.telegram, east)


async def say(server: TelegramLab, user: int, text: str) -> None:
    """A person types to the bot of this server."""
    await server.admin("POST", "say", {"user": user, "text": text})


async def told(server: TelegramLab, user: int, amount: int) -> list[str]:
    """Wait for so many messages of a bot to a person; gives their texts."""
    found: list[str] = []

    async def are_there() -> bool:
        found[:] = [row["text"] for row in await server.rows("sent") if row["chat_id"] == user]
        return len(found) >= amount

    await until_async(are_there)
    return found


async def subscriber(lab: BotLab, user: int) -> Subscriber:
    """The newest settings of a person."""
    values = [decode(Subscriber, one) for one in await lab.values("subscribers")]
    return max((one for one in values if one.user_id == user), key=lambda one: one.version)


async def test_first_contact_fixes_the_bot_and_another_one_says_so(shards: Shards) -> None:
    """Settings, answers and cards stay with the bot met first; a lost one is taken over."""
    lab, user, words = shards.lab, 501, lexicon("en")
    for server in (shards.main, shards.east):
        await server.person(user, has_started=False)
    await say(shards.east, user, "/start")
    await told(shards.east, user, 1)
    await say(shards.main, user, "/start")
    assert await told(shards.main, user, 1) == [words("elsewhere")]
    assert (await subscriber(lab, user)).bot == "east"

    await shards.east.admin("POST", "block", {"user": user})

    async def is_blocked() -> bool:
        return (await subscriber(lab, user)).status == "blocked"

    await until_async(is_blocked)
    await say(shards.main, user, "/start")
    await told(shards.main, user, 2)
    moved = await subscriber(lab, user)
    assert (moved.bot, moved.status) == ("main", "active")


async def test_each_card_leaves_by_its_persons_bot_side_by_side(shards: Shards) -> None:
    """110 people of each bot, in one topic: none mixed up, no 429, neither bot waits."""
    lab = shards.lab
    people = {"main": range(1000, 1000 + AMOUNT), "east": range(2000, 2000 + AMOUNT)}
    dues = []
    for bot, server in (("main", shards.main), ("east", shards.east)):
        await server.admin("POST", "crowd", crowd(people[bot][0]))
        dues.append([a_due(user, "pace", bot=bot) for user in people[bot]])
    cursors = [await cursor(one) for one in (shards.main, shards.east)]
    await lab.due(*(one for pair in zip(*dues, strict=True) for one in pair))
    states = await lab.settled(*dues[0], *dues[1])
    assert {states[one.notification_id] for one in dues[0] + dues[1]} == {"SENT"}
    sent: list[tuple[float, str]] = []
    for server, bot, since in zip((shards.main, shards.east), people, cursors, strict=True):
        rows = await rows_since(server, since)
        assert sorted(row["chat_id"] for row in rows) == list(people[bot])
        assert (await server.admin("GET", "counters")).get("rejected.429", 0) == 0
        sent += [(row["at"], bot) for row in rows]
    # Neither waits for the other: whenever half are out, they are about half of each.
    early = [bot for _, bot in sorted(sent)[:AMOUNT]]
    assert min(early.count(bot) for bot in people) > AMOUNT // 4


async def test_refused_token_halts_its_own_bot_only_and_loses_nothing(shards: Shards) -> None:
    """East's cards wait in Kafka, main's arrive; with the token good again all of east's do, once.

    Commits stay in front of the first that waits, and the stage runs on all the time.
    """
    lab, east = shards.lab, shards.east
    user, other = 601, 602
    await shards.main.person(other)
    await east.person(user)
    await east.fault(method="sendMessage", outcome="error", status=401, times=0)
    waiting = [a_reply(user, f"w{number}", f"w{number}") for number in range(5)]
    waiting = [one.model_copy(update={"bot": "east"}) for one in waiting]
    await lab.due(*waiting[:2])

    async def is_refused() -> bool:
        return "notify.token_refused" in lab.log("notify")

    await until_async(is_refused)
    served = [a_due(other, f"s{number}") for number in range(3)]
    await lab.due(*served, *waiting[2:])
    states = await lab.settled(*served)
    assert {states[one.notification_id] for one in served} == {"SENT"}
    assert not [row for row in await east.rows("sent") if row["chat_id"] == user]
    assert await is_uncommitted(lab, waiting[0])

    await east.admin("DELETE", "faults")
    await lab.settled(*waiting)
    assert await told(east, user, 5) == [f"w{number}" for number in range(5)]


def crowd(first: int) -> dict[str, Any]:
    """Quiet people who have started the bot."""
    return {"first_id": first, "count": AMOUNT}


async def cursor(server: TelegramLab) -> int:
    """Where the transcript ends now."""
    return int((await server.admin("GET", "transcript?kinds=sent"))["cursor"])


async def rows_since(server: TelegramLab, since: int) -> list[dict[str, Any]]:
    """What was sent since then."""
    path = f"transcript?kinds=sent&since={since}"
    rows: list[dict[str, Any]] = (await server.admin("GET", path))["rows"]
    return rows


async def is_uncommitted(lab: BotLab, due: NotificationDue) -> bool:
    """Whether the group would still read this request after a restart."""
    number, settings = partition_of(due.user_id), lab.settings
    rows = await read_to_end(settings, "notifications.due", [number])
    offset = next(
        offset
        for _, offset, _, value in rows
        if value and decode(NotificationDue, value).notification_id == due.notification_id
    )
    async with open_admin(settings) as admin:
        offsets = await admin.list_consumer_group_offsets(wire_group(settings, "notify"))
    place = TopicPartition(wire_topic(settings, "notifications.due"), number)
    return place not in offsets or offsets[place].offset <= offset
