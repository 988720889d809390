"""Compiled filters as columns, and loose rows of them, vectorised. Owns no order of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gigwire.domain.match.packed import Loose, Packed, People, sealed
from gigwire.domain.match.rows import (
    ALL,
    ALWAYS,
    BARRED,
    FREE,
    GROUP,
    IS_FIREHOSE,
    MOST_ALL,
    MOST_ANY,
    MOST_NONE,
    NEVER,
    OWNER,
    PROGRAM,
    TABLES,
    Ids,
    Numbers,
    Rows,
    dtypes_for,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gigwire.domain.match.plan import Plan


class PlanColumns(NamedTuple):
    """Distinct plans. `table`: where their rows stand. `all_of` and `none_of` padded.

    `wide`: terms of each plan in a row, its alternatives, any-of words (table `ALL`) or pivots.
    """

    table: NDArray[np.uint8]
    gate: NDArray[np.uint64]
    span: Ids
    program: Ids
    all_of: Ids  # [n, MOST_ALL]
    none_of: Ids  # [n, MOST_NONE]
    wide_start: Numbers  # n + 1
    wide: Ids
    is_firehose: NDArray[np.bool_]


class Owners(NamedTuple):
    """Who has which plans. `plan_of_slot`, `numbers`: a filter each; `owner`: place in `users`."""

    users: Numbers
    versions: Numbers
    owner: Ids
    numbers: Numbers
    plan_of_slot: Ids


def columns_of(plans: Sequence[Plan]) -> PlanColumns:
    """Lay distinct plans out as columns."""
    wide = [_wide(plan) for plan in plans]
    starts = np.zeros(len(plans) + 1, dtype=np.int64)
    np.cumsum([len(terms) for terms in wide], out=starts[1:])
    return PlanColumns(
        table=np.array([plan.table for plan in plans], dtype=np.uint8),
        gate=np.array([plan.gate for plan in plans], dtype=np.uint64),
        span=np.array([plan.span for plan in plans], dtype=np.uint32),
        program=np.array([max(plan.program, 0) for plan in plans], dtype=np.uint32),
        all_of=_padded([plan.all_of for plan in plans], MOST_ALL, ALWAYS),
        none_of=_padded([plan.none_of for plan in plans], MOST_NONE, NEVER),
        wide_start=starts,
        wide=np.array([term for terms in wide for term in terms], dtype=np.uint32),
        is_firehose=np.array([plan.is_firehose for plan in plans], dtype=np.bool_),
    )


def built(plans: PlanColumns, owners: Owners, frequencies: NDArray[np.float64]) -> Packed:
    """A segment of all owners. Of several versions of a person the highest counts.

    `frequencies` of every term of the dictionary: which word of several a row lies under.
    """
    people, slot_of = _people_of(plans, owners)
    in_order = owners.plan_of_slot[slot_of]
    by_plan = np.argsort(in_order, kind="stable").astype(np.uint32)
    counts = np.bincount(in_order, minlength=plans.table.size)
    ends = np.cumsum(counts)
    slot, starts, slots = _slots_of_plans(by_plan, counts, ends)
    # Rows in order of slots: a scan of a cluster then walks forward through what it marks.
    used = np.flatnonzero(counts)
    used = used[np.argsort(by_plan[ends[used] - counts[used]])]
    dtypes = dtypes_for(frequencies.size)
    chosen = [used[plans.table[used] == table] for table in range(TABLES)]
    (free, free_pivots), (barred, barred_pivots), (program, program_pivots) = (
        _spread_rows(plans, slot, chosen[table], dtypes[table]) for table in (FREE, BARRED, PROGRAM)
    )
    every, all_pivots = _all_rows(plans, slot, chosen[ALL], dtypes[ALL], frequencies)
    tables = (free, barred, every, program)
    pivots = (free_pivots, barred_pivots, all_pivots, program_pivots)
    return sealed(people, Loose(tables, pivots, starts, slots), frequencies.size)


def _wide(plan: Plan) -> tuple[int, ...]:
    return plan.pivots if plan.program >= 0 else plan.alternatives or plan.any_of


def _padded(several: Sequence[tuple[int, ...]], width: int, padding: int) -> Ids:
    flat = [(*terms, *(padding,) * (width - len(terms))) for terms in several]
    return np.array(flat, dtype=np.uint32).reshape(-1, width)


def _people_of(plans: PlanColumns, owners: Owners) -> tuple[People, NDArray[np.int64]]:
    order = np.lexsort((owners.versions, owners.users))
    users = owners.users[order]
    is_newest = np.append(users[1:] != users[:-1], np.ones(min(1, users.size), dtype=np.bool_))
    place = np.full(users.size, -1, dtype=np.int64)
    place[order[is_newest]] = np.arange(int(np.count_nonzero(is_newest)))
    kept = np.flatnonzero(place[owners.owner] >= 0)
    ranks = place[owners.owner[kept]]
    slot_of = kept[np.lexsort((owners.numbers[kept], ranks))]
    flags = plans.is_firehose[owners.plan_of_slot[slot_of]].astype(np.int64) * IS_FIREHOSE
    person_of_slot = place[owners.owner[slot_of]].astype(np.uint32)
    rows = np.empty(slot_of.size, dtype=OWNER)
    rows["user"] = users[is_newest][person_of_slot]
    rows["number"] = owners.numbers[slot_of] | flags
    return People(
        users[is_newest], owners.versions[order][is_newest], person_of_slot, rows
    ), slot_of


def _slots_of_plans(by_plan: Ids, counts: Numbers, ends: Numbers) -> tuple[Ids, Ids, Ids]:
    """What stands in the rows of each plan: its slot, or the group of its slots."""
    slot = np.zeros(counts.size, dtype=np.uint32)
    single = counts == 1
    slot[single] = by_plan[ends[single] - 1]
    shared = np.flatnonzero(counts > 1)
    slot[shared] = GROUP + np.arange(shared.size, dtype=np.uint32)
    starts = np.zeros(shared.size + 1, dtype=np.uint32)
    np.cumsum(counts[shared], out=starts[1:])
    return slot, starts, by_plan[np.repeat(counts > 1, counts)]


def _taken(plans: PlanColumns, slot: Ids, of: NDArray[np.int64], dtype: np.dtype[np.void]) -> Rows:
    """Rows of plans with what every table has, as far as this one does."""
    rows = np.zeros(of.size, dtype=dtype)
    names = dtype.names or ()
    rows["gate"], rows["slot"] = plans.gate[of], slot[of]
    for name in ("span", "program"):
        if name in names:
            rows[name] = getattr(plans, name)[of]
    for at in range(MOST_NONE):
        if f"none{at}" in names:
            rows[f"none{at}"] = plans.none_of[of, at]
    return rows


def _spread(plans: PlanColumns, of: NDArray[np.int64]) -> tuple[NDArray[np.int64], Ids]:
    """Each plan as often as it has wide terms, and these terms."""
    counts = np.diff(plans.wide_start)[of]
    begins = np.repeat(plans.wide_start[of] - np.cumsum(counts) + counts, counts)
    return np.repeat(of, counts), plans.wide[begins + np.arange(begins.size)]


def _spread_rows(
    plans: PlanColumns, slot: Ids, chosen: NDArray[np.int64], dtype: np.dtype[np.void]
) -> tuple[Rows, Ids]:
    """A row under each wide term."""
    of, pivots = _spread(plans, chosen)
    return _taken(plans, slot, of, dtype), pivots


def _all_rows(
    plans: PlanColumns,
    slot: Ids,
    of: NDArray[np.int64],
    dtype: np.dtype[np.void],
    frequencies: NDArray[np.float64],
) -> tuple[Rows, Ids]:
    """A row under the rarest of the terms that must all occur."""
    rows = _taken(plans, slot, of, dtype)
    all_of = plans.all_of[of]
    common = np.where(all_of == ALWAYS, np.inf, frequencies[all_of])
    rarest = np.argmin(common, axis=1)
    pivots = all_of[np.arange(of.size), rarest]
    all_of[np.arange(of.size), rarest] = all_of[:, 0]
    for at in range(MOST_ALL - 1):
        rows[f"all{at}"] = all_of[:, at + 1]
    counts = np.diff(plans.wide_start)[of]
    for at in range(MOST_ANY):
        padding = ALWAYS if at == 0 else NEVER
        has = counts > at
        column = np.full(of.size, padding, dtype=np.uint32)
        column[has] = plans.wide[plans.wide_start[of[has]] + at]
        rows[f"any{at}"] = column
    return rows, pivots
