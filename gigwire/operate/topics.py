"""`gigwire topics plan|apply`: what the broker lacks, and creating it. Owns the wording."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated

import typer

from gigwire.operate.output import print_json
from gigwire.runtime.settings import load_settings
from gigwire.runtime.topics import apply_topics, existing_topics, plan, wanted_topics

if TYPE_CHECKING:
    from gigwire.runtime.topics import Plan

app = typer.Typer(help="Compare the broker's topics with the table, and create what is missing.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]
EXIT_TODO = 3


@app.command("plan")
def plan_command(*, json: Json = False) -> None:
    """Show what apply would do. Exit code 0: nothing to do; 3: something; 1: cannot be done."""
    settings = load_settings(os.environ)
    found = plan(wanted_topics(settings), asyncio.run(existing_topics(settings)))
    _show(found, json=json)
    if found.wrong:
        raise typer.Exit(1)
    if found.create:
        raise typer.Exit(EXIT_TODO)


@app.command("apply")
def apply_command(*, json: Json = False) -> None:
    """Create missing topics; refuse, with both numbers, where a partition count differs."""
    _show(asyncio.run(apply_topics(load_settings(os.environ))), json=json)


def _show(found: Plan, *, json: bool) -> None:
    if json:
        created = [topic._asdict() for topic in found.create]
        print_json({"create": created, "present": found.present, "wrong": found.wrong})
        return
    for topic in found.create:
        typer.echo(f"+ {topic.name}  {topic.partitions} partitions")
    for line in found.wrong:
        typer.echo(f"! {line}", err=True)
    typer.echo(f"{len(found.create)} to create, {len(found.present)} present")
