"""What a match spends its time on: which filters fit, then whose they are and how well they fit.

The prototype by which the claim was set ended after the first: numbers of the filters that fit.
Owns no kernel: it calls the first of the index's own two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.match.kernels import fit

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.prepared import Prepared
    from gigwire.domain.match.reading import Snapshot


def finder(snapshot: Snapshot, dictionary: Dictionary) -> Callable[[Prepared], int]:
    """A function that counts what fits a project, in an index of one segment."""
    (segment,) = snapshot.segments
    scratch = dictionary.scratch.take(len(dictionary), segment.owners.size, 1)
    programs, sequence = dictionary.programs.columns, snapshot.sequence

    def find(prepared: Prepared) -> int:
        nonlocal scratch
        batch = dictionary.batches.of((prepared,))
        while fit(segment, batch, scratch, programs, sequence, 0) < 1:
            scratch = scratch.with_twice_the_room()
        return int(scratch.ends[0])

    return find
