"""`gigwire filters check QUERY`: what a query means, and whether it fits a project and why."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer
from rich.console import Console

from gigwire.contracts.errors import ConfigurationError
from gigwire.domain.filters import compiled_query, filter_of
from gigwire.domain.match.explain import because, explain
from gigwire.domain.match.subject import subject_of
from gigwire.operate.filters.drawing import drawn_query, drawn_verdict, line_of, verdict_json
from gigwire.operate.filters.problems import said, with_caret
from gigwire.operate.match.rows import BadRow, project_in
from gigwire.operate.output import print_json
from gigwire.runtime.clock import SYSTEM_CLOCK

if TYPE_CHECKING:
    from gigwire.domain.filters import Problem
    from gigwire.domain.match.explain import Verdict

EXIT_NO_FIT: Final = 1
EXIT_INVALID: Final = 2


class Checked(NamedTuple):
    """What became of a query: its canonical form or problems, and a verdict if it was judged."""

    query: str | None
    problems: tuple[Problem, ...]
    verdict: Verdict | None = None


def check(
    query: Annotated[str, typer.Argument(help="As people type it: python bot budget>=500usd")],
    project: Annotated[
        Path | None, typer.Option(help="A project as one JSON object; - is standard input.")
    ] = None,
    currency: Annotated[str, typer.Option(help="What amounts without one mean.")] = "USD",
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what a query means. Exit code 0: valid, and fits; 1: does not fit; 2: not valid."""
    checked = check_query(query, currency, None if project is None else _read(project))
    if json:
        print_json(checked_json(checked))
    else:
        _print(query, checked)
    if checked.query is None:
        raise typer.Exit(EXIT_INVALID)
    if checked.verdict is not None and not checked.verdict.holds:
        raise typer.Exit(EXIT_NO_FIT)


def check_query(query: str, currency: str, project: bytes | None) -> Checked:
    """Parse a query and judge the project (JSON), if there is one.

    Raises:
        ConfigurationError: the project is none.
    """
    parsed = filter_of(query, currency.upper())
    if parsed.filter is None:
        return Checked(None, tuple(parsed.problems))
    canonical = parsed.filter.query
    if project is None:
        return Checked(canonical, ())
    now = SYSTEM_CLOCK.now()
    try:
        _, wanted = project_in(project, now)
    except BadRow as error:
        raise ConfigurationError((f"the project: {error}",)) from None
    return Checked(canonical, (), explain(compiled_query(canonical), subject_of(wanted, now)))


def checked_json(checked: Checked) -> dict[str, object]:
    """All of it as JSON."""
    verdict = checked.verdict
    return {
        "query": checked.query,
        "problems": [
            {"key": one.key, "position": one.position, "text": said(one)}
            for one in checked.problems
        ],
        "fits": None if verdict is None else verdict.holds,
        "because": None if verdict is None else [verdict_json(leaf) for leaf in because(verdict)],
        "tree": None if verdict is None else verdict_json(verdict),
    }


def _read(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise ConfigurationError((f"{path}: {error.strerror}",)) from None


def _print(query: str, checked: Checked) -> None:
    console = Console(highlight=False)
    for problem in checked.problems:
        typer.echo(with_caret(query, problem), err=True)
    if checked.query is None:
        return
    typer.echo(checked.query)
    if checked.verdict is None:
        console.print(drawn_query(compiled_query(checked.query)))
        return
    console.print(drawn_verdict(checked.verdict))
    typer.echo(f"{'fits' if checked.verdict.holds else 'does not fit'}: {line_of(checked.verdict)}")
