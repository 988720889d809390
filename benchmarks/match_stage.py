"""Projects a second through the match stage: real Kafka, two `gigwire run match`, 100,000 filters.

    python -m benchmarks.match_stage             # 20,000 projects, and with fanout before it
    python -m benchmarks.match_stage --day       # 100,000 projects as well: a day, replayed

Claims: at least 1,000 projects/s across match, a day within 120 s.

Before the measured span: the broker and both workers run, their tables hold the filters
(benchmarks/matching_world.py) in 24 partitions, the indexes are built, one batch has warmed
everything up; the projects' batches are made by fanout's own functions and lie in this process'
memory. The span begins when the first of them is sent to the broker and ends when the group `match`
has committed the last of all 24 partitions, which it does only after Kafka has stored every match.
So within it: producing the batches (24 copies each), the broker, reading, unpacking, preparing,
matching, encoding, writing `matches`, commits. "fanout and match" begins with the unique projects
being sent instead: a `gigwire run fanout` analyses them and makes the batches.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

from benchmarks.figures import save
from benchmarks.matching_world import World
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.ids import ChatId, ClusterId, EventId, ProjectKey, TraceId, UserId, user_key
from gigwire.contracts.messages import Budget, Link, Project, ProjectMatched, UniqueProject
from gigwire.contracts.people import Subscriber
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.domain.fanout import MOST_PROJECTS, batch_value, part_of
from gigwire.domain.filters import filter_of
from gigwire.domain.rates import RateBook
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.lag import open_lag_reader
from local.stack import LocalStack
from tests.support.stream_pipeline import Pipeline, open_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gigwire.runtime.lag import LagReader

FILTERS = 100_000
PROJECTS = 20_000
DAY = 100_000
WORKERS = 2
RATE_CLAIM, DAY_CLAIM = 1_000, 120.0
NOW = datetime.now(UTC)  # noqa: TID251 - records of real workers carry the real time
PATIENCE = 600.0  # seconds


class Run(NamedTuple):
    """One measured span."""

    projects: int
    seconds: float
    cpu: dict[str, float]

    @property
    def rate(self) -> float:
        """Projects a second."""
        return self.projects / self.seconds


def people(world: World, count: int, kind: str) -> Iterator[Subscriber]:
    """Subscribers with all filters of a world."""
    drawn = world.filters(count, kind)
    begin = 0
    while begin < count:
        user = int(drawn.owners[begin])
        end = begin
        while end < count and drawn.owners[end] == user:
            end += 1
        parsed = [filter_of(world.text_of(drawn, row)).filter for row in range(begin, end)]
        wanted = {one.filter_id: one for one in parsed if one is not None}
        yield Subscriber(
            event_id=EventId(f"subscriber-{user}"),
            trace_id=TraceId(f"subscriber-{user}"),
            event_time=NOW,
            user_id=UserId(user),
            chat_id=ChatId(user),
            version=1,
            filters=tuple(wanted.values()),
        )
        begin = end


def steps(world: World, count: int, name: str) -> Iterator[UniqueProject]:
    """Unique projects of a world; other names give other clusters."""
    book = RateBook()
    for number, row in enumerate(world.projects(count)):
        title, body, language, source, units, currency = row
        key = ProjectKey(f"{source}:{name}-{number}")
        budget = units and Budget(
            minimum=units * 100, currency=currency, rate_date=book.newest.date
        )
        project = Project(
            key=key,
            source=source,
            native_id=f"{name}-{number}",
            url=f"https://{source}.example/projects/{name}-{number}",
            title=title,
            body=body,
            budget=budget or None,
            language=language,
            published_at=NOW,
            seen_at=NOW,
        )
        yield UniqueProject(
            event_id=EventId(f"step-{name}-{number}"),
            trace_id=TraceId(f"trace-{name}-{number}"),
            event_time=NOW,
            kind="new",
            cluster_id=ClusterId(f"cluster-{name}-{number}"),
            project=project,
            links=(Link(source=source, url=project.url),),
        )


def batches(projects: Sequence[UniqueProject]) -> list[bytes]:
    """What fanout writes for these projects when it has much to do."""
    parts = [part_of(step) for step in projects]
    cuts = range(0, len(parts), MOST_PROJECTS)
    return [batch_value(parts[at : at + MOST_PROJECTS], RateBook(), None) for at in cuts]


class Bench:
    """A pipeline with match workers, and what is sent through it."""

    def __init__(self, pipeline: Pipeline, reader: LagReader, broker: int) -> None:
        self.pipeline, self._reader = pipeline, reader
        self._processes = {"broker": psutil.Process(broker), "sender": psutil.Process()}

    async def open(self, count: int, kind: str, profile: Path | None) -> None:
        """Fill the table and warm the workers up."""
        for subscriber in people(World(), count, kind):
            await self.pipeline.put("subscribers", user_key(subscriber.user_id), encode(subscriber))
        await self.pipeline.flush()
        for number in range(WORKERS):
            self.pipeline.start("match", profile=None if number else profile)
            worker = self.pipeline.worker("match")
            self._processes[f"match {number}"] = psutil.Process(worker.pid)
        await self.done("match")
        print("table filled", flush=True)

    async def done(self, *stages: str) -> None:
        """Wait until these stages have committed all there is to read, one after the other."""
        async with asyncio.timeout(PATIENCE):
            for stage in stages:
                while await self._lag(stage):  # noqa: ASYNC110 - Kafka tells nobody
                    await asyncio.sleep(0.1)

    async def _lag(self, stage: str) -> int:
        return sum(one.lag for one in await self._reader.sample() if one.stage == stage)

    async def send_batches(self, values: Sequence[bytes]) -> None:
        """Send batches as fanout does: each to every partition."""
        for value in values:
            for partition in range(USER_PARTITIONS):
                key = str(partition).encode()
                await self.pipeline.put("projects.fanout", key, value, partition)
        await self.pipeline.flush()

    async def send_projects(self, values: Sequence[bytes]) -> None:
        """Send unique projects to fanout."""
        for value in values:
            await self.pipeline.put("projects.unique", b"-", value)
        await self.pipeline.flush()

    def add(self, stage: str) -> None:
        """Start another stage and count its CPU."""
        self.pipeline.start(stage)
        self._processes[stage] = psutil.Process(self.pipeline.worker(stage).pid)

    def cpu(self) -> dict[str, float]:
        """CPU seconds of each process so far."""
        return {name: sum(one.cpu_times()[:2]) for name, one in self._processes.items()}

    async def end(self) -> None:
        """Let the profiled worker end in good order, so that it writes its profile."""
        first = self._processes["match 0"]
        first.terminate()
        await asyncio.to_thread(first.wait, 60)

    async def run(self, count: int, name: str) -> Run:
        """Through match alone."""
        values = batches(list(steps(World(len(name)), count, name)))
        megabytes = sum(map(len, values)) / 1e6
        print(f"{name}: {count} projects in {len(values)} batches, {megabytes:.1f} MB", flush=True)
        before, began = self.cpu(), SYSTEM_CLOCK.monotonic()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.send_batches(values))
        await self.done("match")
        return self._ended(count, before, began)

    async def run_both(self, count: int, name: str) -> Run:
        """Through fanout and match."""
        values = [encode(step) for step in steps(World(len(name)), count, name)]
        before, began = self.cpu(), SYSTEM_CLOCK.monotonic()
        await self.send_projects(values)
        await self.done("fanout", "match")
        return self._ended(count, before, began)

    def _ended(self, count: int, before: dict[str, float], began: float) -> Run:
        seconds = SYSTEM_CLOCK.monotonic() - began
        cpu = {name: round(spent - before[name], 1) for name, spent in self.cpu().items()}
        return Run(count, seconds, cpu)

    async def written(self) -> tuple[int, int, int]:
        """Records, bytes and matches of the topic `matches`."""
        values = await self.pipeline.values("matches")
        sample = values[:: max(1, len(values) // 2000)]
        rows = sum(len(decode(ProjectMatched, one).users) for one in sample)
        return len(values), sum(map(len, values)), rows * len(values) // max(1, len(sample))


def told(name: str, run: Run, **more: object) -> dict[str, object]:
    """One row of the results, printed."""
    row = {
        "case": name,
        "projects": run.projects,
        "seconds": round(run.seconds, 1),
        "projects_per_second": round(run.rate),
        "cpu_seconds": run.cpu,
        **more,
    }
    print(row, flush=True)
    return row


async def measure(todo: argparse.Namespace) -> bool:
    """All cases; whether the claims hold."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        async with LocalStack(Path(folder) / "stack", only=("kafka",)) as stack:
            (broker,) = [
                one.pid for one in psutil.Process().children(recursive=True) if "java" in one.name()
            ]
            state = Path(folder) / "state"
            state.mkdir()
            async with (
                open_pipeline(stack.addresses["kafka"], state) as pipeline,
                open_lag_reader(pipeline.settings) as reader,
            ):
                bench = Bench(pipeline, reader, broker)
                await bench.open(todo.filters, todo.kind, todo.profile)
                await bench.run(MOST_PROJECTS * 4, "w")
                alone = await bench.run(todo.projects, "alone")
                records, size, matched = await bench.written()
                rows.append(
                    told(
                        "match",
                        alone,
                        records=records,
                        megabytes_per_second=round(size / alone.seconds / 1e6, 1),
                        matches_per_second=round(matched / alone.seconds),
                    )
                )
                holds = alone.rate >= RATE_CLAIM
                bench.add("fanout")
                await bench.run_both(1, "x")
                rows.append(told("fanout and match", await bench.run_both(todo.projects, "both")))
                if todo.day:
                    day = await bench.run(DAY, "whole day")
                    rows.append(told("day", day))
                    holds = holds and day.seconds <= DAY_CLAIM
                if todo.profile:
                    await bench.end()
    save("match_stage", {"filters": todo.filters, "kind": todo.kind, "cases": rows, "holds": holds})
    return holds


def main() -> int:
    """Measure, save, and say whether the claims hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filters", type=int, default=FILTERS)
    parser.add_argument("--projects", type=int, default=PROJECTS)
    parser.add_argument("--kind", choices=("broad", "tight"), default="broad")
    parser.add_argument("--day", action="store_true")
    parser.add_argument("--profile", type=Path, help="cProfile of the first match worker")
    return 0 if asyncio.run(measure(parser.parse_args())) else 1


if __name__ == "__main__":
    sys.exit(main())
