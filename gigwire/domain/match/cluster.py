"""Rows put in order: by pivot, then by language. Owns the order and its bounds, not the rows."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import allocating_kernel, kernel
from gigwire.domain.match.rows import GONE, GROUP, LISTS

# Fewer rows under a pivot are not parted by language: looking at them all is cheaper than the
# bounds and the copies of two-language rows.
PARTED: Final = 48


@allocating_kernel
def places(columns: Any, terms: Any) -> Any:
    """(place of each term that is a pivot in some column, else -1; count of places)."""
    place_of_term = np.full(terms, -1, np.int32)
    for column in columns:
        for pivot in column:
            place_of_term[pivot] = 0
    count = 0
    for term in range(terms):
        if place_of_term[term] == 0:
            place_of_term[term] = count
            count += 1
    return place_of_term, count


@kernel
def lists_of(gate: Any, is_parted: Any) -> Any:
    """The lists of a row: (first, second), equal if it is one. List 0: three languages or more."""
    accepted = np.int64(~gate & np.uint64(31))
    count, first, second = 0, 0, 0
    for language in range(1, LISTS):
        if accepted >> (language - 1) & 1:
            count += 1
            if count == 1:
                first = language
            elif count == 2:
                second = language
    if not is_parted or count > 2 or count == 0:
        return 0, 0
    return first, second if count > 1 else first


@kernel
def is_read(one: Any, language: Any) -> Any:
    """Whether a project of a language reads a list: the first, and its own; all, where unknown."""
    return not (one and language and one != language)


@allocating_kernel
def cluster(pivots: Any, gates: Any, slots: Any, place_of_term: Any, count: Any) -> Any:
    """(numbers of the rows in order, some twice; bounds[place, list]). Groups last in a list."""
    totals = np.zeros(count, np.int64)
    for pivot in pivots:
        totals[place_of_term[pivot]] += 1
    bounds = np.zeros((count, LISTS + 1), np.int64)
    for row in range(pivots.size):
        place = place_of_term[pivots[row]]
        first, second = lists_of(gates[row], totals[place] > PARTED)
        bounds[place, first] += 1
        if second != first:
            bounds[place, second] += 1
    end = np.int64(0)
    for place in range(count):
        for one in range(LISTS):
            size = bounds[place, one]
            bounds[place, one] = end
            end += size
        bounds[place, LISTS] = end
    order = np.empty(end, np.uint32)
    fronts, backs = bounds.copy(), bounds[:, 1:].copy()
    for row in range(pivots.size):
        place = place_of_term[pivots[row]]
        lists = lists_of(gates[row], totals[place] > PARTED)
        put(order, row, slots[row] >= GROUP, (fronts[place], backs[place]), lists)
    return order, bounds.astype(np.uint32)


@kernel
def put(order: Any, row: Any, is_group: Any, ends: Any, lists: Any) -> Any:
    """Put a row at the front of what is free of its lists, of a group at the back."""
    fronts, backs = ends
    for at in range(1 + (lists[0] != lists[1])):
        one = lists[at]
        if is_group:
            backs[one] -= 1
            order[backs[one]] = row
        else:
            order[fronts[one]] = row
            fronts[one] += 1


@allocating_kernel
def originals(bounds: Any, gates: Any, terms: Any) -> Any:
    """(numbers of clustered rows, each row once however many lists it stands in; their pivots).

    `bounds[place, list]`; `terms`: the term of each place.
    """
    kept, pivots = np.empty(gates.size, np.uint32), np.empty(gates.size, np.uint32)
    end, is_parted = 0, True
    for place in range(bounds.shape[0]):
        for one in range(LISTS):
            for row in range(np.int64(bounds[place, one]), np.int64(bounds[place, one + 1])):
                if one == 0 or lists_of(gates[row], is_parted)[0] == one:
                    kept[end], pivots[end] = row, terms[place]
                    end += 1
    return kept[:end].copy(), pivots[:end].copy()


@allocating_kernel
def regrouped(groups: Any, new_slot: Any, first_group: Any) -> Any:
    """(what each group becomes: a slot, a group, or GONE; starts and slots of the new groups).

    `groups`: (starts, slots). New groups count from `first_group`.
    """
    starts, slots = groups
    become = np.full(max(starts.size - 1, 0), GONE, np.uint32)
    new_starts, new_slots = np.empty(starts.size, np.uint32), np.empty(slots.size, np.uint32)
    kept, end = 0, 0
    for group in range(starts.size - 1):
        begin = end
        for at in range(np.int64(starts[group]), np.int64(starts[group + 1])):
            if new_slot[slots[at]] != GONE:
                new_slots[end] = new_slot[slots[at]]
                end += 1
        if end - begin == 1:
            become[group] = new_slots[begin]
            end = begin
        elif end > begin:
            become[group] = GROUP + first_group + kept
            new_starts[kept] = begin
            kept += 1
    return become, new_starts[:kept].copy(), new_slots[:end].copy()


@allocating_kernel
def reslotted(slots: Any, new_slot: Any, become: Any) -> Any:
    """Slots of rows in new numbers; GONE where nobody of the row is left."""
    changed = np.empty(slots.size, np.uint32)
    for row in range(slots.size):
        slot = np.int64(slots[row])
        changed[row] = new_slot[slot] if slot < GROUP else become[slot - GROUP]
    return changed
