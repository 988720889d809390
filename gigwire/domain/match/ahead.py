"""Memory asked for before it is needed. Owns how far ahead; looks at no row.

Machine code, without any effect but on time. A project's lists lie anywhere and are short, a few
hundred rows: a processor that guesses what comes next has guessed when the list is at its end.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.cluster import is_read
from gigwire.domain.match.compile import fetch, kernel
from gigwire.domain.match.rows import ALL, BARRED, FREE, LISTS, TABLES

# Of a list, before the row that is looked at, and of the next lists: of 512 to 8,192 the best. With
# half of it and nothing of the next lists scans took a quarter longer.
BYTES: Final = 2048
LINE: Final = 64  # bytes that memory gives at once


@kernel
def rows_ahead(rows: Any) -> Any:
    """How many rows before it is looked at a row is asked for."""
    return BYTES // rows.itemsize


@kernel
def fetch_head(rows: Any, first: Any, last: Any) -> Any:
    """Ask for what rows first..last begin with."""
    step = max(LINE // rows.itemsize, 1)
    for at in range(first, min(last, first + rows_ahead(rows)), step):
        fetch(rows, at)


@kernel
def fetch_bounds(segment: Any, terms: Any) -> Any:
    """Ask where the lists of all these terms lie."""
    places, bounds = segment.place_of_term, segment.bounds
    for term in terms:
        fetch(places, np.int64(term))
    size = bounds.shape[1] * bounds.shape[2]
    for term in terms:
        place = place_of(segment, term)
        for at in range(0, size if place >= 0 else 0, LINE // bounds.itemsize):
            fetch(bounds, place * size + at)


@kernel
def place_of(segment: Any, term: Any) -> Any:
    """Where the lists of a term lie; -1 where there are none."""
    places = segment.place_of_term
    return np.int64(places[term]) if term < places.size else np.int64(-1)


@kernel
def fetch_lists(segment: Any, place: Any, language: Any) -> Any:
    """Ask for what all lists of a place begin with, as far as the language has to do with them."""
    bounds, tables = segment.bounds, segment.tables
    for one in range(LISTS if place >= 0 else 0):
        if not is_read(one, language):
            continue
        for table in range(TABLES):
            first = np.int64(bounds[place, table, one])
            last = np.int64(bounds[place, table, one + 1])
            if table == FREE:
                fetch_head(tables[FREE], first, last)
            elif table == BARRED:
                fetch_head(tables[BARRED], first, last)
            elif table == ALL:
                fetch_head(tables[ALL], first, last)
