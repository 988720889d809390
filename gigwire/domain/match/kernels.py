"""The two calls from Python to machine code: what fits projects of a segment, and whose that is.

Owns the order of answers. What fits is `scan`'s to say. Between the calls answers get their room,
as much as they need: no function here allocates but `merge`.
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
def staying(segment: Any, sequence: Any, found: Any, first: Any, last: Any) -> Any:
    """Drop, in place, what was found of people who were out at a moment; the new end."""
    if segment.gone[0] == 0:
        return last
    end = first
    for at in range(first, last):
        slot = np.int64(found[at] >> np.uint64(WORTH_BITS))
        bit = (segment.left_marks[slot >> 6] >> np.uint64(slot & 63)) & np.uint64(1)
        found[end] = found[at]
        if bit == 0 or segment.left[segment.person_of_slot[slot]] > sequence:
            end += 1
    return end


@kernel
def clean(slots: Any, scratch: Any) -> Any:
    """Forget which programs were tried."""
    if scratch.waits[0, 0]:
        scratch.marks[: (slots >> 6) + 1] = 0
        scratch.waits[0, 0] = 0


@kernel
def fit_one(
    segment: Any, project: Any, scratch: Any, programs: Any, sequence: Any, first: Any
) -> Any:
    """Note what fits one project, from `first` on; the end, or -1 for want of room."""
    slots = segment.owners.size
    count = scan(segment, project, scratch, programs)
    clean(slots, scratch)
    if count <= 0:
        return first if count == 0 else np.int64(-1)
    if first + count > scratch.found.size:
        return np.int64(-1)
    end = order(slots, count, scratch, first)
    return staying(segment, sequence, scratch.found, first, end)


@kernel
def fit(segment: Any, batch: Any, scratch: Any, programs: Any, sequence: Any, begin: Any) -> Any:
    """Find what fits projects from `begin` on; the number of the first that there was no room for.

    It stands in `scratch.found` as joined hits, one project after another, `ends[i]` after project
    i. Else the scratch comes and goes clean, but for `waits`: rows (project, program) whose
    patterns have to be looked for before it can be said whether they fit; in row 0 how many.
    """
    state, waits, ends = scratch.state, scratch.waits, scratch.ends
    end = ends[begin - 1] if begin else np.int64(0)
    for at in range(begin, batch.heads.size):
        head = batch.heads[at]
        terms, values = batch.ids[head.first : head.last], batch.values[head.first : head.last]
        for one in range(terms.size):
            state[terms[one]] = values[one]
        gauges = (batch.lows[at], batch.highs[at], batch.fits[at])
        project = (terms, head.language, head.gate, batch.shown[at], gauges)
        waited = waits[0, 1]
        end = fit_one(segment, project, scratch, programs, sequence, end)
        for term in terms:
            state[term] = 0
        if end < 0:
            waits[0, 1] = waited
            return at
        waits[waited + 1 : waits[0, 1] + 1, 0] = at
        ends[at] = end
    return batch.heads.size


@kernel
def collect(owners: Any, heads: Any, found: Any, ends: Any, answers: Any) -> Any:
    """Write whose the found filters of a batch are and how well they fit.

    `answers`: (users, filters, scores), a row for each of `found`.
    """
    first = np.int64(0)
    for at in range(heads.size):
        score(found, first, ends[at], heads[at].freshness, answers[2])
        name(owners, found, (first, ends[at]), answers)
        first = ends[at]


@kernel
def score(found: Any, first: Any, last: Any, freshness: Any, scores: Any) -> Any:
    """How well the filters of some rows fit."""
    for at in range(np.uint64(first), np.uint64(last)):
        words, met = words_and_met(found[at])
        scores[at] = total(words, met, freshness)


@kernel
def name(owners: Any, found: Any, rows: Any, answers: Any) -> Any:
    """Whose the filters of some rows are; rows of one person put in their order.

    Owners lie far apart: each would be waited for, were it not asked for early.
    """
    users, filters, scores = answers
    first, before = rows[0], np.int64(-1)
    last = np.uint64(rows[1])
    for at in range(np.uint64(first), last):
        early = min(at + np.uint64(AHEAD), last - np.uint64(1))
        fetch(owners, np.int64(found[early] >> np.uint64(WORTH_BITS)))
        owner = owners[found[at] >> np.uint64(WORTH_BITS)]
        users[at], filters[at] = owner.user, owner.number & NUMBER_BITS
        if owner.user <= before:
            settle(users, filters, scores, first, np.int64(at))
        before = users[at]


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
