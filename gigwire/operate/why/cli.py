"""The command `gigwire why`: reading the topics, showing the story."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from gigwire.contracts.delivery import LedgerEntry, NotificationDecided
from gigwire.contracts.ids import UserId, user_key
from gigwire.contracts.messages import UniqueProject
from gigwire.contracts.people import Subscriber
from gigwire.contracts.rates import RatesPublished
from gigwire.contracts.topics import TOPICS
from gigwire.domain.match.explain import because
from gigwire.domain.rates import book_of
from gigwire.operate.events import events_of, readable
from gigwire.operate.filters.drawing import drawn_verdict, line_of, verdict_json
from gigwire.operate.output import print_json
from gigwire.operate.scan import parse_time, scan
from gigwire.operate.why.story import Records, steps_named, story_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import partition_of, read_to_end
from gigwire.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.operate.why.story import Story

EXIT_NOT_FOUND: Final = 3
T = TypeVar("T", Subscriber, NotificationDecided, LedgerEntry)


def why(
    user: Annotated[int, typer.Argument(help="User id.")],
    project: Annotated[str, typer.Argument(help="URL, source:id, native, cluster or trace id.")],
    since: Annotated[str, typer.Option(help="When the project was seen: -2h, -7d, ISO.")] = "-48h",
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say why a person was told of a project, or was not. Exit code 3: no such project."""
    start = parse_time(since, SYSTEM_CLOCK.now())
    records = asyncio.run(read_records(load_settings(os.environ), UserId(user), project, start))
    if not records.steps:
        typer.echo(f"nothing about {project!r} since {start:%Y-%m-%d %H:%M} UTC", err=True)
        raise typer.Exit(EXIT_NOT_FOUND)
    story = story_of(records)
    if json:
        print_json(story_json(story))
    else:
        _print(story)


def story_json(story: Story) -> dict[str, object]:
    """All of it as JSON."""
    project = story.project.project
    return {
        "conclusion": story.conclusion,
        "cluster_id": story.project.cluster_id,
        "project": {"key": project.key, "title": project.title, "url": project.url},
        "filters": [
            {
                **one.filter.model_dump(include={"filter_id", "name", "query", "is_paused"}),
                "fits": one.verdict.holds,
                "revision": one.revision,
                "because": [verdict_json(leaf) for leaf in because(one.verdict)],
                "tree": verdict_json(one.verdict),
            }
            for one in story.judged
        ],
        "decisions": [one.model_dump(mode="json") for one in story.decisions],
        "ledger": [one.model_dump(mode="json") for one in story.ledger],
    }


async def read_records(settings: Settings, user: UserId, project: str, since: datetime) -> Records:
    """Only the user's own partitions, and projects since then."""
    people = await _of_user(settings, "subscribers", Subscriber, user)
    return Records(
        steps=steps_named(project, await _steps(settings, since)),
        subscriber=people[-1] if people else None,
        decisions=await _of_user(settings, "notifications.decisions", NotificationDecided, user),
        ledger=await _of_user(settings, "notifications.ledger", LedgerEntry, user),
        book=book_of(await events_of(settings, "rates", RatesPublished)),
    )


async def _steps(settings: Settings, since: datetime) -> list[UniqueProject]:
    topic = TOPICS["projects.unique"]
    records = scan(settings, topic.name, topic.partitions, since, SYSTEM_CLOCK.now())
    found = [readable(UniqueProject, record.value) async for record in records]
    return [step for step in found if step is not None]


async def _of_user(settings: Settings, topic: str, model: type[T], user: UserId) -> list[T]:
    """Events about the user, in order; nothing of what stood before a tombstone of their key."""
    key = user_key(user)
    found: list[T] = []
    for _, _, own, value in await read_to_end(settings, topic, [partition_of(user)]):
        if value is None and own == key:
            found.clear()
        event = readable(model, value)
        if event is not None and event.user_id == user:
            found.append(event)
    return found


def _print(story: Story) -> None:
    console = Console(highlight=False)
    project = story.project.project
    typer.echo(f"{story.conclusion}\n\n{project.title}\n{project.url}")
    for one in story.judged:
        state = "paused" if one.filter.is_paused else line_of(one.verdict)
        typer.echo(
            f"\n{one.filter.name}: {'fits' if one.verdict.holds else 'does not fit'}: {state}"
        )
        console.print(drawn_verdict(one.verdict))
    if story.decisions or story.ledger:
        console.print(_events(story))


def _events(story: Story) -> Table:
    table = Table("when", "what", "why")
    rows: list[tuple[datetime, str, str]] = [
        (one.event_time, one.decision, one.reason) for one in story.decisions
    ]
    rows += [(one.event_time, one.state, one.reason or "") for one in story.ledger]
    for when, what, reason in sorted(rows):
        table.add_row(f"{when:%Y-%m-%d %H:%M:%S}", what, reason)
    return table
