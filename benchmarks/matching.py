"""The filter index: latency, memory, build, edits, threads, partitions, beside naive loops.

All ratios in one run and one process: `python -m benchmarks.matching` (10,000 and 100,000 filters,
under a minute); `--sizes 10000 100000 1000000 5000000` for all. Latencies are of one project at a
time in one thread, Python's call included, in the calmest of seven rounds ("middle": p50 of the
fourth); preparing (dictionary lookups) is measured apart. Python's collector works as in a stage.
Build "from columns": distinct plans as numpy columns -> sorted slots, rows, clusters; "from text":
`FilterIndex.build` of subscribers, parsing and planning included, a sample of distinct texts.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.figures import save
from benchmarks.matching_columns import differing, owners_of, plans_of
from benchmarks.matching_naive import Sets, substrings
from benchmarks.matching_phases import finder
from benchmarks.matching_world import World
from benchmarks.rounds import spread
from gigwire.contracts.messages import Budget, Project
from gigwire.contracts.people import Subscriber
from gigwire.domain.filters import filter_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.subject import subject_of
from gigwire.runtime.process import MIDDLE, OLD, YOUNG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.matching_world import Drawn, Filters
    from gigwire.domain.match.columns import Owners, PlanColumns
    from gigwire.domain.match.prepared import Prepared
    from gigwire.domain.match.subject import Subject

NOON: Final = datetime(2026, 11, 18, 12, tzinfo=UTC)
PARTITIONS: Final = 24
NAIVE_MOST: Final = 100_000
SAMPLE: Final = 5_000  # filters from text, and edits
WARM: Final = 100  # edits before those that are measured


def main() -> None:
    """Measure and save."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    arguments.add_argument("--kinds", nargs="+", default=["broad", "tight"])
    arguments.add_argument("--projects", type=int, default=400)
    chosen = arguments.parse_args()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    rows = [measured(kind, size, chosen.projects) for kind in chosen.kinds for size in chosen.sizes]
    table(rows)
    save("matching", {"load": os.getloadavg()[0], "rows": rows})


def measured(kind: str, size: int, projects: int) -> dict[str, Any]:
    """Every figure of one profile and size."""
    world, dictionary = World(), Dictionary()
    filters = world.filters(size, kind)
    plans, plan_of_slot = plans_of(world, filters, dictionary)
    sample = np.arange(min(200, size))
    assert differing(world, filters, dictionary, sample) == 0, "columns differ from the planner"
    owners = owners_of(filters, plan_of_slot)
    subjects = [subject(number, one) for number, one in enumerate(world.projects(projects))]
    for one in subjects:
        dictionary.prepare(one)  # frequencies, by which pivots are chosen
    index = FilterIndex(dictionary)
    index.load(plans, owners)
    prepared = [dictionary.prepare(one) for one in subjects]
    found = [index.match(one) for one in prepared]
    figures: dict[str, Any] = {
        "kind": kind,
        "filters": size,
        "distinct": int(plans.table.size),
        "matches": round(float(np.mean([one.users.size for one in found])), 1),
        "known_terms": round(float(np.mean([one.alone.ids.size for one in prepared])), 1),
        "bytes_a_filter": round(index.nbytes / size, 1),
        "build_seconds": round(seconds(lambda: index.load(plans, owners)), 3),
        "prepare_us": spread(dictionary.prepare, subjects, 1e6),
        "match_ms": spread(index.match, prepared, 1e3),
        "fitting_ms": spread(find := finder(index.snapshot, dictionary), prepared, 1e3),
    }
    assert [find(one) for one in prepared] == [one.users.size for one in found], "other filters fit"
    figures |= beside_naive(world, filters, subjects, [len(one.users) for one in found])
    figures["two_threads"] = threads(index, prepared)
    figures["partitions_ms"] = parted(dictionary, plans, owners, prepared)
    figures |= edited(world, filters, index, prepared)
    print(figures, file=sys.stderr)
    gc.unfreeze()
    gc.collect()
    return figures


def subject(number: int, drawn: Drawn) -> Subject:
    """A drawn project, analysed."""
    title, body, language, source, amount, unit = drawn
    budget = None
    if amount is not None:
        budget = Budget(minimum=amount * 100, maximum=amount * 100, currency=unit)
    project = Project.model_validate(
        {
            "key": f"{source}:{number}",
            "source": source,
            "native_id": str(number),
            "url": "https://board.example/1",
            "title": title,
            "body": body,
            "language": language,
            "budget": budget,
            "seen_at": NOON,
        }
    )
    return subject_of(project, NOON)


def seconds(action: Callable[[], object]) -> float:
    """How long it takes."""
    begin = perf_counter()
    action()
    return perf_counter() - begin


def beside_naive(
    world: World,
    filters: Filters,
    subjects: Sequence[Subject],
    counts: Sequence[int],
) -> dict[str, Any]:
    """Naive loops over the same filters; the one over sets must find as many."""
    if filters.owners.size > NAIVE_MOST:
        return {}
    few = range(20)
    sets = Sets(world, filters)
    found = [sets.count(subjects[at]) for at in few]
    assert found == list(counts[:20]), "the loop over sets finds other filters"
    texts = [f"{one.project.title} {one.project.body}".casefold() for one in subjects[:20]]
    contains = substrings(world, filters)
    return {
        "naive_in_ms": spread(contains, texts[:5], 1e3)["p50"],
        "naive_sets_ms": spread(sets.count, [subjects[at] for at in few], 1e3)["p50"],
    }


def threads(index: FilterIndex, prepared: Sequence[Prepared]) -> dict[str, float]:
    """Projects a second in batches of 20: one thread, two threads on one index."""
    batches = [list(prepared[at : at + 20]) for at in range(0, len(prepared), 20)] * 2
    count = 2 * len(prepared)
    one = seconds(lambda: [index.match_all(batch) for batch in batches])
    with ThreadPoolExecutor(2) as pool:
        two = seconds(lambda: list(pool.map(index.match_all, batches)))
    return {"one": round(count / one), "two": round(count / two)}


def parted(
    dictionary: Dictionary, plans: PlanColumns, owners: Owners, prepared: Sequence[Prepared]
) -> dict[str, float]:
    """The same people in 24 indexes: a project against all of them, one after another."""
    indexes = []
    for number in range(PARTITIONS):
        people = np.flatnonzero(owners.users // 7 % PARTITIONS == number)
        place = np.full(owners.users.size, -1, dtype=np.int64)
        place[people] = np.arange(people.size)
        slots = np.flatnonzero(place[owners.owner] >= 0)
        part = owners._replace(
            users=owners.users[people],
            versions=owners.versions[people],
            owner=place[owners.owner[slots]].astype(np.uint32),
            numbers=owners.numbers[slots],
            plan_of_slot=owners.plan_of_slot[slots],
        )
        indexes.append(FilterIndex(dictionary))
        indexes[-1].load(plans, part)
    figures = spread(lambda one: [part.match(one) for part in indexes], prepared, 1e3)
    size = owners.numbers.size
    return {**figures, "bytes_a_filter": round(sum(one.nbytes for one in indexes) / size, 1)}


def edited(
    world: World, filters: Filters, index: FilterIndex, prepared: Sequence[Prepared]
) -> dict[str, Any]:
    """Building from text, edits, and matching while rebuilds follow one another."""
    people = subscribers(world, filters)
    gc.freeze()  # as match does after a build
    put_all(index, people[:WARM])  # machine code of merging is loaded
    put = seconds(lambda: put_all(index, people[WARM:]))
    own = FilterIndex(Dictionary())
    from_text = seconds(lambda: own.build(people))
    again = [person.model_copy(update={"version": 3}) for person in people]
    edit = seconds(lambda: put_all(index, again))
    count = sum(len(person.filters) for person in people)
    after = spread(index.match, prepared, 1e3)
    with ThreadPoolExecutor(1) as pool:
        taken, rebuilds = during_rebuilds(index, prepared, pool)
    return {
        "text_us_a_filter": round(from_text / count * 1e6, 1),
        "first_edits_a_second": round(len(people[WARM:]) / put),
        "edits_a_second": round(len(people) / edit),
        "match_after_edits_ms": after,
        "during_rebuild_ms": {
            name: round(float(np.percentile(taken, share)), 4)
            for name, share in (("p50", 50), ("p99", 99), ("max", 100))
        },
        "rebuilds": rebuilds,
    }


def put_all(index: FilterIndex, people: Sequence[Subscriber]) -> None:
    """One edit a person."""
    for person in people:
        index.put(person)


def during_rebuilds(
    index: FilterIndex, prepared: Sequence[Prepared], pool: ThreadPoolExecutor
) -> tuple[list[float], int]:
    """Milliseconds of matches while one rebuild follows another; how many there were."""
    taken: list[float] = []
    rebuilds, end = 0, perf_counter() + 3
    while perf_counter() < end or not rebuilds:
        rebuild = index.rebuild()
        working = pool.submit(rebuild.work)
        while not working.done():
            one = prepared[len(taken) % len(prepared)]
            taken.append(seconds(lambda one=one: index.match(one)) * 1e3)  # type: ignore[misc]
        working.result()
        rebuild.swap()
        rebuilds += 1
    return taken, rebuilds


def subscribers(world: World, filters: Filters) -> list[Subscriber]:
    """People with a filter each, of the first rows, as records carry them."""
    texts = [world.text_of(filters, row) for row in range(min(SAMPLE, filters.owners.size))]
    wanted = [filter_of(text).filter for text in texts]
    return [
        Subscriber.model_validate(
            {
                "event_id": "e",
                "trace_id": "t",
                "event_time": NOON,
                "user_id": int(filters.owners[row]),
                "chat_id": 1,
                "version": 2,
                "filters": (one,),
            }
        )
        for row, one in enumerate(wanted)
    ]


def table(rows: Sequence[dict[str, Any]]) -> None:
    """What the page of figures shows."""
    print(
        f"{'filters':>16} {'fitting':>8} {'p50 ms':>8} {'middle':>8} {'p99 ms':>8} {'24 p99':>8} "
        f"{'B':>5} {'build s':>8}"
    )
    for row in rows:
        name = f"{row['kind']} {row['filters']:,}"
        fitting, match, parts = row["fitting_ms"], row["match_ms"], row["partitions_ms"]["p99"]
        print(
            f"{name:>16} {fitting['p50']:8.3f} {match['p50']:8.3f} {match['round_p50']:8.3f} "
            f"{match['p99']:8.3f} {parts:8.3f} {row['bytes_a_filter']:5.0f} "
            f"{row['build_seconds']:8.2f}"
        )


if __name__ == "__main__":
    main()
