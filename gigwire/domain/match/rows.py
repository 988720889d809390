"""The form of rows: what one filter is, packed for the kernels. Owns layout and its constants.

A row lies under its pivot, a term that every fitting project has. Four tables: `FREE`: the pivot
suffices of the words (a filter of alternatives has a row under each), unless one excluded word
occurs; `BARRED`: so it does unless one of several occurs; `ALL`: further terms must occur;
`PROGRAM`: whatever else, decided by a postfix program. What a row says of amounts is the number of
a span, looked at once a project for all its rows. Terms are 16 bits wide while all of a segment's
are below 65,536, then 32.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Ids = NDArray[np.uint32]
Rows = NDArray[np.void]

ALWAYS: Final = 0  # the term that every project has: pads `all_of`, pivot of the firehose
NEVER: Final = 1  # the term that none has: pads `any_of` and `none_of`
FIRST_TERM: Final = 2
MOST_ALL: Final = 4  # the pivot and three more
MOST_ANY: Final = 5
MOST_NONE: Final = 4
NARROW_TERMS: Final = 1 << 16

# A slot is one filter of one person; with this bit the rest is a group of slots that share a row.
GROUP: Final = 1 << 31
GONE: Final = (1 << 32) - 1  # instead of a slot: nobody
NOT_LEFT: Final = (1 << 63) - 1  # of `left`: the person has not been taken out
IS_FIREHOSE: Final = 1 << 62  # in the column of filter numbers, beside the 48 bits of the number
NUMBER_BITS: Final = (1 << 48) - 1

# Bits of `gate` say what a row does NOT accept; a project has exactly one bit of each kind.
LANGUAGES: Final = ("en", "ru", "uk", "pt", "es")
UNKNOWN_LANGUAGE: Final = 1 << 5
PERIODS: Final = ("fixed", "hourly", "monthly")
PERIOD_SHIFT: Final = 6
UNKNOWN_PERIOD: Final = 1 << 9
SOURCE_SHIFT: Final = 10
GATED_SOURCES: Final = 53
OTHER_SOURCE: Final = 1 << 63
ALL_SOURCES: Final = ((1 << 64) - 1) & ~((1 << SOURCE_SHIFT) - 1)


Dtypes = tuple[np.dtype[np.void], ...]
FREE, BARRED, ALL, PROGRAM = range(4)  # the tables
TABLES: Final = 4


def _of_terms(term: str) -> Dtypes:
    none = [(f"none{i}", term) for i in range(MOST_NONE)]
    more = [(f"all{i}", term) for i in range(MOST_ALL - 1)]
    more += [(f"any{i}", term) for i in range(MOST_ANY)]
    amounts = [("slot", "u4"), ("span", "u2")]
    gate, program = [("gate", "u8")], [("program", "u4"), ("slot", "u4")]
    # Each begins in its own way: numba takes a row that begins like another for its subtype.
    forms = (amounts + none[:1], none + amounts, more + none + amounts, program)
    return tuple(np.dtype(gate + form, align=True) for form in forms)


NARROW: Final = _of_terms("u2")
WIDE: Final = _of_terms("u4")


def dtypes_for(terms: int) -> Dtypes:
    """Of the rows of each table while a dictionary has so many numbers."""
    return NARROW if terms <= NARROW_TERMS else WIDE


OWNER: Final = np.dtype([("user", "i8"), ("number", "i8")], align=True)


Tables = tuple[Rows, Rows, Rows, Rows]


class Segment(NamedTuple):
    """Rows of many people, immutable but for `left`, `left_marks` and `gone`.

    Slots are ordered by (user, number), but in the newest edits.
    `place_of_term`: place of a pivot, -1 where it has no rows; empty where rows are not clustered
    but looked at one by one, each under `pivots[table, row]`. `bounds[place, table, list]`: where a
    list of rows begins; list 0 holds rows for several languages, list 1 + i those for language i
    (two-language rows stand in both lists); the last column ends the pivot's rows.
    """

    place_of_term: NDArray[np.int32]
    bounds: NDArray[np.uint32]
    pivots: Ids
    tables: Tables
    group_start: Ids
    group_slots: Ids
    owners: Rows  # by slot: user id, filter number with IS_FIREHOSE
    person_of_slot: Ids  # place in `users`
    users: Numbers
    left: Numbers  # by person: sequence number of the edit that took them out, or NOT_LEFT
    left_marks: NDArray[np.uint64]  # bits of slots whose person has left: else `left` is not read
    gone: Numbers  # how many people have left, one number


LISTS: Final = 1 + len(LANGUAGES)
