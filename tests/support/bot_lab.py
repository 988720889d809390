"""The bot's stages as real processes between a real broker and a Bot API server of their own."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, Self

import aiohttp
import orjson
import pytest
from aiokafka.admin import NewTopic

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.delivery import LedgerEntry
from gigwire.contracts.ids import user_key
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.health import runtime_file
from gigwire.runtime.kafka import open_admin, open_producer, read_to_end, wire_topic
from gigwire.runtime.settings import KafkaSettings, Settings, TelegramSettings
from local.parts import LOCAL_TOKEN
from local.ports import PortClaims
from local.process import ChildProcess, Command
from tests.support.telegram_lab import own_server
from tests.support.tidy import delete_topics
from tests.support.waiting import until_async
from tests.support.warm import warm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aiokafka import AIOKafkaProducer

    from gigwire.contracts.delivery import NotificationDue
    from gigwire.contracts.messages import Event
    from tests.support.telegram_lab import TelegramLab

NO_LIMITS = {"mode": "off"}
READY_SECONDS = 150.0  # three tests at once share two cores
IN_BOTH_MODES = pytest.mark.parametrize(
    "lab", ["poll", pytest.param("webhook", marks=pytest.mark.long)], indirect=True, scope="module"
)
EAST_TOKEN = "4200000002:local_second_token_opening_no_door"
BOT_TOPICS = (
    "telegram.updates",
    "subscribers",
    "feedback",
    "notifications.due",
    "notifications.ledger",
    "notifications.scheduled",
    "broadcasts",
    "broadcasts.progress",
    "notifications.returned",
    "ops.audit",
    "ops.notes",
    "people.forgotten",
    "projects.unique",
)


class BotLab:
    """Topics, a server, and stages that can be started, killed and asked."""

    def __init__(
        self, settings: Settings, telegram: TelegramLab, server: ChildProcess, folder: Path
    ) -> None:
        self.settings = settings
        self.telegram = telegram
        self.server = server
        self._folder = folder
        self._producer: AIOKafkaProducer
        self._stages: dict[str, ChildProcess] = {}
        self._of_ingress: dict[str, str] = {}
        self._exits = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await _create_topics(self.settings)
        self._producer = await self._exits.enter_async_context(open_producer(self.settings, "lab"))
        return self

    async def __aexit__(self, *_: object) -> None:
        for child in self._stages.values():
            await child.stop()
        await self._exits.aclose()
        await delete_topics(self.settings)

    async def start(self, stage: str, name: str = "", rule: str = "", **env: str) -> ChildProcess:
        """A stage's process, ready; the running one if there is one. `name` tells twins apart."""
        running = self._stages.get(name or stage)
        if running is not None and running.is_alive:
            return running
        folder = self._folder / (name or stage)
        settings = self.settings.model_copy(update={"state_dir": folder})
        command = Command(
            name=name or stage,
            argv=_argv(stage, rule),
            log=folder / "log",
            ready=lambda: _is_ready(settings, stage),
            env=_env(settings) | (self._of_ingress if stage == "ingress" else {}) | env,
            ready_seconds=READY_SECONDS,
            stop_seconds=20.0,
            begin=warm,
        )
        child = self._stages[name or stage] = ChildProcess(command)
        await child.start()
        return child

    @asynccontextmanager
    async def pushed_to(self) -> AsyncIterator[None]:
        """Ingress, wherever it is started meanwhile, takes updates by webhook."""
        claims = PortClaims()
        port = str(claims.claim())
        hook = "GIGWIRE_TELEGRAM__WEBHOOK__"
        self._of_ingress = {
            f"{hook}URL": f"http://127.0.0.1:{port}/telegram",
            f"{hook}PORT": port,
        }
        try:
            yield
        finally:
            self._of_ingress = {}
            claims.release()

    async def mode(self) -> str:
        """What ingress says of itself."""
        settings = self.settings.model_copy(update={"state_dir": self._folder / "ingress"})
        url = orjson.loads(runtime_file(settings, "ingress").read_bytes())["url"]
        async with self.telegram.http.get(f"{url}/readyz") as answer:
            return str((await answer.json())["mode"])

    async def command(self, *words: str) -> tuple[int, str]:
        """`gigwire` with these words: its exit code and what it wrote."""
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "gigwire",
            *words,
            env=os.environ | _env(self.settings),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        written, _ = await child.communicate()
        return child.returncode or 0, written.decode()

    def log(self, name: str) -> str:
        """What a stage wrote so far."""
        return (self._folder / name / "log").read_text(encoding="utf-8")

    async def put(self, topic: str, *events: Event, user: int) -> None:
        """Records of one user into a topic, acknowledged."""
        wire = wire_topic(self.settings, topic)
        for event in events:
            await self._producer.send(wire, encode(event), key=str(user).encode())
        await self._producer.flush()

    async def put_raw(
        self, topic: str, value: bytes, user: int, partition: int | None = None
    ) -> None:
        """Bytes as they are, also such as no stage of ours would write."""
        wire = wire_topic(self.settings, topic)
        await self._producer.send_and_wait(wire, value, key=str(user).encode(), partition=partition)

    async def due(self, *requests: NotificationDue) -> None:
        """Requests for notify, acknowledged."""
        wire = wire_topic(self.settings, "notifications.due")
        for one in requests:
            await self._producer.send(wire, encode(one), key=user_key(one.user_id))
        await self._producer.flush()

    async def values(self, topic: str, partitions: int | None = None) -> list[bytes]:
        """Every value of a topic, tombstones left out."""
        count = partitions or TOPICS[topic].partitions
        rows = await read_to_end(self.settings, topic, range(count))
        return [value for _, _, _, value in rows if value is not None]

    async def ledger(self) -> dict[str, list[LedgerEntry]]:
        """Entries by notification id, in order."""
        found: dict[str, list[LedgerEntry]] = {}
        for value in await self.values("notifications.ledger"):
            entry = decode(LedgerEntry, value)
            found.setdefault(entry.notification_id, []).append(entry)
        return found

    async def last_states(self) -> dict[str, str]:
        """The newest state by notification id."""
        return {key: entries[-1].state for key, entries in (await self.ledger()).items()}

    async def settled(self, *requests: NotificationDue, seconds: float = 60.0) -> dict[str, str]:
        """Wait until each request has a terminal state; gives the states of all."""
        states: dict[str, str] = {}

        async def is_settled() -> bool:
            states.update(await self.last_states())
            return all(states.get(one.notification_id, "INTENT") != "INTENT" for one in requests)

        await until_async(is_settled, seconds)
        return states

    async def messages(self, user: int, kinds: str = "sent") -> list[dict[str, Any]]:
        """What the server holds for a person, in order."""
        rows = await self.telegram.rows(kinds)
        return [row for row in rows if row["chat_id"] == user]


@asynccontextmanager
async def bot_lab(bootstrap: str, prefix: str, folder: Path, **bots: str) -> AsyncIterator[BotLab]:
    """A lab on a broker; its server is its own, so that it may be spoilt and killed.

    `bots`: tokens of more bots by name, which the server knows and the stages work for.
    """
    async with own_server(folder, (LOCAL_TOKEN, *bots.values())) as (telegram, server):
        settings = Settings(
            state_dir=folder,
            kafka=KafkaSettings(bootstrap=bootstrap, prefix=prefix),
            telegram=TelegramSettings(
                api_url=telegram.url,
                token=LOCAL_TOKEN,
                bots=bots,
                poll_seconds=5,
                request_timeout_seconds=5,
            ),
        )
        async with BotLab(settings, telegram, server, folder) as lab:
            yield lab


def _argv(stage: str, rule: str) -> tuple[str, ...]:
    """The command of a stage, or of the stage without one of its rules."""
    if rule:
        return (sys.executable, "-m", "tests.support.mutant", rule, stage)
    return (sys.executable, "-m", "gigwire", "run", stage)


def _env(settings: Settings) -> dict[str, str]:
    return {
        "GIGWIRE_STATE_DIR": str(settings.state_dir),
        "GIGWIRE_KAFKA__BOOTSTRAP": settings.kafka.bootstrap,
        "GIGWIRE_KAFKA__PREFIX": settings.kafka.prefix,
        "GIGWIRE_TELEGRAM__API_URL": settings.telegram.api_url,
        "GIGWIRE_TELEGRAM__TOKEN": LOCAL_TOKEN,
        "GIGWIRE_TELEGRAM__BOTS": orjson.dumps(
            {name: token.get_secret_value() for name, token in settings.telegram.bots.items()}
        ).decode(),
        "GIGWIRE_TELEGRAM__POLL_SECONDS": str(settings.telegram.poll_seconds),
        "GIGWIRE_TELEGRAM__REQUEST_TIMEOUT_SECONDS": str(settings.telegram.request_timeout_seconds),
        # A test speaks faster than a person; the limits have tests of their own.
        "GIGWIRE_TELEGRAM__INBOUND__BURST": "1000",
        "GIGWIRE_LOG__FORMAT": "json",
    }


async def _is_ready(settings: Settings, stage: str) -> bool:
    path = runtime_file(settings, stage)
    if not path.exists():
        return False
    url = orjson.loads(path.read_bytes())["url"]
    try:
        async with aiohttp.ClientSession() as http, http.get(f"{url}/readyz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def _create_topics(settings: Settings) -> None:
    """Only the bot's own topics: the whole table takes seconds."""
    compacted = {"cleanup.policy": "compact"}
    new = [
        NewTopic(
            wire_topic(settings, name),
            TOPICS[name].partitions,
            1,
            topic_configs=compacted if TOPICS[name].is_compacted else {},
        )
        for name in BOT_TOPICS
    ]
    new += [NewTopic(wire_topic(settings, TOPICS[name].dlq), 1, 1) for name in BOT_TOPICS]
    async with open_admin(settings) as admin:
        await admin.create_topics(new)
