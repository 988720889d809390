"""Postfix programs: exact verification of filters that no row expresses. Owns form and execution.

A program is int64 words: count of scoring terms, those terms; count of budget conditions, each as
(gauge, low, high); count of operations' words, the operations. It runs over the same state as
rows do, so nothing is analysed twice.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gigwire.domain.match.compile import kernel

TERM: Final = 1  # term
NO_TERM: Final = 2  # term
PATTERN: Final = 3  # pattern's term: state 1 found, 2 not found, 0 not looked for yet
NO_PATTERN: Final = 4
GAUGE: Final = 5  # gauge, low, high
GATE: Final = 6  # bits that are not accepted
ALL: Final = 7  # count of values taken from the stack
EITHER: Final = 8
LENGTHS: Final = np.array([0, 2, 2, 2, 2, 4, 2, 2, 2], dtype=np.int64)
DEEPEST: Final = 256  # values on the stack: more than a filter has conditions

FAILS: Final = 0
PASSES: Final = 1
OPEN: Final = 2  # it would pass, if its patterns did what it hopes


@kernel
def _leaf(code: Any, at: Any, state: Any, asked: Any) -> Any:
    """Value of one condition: FAILS, PASSES or OPEN."""
    gate, lows, highs = asked
    operation = code[at]
    if operation == GATE:
        return np.int64((np.uint64(code[at + 1]) & gate) == 0)
    if operation == GAUGE:
        gauge = code[at + 1]
        return np.int64((code[at + 2] <= highs[gauge]) & (lows[gauge] <= code[at + 3]))
    value = state[code[at + 1]]
    if operation == TERM:
        return np.int64(value != 0)
    if operation == NO_TERM:
        return np.int64(value == 0)
    if value == 0:
        return np.int64(OPEN)
    return np.int64((value == 1) == (operation == PATTERN))


@kernel
def _join(operation: Any, values: Any, first: Any, end: Any) -> Any:
    """ALL: the worst, with FAILS < OPEN < PASSES; EITHER: the best."""
    is_open, passing = False, 0
    for at in range(first, end):
        is_open |= values[at] == OPEN
        passing += values[at] == PASSES
    if operation == ALL:
        if passing == end - first:
            return np.int64(PASSES)
        for at in range(first, end):
            if values[at] == FAILS:
                return np.int64(FAILS)
        return np.int64(OPEN)
    if passing:
        return np.int64(PASSES)
    return np.int64(OPEN) if is_open else np.int64(FAILS)


@kernel
def run(code: Any, start: Any, state: Any, asked: Any, values: Any) -> Any:
    """FAILS, PASSES or OPEN for the program that begins at `start`.

    `asked`: (the project's gate, what gauges show: lows, highs); `values`: DEEPEST numbers of room.
    """
    at = start + 1 + code[start]
    at += 1 + 3 * code[at]
    end = at + 1 + code[at]
    at += 1
    depth = 0
    while at < end:
        operation = code[at]
        if operation >= ALL:
            first = depth - code[at + 1]
            values[first] = _join(operation, values, first, depth)
            depth = first + 1
        else:
            values[depth] = _leaf(code, at, state, asked)
            depth += 1
        at += LENGTHS[operation]
    return values[0]


@kernel
def program_worth(code: Any, start: Any, state: Any, fits: Any, asked: Any) -> Any:
    """(What the words of a passing program add, COUNTS where a budget is met or 0)."""
    _gate, lows, highs = asked
    words, at = np.int64(0), start + 1
    for _ in range(code[start]):
        words += max(np.int64(state[code[at]]) - 1, np.int64(0))
        at += 1
    count, met = code[at], np.int64(0)
    at += 1
    for _ in range(count):
        gauge = code[at]
        if code[at + 1] <= highs[gauge] and lows[gauge] <= code[at + 2]:
            met |= np.int64(fits[gauge])
        at += 3
    return words, met
