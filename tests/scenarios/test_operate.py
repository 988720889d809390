"""What operators type, against a running city: each command as a process, JSON out, exit codes."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
import pytest

from gigwire.contracts.ids import project_key
from gigwire.contracts.messages import RawProject
from gigwire.contracts.stages import STAGES
from gigwire.contracts.topics import TOPICS, topics_of_reader
from gigwire.operate.demo.city import city_env
from gigwire.operate.demo.drain import until_drained
from gigwire.operate.demo.people import Resident
from gigwire.operate.events import events_of
from gigwire.operate.reconcile.again import read_again
from gigwire.runtime.kafka import open_producer, read_to_end, wire_topic
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from tests.scenarios.conftest import Scene

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(600)]

USER = 840_000_001
WORD = "theremin"
GARBAGE = b"\xff\xfe<html>not ours</html>"
EXIT_NOT_FOUND = 3
# Every topic that a stage consumes, but for those whose reader is record alone.
CONSUMED = sorted(
    {topic.name for stage in STAGES if stage != "record" for topic in topics_of_reader(stage)}
)


class Said(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output as JSON."""
        return orjson.loads(self.out)


async def gigwire(scene: Scene, *arguments: str) -> Said:
    """Run the command with the city's settings."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gigwire", *arguments,
        env={**os.environ, **city_env(scene.city.stack)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode is not None
    return Said(process.returncode, out.decode(), err.decode())


async def a_card_arrives(scene: Scene, user: int) -> str:
    """A person waits for a word and gets one card about it; gives the project's address."""
    await scene.town.join(user, Resident("Clara", "en", ()))
    await scene.town.say(user, f"/add {WORD}{user}")
    await until_drained(scene.reader, 60)
    title = f"Repair of a {WORD}{user}"
    step = await scene.town.publish({"board": "freelancer", "title": title, "language": "en"})

    async def is_there() -> bool:
        return len(await cards_of(scene, user)) == 1

    await until_async(is_there)
    await until_drained(scene.reader, 60)
    address: str = step["url"]
    return address


async def cards_of(scene: Scene, user: int) -> list[str]:
    """Texts of the project cards that a person has."""
    page = await scene.town.get(f"{scene.town.telegram}/admin/transcript?kinds=sent")
    mine = [row for row in page["rows"] if row["chat_id"] == user]
    return [row["text"] for row in mine if row["text"].startswith("Repair")]


async def test_status_shows_every_stage_at_work(scene: Scene) -> None:
    """Ten stages, each with a process, none with a record that waits for long."""
    said = await gigwire(scene, "status", "--json")
    rows = {row["stage"]: row for row in said.json["stages"]}
    assert said.code == 0
    assert set(rows) == set(STAGES)
    assert all(row["pid"] for row in rows.values())


async def test_trace_follows_a_project_from_the_board_to_the_chat(scene: Scene) -> None:
    """Every stage's record is there, in the order of time; an unknown project is exit code 3."""
    address = await a_card_arrives(scene, USER)
    found = await gigwire(scene, "trace", address, "--user", str(USER), "--json")
    nothing = await gigwire(scene, "trace", "https://example.org/none", "--json")
    steps = found.json["steps"]
    topics = [step["topic"] for step in steps]
    assert found.code == 0
    assert topics[0] == "projects.raw"
    assert set(topics) >= {"projects.clean", "projects.unique", "matches", "notifications.ledger"}
    assert steps == sorted(steps, key=lambda step: step["after_seconds"])
    assert (nothing.code, nothing.json["steps"]) == (EXIT_NOT_FOUND, [])


async def test_why_explains_a_card_and_its_absence(scene: Scene) -> None:
    """For who was told: the words and the message; for who was not: the first reason."""
    address = await a_card_arrives(scene, USER + 3)
    other = USER + 4
    await scene.town.join(other, Resident("Ivo", "en", ()))
    await scene.town.say(other, "/add bassoon")
    await until_drained(scene.reader, 60)
    told = await gigwire(scene, "why", str(USER + 3), address, "--json")
    silent = await gigwire(scene, "why", str(other), address, "--json")
    nothing = await gigwire(scene, "why", str(other), "https://example.org/none")
    (found,) = told.json["filters"][0]["because"][0]["found"]
    assert (told.code, found["text"]) == (0, f"{WORD}{USER + 3}")
    assert told.json["conclusion"].startswith("told: message ")
    assert [one["decision"] for one in told.json["decisions"]][:1] == ["instant"]
    assert silent.json["conclusion"] == "not told: none of 1 filters fits"
    assert silent.json["filters"][0]["because"][0]["condition"] == "bassoon"
    assert nothing.code == EXIT_NOT_FOUND


async def test_a_clean_city_replayed_whole_tells_nobody_anything_twice(scene: Scene) -> None:
    """Reconcile finds nothing by all witnesses; then each event topic is copied: still one card.

    And reconcile, asked again, does not wonder that people who joined since saw old projects.
    """
    await a_card_arrives(scene, USER + 1)
    assert (await reconciled(scene))["delivered"] > 0
    settings = scene.city.settings
    raw = await events_of(settings, "projects.raw", RawProject)
    for topic in ("projects.raw", "projects.clean", "projects.unique", "matches",
                  "notifications.due", "telegram.updates"):  # fmt: skip
        dry = await gigwire(
            scene, "replay", "--topic", topic, "--from", "-1h", "--dry-run", "--json"
        )
        said = await gigwire(scene, "replay", "--topic", topic, "--from", "-1h", "--json")
        assert (dry.code, said.code) == (0, 0), said.err
        assert said.json["records"] >= dry.json["records"] > 0
        await until_drained(scene.reader, 90)
    assert len(await cards_of(scene, USER + 1)) == 1
    copied = {one.key for one in await read_again(settings)}
    assert copied >= {project_key(one.source, one.native_id) for one in raw} > set()
    await reconciled(scene)


async def reconciled(scene: Scene) -> dict[str, Any]:
    """The report of `gigwire reconcile` by all witnesses, which must be clean."""
    witnesses = ("--boards", scene.town.boards, "--telegram", scene.town.telegram)
    found = await gigwire(scene, "reconcile", *witnesses, "--delay", "45", "--json")
    assert found.code == 0, found.out
    report: dict[str, Any] = found.json
    return report


@pytest.mark.parametrize("topic", CONSUMED)
async def test_garbage_in_any_topic_goes_to_its_dlq_and_the_flow_goes_on(
    scene: Scene, topic: str
) -> None:
    """The bytes are in the DLQ untouched, with a reason, and nothing behind them waits."""
    before = await letters(scene, topic)
    async with open_producer(scene.city.settings, "test") as producer:
        wire = wire_topic(scene.city.settings, topic)
        await producer.send_and_wait(wire, GARBAGE, key=str(USER).encode())

    async def is_buried() -> bool:
        return len(await letters(scene, topic)) > len(before)

    await until_async(is_buried, seconds=60)
    assert (await letters(scene, topic))[-1] == GARBAGE
    await until_drained(scene.reader, 60)
    listed = await gigwire(scene, "dlq", "list", "--json")
    reasons = {one["reason"] for one in listed.json["letters"] if one["origin"].startswith(topic)}
    assert reasons & {"not_json", "not_utf8"}


async def letters(scene: Scene, topic: str) -> list[bytes]:
    """Values in a topic's DLQ."""
    rows = await read_to_end(scene.city.settings, TOPICS[topic].dlq, [0])
    return [value for _, _, _, value in rows if value]


async def test_an_unknown_command_is_refused_with_what_exists(scene: Scene) -> None:
    """Exit code 2 and a pointer to the help, no traceback."""
    said = await gigwire(scene, "statsu")
    assert said.code == 2
    assert "No such command" in said.err
    assert "Traceback" not in said.err
