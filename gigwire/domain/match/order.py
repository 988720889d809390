"""Hits of one project put in order of their slots, several of one slot made one.

Machine code. A radix sort from the lowest digit (Knuth, TAOCP 3, 5.2.5): it reads and writes in
sequence, where sums in a table of all slots waited for memory with every hit.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import kernel
from gigwire.domain.match.scan import MET, WORDS, WORTH_BITS

DIGIT: Final = 10  # bits: 8 KB of counts


@kernel
def count_digits(hits: Any, count: Any, shift: Any, counts: Any) -> Any:
    """Where the hits of each digit begin."""
    mask = np.uint64((1 << DIGIT) - 1)
    down = np.uint64(shift)
    for digit in range(1 << DIGIT):
        counts[digit] = 0
    for at in range(count):
        counts[np.int64((hits[at] >> down) & mask)] += 1
    begin = np.int64(0)
    for digit in range(1 << DIGIT):
        size = counts[digit]
        counts[digit] = begin
        begin += size


@kernel
def pass_over(hits: Any, count: Any, shift: Any, counts: Any, into: Any) -> Any:
    """Move hits into the order of one digit, the order before kept within it."""
    count_digits(hits, count, shift, counts)
    mask, down = np.uint64((1 << DIGIT) - 1), np.uint64(shift)
    for at in range(count):
        digit = np.int64((hits[at] >> down) & mask)
        into[counts[digit]] = hits[at]
        counts[digit] += 1


@kernel
def order(slots: Any, count: Any, scratch: Any) -> Any:
    """Sort the first `count` hits and join those of a slot; (where they are, how many).

    `slots`: how many the segment has.
    """
    hits, others, shift = scratch.hits, scratch.others, np.int64(0)
    while slots >> shift:
        pass_over(hits, count, shift + WORTH_BITS, scratch.counts, others)
        hits, others = others, hits
        shift += DIGIT
    return hits, join(hits, count)


@kernel
def join(hits: Any, count: Any) -> Any:
    """Make hits of one slot one, in place: words add up, a budget is met or not; how many."""
    end, before, words, met = np.int64(-1), np.int64(-1), np.int64(0), np.int64(0)
    for at in range(count):
        hit = np.int64(hits[at])
        slot = hit >> WORTH_BITS
        # Without a branch: one hit in four is a repeat, and nobody knows which.
        is_same = np.int64(slot == before)
        words = words * is_same + (hit & WORDS)
        met = (met * is_same) | (hit & MET)
        end += 1 - is_same
        hits[end] = np.uint64((slot << WORTH_BITS) | met | (words & WORDS))
        before = slot
    return end + 1
