"""`gigwire trace URL|ID [--user]`: one project through all stages, with times."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import orjson
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from gigwire.contracts.codec import unpacked
from gigwire.contracts.errors import Poison
from gigwire.contracts.topics import TOPICS
from gigwire.operate.output import print_json
from gigwire.operate.scan import parse_time, scan
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

# In the order of the flow; each topic's records name the project in one of these fields.
PATH: Final = (
    "projects.raw",
    "projects.clean",
    "projects.unique",
    "projects.fanout",
    "matches",
    "notifications.decisions",
    "notifications.due",
    "notifications.ledger",
)
EXIT_NOT_FOUND: Final = 3
MOST_USERS: Final = 10  # named on a line; of thousands nobody reads more


class Step(NamedTuple):
    """One record about the project. `after_seconds` counts from the first step."""

    topic: str
    partition: int
    offset: int
    written_at: datetime
    after_seconds: float
    user_id: int | None
    text: str


class Found(NamedTuple):
    """A record that may belong to the trace, decoded."""

    topic: str
    partition: int
    offset: int
    written_at: datetime
    content: dict[str, Any]


def names_of(found: Found) -> set[str]:
    """Every name by which a record's project may be asked for or joined to other records."""
    content = found.content
    names = {content.get("trace_id"), content.get("cluster_id"), content.get("notification_id")}
    for project in _projects(content):
        names |= {project.get("url"), project.get("key"), project.get("native_id")}
        if "source" in project and "native_id" in project:
            names.add(f"{project['source']}:{project['native_id']}")
    for unique in _uniques(content):
        names |= {unique.get("cluster_id"), unique.get("trace_id")}
    return {str(name) for name in names if name}


def _uniques(content: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if isinstance(content.get("projects"), list):  # projects.fanout
        yield from content["projects"]
    inner = content.get("content")
    project = inner.get("project") if isinstance(inner, dict) else content.get("project")
    if isinstance(project, dict) and "cluster_id" in project:
        yield project


def _projects(content: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if "native_id" in content:
        yield content
    if isinstance(content.get("project"), dict) and "native_id" in content["project"]:
        yield content["project"]
    for unique in _uniques(content):
        yield unique["project"]


def follow(wanted: str, records: list[Found], user: int | None) -> list[Found]:
    """Records of the project that `wanted` names: by URL, native id, key, trace or cluster id.

    Joins by shared ids: a record that names a wanted project adds its trace and cluster ids.
    """
    names = {wanted}
    joined: set[str] = set()
    for _ in range(2):  # board id -> cluster id -> everything of that cluster
        for found in records:
            if names_of(found) & names:
                joined |= {
                    str(name)
                    for name in (found.content.get("trace_id"), found.content.get("cluster_id"))
                    if name
                }
        names |= joined
    return [
        found
        for found in records
        if names_of(found) & names and (user is None or user in (users_of(found) or {user}))
    ]


def users_of(found: Found) -> set[int]:
    """Users that a record is about; empty for records of no user in particular."""
    if "user_id" in found.content:
        return {found.content["user_id"]}
    return {_user_id(user) for user in found.content.get("users", ())}


def _user_id(user: Any) -> int:
    """A user of `matches`: a number, or in records of before an object."""
    return int(user["user_id"] if isinstance(user, dict) else user)


def describe(found: Found) -> str:
    """What the record says, in a few words."""
    content = found.content
    if found.topic == "matches":
        return f"fits {_scores(content)}"
    words = [content.get(name) for name in ("kind", "state", "decision", "reason", "message_id")]
    title = next((project.get("title", "") for project in _projects(content)), "")
    return " ".join(str(word) for word in [*words, title[:50]] if word)


def _scores(content: dict[str, Any]) -> str:
    """The first users of a record, each with the best of their scores."""
    users = [_user_id(user) for user in content["users"]]
    scores = content.get("scores") or [user["score"] for user in content["users"]]
    best = dict(sorted(zip(users, scores, strict=True), key=lambda row: row[1]))
    shown = [f"{user} ({best[user]})" for user in dict.fromkeys(users)]
    more = f" and {len(shown) - MOST_USERS} more" if len(shown) > MOST_USERS else ""
    return ", ".join(shown[:MOST_USERS]) + more


def steps_of(records: list[Found]) -> list[Step]:
    """The trace in time order (ties in the order of the flow)."""
    ordered = sorted(records, key=lambda found: (found.written_at, PATH.index(found.topic)))
    return [
        Step(
            topic=found.topic,
            partition=found.partition,
            offset=found.offset,
            written_at=found.written_at,
            after_seconds=(found.written_at - ordered[0].written_at).total_seconds(),
            user_id=found.content.get("user_id"),
            text=describe(found),
        )
        for found in ordered
    ]


async def _read(settings: Settings, topics: Iterable[str], since: datetime) -> list[Found]:
    found = []
    now = SYSTEM_CLOCK.now()
    for topic in topics:
        async for record in scan(settings, topic, TOPICS[topic].partitions, since, now):
            try:
                content = orjson.loads(unpacked(record.value or b"{}"))
            except (orjson.JSONDecodeError, Poison):
                continue  # bytes that no stage could read are in the DLQ, see `gigwire dlq list`
            written = datetime.fromtimestamp(record.timestamp / 1000, now.tzinfo)
            found.append(Found(topic, record.partition, record.offset, written, content))
    return found


def trace(
    project: Annotated[str, typer.Argument(help="URL, native id, source:id, trace or cluster id.")],
    user: Annotated[int | None, typer.Option(help="Only records about this user id.")] = None,
    since: Annotated[str, typer.Option(help="-2h, -1d or ISO time with zone.")] = "-24h",
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show one project through all stages. Exit code 3: nothing found in the range."""
    settings = load_settings(os.environ)
    start = parse_time(since, SYSTEM_CLOCK.now())
    shown = PATH if json else track(PATH, "reading", console=Console(stderr=True), transient=True)
    steps = steps_of(follow(project, asyncio.run(_read(settings, shown, start)), user))
    if json:
        print_json({"steps": [step._asdict() for step in steps]})
    elif steps:
        Console().print(_table(steps))
    else:
        typer.echo(f"nothing about {project!r} since {start:%Y-%m-%d %H:%M} UTC", err=True)
    if not steps:
        raise typer.Exit(EXIT_NOT_FOUND)


def _table(steps: list[Step]) -> Table:
    table = Table("after", "topic", "at", "user", "what")
    for step in steps:
        where = f"{step.partition}:{step.offset}"
        user = "" if step.user_id is None else str(step.user_id)
        table.add_row(f"{step.after_seconds:.3f} s", step.topic, where, user, step.text)
    return table
