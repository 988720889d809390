"""The boards' server and the collect stage as real processes, and the topics between them."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import orjson
from aiokafka import TopicPartition
from aiokafka.admin import NewTopic

from gigwire.contracts.codec import decode
from gigwire.contracts.dead_letters import DeadLetter, from_headers
from gigwire.contracts.messages import RawProject
from gigwire.contracts.sources import SourceCursor, SourcePolled
from gigwire.contracts.topics import TOPICS
from gigwire.runtime.kafka import make_consumer, open_admin, read_to_end, wire_topic
from gigwire.runtime.settings import KafkaSettings, Settings
from tests.support.waiting import until, until_async
from tests.support.warm import WarmProcess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse

    from aiokafka import ConsumerRecord

ROOT: Final = Path(__file__).resolve().parents[2]
BOARDS: Final = ("freelancer", "fl", "kwork", "freelancehunt", "telegram_channel")
SHOWN_KINDS: Final = {"new", "copy", "repost"}
INTERVAL_SECONDS: Final = 0.2


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def opened(
    url: str, form: bytes | None = None, headers: Mapping[str, str] | None = None
) -> HTTPResponse:
    """The answer of one of our own servers, to be closed by the caller. POST with a form."""
    request = Request(url, data=form, headers=dict(headers or {}))  # noqa: S310 - http, our own
    answer: HTTPResponse = urlopen(request, timeout=10)  # noqa: S310 - http, our own
    return answer


class BoardsProcess:
    """The server of the boards, paused, on a port and a folder of its own."""

    def __init__(self, folder: Path, *, seed: int = 5) -> None:
        self._folder = folder
        self._seed = seed
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, on the same port and state each time; returns when it answers."""
        place = ("--port", str(self._port), "--state", str(self._folder), "--seed", str(self._seed))
        command = [sys.executable, "-m", "local.boards", *place, "--paused"]
        self._process = subprocess.Popen(command, cwd=ROOT)
        until(self._answers)

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def terminate(self) -> int:
        """End it by SIGTERM; its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=5)

    def control(self, path: str, body: Mapping[str, object] | None = None, **query: object) -> Any:
        """Ask the control API: GET without a body, POST with one."""
        url = f"{self.url}/control/{path}" + (f"?{urlencode(query)}" if query else "")
        data = None if body is None else orjson.dumps(body)
        with opened(url, data) as answer:
            return orjson.loads(answer.read())

    def truth(self) -> list[dict[str, Any]]:
        """All steps so far."""
        steps: list[dict[str, Any]] = self.control("truth")["steps"]
        return steps

    def shown(self) -> set[str]:
        """Keys of all projects that any board ever showed."""
        return {
            f"{it['board']}:{it['native_id']}" for it in self.truth() if it["kind"] in SHOWN_KINDS
        }

    def publish(self, **fields: object) -> str:
        """Publish one project; its key."""
        step = self.control("publish", fields)
        return f"{step['board']}:{step['native_id']}"

    def _answers(self) -> bool:
        try:
            with opened(f"{self.url}/ping") as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


class CollectLab:
    """One installation (topic prefix) of collect against one server of boards."""

    def __init__(self, broker: str, prefix: str, boards: BoardsProcess, folder: Path) -> None:
        kafka = KafkaSettings(bootstrap=broker, prefix=prefix)
        self.settings = Settings(kafka=kafka, state_dir=folder)
        self.boards = boards
        self._folder = folder
        self._process: WarmProcess | None = None

    async def create_topics(self, cursor_configs: Mapping[str, str] | None = None) -> None:
        """The topics that collect writes, only these: creating all takes seconds."""
        names = ("projects.raw", "sources.polls", "sources.cursors")
        topics = [
            NewTopic(
                wire_topic(self.settings, name),
                TOPICS[name].partitions,
                1,
                topic_configs=dict(cursor_configs or {}) if name == "sources.cursors" else {},
            )
            for name in names
        ]
        dlq = NewTopic(wire_topic(self.settings, TOPICS["projects.raw"].dlq), 1, 1)
        async with open_admin(self.settings) as admin:
            await admin.create_topics([*topics, dlq])

    def start(self, **more: str) -> None:
        """Start the stage; further settings by their environment names."""
        sources = {
            f"GIGWIRE_COLLECT__{name.upper()}__{key}": value
            for name in BOARDS
            for key, value in (
                ("URL", f"{self.boards.url}/{name}"),
                ("INTERVAL_SECONDS", str(INTERVAL_SECONDS)),
            )
        }
        env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIGWIRE")},
            **sources,
            "GIGWIRE_COLLECT__CHANNELS": '["zakazy_ru", "gigs_world"]',
            "GIGWIRE_COLLECT__FREELANCEHUNT__TOKEN": "token",
            "GIGWIRE_COLLECT__ALLOW_PRIVATE_ADDRESSES": "true",
            "GIGWIRE_KAFKA__BOOTSTRAP": self.settings.kafka.bootstrap,
            "GIGWIRE_KAFKA__PREFIX": self.settings.kafka.prefix,
            "GIGWIRE_STATE_DIR": str(self._folder),
            **more,
        }
        command = (sys.executable, "-m", "gigwire", "run", "collect")
        self._process = WarmProcess(command, env, self._folder / "collect.log")

    def kill(self) -> None:
        """End the stage at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def terminate(self) -> int:
        """End the stage by SIGTERM; its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=20)

    def ended(self) -> int:
        """Wait for the stage to end by itself; its exit code."""
        assert self._process is not None
        return self._process.wait(timeout=30)

    async def raws(self) -> list[RawProject]:
        """All observations so far."""
        rows = await read_to_end(self.settings, "projects.raw", range(24))
        return [decode(RawProject, value) for _, _, _, value in rows]

    async def keys(self) -> set[str]:
        """Keys of all observations so far."""
        return {f"{raw.source}:{raw.native_id}" for raw in await self.raws()}

    async def polls(self) -> list[SourcePolled]:
        """All requests so far, oldest first."""
        rows = await read_to_end(self.settings, "sources.polls", [0])
        return [decode(SourcePolled, value) for _, _, _, value in rows]

    async def cursors(self) -> dict[str, SourceCursor]:
        """The last cursor of each feed."""
        rows = await read_to_end(self.settings, "sources.cursors", [0])
        return {(key or b"").decode(): decode(SourceCursor, value) for _, _, key, value in rows}

    async def dead_letters(self) -> list[tuple[DeadLetter, dict[str, bytes], bytes]]:
        """All dead letters: description, all headers, bytes."""
        consumer = make_consumer(self.settings, None)
        where = TopicPartition(wire_topic(self.settings, TOPICS["projects.raw"].dlq), 0)
        found: list[ConsumerRecord] = []
        await consumer.start()
        try:
            consumer.assign([where])
            await consumer.seek_to_beginning(where)
            end = (await consumer.end_offsets([where]))[where]
            while await consumer.position(where) < end:  # one answer of the broker may be a part
                found += (await consumer.getmany(where, timeout_ms=100)).get(where, [])
        finally:
            await consumer.stop()
        return [(from_headers(it.headers), dict(it.headers), it.value) for it in found]

    async def has_all(self, seconds: float = 30.0) -> None:
        """Wait until every project that was ever shown is in `projects.raw`."""
        wanted = await asyncio.to_thread(self.boards.shown)

        async def is_there() -> bool:
            return wanted <= await self.keys()

        await until_async(is_there, seconds)

    async def has_polled(self, source: str, outcome: str, since: int = 0) -> SourcePolled:
        """Wait for a request of this outcome after the first `since` ones; that request."""
        found: list[SourcePolled] = []

        async def is_there() -> bool:
            polls = (await self.polls())[since:]
            found[:] = [it for it in polls if (it.source, it.outcome) == (source, outcome)]
            return bool(found)

        await until_async(is_there)
        return found[0]
