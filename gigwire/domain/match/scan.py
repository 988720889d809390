"""Rows of a segment looked at for one project, and noted where they fit. Owns no row's making.

Machine code. `state[term]` is 0 where the project lacks the term, else 1 + what it adds to the
score. A filter found under several pivots is noted as often; `order` makes it one.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.ahead import fetch_bounds, fetch_lists, place_of, rows_ahead
from gigwire.domain.match.cluster import is_read
from gigwire.domain.match.compile import fetch, kernel
from gigwire.domain.match.program import OPEN, PASSES, program_worth, run
from gigwire.domain.match.rows import ALL, BARRED, FREE, GROUP, LISTS, PROGRAM, TABLES
from gigwire.domain.match.spans import COUNTS, HOLDS

WORTH_BITS: Final = 16  # of a hit, below its slot: what words add, and what its span shows
SHOWN_BITS: Final = 2  # the lowest of them
WORDS: Final = (1 << WORTH_BITS) - (1 << SHOWN_BITS)


@kernel
def is_spared(row: Any, state: Any) -> Any:
    """Whether none of the excluded words occurs."""
    return (state[row.none0] | state[row.none1] | state[row.none2] | state[row.none3]) == 0


@kernel
def further(row: Any, state: Any) -> Any:
    """(1 if the further words of a row are there, else 0; what they add to its pivot's)."""
    first, second = np.int64(state[row.all0]), np.int64(state[row.all1])
    third = np.int64(state[row.all2])
    worth, found = first + second + third - 3, np.int64(0)
    for one in (row.any0, row.any1, row.any2, row.any3, row.any4):
        value = np.int64(state[one])
        found |= value
        worth += max(value - 1, np.int64(0))
    return np.uint64((first != 0) & (second != 0) & (third != 0) & (found != 0)), worth


@kernel
def expand(first: Any, end: Any, hits: Any, groups: Any) -> Any:
    """Put the slots of a group in place of it, for hits from `first` on; the new end, -1: no room.

    Groups come last in a list of rows. One slot takes the group's place, the others go to the end.
    """
    starts, slots = groups
    begin = end
    while begin > first and np.int64(hits[begin - 1] >> np.uint64(WORTH_BITS)) >= GROUP:
        begin -= 1
    for at in range(begin, end):
        hit = np.int64(hits[at])
        group = (hit >> WORTH_BITS) - GROUP
        place, size = np.int64(starts[group]), np.int64(starts[group + 1] - starts[group])
        if end + size > hits.size:
            return np.int64(-1)
        worth = np.uint64(hit & ((1 << WORTH_BITS) - 1))
        hits[at] = (np.uint64(slots[place]) << np.uint64(WORTH_BITS)) | worth
        for one in range(1, size):
            hits[end] = (np.uint64(slots[place + one]) << np.uint64(WORTH_BITS)) | worth
            end += 1
    return end


@kernel
def hit_of(slot: Any, words: Any, shown: Any) -> Any:
    """A hit. The most that the words of a filter add stays far below the room for it."""
    worth = (np.uint64(words) << np.uint64(SHOWN_BITS)) | np.uint64(shown)
    return (np.uint64(slot) << np.uint64(WORTH_BITS)) | worth


@kernel
def words_and_met(hit: Any) -> Any:
    """(What the words of a hit add, 1 where a budget is met)."""
    worth = np.int64(hit)
    return (worth & WORDS) >> SHOWN_BITS, np.int64((worth & COUNTS) != 0)


@kernel
def is_new(slot: Any, marks: Any, groups: Any) -> Any:
    """Whether a slot (of a group: its first one) was not asked for before; from now on it was."""
    one = np.int64(slot)
    if one >= GROUP:
        starts, slots = groups
        one = np.int64(slots[starts[one - GROUP]])
    bit = np.uint64(1) << np.uint64(one & 63)
    was = marks[one >> 6] & bit
    marks[one >> 6] |= bit
    return was == 0


@kernel
def scan_free(rows: Any, span: Any, pivot: Any, asked: Any, scratch: Any, end: Any) -> Any:
    """Rows `span` of the first table, under a pivot that adds so much; the new end.

    `asked`: (gate, wanted, shown): a gate must refuse just `wanted` of the project's bits. Without
    a branch: whether a row fits cannot be foreseen, and a wrong guess costs more than the look
    itself. Each is written down, and written over where it does not fit.
    """
    gate, wanted, shown = asked
    state, hits, new = scratch.state, scratch.hits, np.uint64(end)
    ahead = rows_ahead(rows)
    for at in range(np.uint64(span[0]), np.uint64(span[1])):
        fetch(rows, np.int64(at) + ahead)
        row = rows[at]
        seen = shown[row.span]
        hits[new] = hit_of(row.slot, pivot, seen)
        is_open = ((row.gate & gate) == wanted) & (state[row.none0] == 0)
        new += np.uint64(is_open) & np.uint64(seen & HOLDS)
    return np.int64(new)


@kernel
def scan_barred(rows: Any, span: Any, pivot: Any, asked: Any, scratch: Any, end: Any) -> Any:
    """The same of the second table: of several excluded words none may occur."""
    gate, wanted, shown = asked
    state, hits, new = scratch.state, scratch.hits, np.uint64(end)
    ahead = rows_ahead(rows)
    for at in range(np.uint64(span[0]), np.uint64(span[1])):
        fetch(rows, np.int64(at) + ahead)
        row = rows[at]
        seen = shown[row.span]
        hits[new] = hit_of(row.slot, pivot, seen)
        is_open = ((row.gate & gate) == wanted) & is_spared(row, state)
        new += np.uint64(is_open) & np.uint64(seen & HOLDS)
    return np.int64(new)


@kernel
def scan_all(rows: Any, span: Any, pivot: Any, asked: Any, scratch: Any, end: Any) -> Any:
    """Rows `span` of the third table: first which are not refused, then of these which fit."""
    gate, wanted, shown = asked
    state, hits, left = scratch.state, scratch.hits, scratch.others
    count, new, ahead = np.uint64(0), np.uint64(end), rows_ahead(rows)
    for at in range(np.uint64(span[0]), np.uint64(span[1])):
        fetch(rows, np.int64(at) + ahead)
        row = rows[at]
        left[count] = at
        is_open = ((row.gate & gate) == wanted) & is_spared(row, state)
        count += np.uint64(is_open) & np.uint64(shown[row.span] & HOLDS)
    for one in range(count):
        row = rows[left[one]]
        fits, more = further(row, state)
        hits[new] = hit_of(row.slot, pivot + more, shown[row.span])
        new += fits
    return np.int64(new)


@kernel
def scan_programs(rows: Any, span: Any, asked: Any, work: Any, end: Any) -> Any:
    """Rows `span` of the last table; notes programs whose patterns have to be looked for first.

    `asked`: (gate, wanted, lows, highs, fits).
    """
    gate, wanted, lows, highs, fits = asked
    scratch, (code, starts), groups = work
    state, marks, waits = scratch.state, scratch.marks, scratch.waits
    shown = (gate ^ wanted, lows, highs)
    for at in range(span[0], span[1]):
        row = rows[at]
        if (row.gate & gate) != wanted or not is_new(row.slot, marks, groups):
            continue
        waits[0, 0] = 1  # marks have to be cleaned
        start = starts[row.program]
        answer = run(code, start, state, shown, scratch.values)
        if answer == OPEN and waits[0, 1] + 1 < waits.shape[0]:
            waits[0, 1] += 1
            waits[waits[0, 1], 1] = row.program
        if answer == PASSES:
            words, met = program_worth(code, start, state, fits, shown)
            scratch.hits[end] = hit_of(row.slot, words, met)
            end += 1
    return end


@kernel
def scan_table(segment: Any, table: Any, span: Any, pivot: Any, project: Any, work: Any) -> Any:
    """Rows `span` of one table; `work`: (scratch, programs, end). Gives the new end, or -1."""
    gate, wanted, shown, gauges = project
    scratch, programs, end = work
    if end + span[1] - span[0] >= scratch.hits.size:
        return np.int64(-1)
    asked, groups, first = (gate, wanted, shown), (segment.group_start, segment.group_slots), end
    if table == FREE:
        end = scan_free(segment.tables[FREE], span, pivot, asked, scratch, end)
    elif table == BARRED:
        end = scan_barred(segment.tables[BARRED], span, pivot, asked, scratch, end)
    elif table == ALL:
        end = scan_all(segment.tables[ALL], span, pivot, asked, scratch, end)
    else:
        whole = (gate, wanted, gauges[0], gauges[1], gauges[2])
        end = scan_programs(segment.tables[PROGRAM], span, whole, (scratch, programs, groups), end)
    return expand(first, end, scratch.hits, groups) if groups[1].size else end


@kernel
def scan_place(segment: Any, place: Any, pivot: Any, project: Any, work: Any) -> Any:
    """All lists of one pivot, which adds so much; the new end, or -1."""
    _terms, language, gate, shown, gauges = project
    scratch, programs, end = work
    bounds = segment.bounds
    for one in range(LISTS):
        if not is_read(one, language):
            continue
        # A project of no known language sees a row of two languages in the first's list only.
        lower = np.uint64((1 << (one - 1)) - 1 if one and not language else 0)
        seen = (gate | lower, lower, shown, gauges)
        for table in range(TABLES):
            first, last = bounds[place, table, one], bounds[place, table, one + 1]
            if first < last and end >= 0:
                span = (np.int64(first), np.int64(last))
                end = scan_table(segment, table, span, pivot, seen, (scratch, programs, end))
    return end


@kernel
def scan_clustered(segment: Any, project: Any, scratch: Any, programs: Any) -> Any:
    """The lists of every pivot that the project has."""
    terms, language = project[0], project[1]
    fetch_bounds(segment, terms)
    end, after = np.int64(0), np.int64(-1)
    for step in range(terms.size + 1):
        place, after = after, np.int64(-1)
        if step < terms.size:
            after = place_of(segment, terms[step])
        fetch_lists(segment, after, language)
        if place >= 0 and end >= 0:
            pivot = np.int64(scratch.state[terms[step - 1]]) - 1
            end = scan_place(segment, place, pivot, project, (scratch, programs, end))
    return end


@kernel
def scan_loose(segment: Any, project: Any, scratch: Any, programs: Any) -> Any:
    """Every row by itself, under a pivot of its own."""
    _terms, _language, gate, shown, gauges = project
    seen, end = (gate, np.uint64(0), shown, gauges), np.int64(0)
    for table in range(TABLES):
        for at in range(np.int64(segment.bounds[0, table, 1])):
            value = np.int64(scratch.state[segment.pivots[table, at]])
            if value and end >= 0:
                work = (scratch, programs, end)
                end = scan_table(segment, table, (at, at + 1), value - 1, seen, work)
    return end


@kernel
def scan(segment: Any, project: Any, scratch: Any, programs: Any) -> Any:
    """Note in `scratch.hits` every row of a segment that fits a project; how many, -1: no room.

    `project`: (terms, language, gate, what spans show, what gauges show: lows, highs, fits).
    A hit is a slot and, in the lower WORTH_BITS, what this row's words add.
    """
    if segment.place_of_term.size:
        return scan_clustered(segment, project, scratch, programs)
    return scan_loose(segment, project, scratch, programs)
