"""Segments made: clustered rows of many people, from compiled columns or from other segments.

Owns building and merging, which never look at a filter's text again. Pure; slow enough (a million
filters: a second) to be called from a thread: nearly all of it runs without the GIL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from gigwire.domain.match.cluster import cluster, originals, places, regrouped, reslotted
from gigwire.domain.match.rows import (
    GONE,
    NOT_LEFT,
    NUMBER_BITS,
    TABLES,
    Ids,
    Numbers,
    Rows,
    Segment,
    Tables,
    dtypes_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


_BY_PLACE: Final = np.empty((TABLES, 0), dtype=np.uint32)  # pivots are known by place


class People(NamedTuple):
    """Who is in a segment: users ascending, their versions, slots ordered by (user, number)."""

    users: Numbers
    versions: Numbers
    person_of_slot: Ids
    owners: Rows


class Loose(NamedTuple):
    """Rows in any order, each once: what segments are made of."""

    tables: Tables
    pivots: tuple[Ids, ...]  # by table
    group_start: Ids
    group_slots: Ids


class Packed(NamedTuple):
    """A segment and what only its writer asks for. `first_slot` of each person, and the end."""

    segment: Segment
    versions: Numbers
    first_slot: Ids

    def find(self, user_id: int) -> int:
        """Place of a person who is in and has not left; -1 else."""
        users = self.segment.users
        at = int(np.searchsorted(users, user_id))
        is_here = at < users.size and users[at] == user_id and self.segment.left[at] == NOT_LEFT
        return at if is_here else -1

    def slots_of(self, at: int) -> Numbers:
        """Filter numbers, with their flags, of the person at a place."""
        numbers: Numbers = self.segment.owners["number"]
        return numbers[self.first_slot[at] : self.first_slot[at + 1]]

    def take_out(self, at: int, sequence: int) -> None:
        """Let the person at a place be out for readers from a sequence number on."""
        self.segment.left[at] = sequence
        self.segment.gone[0] += 1
        for slot in range(int(self.first_slot[at]), int(self.first_slot[at + 1])):
            self.segment.left_marks[slot >> 6] |= np.uint64(1 << (slot & 63))

    @property
    def nbytes(self) -> int:
        """Bytes of all columns."""
        segment = self.segment
        columns = [one for one in segment if isinstance(one, np.ndarray)]
        columns += [*segment.tables, self.versions, self.first_slot]
        return sum(column.nbytes for column in columns)


def sealed(people: People, loose: Loose, terms: int) -> Packed:
    """Cluster loose rows into a segment. `terms`: how many numbers the dictionary has given."""
    place_of_term, count = places(loose.pivots, terms)
    done = [
        cluster(pivot, table["gate"].copy(), table["slot"].copy(), place_of_term, count)
        for pivot, table in zip(loose.pivots, loose.tables, strict=True)
    ]
    taken = (_taken(table, order) for table, (order, _) in zip(loose.tables, done, strict=True))
    free, barred, every, program = taken
    first_slot = np.searchsorted(people.person_of_slot, np.arange(people.users.size + 1))
    segment = Segment(
        place_of_term=place_of_term,
        bounds=np.stack([bounds for _, bounds in done], axis=1),
        pivots=_BY_PLACE,
        tables=(free, barred, every, program),
        group_start=loose.group_start,
        group_slots=loose.group_slots,
        owners=people.owners,
        person_of_slot=people.person_of_slot,
        users=people.users,
        left=np.full(people.users.size, NOT_LEFT, dtype=np.int64),
        left_marks=np.zeros((people.owners.size >> 6) + 1, dtype=np.uint64),
        gone=np.zeros(1, dtype=np.int64),
    )
    return Packed(segment, people.versions, first_slot.astype(np.uint32))


def merged(several: Sequence[Packed], sequence: int, terms: int) -> Packed:
    """One segment of all who are in at a sequence number; nobody is in two of them."""
    people, new_slots = _people_of(several, sequence)
    parts, first_group = [], 0
    for packed, new_slot in zip(several, new_slots, strict=True):
        part, groups = _moved(packed.segment, new_slot, first_group)
        parts.append((part, groups))
        first_group += groups[0].size
    starts, slots = _joined([groups for _, groups in parts])
    free, barred, every, program = (
        np.concatenate([part[table][0].astype(dtype, copy=False) for part, _ in parts])
        for table, dtype in enumerate(dtypes_for(terms))
    )
    pivots = (np.concatenate([part[table][1] for part, _ in parts]) for table in range(TABLES))
    loose = Loose((free, barred, every, program), tuple(pivots), starts, slots)
    return sealed(people, loose, terms)


def _people_of(several: Sequence[Packed], sequence: int) -> tuple[People, list[Ids]]:
    """All who stay, in order, and the new slot of each segment's slots, or GONE."""
    segments = [packed.segment for packed in several]
    stays = [segment.left > sequence for segment in segments]
    kept = [here[one.person_of_slot] for one, here in zip(segments, stays, strict=True)]
    users = np.concatenate([one.users[here] for one, here in zip(segments, stays, strict=True)])
    versions = [packed.versions[here] for packed, here in zip(several, stays, strict=True)]
    owners = np.concatenate([one.owners[here] for one, here in zip(segments, kept, strict=True)])
    order = np.argsort(users, kind="stable")
    slots = np.lexsort((owners["number"] & NUMBER_BITS, owners["user"]))
    place = np.empty(slots.size, dtype=np.uint32)
    place[slots] = np.arange(slots.size, dtype=np.uint32)
    new_slots, begin = [], 0
    for here in kept:
        new = np.full(here.size, GONE, dtype=np.uint32)
        count = int(np.count_nonzero(here))
        new[here] = place[begin : begin + count]
        begin += count
        new_slots.append(new)
    owners = owners[slots]
    person_of_slot = np.searchsorted(users[order], owners["user"]).astype(np.uint32)
    people = People(users[order], np.concatenate(versions)[order], person_of_slot, owners)
    return people, new_slots


def _moved(
    segment: Segment, new_slot: Ids, first_group: int
) -> tuple[list[tuple[Rows, Ids]], tuple[Ids, Ids]]:
    """Rows of each table in new slots, with their pivots; and the groups."""
    groups = (segment.group_start, segment.group_slots)
    become, starts, slots = regrouped(groups, new_slot, first_group)
    moved = []
    for rows, pivots in _once(segment):
        changed = reslotted(np.ascontiguousarray(rows["slot"]), new_slot, become)
        stay = rows[changed != GONE]
        stay["slot"] = changed[changed != GONE]
        moved.append((stay, pivots[changed != GONE]))
    return moved, (starts, slots)


def _once(segment: Segment) -> Iterator[tuple[Rows, Ids]]:
    """Rows of each table, each once, with their pivots."""
    terms = np.flatnonzero(segment.place_of_term >= 0)
    for at, table in enumerate(segment.tables):
        if segment.place_of_term.size:
            gates = np.ascontiguousarray(table["gate"])
            bounds = np.ascontiguousarray(segment.bounds[:, at])
            kept, pivots = originals(bounds, gates, terms)
            yield _taken(table, kept), pivots
        else:
            yield table, segment.pivots[at, : table.size]


def _joined(groups: Sequence[tuple[Ids, Ids]]) -> tuple[Ids, Ids]:
    starts, begin = [], 0
    for first, slots in groups:
        starts.append(first + np.uint32(begin))
        begin += slots.size
    starts.append(np.array([begin], dtype=np.uint32))
    return np.concatenate(starts), np.concatenate([slots for _, slots in groups])


def _taken(rows: Rows, order: NDArray[np.uint32]) -> Rows:
    """Rows in an order, copied as whole words: four times as fast as structured ones."""
    width = rows.dtype.itemsize // 8
    words = np.ascontiguousarray(rows).view(np.uint64).reshape(-1, width)
    taken: Rows = words.take(order, axis=0).reshape(-1).view(rows.dtype)
    return taken
