"""`gigwire match FILTERS PROJECTS`: which filter fits which project, offline."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import orjson
import typer

from gigwire.domain.filters import compiled_query
from gigwire.domain.match.explain import explain as explained
from gigwire.operate.filters.drawing import line_of, verdict_json
from gigwire.operate.match.quantiles import Quantiles
from gigwire.operate.match.reading import BadLine, Reader
from gigwire.operate.match.rows import BadRow, filter_in, project_in
from gigwire.operate.match.spool import Spool
from gigwire.operate.match.twin import Twin
from gigwire.runtime.clock import SYSTEM_CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.people import Filter
    from gigwire.operate.match.twin import Matched

EXIT_BAD_INPUT: Final = 2
TOLD: Final = 10  # skipped lines named one by one


class Wanted(NamedTuple):
    """What the lines shall hold."""

    is_explained: bool
    is_json: bool


def match(
    filters: Annotated[Path, typer.Argument(help='JSON lines of {"id", "query"}.')],
    projects: Annotated[
        Path, typer.Argument(help='JSON lines of {"id", "title", "body", ...}; - is standard input')
    ],
    *,
    stats: Annotated[
        bool, typer.Option("--stats", help="One JSON line to standard error.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Why, after each pair.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a pair.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out bad lines.")] = False,
) -> None:
    """Print `project<TAB>filter` for each pair that fits, sorted. Exit code 2: a bad line.

    The projects' file is streamed and may be larger than memory; nothing is printed before all of
    it was read.
    """
    reader = Reader(is_skipping=skip_bad)
    try:
        told = _run(reader, filters, projects, Wanted(explain, json))
    except BadLine as error:
        typer.echo(f"gigwire: {error}", err=True)
        raise typer.Exit(EXIT_BAD_INPUT) from None
    for one in reader.skipped[:TOLD]:
        typer.echo(f"skipped {one.where}: {one.reason}", err=True)
    if len(reader.skipped) > TOLD:
        typer.echo(f"skipped {len(reader.skipped) - TOLD} more lines", err=True)
    if stats:
        sys.stderr.buffer.write(orjson.dumps(told | {"skipped": len(reader.skipped)}) + b"\n")


def _run(reader: Reader, filters: Path, projects: Path, wanted: Wanted) -> dict[str, object]:
    now, start = SYSTEM_CLOCK.now(), SYSTEM_CLOCK.monotonic()
    names, saved = _loaded(reader, filters)
    twin = Twin(saved, now, SYSTEM_CLOCK)
    loaded = SYSTEM_CLOCK.monotonic() - start
    analysis, matching = Quantiles(), Quantiles()
    count = matches = 0
    with Spool() as spool:
        for name, project in reader.rows(projects, partial(project_in, now=now)):
            matched = twin.match(project)
            analysis.add(matched.analysis_seconds)
            matching.add(matched.match_seconds)
            count += 1
            matches += len(matched.fitting)
            for line in _lines(name, matched, names, saved, wanted):
                spool.add(line)
        sys.stdout.buffer.writelines(
            line.split(b"\t", 2)[2] if wanted.is_json else line for line in spool.sorted()
        )
        sys.stdout.buffer.flush()
    return {
        "filters": len(names),
        "projects": count,
        "matches": matches,
        "load_seconds": round(loaded, 3),
        "bytes_per_filter": round(twin.bytes_held / max(1, len(names)), 1),
        "analysis_us": analysis.told(),
        "match_us": matching.told(),
    }


def _loaded(reader: Reader, path: Path) -> tuple[list[str], list[Filter]]:
    """Filters in the order of the file; of two with one id the later is a bad line."""
    names: dict[str, None] = {}
    saved: list[Filter] = []

    def parse(line: bytes) -> tuple[str, Filter]:
        name, wanted = filter_in(line)
        if name in names:
            raise BadRow(f"a second filter with the id {name!r}; ids must differ")
        return name, wanted

    for name, wanted in reader.rows(path, parse):
        names[name] = None
        saved.append(wanted)
    return list(names), saved


def _lines(
    name: str, matched: Matched, names: list[str], saved: list[Filter], wanted: Wanted
) -> Iterator[bytes]:
    """A line a pair: both names for sorting, then what is printed behind or in place of them."""
    for one in matched.fitting:
        query = compiled_query(saved[one.number].query) if wanted.is_explained else None
        verdict = None if query is None else explained(query, matched.subject)
        pair = f"{name}\t{names[one.number]}".encode()
        if wanted.is_json:
            row = {"project": name, "filter": names[one.number], "score": one.score}
            tree = {} if verdict is None else {"explanation": verdict_json(verdict)}
            yield pair + b"\t" + orjson.dumps(row | tree) + b"\n"
        elif verdict is None:
            yield pair + b"\n"
        else:
            yield pair + f"\t{line_of(verdict)}\n".encode()
