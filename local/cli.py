"""`gigwire stack up|down|status|reset|logs|prepare`: arguments, texts and exit codes only."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from contextlib import suppress
from itertools import chain
from typing import Annotated, Final

import typer
from rich.console import Console

from gigwire.contracts.errors import ConfigurationError, Fatal, GigwireError
from gigwire.domain.text import load_dictionaries
from gigwire.runtime.lexicon import keep_dictionaries
from gigwire.runtime.logs import configure_logging
from gigwire.runtime.settings import load_settings
from gigwire.runtime.tasks import Stop
from local.detached import start_detached, stop_detached
from local.jars import default_cache
from local.kafka_archive import ensure_kafka
from local.parts import PARTS, PartName, log_of, outside_parts
from local.process import log_tail
from local.stack import LocalStack
from local.state import ENV_FILE, STATE_FILE, is_claimed
from local.status import stack_status, status_table

app: Final = typer.Typer(
    name="stack",
    help="Kafka, ClickHouse, a Telegram and job boards on this machine, without Docker.",
    no_args_is_help=True,
)
Only = Annotated[str, typer.Option(help=f"Parts to start, comma-separated: {','.join(PARTS)}.")]
Seed = Annotated[int, typer.Option(help="Seed of the projects that the boards show.")]
Rate = Annotated[float, typer.Option(min=0.01, help="Projects, edits and closings a second.")]
ALL: Final = ",".join(PARTS)


@app.command()
def up(
    only: Only = ALL,
    seed: Seed = 1,
    rate: Rate = 3.0,
    *,
    detach: Annotated[bool, typer.Option(help="Leave it running in the background.")] = False,
) -> None:
    """Start the stack. What the settings give an address is not started."""
    settings = load_settings(os.environ)
    parts = _parts(only)
    if detach:
        asked = {"--only": ",".join(parts), "--seed": str(seed), "--rate": str(rate)}
        start_detached(settings.state_dir, tuple(chain.from_iterable(asked.items())))
        Console().print(status_table(asyncio.run(stack_status(settings.state_dir))))
        return
    configure_logging(settings.log, stage="stack")
    stack = LocalStack(
        settings.state_dir,
        only=parts,
        outside=outside_parts(settings),
        cache_dir=settings.cache_dir,
        seed=seed,
        extra={"boards": ("--rate", str(rate))},
    )
    asyncio.run(_run(stack))


@app.command()
def down() -> None:
    """Stop the stack of this state folder."""
    state_dir = load_settings(os.environ).state_dir
    typer.echo("stopped" if stop_detached(state_dir) else f"no stack runs on {state_dir}")


@app.command()
def status(
    *, as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False
) -> None:
    """Show the parts, asked now. Exit code 1 unless all answer."""
    found = asyncio.run(stack_status(load_settings(os.environ).state_dir))
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    elif found.is_running:
        Console().print(status_table(found))
    else:
        typer.echo(f"no stack runs on {found.state_dir}")
    raise typer.Exit(0 if found.is_ready else 1)


@app.command()
def reset(*, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Stop the stack and remove all it kept: topics, tables, chats, projects, logs."""
    state_dir = load_settings(os.environ).state_dir
    if not yes:
        typer.confirm(f"Remove everything the local stack kept under {state_dir}?", abort=True)
    stop_detached(state_dir)
    if is_claimed(state_dir):
        raise Fatal(f"the stack on {state_dir} did not stop; nothing was removed")
    for name in (*PARTS, "logs"):
        shutil.rmtree(state_dir / name, ignore_errors=True)
    for name in (STATE_FILE, ENV_FILE):
        (state_dir / name).unlink(missing_ok=True)
    typer.echo(f"removed what the stack kept under {state_dir}")


@app.command()
def logs(
    name: Annotated[str, typer.Argument(help=f"One of: stack, {', '.join(PARTS)}.")],
    lines: Annotated[int, typer.Option("-n", min=1, help="Lines from the end.")] = 50,
) -> None:
    """Show the end of a part's log."""
    if name not in ("stack", *PARTS):
        raise typer.BadParameter(f"no part {name}; there are stack, {', '.join(PARTS)}")
    typer.echo(log_tail(log_of(name, load_settings(os.environ).state_dir), lines))


@app.command()
def prepare() -> None:
    """Download and prepare what the stack needs; later starts need no network."""
    settings = load_settings(os.environ)
    java = asyncio.run(ensure_kafka(settings.cache_dir or default_cache()))
    typer.echo(f"Apache Kafka is ready in {java.folder}")
    keep_dictionaries(settings.cache_dir)
    load_dictionaries()
    typer.echo("The dictionaries of five languages are ready")


def _parts(only: str) -> tuple[PartName, ...]:
    asked = {name.strip() for name in only.split(",") if name.strip()}
    if not asked or asked - set(PARTS):
        wrong = ", ".join(sorted(asked - set(PARTS))) or "nothing"
        raise typer.BadParameter(f"--only {wrong}: the parts are {', '.join(PARTS)}")
    return tuple(name for name in PARTS if name in asked)


async def _run(stack: LocalStack) -> None:
    """Own the stack until SIGINT or SIGTERM, which may come at any step of the start too."""
    loop, own = asyncio.get_running_loop(), asyncio.current_task()
    assert own is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, own.cancel)
    with suppress(asyncio.CancelledError):
        async with stack:
            Console().print(status_table(await stack_status(stack.state_dir)))
            typer.echo("Ctrl-C stops it.")
            await stack.supervise(Stop())


def main() -> None:
    """Run this sub-command on its own: how a detached supervisor is started."""
    try:
        app()
    except ConfigurationError as error:
        sys.stderr.write("".join(f"gigwire: {line}\n" for line in error.problems))
        sys.exit(error.exit_code)
    except GigwireError as error:
        sys.stderr.write(f"gigwire: {error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
