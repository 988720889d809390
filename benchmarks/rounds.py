"""How long single calls take, measured in rounds. Owns no case."""

from __future__ import annotations

from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROUNDS: Final = 7


def spread(action: Callable[[Any], object], items: Iterable[Any], unit: float) -> dict[str, float]:
    """Of single calls, in the calmest of some rounds; `round_p50`: p50 of the round in the middle.

    What the neighbours of a shared machine do shows in some rounds and not in others: the calmest
    says what the code takes (as `timeit` advises), the middle one what it took here.
    `cpu_`: of this thread.
    """
    items = list(items)
    rounds = [one_round(action, items, unit) for _ in range(ROUNDS)]
    rounds.sort(key=lambda figures: figures["p50"])
    return {**rounds[0], "round_p50": rounds[ROUNDS // 2]["p50"]}


def one_round(
    action: Callable[[Any], object], items: Sequence[Any], unit: float
) -> dict[str, float]:
    """Each called once."""
    taken, used = [], []
    for one in items:
        begin, work = perf_counter(), thread_time()
        action(one)
        taken.append((perf_counter() - begin) * unit)
        used.append((thread_time() - work) * unit)
    p50, p90, p99 = np.percentile(taken, (50, 90, 99))
    figures = {"p50": p50, "p90": p90, "p99": p99, "mean": np.mean(taken)}
    figures |= {"cpu_p50": np.percentile(used, 50), "cpu_p99": np.percentile(used, 99)}
    return {name: round(float(value), 4) for name, value in figures.items()}
