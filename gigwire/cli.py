"""The `gigwire` command: one page of sub-commands, each imported only when it is used.

Owns arguments, exit codes and the wording of failures. Exit codes: 0 done, 1 failed, 2 wrong
usage, 78 wrong settings.
"""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import typer

from gigwire import __version__
from gigwire.contracts.errors import ConfigurationError, GigwireError, leaves

if TYPE_CHECKING:
    from collections.abc import Callable

# Commands live beside what they command; importing all would cost seconds.
COMMANDS: Final = {
    "run": "gigwire.operate.run:run",
    "topics": "gigwire.operate.topics:app",
    "stack": "local.cli:app",
    "demo": "gigwire.operate.demo.cli:demo",
    "migrate": "gigwire.operate.migrate:migrate",
    "dashboards": "dashboards.cli:app",
    "status": "gigwire.operate.status:status",
    "trace": "gigwire.operate.trace:trace",
    "dlq": "gigwire.operate.dlq:app",
    "replay": "gigwire.operate.replay:replay",
    "rates": "gigwire.operate.rates:app",
    "ledger": "gigwire.operate.ledger.cli:app",
    "broadcast": "gigwire.operate.broadcast.cli:app",
    "admin": "gigwire.operate.admin:app",
    "reconcile": "gigwire.operate.reconcile.cli:reconcile",
    "filters": "gigwire.operate.filters.cli:app",
    "match": "gigwire.operate.match.cli:match",
    "why": "gigwire.operate.why.cli:why",
    "forget": "gigwire.operate.forget.cli:forget",
    "docs": "gigwire.operate.docs:docs",
}


def build_cli(wanted: str | None) -> typer.Typer:
    """The command line. Only the module of the `wanted` sub-command is imported; None: all."""
    cli = typer.Typer(
        name="gigwire",
        help="Watches job boards and tells exactly the right people on Telegram, once.",
        no_args_is_help=True,
        pretty_exceptions_show_locals=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    cli.callback()(_root)
    names = [wanted] if wanted in COMMANDS else list(COMMANDS)
    if wanted is None and "--version" in sys.argv:
        names = []
    for name in names:
        module, attribute = COMMANDS[str(name)].split(":")
        found: typer.Typer | Callable[..., object] = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            cli.add_typer(found, name=name)
        else:
            cli.command(name)(found)
    return cli


def _show_version(is_asked: bool) -> None:  # noqa: FBT001 - typer passes it so
    if is_asked:
        typer.echo(f"gigwire {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(  # noqa: ARG001, FBT001 - handled by its callback
        False,  # noqa: FBT003 - typer's form of a default
        "--version",
        callback=_show_version,
        is_eager=True,
        help="Show the version and end.",
    ),
) -> None:
    """Watches job boards and tells exactly the right people on Telegram, once."""
    from gigwire.runtime.lexicon import keep_dictionaries  # noqa: PLC0415 - not for `--version`

    keep_dictionaries()


def main() -> None:
    """Run the command line; expected failures become one line each and an exit code."""
    wanted = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    if wanted != "run":  # stages configure their own logs; commands speak through their output
        logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        build_cli(wanted)()
    except ConfigurationError as error:
        sys.stderr.write("".join(f"gigwire: {line}\n" for line in error.problems))
        sys.exit(error.exit_code)
    except GigwireError as error:
        sys.stderr.write(f"gigwire: {error}\n")
        sys.exit(1)
    except BaseExceptionGroup as group:
        sys.exit(_report(group))
    except BrokenPipeError:  # its reader has seen enough: `gigwire status | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _report(group: BaseExceptionGroup) -> int:
    """One line a cause for what failed side by side; anything unexpected keeps its traceback."""
    known, other = group.split(GigwireError)
    if known is None or other is not None:
        raise group
    for error in leaves(known):
        sys.stderr.write(f"gigwire: {error}\n")
    return max(getattr(error, "exit_code", 1) for error in leaves(known))
