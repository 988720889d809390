"""The one call from Python to machine code: projects against a segment. Owns order and score.

What fits is `scan`'s to say. No function here allocates: answers go to the scratch's columns.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import allocating_kernel, fetch, kernel
from gigwire.domain.match.order import order
from gigwire.domain.match.rows import NUMBER_BITS
from gigwire.domain.match.scan import WORTH_BITS, scan, words_and_met
from gigwire.domain.match.score import total

AHEAD: Final = 128  # answers, at 2 ns each, hide the 100 ns that memory takes


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
def staying(segment: Any, sequence: Any, hits: Any, count: Any) -> Any:
    """Drop, in place, the hits of people who were out at a moment; how many stay."""
    if segment.gone[0] == 0:
        return count
    end = np.int64(0)
    for at in range(count):
        slot = np.int64(hits[at] >> np.uint64(WORTH_BITS))
        bit = (segment.left_marks[slot >> 6] >> np.uint64(slot & 63)) & np.uint64(1)
        hits[end] = hits[at]
        if bit == 0 or segment.left[segment.person_of_slot[slot]] > sequence:
            end += 1
    return end


@kernel
def collect(segment: Any, freshness: Any, count: Any, scratch: Any, first: Any) -> Any:
    """Write what so many ordered hits mean to the scratch's columns, from `first` on; the end."""
    hits, scores, begin = scratch.hits, scratch.scores, np.uint64(first)
    for at in range(np.uint64(count)):
        words, met = words_and_met(hits[at])
        scores[begin + at] = total(words, met, freshness)
    # Owners lie far apart: each would be waited for, were it not asked for early.
    early = np.uint64(max(count - AHEAD, 0))
    for at in range(early):
        fetch(segment.owners, np.int64(hits[at + np.uint64(AHEAD)] >> np.uint64(WORTH_BITS)))
        name(segment.owners[hits[at] >> np.uint64(WORTH_BITS)], scratch, first, begin + at)
    for at in range(early, np.uint64(count)):
        name(segment.owners[hits[at] >> np.uint64(WORTH_BITS)], scratch, first, begin + at)
    return first + count


@kernel
def name(owner: Any, scratch: Any, first: Any, row: Any) -> Any:
    """Write whose a row of the columns is; put it in its place where they have several."""
    users = scratch.users
    users[row] = owner.user
    scratch.filters[row] = owner.number & NUMBER_BITS
    if row > np.uint64(first) and users[row - np.uint64(1)] >= owner.user:
        settle(users, scratch.filters, scratch.scores, first, np.int64(row))


@kernel
def clean(slots: Any, scratch: Any) -> Any:
    """Forget which programs were tried."""
    if scratch.waits[0, 0]:
        scratch.marks[: (slots >> 6) + 1] = 0
        scratch.waits[0, 0] = 0


@kernel
def match_one(segment: Any, project: Any, moment: Any, scratch: Any, programs: Any) -> Any:
    """One project, from row `moment[2]` of the columns on; the end, or -1 for want of room.

    `moment`: (sequence, freshness, first).
    """
    slots, first = segment.owners.size, moment[2]
    count = scan(segment, project, scratch, programs)
    clean(slots, scratch)
    if count <= 0:
        return first if count == 0 else np.int64(-1)
    if first + count > scratch.users.size:
        return np.int64(-1)
    count = staying(segment, moment[0], scratch.hits, order(slots, count, scratch))
    return collect(segment, moment[1], count, scratch, first)


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
        gauges = (batch.lows[at], batch.highs[at], batch.fits[at])
        terms, language = batch.ids[first:last], batch.languages[at]
        project = (terms, language, batch.gates[at], batch.shown[at], gauges)
        waited, moment = waits[0, 1], (sequence, batch.freshness[at], end)
        end = match_one(segment, project, moment, scratch, programs)
        for one in range(first, last):
            state[batch.ids[one]] = 0
        if end < 0:
            waits[0, 1] = waited
            return at
        waits[waited + 1 : waits[0, 1] + 1, 0] = at
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
