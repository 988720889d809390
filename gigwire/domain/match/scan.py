"""Rows of a segment looked at for one project, and marked where they fit. Owns no row's making.

Machine code. `state[term]` is 0 where the project lacks the term, else 1 + what it adds to the
score. A slot that fits is marked in a bitmap and its words' worth in `sums`: a filter found under
several pivots comes out once, in order, and nothing is sorted.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import fetch, kernel
from gigwire.domain.match.program import OPEN, PASSES, program_worth, run
from gigwire.domain.match.rows import GROUP, LISTS, UNLIMITED

WORDS: Final = 0x7FFF  # bits of a sum
MET: Final = 0x8000  # bit of a sum: a budget is met
PICKED: Final = 256  # rows looked at before what they ask for is marked: 8 KB, the nearest cache
SOON: Final = 8  # picked rows: their sums lie all over two megabytes
FAR: Final = 24  # rows, at 4 ns each, hide the 100 ns that memory takes


@kernel
def is_open(row: Any, gate: Any, wanted: Any, lows: Any, highs: Any) -> Any:
    """Whether attributes and amounts let a row pass; of `gate` it must refuse just `wanted`."""
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
def mark(slot: Any, worth: Any, marks: Any, sums: Any, groups: Any) -> Any:
    """Note that a slot, or every slot of a group, fits; return how many."""
    one = np.int64(slot)
    if one < GROUP:
        add(one, worth, marks, sums)
        return np.int64(1)
    starts, slots = groups
    first, end = np.int64(starts[one - GROUP]), np.int64(starts[one - GROUP + 1])
    for at in range(first, end):
        add(np.int64(slots[at]), worth, marks, sums)
    return end - first


@kernel
def is_marked(slot: Any, marks: Any, groups: Any) -> Any:
    """Whether a slot (of a group: its first one) has been noted."""
    one = np.int64(slot)
    if one >= GROUP:
        starts, slots = groups
        one = np.int64(slots[starts[one - GROUP]])
    return (marks[one >> 6] >> np.uint64(one & 63)) & np.uint64(1) != 0


@kernel
def pick(rows: Any, begin: Any, end: Any, asked: Any, scratch: Any) -> Any:
    """Note in `scratch.values` which of at most PICKED rows are open and spared; how many.

    Without a branch: whether a row passes cannot be foreseen, and a wrong guess costs more than
    the look itself.
    """
    gate, wanted, lows, highs, _fits = asked
    state, picked = scratch.state, scratch.values
    count = np.int64(0)
    for at in range(begin, end):
        fetch(rows, at + FAR)
        row = rows[at]
        picked[count] = at
        is_free = is_open(row, gate, wanted, lows, highs) & is_spared(row, state)
        count += np.int64(is_free)
    return count


@kernel
def scan_any(rows: Any, span: Any, asked: Any, scratch: Any, groups: Any) -> Any:
    """Rows `span` of the first table; `asked`: (gate, wanted, lows, highs, fits)."""
    fits, picked = asked[4], scratch.values
    state, marks, sums = scratch.state, scratch.marks, scratch.sums
    count = np.int64(0)
    for begin in range(span[0], span[1], PICKED):
        end = min(begin + PICKED, span[1])
        count_picked = pick(rows, begin, end, asked, scratch)
        for at in range(count_picked):
            fetch(sums, np.int64(rows[picked[min(at + SOON, count_picked - 1)]].slot))
            row = rows[picked[at]]
            pivot = np.int64(state[row.pivot])
            if pivot:
                worth = (pivot - 1) | np.int64(fits[row.gauge])
                count += mark(row.slot, worth, marks, sums, groups)
    return count


@kernel
def scan_all(rows: Any, span: Any, asked: Any, scratch: Any, groups: Any) -> Any:
    """Rows `span` of the second table."""
    fits, picked = asked[4], scratch.values
    state, marks, sums = scratch.state, scratch.marks, scratch.sums
    count = np.int64(0)
    for begin in range(span[0], span[1], PICKED):
        end = min(begin + PICKED, span[1])
        count_picked = pick(rows, begin, end, asked, scratch)
        for at in range(count_picked):
            fetch(sums, np.int64(rows[picked[min(at + SOON, count_picked - 1)]].slot))
            row = rows[picked[at]]
            pivot, more = np.int64(state[row.pivot]), further(row, state)
            if pivot and more >= 0:
                worth = (pivot - 1 + more) | np.int64(fits[row.gauge])
                count += mark(row.slot, worth, marks, sums, groups)
    return count


@kernel
def scan_programs(
    rows: Any, span: Any, asked: Any, scratch: Any, groups: Any, programs: Any
) -> Any:
    """Rows `span` of the third table; notes programs whose patterns have to be looked for first."""
    gate, wanted, lows, highs, fits = asked
    state, marks, sums, waits = scratch.state, scratch.marks, scratch.sums, scratch.waits
    code, starts = programs
    shown = (gate ^ wanted, lows, highs)
    count = np.int64(0)
    for at in range(span[0], span[1]):
        row = rows[at]
        is_possible = (row.gate & gate) == wanted and state[row.pivot] != 0
        if not is_possible or is_marked(row.slot, marks, groups):
            continue
        start = starts[row.program]
        answer = run(code, start, state, shown, scratch.values)
        if answer == OPEN and waits[0, 1] + 1 < waits.shape[0]:
            waits[0, 1] += 1
            waits[waits[0, 1], 1] = row.program
        if answer == PASSES:
            worth = program_worth(code, start, state, fits, shown)
            count += mark(row.slot, worth, marks, sums, groups)
    return count


@kernel
def scan_tables(segment: Any, spans: Any, asked: Any, scratch: Any, programs: Any) -> Any:
    """The same span of lists in each table: rows spans[table, 0] to spans[table, 1]."""
    groups = (segment.group_start, segment.group_slots)
    span = (np.int64(spans[0, 0]), np.int64(spans[0, 1]))
    count = scan_any(segment.any_rows, span, asked, scratch, groups)
    span = (np.int64(spans[1, 0]), np.int64(spans[1, 1]))
    count += scan_all(segment.all_rows, span, asked, scratch, groups)
    span = (np.int64(spans[2, 0]), np.int64(spans[2, 1]))
    return count + scan_programs(segment.program_rows, span, asked, scratch, groups, programs)


@kernel
def scan(segment: Any, project: Any, scratch: Any, programs: Any) -> Any:
    """Mark every row of a segment that fits a project; how many marks at most."""
    pivots, language, gate, lows, highs, fits = project
    is_clustered = segment.place_of_term.size > 0
    count = np.int64(0)
    for step in range(pivots.size if is_clustered else 1):
        place = 0
        if is_clustered:
            pivot = pivots[step]
            place = segment.place_of_term[pivot] if pivot < segment.place_of_term.size else -1
        if place < 0:
            continue
        for one in range(LISTS):
            if one and (not is_clustered or (language and one != language)):
                continue
            # A project of no known language sees a row of two languages in the first's list only.
            lower = np.uint64((1 << (one - 1)) - 1 if one and not language else 0)
            asked = (gate | lower, lower, lows, highs, fits)
            spans = segment.bounds[:, place, one : one + 2]
            count += scan_tables(segment, spans, asked, scratch, programs)
    return count
