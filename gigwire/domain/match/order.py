"""Hits of one project put in order of their slots, several of one slot noted as one.

Machine code. A radix sort from the lowest digit (Knuth, TAOCP 3, 5.2.5): it reads and writes in
sequence, where sums in a table of all slots waited for memory with every hit.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import kernel
from gigwire.domain.match.scan import WORDS, WORTH_BITS

SLOT_BITS: Final = 31
MOST_DIGITS: Final = 1 << (SLOT_BITS + 1) // 2  # values of one of the two digits of a slot
FEW: Final = 32  # hits, up to which counting digits costs more than moving hits one by one


@kernel
def insert(hits: Any, count: Any) -> Any:
    """Sort few hits, in place (Knuth, 5.2.1)."""
    for last in range(1, count):
        hit, at = hits[last], last
        while at > 0 and hits[at - 1] > hit:
            hits[at] = hits[at - 1]
            at -= 1
        hits[at] = hit


@kernel
def count_digits(hits: Any, count: Any, counts: Any, bits: Any) -> Any:
    """Where the hits of each value of both digits begin."""
    below, beyond = np.uint64(WORTH_BITS), np.uint64(WORTH_BITS) + bits
    lower, upper, size = counts[0], counts[1], np.uint64(1) << bits
    for digit in range(size):
        lower[digit], upper[digit] = 0, 0
    for at in range(count):
        lower[(hits[at] >> below) & (size - np.uint64(1))] += np.uint32(1)
        upper[hits[at] >> beyond] += np.uint32(1)
    begin, start = np.uint32(0), np.uint32(0)
    for digit in range(size):
        more, others = lower[digit], upper[digit]
        lower[digit], upper[digit] = begin, start
        begin, start = begin + more, start + others


@kernel
def spread(hits: Any, others: Any, count: Any, counts: Any, bits: Any) -> Any:
    """Sort hits by two digits of so many bits, in place by way of `others`."""
    below, beyond = np.uint64(WORTH_BITS), np.uint64(WORTH_BITS) + bits
    mask = (np.uint64(1) << bits) - np.uint64(1)
    count_digits(hits, count, counts, bits)
    lower, upper = counts[0], counts[1]
    for at in range(count):
        digit = (hits[at] >> below) & mask
        others[lower[digit]] = hits[at]
        lower[digit] += np.uint32(1)
    for at in range(count):
        digit = others[at] >> beyond
        hits[upper[digit]] = others[at]
        upper[digit] += np.uint32(1)


@kernel
def order(slots: Any, count: Any, scratch: Any, first: Any) -> Any:
    """Sort the first `count` hits, and note them in `scratch.found` from `first` on; the end.

    `slots`: how many the segment has. Of hits of one slot one is noted.
    """
    if count <= FEW:
        insert(scratch.hits, count)
    else:
        width = 2
        while slots >> width:
            width += 1
        bits = np.uint64((width + 1) // 2)
        spread(scratch.hits, scratch.others, np.uint64(count), scratch.counts, bits)
    return join(scratch.hits, count, scratch.found, first)


@kernel
def join(hits: Any, count: Any, found: Any, first: Any) -> Any:
    """Note sorted hits, those of one slot as one; the end.

    Words add up: of the most that a filter may have they stay far below WORDS. What all say of the
    budget is the same.
    """
    new, before, joined = first - 1, np.int64(1 << 62), np.uint64(0)
    for at in range(np.uint64(count)):
        hit = hits[at]
        slot = np.int64(hit >> np.uint64(WORTH_BITS))
        # -1 for a repeat, else 0, by its sign: of a comparison the compiler makes a branch, and
        # one hit in four is a repeat, nobody knows which.
        is_repeat = ((slot ^ before) - 1) >> 63
        joined = hit + (joined & np.uint64(is_repeat & WORDS))
        new += 1 + is_repeat
        found[np.uint64(new)] = joined
        before = slot
    return new + 1
