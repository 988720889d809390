"""Events a second of one Faust stage, stock and ours, interleaved: raw, and with table and send.

    python -m benchmarks.streams --broker 127.0.0.1:9092     # without --broker: one of its own

Claims: at least 2.5 times stock raw, at least 1.3 times with table and send. Ratios are taken pair
by pair, so that a busy machine slows both sides; CPU microseconds an event are given beside.
Writes benchmarks/results/streams.json. Exits 1 if a claim does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import save
from local.stack import LocalStack
from tests.support.stream_lab import Lab, open_lab, until

WARM_UP = 2000
BODY_BYTES = 300


class Case(NamedTuple):
    """One way to use a stage. `claim`: least ratio of ours to stock."""

    name: str
    options: tuple[str, ...]
    span: int
    spans: int
    claim: float


CASES = (
    Case("raw", ("--no-send",), 20_000, 3, 2.5),
    Case("table and send", ("--table",), 5_000, 3, 1.3),
)


class Rate(NamedTuple):
    """Medians of one worker."""

    events_per_second: float
    cpu_microseconds: float


async def one_worker(lab: Lab, case: Case, mode: str, number: int) -> Rate:
    """Let a fresh group of one worker read the preloaded topic; gives its rate."""
    lab.app = f"bench-{lab.run}-{number}"
    await lab.create_changelog()
    rates = lab.folder / f"rates-{number}"
    worker = lab.worker(mode, *case.options, "--rates", str(rates), "--span", str(case.span))
    await until(lambda: rates.exists() and len(rates.read_bytes().splitlines()) >= case.spans, 300)
    worker.kill()
    worker.wait()
    lines = [line.split() for line in rates.read_text().splitlines()]
    return Rate(*(statistics.median(float(line[column]) for line in lines) for column in (0, 1)))


async def measure(broker: str, case: Case, pairs: int) -> dict[str, object]:
    """Run stock and ours in turn; gives medians and the ratio pair by pair."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_lab(broker, Path(folder)) as lab:
            await lab.feed(WARM_UP + case.span * case.spans + 1000, size=BODY_BYTES)
            found: list[tuple[Rate, Rate]] = []
            for pair in range(pairs):
                stock = await one_worker(lab, case, "stock", 2 * pair)
                mended = await one_worker(lab, case, "mended", 2 * pair + 1)
                found.append((stock, mended))
                print(case.name, stock, mended, flush=True)
    return summary(case, found)


def summary(case: Case, found: list[tuple[Rate, Rate]]) -> dict[str, object]:
    """One row of the results."""
    ratios = [ours.events_per_second / stock.events_per_second for stock, ours in found]
    cpu = [stock.cpu_microseconds / ours.cpu_microseconds for stock, ours in found]
    return {
        "case": case.name,
        "stock_events_per_second": round(
            statistics.median(one.events_per_second for one, _ in found)
        ),
        "ours_events_per_second": round(
            statistics.median(one.events_per_second for _, one in found)
        ),
        "stock_cpu_microseconds": statistics.median(one.cpu_microseconds for one, _ in found),
        "ours_cpu_microseconds": statistics.median(one.cpu_microseconds for _, one in found),
        "ratio": round(statistics.median(ratios), 2),
        "cpu_ratio": round(statistics.median(cpu), 2),
        "claim": case.claim,
        "holds": statistics.median(ratios) >= case.claim,
    }


async def run(broker: str | None, pairs: int) -> bool:
    """Measure all cases; gives whether every claim holds."""
    stack = None
    if broker is None:
        stack = LocalStack(Path(tempfile.mkdtemp()), only=("kafka",))
        await stack.start()
        broker = stack.addresses["kafka"]
    try:
        rows = [await measure(broker, case, pairs) for case in CASES]
    finally:
        if stack is not None:
            await stack.stop()
    save("streams", {"pairs": pairs, "cases": rows})
    return all(row["holds"] for row in rows)


def main() -> None:
    """Parse arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broker", help="bootstrap address of a running broker")
    parser.add_argument("--pairs", type=int, default=3)
    todo = parser.parse_args()
    sys.exit(0 if asyncio.run(run(todo.broker, todo.pairs)) else 1)


if __name__ == "__main__":
    main()
