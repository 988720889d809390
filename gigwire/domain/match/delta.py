"""The newest edits: rows in order of arrival, looked at one by one until they are merged.

Owns appending, and views for readers that never see half a person: a reader looks only as far as
its own view goes, and what is there does not change (but for `left`, which numbers guard).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gigwire.domain.match import rows
from gigwire.domain.match.packed import Packed
from gigwire.domain.match.rows import (
    ALWAYS,
    IS_FIREHOSE,
    LISTS,
    MOST_ALL,
    MOST_ANY,
    MOST_NONE,
    NEVER,
    NOT_LEFT,
    OWNER,
    TABLES,
    Segment,
    dtypes_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gigwire.domain.match.plan import Plan

_ROWS_A_FILTER: Final = 4  # room; more than that many rows only end the delta sooner
_NO_PLACES: Final = np.empty(0, dtype=np.int32)
_NO_GROUPS: Final = (np.zeros(1, dtype=np.uint32), np.empty(0, dtype=np.uint32))
_ANYTHING: Final = (ALWAYS, *(NEVER,) * (MOST_ANY - 1))  # instead of any-of words: none asked


class Delta:
    """Room for some filters of a dictionary of so many numbers."""

    def __init__(self, room: int, terms: int) -> None:
        size = room * _ROWS_A_FILTER
        self._dtypes: Final = dtypes_for(terms)
        self._tables: Final = [np.zeros(size, dtype=of) for of in self._dtypes]
        self._pivots: Final = np.zeros((TABLES, size), dtype=np.uint32)
        self._ends: Final = [0] * TABLES
        self._owners: Final = np.zeros(room, dtype=OWNER)
        self._person_of_slot: Final = np.zeros(room, dtype=np.uint32)
        self._left_marks: Final = np.zeros((room >> 6) + 1, dtype=np.uint64)
        self._gone: Final = np.zeros(1, dtype=np.int64)
        self._users: Final = np.zeros(room, dtype=np.int64)
        self._versions: Final = np.zeros(room, dtype=np.int64)
        self._left: Final = np.full(room, NOT_LEFT, dtype=np.int64)
        self._first_slot: Final = np.zeros(room + 1, dtype=np.uint32)
        self._place_by_user: dict[int, int] = {}
        self._people = 0
        self._slots = 0
        self._packed: Packed | None = None  # of what is in

    def __len__(self) -> int:
        """People put in, those who left again too."""
        return self._people

    def has_room(self, plans: Sequence[Plan], terms: int) -> bool:
        """Whether a person with these plans fits in, and all numbers into the rows."""
        return (
            self._dtypes == dtypes_for(terms)
            and self._people < self._users.size
            and self._slots + len(plans) <= self._owners.size
            and all(
                end + wanted <= table.size
                for end, wanted, table in zip(self._ends, needed(plans), self._tables, strict=True)
            )
        )

    def put(
        self,
        user_id: int,
        version: int,
        filters: Sequence[tuple[int, Plan]],
        frequency: Callable[[int], float],
    ) -> None:
        """Append a person who is not in; there must be room."""
        at = self._people
        self._users[at], self._versions[at] = user_id, version
        for number, plan in filters:
            self._person_of_slot[self._slots] = at
            flag = IS_FIREHOSE if plan.is_firehose else 0
            self._owners[self._slots] = (user_id, number | flag)
            self._append(plan, self._slots, frequency)
            self._slots += 1
        self._people += 1
        self._packed = None
        self._first_slot[self._people] = self._slots
        self._place_by_user[user_id] = at

    def find(self, user_id: int) -> int:
        """Place of a person who is in and has not left; -1 else."""
        at = self._place_by_user.get(user_id, -1)
        return at if at >= 0 and self._left[at] == NOT_LEFT else -1

    def packed(self) -> Packed:
        """All that is in by now, as a segment without clusters."""
        if self._packed is None:
            self._packed = self._view()
        return self._packed

    def _view(self) -> Packed:
        bounds = np.zeros((1, TABLES, LISTS + 1), dtype=np.uint32)
        bounds[0, :, 1] = self._ends
        free, barred, every, program = (
            table[:end] for table, end in zip(self._tables, self._ends, strict=True)
        )
        people, slots = self._people, self._slots
        segment = Segment(
            _NO_PLACES,
            bounds,
            self._pivots,
            (free, barred, every, program),
            *_NO_GROUPS,
            self._owners[:slots],
            self._person_of_slot[:slots],
            self._users[:people],
            self._left[:people],
            self._left_marks,
            self._gone,
        )
        return Packed(segment, self._versions[:people], self._first_slot[: people + 1])

    def _append(self, plan: Plan, slot: int, frequency: Callable[[int], float]) -> None:
        none_of = _padded(plan.none_of, MOST_NONE, NEVER)
        match plan.table:
            case rows.PROGRAM:
                for pivot in plan.pivots:
                    self._add(rows.PROGRAM, pivot, (plan.gate, plan.program, slot))
            case rows.ALL:
                pivot = min(plan.all_of, key=frequency)
                rest = tuple(term for term in plan.all_of if term != pivot)
                any_of = _padded(plan.any_of, MOST_ANY, NEVER) if plan.any_of else _ANYTHING
                further = (*_padded(rest, MOST_ALL - 1, ALWAYS), *any_of)
                self._add(rows.ALL, pivot, (plan.gate, *further, *none_of, slot, plan.span))
            case rows.FREE:
                for pivot in plan.alternatives:
                    self._add(rows.FREE, pivot, (plan.gate, slot, plan.span, none_of[0]))
            case _:
                for pivot in plan.alternatives:
                    self._add(rows.BARRED, pivot, (plan.gate, *none_of, slot, plan.span))

    def _add(self, table: int, pivot: int, row: tuple[int, ...]) -> None:
        self._tables[table][self._ends[table]] = row
        self._pivots[table, self._ends[table]] = pivot
        self._ends[table] += 1


def needed(plans: Sequence[Plan]) -> list[int]:
    """Rows of each table that plans take."""
    counts = [0] * TABLES
    for plan in plans:
        counts[plan.table] += len(plan.pivots) or len(plan.alternatives) or 1
    return counts


def room_for(plans: Sequence[Plan], least: int) -> int:
    """Room that a delta needs so that a person with these plans fits in."""
    return max(least, len(plans), -(-max(needed(plans)) // _ROWS_A_FILTER))


def _padded(terms: tuple[int, ...], width: int, padding: int) -> tuple[int, ...]:
    return (*terms, *(padding,) * (width - len(terms)))
