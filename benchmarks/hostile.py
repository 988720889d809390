"""Hostile queries and projects: the slowest step of each kind, in CPU time. Promise: 50 ms.

`python -m benchmarks.hostile [SEED]`. CPU time of the thread, so that a loaded machine matters
little; the cases are those of tests/oracle, other ones with each seed. What is ready before the
first case is kept from the collector, which works as in a stage's process: a search for cycles
through all that the ordeal keeps (80 ms) is not a step's work.
"""

from __future__ import annotations

import gc
import sys
from random import Random

from benchmarks.figures import save
from gigwire.runtime.process import MIDDLE, OLD, YOUNG
from tests.oracle.hostile import a_giant, a_project, a_small_query
from tests.oracle.ordeal import Ordeal

CASES, GIANTS, MATCHED = 10_000, 150, 500
PROMISED_MS = 50
EXPENSIVE = (
    r"* /(a|a)*$/",
    r"e* /\b\w{1,40}ж\b/",
    "* /(.*)*x$/",
    "* -/[а-я]{1,100}z/",
    "python, бот*",
)


def main() -> int:
    """Run all, print and keep the worst of each step; 1 if one broke the promise."""
    r, ordeal = Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1), Ordeal()
    warm = Ordeal()
    warm.project(a_project(r), warm.query("python сайта /bot/"))
    warm.matched([a_project(r)])
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    for _ in range(CASES):
        ordeal.project(a_project(r), ordeal.query(a_small_query(r)))
    for _ in range(GIANTS):
        ordeal.query(a_giant(r))
        project = a_project(r, a_giant)
        for text in EXPENSIVE:
            ordeal.project(project, ordeal.query(text))
    ordeal.matched([a_project(r) for _ in range(MATCHED)])
    worst = sorted(ordeal.worst.items(), key=lambda item: -item[1].seconds)
    for name, one in worst:
        print(f"{name:10}{one.seconds * 1_000:>10.2f} ms  {one.about}")
    save(
        "hostile",
        {
            "queries": CASES + GIANTS * (1 + len(EXPENSIVE)),
            "saved": len(ordeal.saved),
            "refused": ordeal.refused,
            "worst_cpu_ms": {name: round(one.seconds * 1_000, 2) for name, one in worst},
        },
    )
    return int(worst[0][1].seconds * 1_000 > PROMISED_MS)


if __name__ == "__main__":
    sys.exit(main())
