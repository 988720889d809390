"""The one call from Python to machine code: projects against a segment. Owns order and score.

What fits is `scan`'s to say. No function here allocates: answers go to the scratch's columns.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import allocating_kernel, fetch, kernel, lowest_bit
from gigwire.domain.match.rows import NUMBER_BITS
from gigwire.domain.match.scan import WORDS, scan
from gigwire.domain.match.score import total

AHEAD: Final = 12  # answers, at 10 ns each, hide the 100 ns that memory takes


@kernel
def settle(users: Any, filters: Any, scores: Any, first: Any, last: Any) -> Any:
    """Move row `last` up to its place: by user, best score, number; rows before are in order."""
    while last > first:
        one = last - 1
        if users[one] < users[last] or (
            users[one] == users[last]
            and (
                scores[one] > scores[last]
                or (scores[one] == scores[last] and filters[one] <= filters[last])
            )
        ):
            return
        users[last], users[one] = users[one], users[last]
        filters[last], filters[one] = filters[one], filters[last]
        scores[last], scores[one] = scores[one], scores[last]
        last = one


@kernel
def gather(slots: Any, scratch: Any) -> Any:
    """Move the marked slots of a segment's first `slots` to `scratch.slots`, ascending."""
    marks, hits, end = scratch.marks, scratch.slots, np.int64(0)
    for at in range((slots + 63) >> 6):
        word = marks[at]
        if word == 0:
            continue
        marks[at] = np.uint64(0)
        while word:
            hits[end] = np.uint32((at << 6) + np.int64(lowest_bit(word)))
            word &= word - np.uint64(1)
            end += 1
    return end


@kernel
def has_left(segment: Any, slot: Any, sequence: Any) -> Any:
    """Whether the slot's person was out at a moment."""
    bit = (segment.left_marks[slot >> 6] >> np.uint64(slot & 63)) & np.uint64(1)
    return bit != 0 and segment.left[segment.person_of_slot[slot]] <= sequence


@kernel
def collect(segment: Any, moment: Any, scratch: Any, first: Any) -> Any:
    """Take the marked slots out of the scratch, in order, to its columns from row `first` on.

    `moment`: (sequence number of the snapshot, freshness). Returns the end of what is found.
    """
    sequence, freshness = moment
    hits, sums, owners = scratch.slots, scratch.sums, segment.owners
    users, filters, scores = scratch.users, scratch.filters, scratch.scores
    count, end = gather(owners.size, scratch), first
    for at in range(count):
        # Owners lie far apart: each would be waited for, were it not asked for early.
        fetch(owners, np.int64(hits[min(at + AHEAD, count - 1)]))
        slot = np.int64(hits[at])
        value = np.int64(sums[slot])
        sums[slot] = 0
        if has_left(segment, slot, sequence):
            continue
        users[end] = owners[slot].user
        filters[end] = owners[slot].number & NUMBER_BITS
        scores[end] = total(value & WORDS, value >> 15, freshness)
        if end > first and users[end - 1] >= users[end]:
            settle(users, filters, scores, first, end)
        end += 1
    return end


@kernel
def forget(segment: Any, scratch: Any) -> Any:
    """Clean the scratch of marked slots."""
    for at in range(gather(segment.owners.size, scratch)):
        scratch.sums[scratch.slots[at]] = 0


@kernel
def match_batch(
    segment: Any, batch: Any, scratch: Any, programs: Any, sequence: Any, begin: Any
) -> Any:
    """Match projects from `begin` on; the number of the first for which there was no room.

    Answers lie one project after another in the scratch's columns, `ends[i]` after project i. Else
    the scratch comes and goes clean, but for `waits`: rows (project, program) whose patterns have
    to be looked for before it can be said whether they fit; in row 0 how many.
    """
    state, waits, ends = scratch.state, scratch.waits, scratch.ends
    end = ends[begin - 1] if begin else np.int64(0)
    for at in range(begin, batch.gates.size):
        first, last = batch.starts[at], batch.starts[at + 1]
        for one in range(first, last):
            state[batch.ids[one]] = batch.values[one]
        amounts = (batch.lows[at], batch.highs[at], batch.fits[at])
        project = (batch.ids[first:last], batch.languages[at], batch.gates[at], *amounts)
        waited = waits[0, 1]
        count = scan(segment, project, scratch, programs)
        waits[waited + 1 : waits[0, 1] + 1, 0] = at
        for one in range(first, last):
            state[batch.ids[one]] = 0
        if end + count > scratch.users.size:
            forget(segment, scratch)
            waits[0, 1] = waited
            return at
        if count:
            end = collect(segment, (sequence, batch.freshness[at]), scratch, end)
        ends[at] = end
    return batch.gates.size


@allocating_kernel
def merge(one: Any, other: Any) -> Any:
    """Two ordered results as one; no person is in both."""
    size = one[0].size + other[0].size
    users, filters = np.empty(size, np.int64), np.empty(size, np.int64)
    scores = np.empty(size, np.uint16)
    left, right = 0, 0
    for at in range(size):
        takes_left = right == other[0].size or (
            left < one[0].size and one[0][left] < other[0][right]
        )
        source, place = (one, left) if takes_left else (other, right)
        users[at], filters[at], scores[at] = source[0][place], source[1][place], source[2][place]
        left, right = (left + 1, right) if takes_left else (left, right + 1)
    return users, filters, scores
