"""A token and people whose ids are easy to find: nothing written where they have no business.

Every family of faults happens to them, with descriptions that name both; then all that the stages
wrote is searched byte by byte: logs, metrics, topics of others, dead letters, operators' output.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import aiohttp
import orjson
import pytest
import pytest_asyncio

from gigwire.contracts.topics import DLQ_PARTITIONS, TOPICS
from gigwire.operate.scan import scan
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.health import runtime_file
from local.parts import LOCAL_TOKEN
from tests.support.bot_lab import BOT_TOPICS, NO_LIMITS, BotLab
from tests.support.due import a_due, a_reply
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiokafka import ConsumerRecord

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET: Final = LOCAL_TOKEN.split(":")[1]
MARK: Final = "73100188"  # every id of these people begins so
STAGES: Final = ("ingress", "chat", "notify")
# Topics that are about one person each; their dead letters hold that person's bytes untouched.
PERSONAL: Final = frozenset(
    {"telegram.updates", "subscribers", "feedback", "notifications.due", "notifications.ledger"}
)
TELLTALE: Final = f"bot{LOCAL_TOKEN} and chat {MARK}00001"
FAULTS: Final[tuple[dict[str, str | int], ...]] = (
    {"outcome": "error", "status": 400, "description": f"Bad Request: {TELLTALE}"},
    {"outcome": "error", "status": 400, "description": "Bad Request: can't parse entities: 1"},
    {"outcome": "error", "status": 403, "description": "Forbidden: bot was blocked by the user"},
    {"outcome": "error", "status": 403, "description": f"Forbidden: {TELLTALE}"},
    {"outcome": "error", "status": 429, "retry_after": 1, "description": TELLTALE},
    {"outcome": "error", "status": 500, "description": TELLTALE},
    {"outcome": "garbage"},
    {"outcome": "drop_before"},
    {"outcome": "drop_after_apply"},
    {"outcome": "reset_before"},
    {"outcome": "cut_after_apply"},
    {"outcome": "hang_before"},
)


def person(number: int) -> int:
    """One of the marked people."""
    return int(f"{MARK}{number:05}")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def haunted(lab: BotLab) -> AsyncIterator[BotLab]:
    """A lab in which everything has happened to the marked people."""
    await lab.telegram.limits(**NO_LIMITS)
    for stage in STAGES:
        await lab.start(stage, GIGWIRE_LOG__LEVEL="debug")
    await deliver_badly(lab)
    await converse_badly(lab)
    await lab.put_raw("notifications.due", b'{"user_id": "nobody"}', person(1))
    yield lab


async def deliver_badly(lab: BotLab) -> None:
    """One card and one reply for each fault."""
    requests = []
    for number, fault in enumerate(FAULTS, 1):
        user = await lab.telegram.person(person(number))
        await lab.telegram.fault(method="sendMessage", chat_id=user, **fault)
        requests += [a_due(user), a_reply(user)]
    await lab.due(*requests)
    await lab.settled(*requests)


async def converse_badly(lab: BotLab) -> None:
    """Words of a person, while getUpdates fails, and after a kill of chat and notify."""
    await lab.telegram.fault(method="getUpdates", outcome="error", status=500, description=TELLTALE)
    user = await lab.telegram.person(person(90))
    for words in ("/start", "python bot", "/nonsense", "((("):
        await lab.telegram.admin("POST", "say", {"user": user, "text": words})
    for stage in ("chat", "notify"):
        child = await lab.start(stage)
        await child.kill()
        await child.start()

    async def is_answered() -> bool:
        return len(await lab.messages(user)) >= 4

    await until_async(is_answered, 60)


def found_in(text: bytes) -> list[str]:
    """Which of the canaries are in there."""
    return [word for word in (SECRET, MARK) if word.encode() in text]


async def test_logs_hold_neither_token_nor_person(haunted: BotLab) -> None:
    """Not at any level, not in a traceback; and there are logs to search."""
    for stage in STAGES:
        log = haunted.log(stage).encode()
        assert b"process.started" in log
        assert found_in(log) == [], [line for line in log.splitlines() if found_in(line)][:3]


async def test_metrics_hold_neither_token_nor_person(haunted: BotLab) -> None:
    """Labels are reasons, kinds and lanes."""
    for stage in STAGES:
        text = await metrics(haunted, stage)
        assert b"gigwire_build" in text
        assert found_in(text) == []


async def test_topics_of_others_hold_neither_token_nor_person(haunted: BotLab) -> None:
    """A person is in the topics about people only; the token is in none at all."""
    seen = 0
    for name in BOT_TOPICS:
        for record in await records(haunted, name, TOPICS[name].partitions):
            seen += 1
            assert SECRET.encode() not in whole(record), name
            assert name in PERSONAL or found_in(whole(record)) == [], name
    assert seen > 2 * len(FAULTS)


async def test_dead_letters_hold_no_token_and_no_person_beside_the_record(haunted: BotLab) -> None:
    """What is written about a dead letter names nobody; its bytes are the record's own."""
    letters = [
        (name, record)
        for name in BOT_TOPICS
        for record in await records(haunted, TOPICS[name].dlq, DLQ_PARTITIONS)
    ]
    assert letters
    for name, record in letters:
        headers = b"\n".join(value for _, value in record.headers)
        assert found_in(headers) == []
        assert SECRET.encode() not in whole(record)
        assert name in PERSONAL or found_in(whole(record)) == []


async def test_errors_of_commands_hold_no_token(haunted: BotLab) -> None:
    """An operator asks for what does not exist, and for what failed."""
    for words in (("ledger", "show", "nobody"), ("ledger", "list"), ("dlq", "list")):
        _, written = await haunted.command(*words)
        assert SECRET not in written


async def metrics(lab: BotLab, stage: str) -> bytes:
    """What a stage shows to Prometheus."""
    settings = lab.settings.model_copy(update={"state_dir": lab.settings.state_dir / stage})
    url = orjson.loads(runtime_file(settings, stage).read_bytes())["url"]
    async with aiohttp.ClientSession() as http, http.get(f"{url}/metrics") as answer:
        return await answer.read()


async def records(lab: BotLab, topic: str, partitions: int) -> list[ConsumerRecord]:
    """Every record of a topic, headers and all."""
    begin = datetime(1970, 1, 1, tzinfo=UTC)
    found = scan(lab.settings, topic, partitions, begin, SYSTEM_CLOCK.now())
    return [record async for record in found]


def whole(record: ConsumerRecord) -> bytes:
    """Key, headers and value as one text."""
    headers = b"\n".join(name.encode() + value for name, value in record.headers)
    return b"\n".join((record.key or b"", headers, record.value or b""))
