"""The loops: which rows of a segment fit a project, with what score. Owns no row's making.

Every function here is machine code. `state[term]` is 0 where the project lacks the term, else
1 + what it adds to the score. A slot is marked in a bitmap and its words' worth in `sums`: so a
filter found under several pivots comes out once, in order, and nothing is sorted.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import kernel, lowest_bit
from gigwire.domain.match.program import OPEN, PASSES, program_worth, run
from gigwire.domain.match.rows import GROUP, LISTS, NUMBER_BITS, UNLIMITED
from gigwire.domain.match.score import total

WORDS: Final = 0x7FFF  # bits of a sum
MET: Final = 0x8000  # bit of a sum: a budget is met


@kernel
def is_open(row: Any, gate: Any, wanted: Any, ends: Any) -> Any:
    """Whether attributes and amounts let a row pass; it must not accept exactly `wanted`."""
    lows, highs = ends
    gauge = row.gauge
    is_below = (lows[gauge] <= np.int64(row.high)) | (row.high == UNLIMITED)
    return ((row.gate & gate) == wanted) & (np.int64(row.low) <= highs[gauge]) & is_below


@kernel
def is_spared(row: Any, state: Any) -> Any:
    """Whether none of the excluded words occurs."""
    return (state[row.none0] | state[row.none1] | state[row.none2] | state[row.none3]) == 0


@kernel
def further(row: Any, state: Any) -> Any:
    """What the further words of a row add to its pivot's; -1 where it does not fit."""
    first, second = np.int64(state[row.all0]), np.int64(state[row.all1])
    third = np.int64(state[row.all2])
    if first == 0 or second == 0 or third == 0:
        return np.int64(-1)
    worth, found = first + second + third - 3, np.int64(0)
    for one in (row.any0, row.any1, row.any2, row.any3, row.any4):
        value = np.int64(state[one])
        found |= value
        worth += max(value - 1, np.int64(0))
    return worth if found else np.int64(-1)


@kernel
def add(slot: Any, worth: Any, marks: Any, sums: Any) -> Any:
    """Note that a slot fits."""
    marks[slot >> 6] |= np.uint64(1) << np.uint64(slot & 63)
    sums[slot] = (sums[slot] + (worth & WORDS)) | (worth & MET)


@kernel
def mark(segment: Any, slot: Any, worth: Any, marks: Any, sums: Any) -> Any:
    """Note that a slot, or every slot of a group, fits; return how many."""
    if slot < GROUP:
        add(np.int64(slot), worth, marks, sums)
        return np.int64(1)
    group = np.int64(slot) - GROUP
    first, end = np.int64(segment.group_start[group]), np.int64(segment.group_start[group + 1])
    for at in range(first, end):
        add(np.int64(segment.group_slots[at]), worth, marks, sums)
    return end - first


@kernel
def is_marked(segment: Any, slot: Any, marks: Any) -> Any:
    """Whether a slot (of a group: its first one) has been noted."""
    one = np.int64(slot)
    if one >= GROUP:
        one = np.int64(segment.group_slots[segment.group_start[one - GROUP]])
    return (marks[one >> 6] >> np.uint64(one & 63)) & np.uint64(1) != 0


@kernel
def scan_any(segment: Any, span: Any, asked: Any, scratch: Any) -> Any:
    """Rows `span` of the first table; `asked`: (gate, wanted, ends, fits)."""
    gate, wanted, ends, fits = asked
    state, marks, sums, _waits = scratch
    rows, count = segment.any_rows, np.int64(0)
    for at in range(span[0], span[1]):
        row = rows[at]
        if is_open(row, gate, wanted, ends) and is_spared(row, state):
            pivot = np.int64(state[row.pivot])
            if pivot:
                worth = (pivot - 1) | np.int64(fits[row.gauge])
                count += mark(segment, row.slot, worth, marks, sums)
    return count


@kernel
def scan_all(segment: Any, span: Any, asked: Any, scratch: Any) -> Any:
    """Rows `span` of the second table."""
    gate, wanted, ends, fits = asked
    state, marks, sums, _waits = scratch
    rows, count = segment.all_rows, np.int64(0)
    for at in range(span[0], span[1]):
        row = rows[at]
        if is_open(row, gate, wanted, ends) and is_spared(row, state):
            pivot, more = np.int64(state[row.pivot]), further(row, state)
            if pivot and more >= 0:
                worth = (pivot - 1 + more) | np.int64(fits[row.gauge])
                count += mark(segment, row.slot, worth, marks, sums)
    return count


@kernel
def scan_programs(segment: Any, span: Any, asked: Any, scratch: Any, programs: Any) -> Any:
    """Rows `span` of the third table; notes programs whose patterns have to be looked for first."""
    gate, wanted, ends, fits = asked
    state, marks, sums, waits = scratch
    code, starts = programs
    rows, count = segment.program_rows, np.int64(0)
    for at in range(span[0], span[1]):
        row = rows[at]
        is_possible = (row.gate & gate) == wanted and state[row.pivot] != 0
        if not is_possible or is_marked(segment, row.slot, marks):
            continue
        start = starts[row.program]
        answer = run(code, start, state, gate ^ wanted, ends)
        if answer == OPEN and waits[0, 1] + 1 < waits.shape[0]:
            waits[0, 1] += 1
            waits[waits[0, 1], 1] = row.program
        if answer == PASSES:
            worth = program_worth(code, start, state, fits, ends)
            count += mark(segment, row.slot, worth, marks, sums)
    return count


@kernel
def scan(segment: Any, project: Any, scratch: Any, programs: Any) -> Any:
    """Mark every row of a segment that fits a project; how many marks at most."""
    pivots, language, gate, ends, fits = project
    count = np.int64(0)
    if segment.place_of_term.size == 0:
        asked = (gate, np.uint64(0), ends, fits)
        count += scan_any(segment, (0, segment.any_rows.size), asked, scratch)
        count += scan_all(segment, (0, segment.all_rows.size), asked, scratch)
        span = (0, segment.program_rows.size)
        return count + scan_programs(segment, span, asked, scratch, programs)
    bounds = segment.bounds
    for pivot in pivots:
        place = segment.place_of_term[pivot] if pivot < segment.place_of_term.size else -1
        if place < 0:
            continue
        for one in range(LISTS):
            if language and one and one != language:
                continue
            # A project of no known language sees a row of two languages in the first's list only.
            lower = np.uint64((1 << (one - 1)) - 1 if one and not language else 0)
            asked = (gate | lower, lower, ends, fits)
            span = (np.int64(bounds[0, place, one]), np.int64(bounds[0, place, one + 1]))
            count += scan_any(segment, span, asked, scratch)
            span = (np.int64(bounds[1, place, one]), np.int64(bounds[1, place, one + 1]))
            count += scan_all(segment, span, asked, scratch)
            span = (np.int64(bounds[2, place, one]), np.int64(bounds[2, place, one + 1]))
            count += scan_programs(segment, span, asked, scratch, programs)
    return count


@kernel
def is_before(found: Any, one: Any, other: Any) -> Any:
    """Whether row `one` comes strictly before `other`: by user, best score, number."""
    users, filters, scores = found
    if users[one] != users[other]:
        return users[one] < users[other]
    if scores[one] != scores[other]:
        return scores[one] > scores[other]
    return filters[one] < filters[other]


@kernel
def settle(found: Any, last: Any) -> Any:
    """Move the last row up to its place; all before it are in order."""
    users, filters, scores = found
    while last and is_before(found, last, last - 1):
        users[last], users[last - 1] = users[last - 1], users[last]
        filters[last], filters[last - 1] = filters[last - 1], filters[last]
        scores[last], scores[last - 1] = scores[last - 1], scores[last]
        last -= 1


@kernel
def collect(segment: Any, moment: Any, scratch: Any, found: Any, first: Any) -> Any:
    """Take the marked slots out of the scratch, in order, to `found` from row `first` on.

    `moment`: (sequence number of the snapshot, freshness). Returns the end of what is found.
    """
    sequence, freshness = moment
    _state, marks, sums, _waits = scratch
    users, filters, scores = found
    end = first
    for at in range((segment.filters.size + 63) >> 6):
        word = marks[at]
        if word == 0:
            continue
        marks[at] = np.uint64(0)
        while word:
            slot = (np.int64(at) << 6) + np.int64(lowest_bit(word))
            word &= word - np.uint64(1)
            value = np.int64(sums[slot])
            sums[slot] = 0
            person = segment.user_of_slot[slot]
            if segment.left[person] > sequence:
                users[end] = segment.users[person]
                filters[end] = segment.filters[slot] & NUMBER_BITS
                scores[end] = total(value & WORDS, value >> 15, freshness)
                settle((users[first:], filters[first:], scores[first:]), end - first)
                end += 1
    return end


@kernel
def grown(found: Any, size: Any) -> Any:
    """The columns with room for `size` rows, contents kept."""
    users, filters, scores = found
    if users.size >= size:
        return found
    room = max(size, 2 * users.size)
    wide = (np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.uint16))
    wide[0][: users.size] = users
    wide[1][: users.size] = filters
    wide[2][: users.size] = scores
    return wide


@kernel
def match_batch(segment: Any, batch: Any, scratch: Any, programs: Any, sequence: Any) -> Any:
    """(users, filters, scores) of all projects one after another, and where each project ends.

    The scratch comes and goes clean, but for `waits`: rows (project, program) whose patterns have
    to be looked for before it can be said whether they fit; in row 0 how many.
    """
    state, _marks, _sums, waits = scratch
    found = (np.empty(64, np.int64), np.empty(64, np.int64), np.empty(64, np.uint16))
    ends = np.zeros(batch.gates.size, np.int64)
    end = np.int64(0)
    for at in range(batch.gates.size):
        first, last = batch.starts[at], batch.starts[at + 1]
        for one in range(first, last):
            state[batch.ids[one]] = batch.values[one]
        shown = (batch.lows[at], batch.highs[at])
        terms = batch.ids[first:last]
        project = (terms, batch.languages[at], batch.gates[at], shown, batch.fits[at])
        waited = waits[0, 1]
        count = scan(segment, project, scratch, programs)
        waits[waited + 1 : waits[0, 1] + 1, 0] = at
        for one in range(first, last):
            state[batch.ids[one]] = 0
        if count:
            found = grown(found, end + count)
            end = collect(segment, (sequence, batch.freshness[at]), scratch, found, end)
        ends[at] = end
    return found[0][:end], found[1][:end], found[2][:end], ends


@kernel
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
