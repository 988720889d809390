"""Hits of one project put in order of their slots, several of one slot made one.

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
def begins(counts: Any, size: Any) -> Any:
    """Make counts of digits the places where their hits begin."""
    begin = np.uint32(0)
    for digit in range(size):
        count = counts[digit]
        counts[digit] = begin
        begin += count


@kernel
def count_digits(hits: Any, count: Any, counts: Any, bits: Any) -> Any:
    """Where the hits of each value of both digits begin."""
    below, beyond = np.uint64(WORTH_BITS), np.uint64(WORTH_BITS) + bits
    size = np.uint64(1) << bits
    for digit in range(size):
        counts[0, digit], counts[1, digit] = 0, 0
    for at in range(count):
        counts[0, (hits[at] >> below) & (size - np.uint64(1))] += np.uint32(1)
        counts[1, hits[at] >> beyond] += np.uint32(1)
    begins(counts[0], size)
    begins(counts[1], size)


@kernel
def spread(hits: Any, others: Any, count: Any, counts: Any, bits: Any) -> Any:
    """Sort hits by two digits of so many bits, in place by way of `others`."""
    below, beyond = np.uint64(WORTH_BITS), np.uint64(WORTH_BITS) + bits
    mask = (np.uint64(1) << bits) - np.uint64(1)
    count_digits(hits, count, counts, bits)
    for at in range(count):
        digit = (hits[at] >> below) & mask
        others[counts[0, digit]] = hits[at]
        counts[0, digit] += np.uint32(1)
    for at in range(count):
        digit = others[at] >> beyond
        hits[counts[1, digit]] = others[at]
        counts[1, digit] += np.uint32(1)


@kernel
def order(slots: Any, count: Any, scratch: Any) -> Any:
    """Sort the first `count` hits and join those of a slot, in place; how many there are then.

    `slots`: how many the segment has.
    """
    if count <= FEW:
        insert(scratch.hits, count)
    else:
        width = 2
        while slots >> width:
            width += 1
        bits = np.uint64((width + 1) // 2)
        spread(scratch.hits, scratch.others, np.uint64(count), scratch.counts, bits)
    return join(scratch.hits, count)


@kernel
def join(hits: Any, count: Any) -> Any:
    """Make sorted hits of one slot one, in place; how many.

    Words add up: of the most that a filter may have they stay far below WORDS. What all say of the
    budget is the same.
    """
    new, before, joined = np.int64(-1), np.int64(1 << 62), np.uint64(0)
    for at in range(np.uint64(count)):
        hit = hits[at]
        slot = np.int64(hit >> np.uint64(WORTH_BITS))
        # -1 for a repeat, else 0, by its sign: of a comparison the compiler makes a branch, and
        # one hit in four is a repeat, nobody knows which.
        is_repeat = ((slot ^ before) - 1) >> 63
        joined = hit + (joined & np.uint64(is_repeat & WORDS))
        new += 1 + is_repeat
        hits[np.uint64(new)] = joined
        before = slot
    return new + 1
