"""What a match spends its time on: which filters fit, then whose they are and how well they fit.

The prototype by which the claim was set ended after the first: numbers of the filters that fit.
Owns no kernel: it calls the index's own, and stops after some of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gigwire.domain.match.compile import kernel
from gigwire.domain.match.order import order
from gigwire.domain.match.scan import scan

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.prepared import Prepared
    from gigwire.domain.match.reading import Snapshot


@kernel
def fitting(segment: Any, batch: Any, scratch: Any, programs: Any) -> Any:
    """How many filters fit the one project of a batch: found, in order, each once."""
    state, last = scratch.state, batch.starts[1]
    for one in range(last):
        state[batch.ids[one]] = batch.values[one]
    gauges = (batch.lows[0], batch.highs[0], batch.fits[0])
    project = (batch.ids[:last], batch.languages[0], batch.gates[0], batch.shown[0], gauges)
    count = scan(segment, project, scratch, programs)
    if count > 0:
        count = order(segment.owners.size, count, scratch)
    for one in range(last):
        state[batch.ids[one]] = 0
    return np.int64(count)


def finder(snapshot: Snapshot, dictionary: Dictionary) -> Callable[[Prepared], int]:
    """A function that counts what fits a project, in an index of one segment."""
    (segment,) = snapshot.segments
    scratch = dictionary.scratch.take(len(dictionary), segment.owners.size, 1)
    programs = dictionary.programs.columns

    def find(prepared: Prepared) -> int:
        nonlocal scratch
        batch = dictionary.batches.of((prepared,))
        while (found := fitting(segment, batch, scratch, programs)) < 0:
            scratch = scratch.with_twice_the_room()
        return int(found)

    return find
