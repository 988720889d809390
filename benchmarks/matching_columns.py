"""The benchmark's filters as compiled columns, without a text each. Owns no drawing.

Equal to what the language and the planner make of `World.text_of`, which `check` shows on a sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.matching_words import SOURCES
from benchmarks.matching_world import CURRENCIES, LANGUAGES, NO_WORD
from gigwire.domain.filters.expression import Compare, Phrase, Word
from gigwire.domain.match.columns import Owners, PlanColumns, columns_of
from gigwire.domain.match.rows import (
    ALL,
    ALL_SOURCES,
    ALWAYS,
    BARRED,
    FREE,
    MOST_ALL,
    MOST_NONE,
    NEVER,
    UNKNOWN_LANGUAGE,
)
from gigwire.domain.match.spans import NO_SPAN, UNLIMITED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.matching_world import Filters, World
    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.plan import Plan


def owners_of(filters: Filters, plan_of_slot: NDArray[np.uint32]) -> Owners:
    """Who has them: filter numbers are made up, versions all 1."""
    users, owner = np.unique(filters.owners, return_inverse=True)
    return Owners(
        users=users,
        versions=np.ones(users.size, dtype=np.int64),
        owner=owner.astype(np.uint32),
        numbers=(np.arange(filters.owners.size, dtype=np.int64) * 2654435761) & ((1 << 48) - 1),
        plan_of_slot=plan_of_slot,
    )


def plans_of(
    world: World, filters: Filters, dictionary: Dictionary
) -> tuple[PlanColumns, NDArray[np.uint32]]:
    """Distinct plans as columns, and which of them each filter has."""
    every = _columns(world, filters, dictionary)
    keys = np.ascontiguousarray(np.hstack([*every.values()]).astype(np.int64))
    mixed = (keys * _MIXERS[: keys.shape[1]]).sum(axis=1)
    _, first, plan_of_slot = np.unique(mixed, return_index=True, return_inverse=True)
    few = {name: column[first] for name, column in every.items()}
    has_all, is_lone = few["all_of"][:, 0] != ALWAYS, few["all_of"][:, 1] == ALWAYS
    is_lone &= has_all & (few["any_of"][:, 0] == NEVER)
    wide = few["any_of"].copy()
    wide[is_lone, 0] = few["all_of"][is_lone, 0]  # a single word that must occur is its own pivot
    counts = (wide != NEVER).sum(axis=1)
    starts = np.zeros(first.size + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    is_barred = few["none_of"][:, 1] != NEVER
    plans = PlanColumns(
        table=np.where(has_all & ~is_lone, ALL, np.where(is_barred, BARRED, FREE)).astype(np.uint8),
        gate=few["gate"][:, 0].astype(np.uint64),
        span=few["span"][:, 0].astype(np.uint32),
        program=np.zeros(first.size, dtype=np.uint32),
        all_of=few["all_of"].astype(np.uint32),
        none_of=few["none_of"].astype(np.uint32),
        wide_start=starts,
        wide=wide[wide != NEVER].astype(np.uint32),
        is_firehose=np.zeros(first.size, dtype=np.bool_),
    )
    return plans, plan_of_slot.astype(np.uint32)


def differing(
    world: World, filters: Filters, dictionary: Dictionary, sample: NDArray[np.int64]
) -> int:
    """How many of a sample of filters the planner plans otherwise; must be 0."""
    plans, plan_of_slot = plans_of(world, filters, dictionary)
    expected = columns_of([_planned(world, filters, dictionary, int(row)) for row in sample])
    wrong = 0
    for at, plan in enumerate(plan_of_slot[sample]):
        mine, theirs = _row(plans, int(plan)), _row(expected, at)
        wrong += mine != theirs
    return wrong


def _planned(world: World, filters: Filters, dictionary: Dictionary, row: int) -> Plan:
    from gigwire.domain.filters import filter_of  # noqa: PLC0415 - heavy, and only checked with

    wanted = filter_of(world.text_of(filters, row)).filter
    assert wanted is not None, world.text_of(filters, row)
    return dictionary.plan(wanted.query)


def _row(plans: PlanColumns, at: int) -> tuple[object, ...]:
    wide = plans.wide[plans.wide_start[at] : plans.wide_start[at + 1]]
    single = (plans.table, plans.gate, plans.span)
    several = (plans.all_of[at], plans.none_of[at], wide)
    return (*(int(column[at]) for column in single), *(tuple(one.tolist()) for one in several))


def _columns(
    world: World, filters: Filters, dictionary: Dictionary
) -> dict[str, NDArray[np.int64]]:
    terms = np.array([dictionary.term(_leaf(word)) for word in world.words] + [NEVER])
    all_of = terms[np.where(filters.all_of == NO_WORD, -1, filters.all_of)]
    any_of = terms[np.where(filters.any_of == NO_WORD, -1, filters.any_of)]
    none_of = terms[np.where(filters.none_of == NO_WORD, -1, filters.none_of)]
    # An alternative that must occur anyway leaves nothing to choose. (The planner makes a program
    # of such a filter, to keep the score; they are a few in 100,000.)
    is_met = ((any_of[:, :, None] == all_of[:, None, :]) & (any_of != NEVER)[:, :, None]).any(
        axis=(1, 2)
    )
    any_of[is_met] = NEVER
    any_of, all_of, none_of = _sorted(any_of), _sorted(all_of), _sorted(none_of)
    # A single alternative is a word that must occur.
    lone = (any_of[:, 0] != NEVER) & (any_of[:, 1] == NEVER)
    all_of = np.hstack((all_of, np.full((all_of.shape[0], 1), NEVER)))
    all_of[lone, MOST_ALL - 1] = any_of[lone, 0]
    any_of[lone, 0] = NEVER
    all_of = _sorted(all_of)
    empty = all_of[:, 0] == NEVER
    all_of[(all_of == NEVER)] = ALWAYS
    assert not (empty & (any_of[:, 0] == NEVER)).any()
    room = np.full((none_of.shape[0], MOST_NONE - none_of.shape[1]), NEVER)
    return {
        "all_of": all_of,
        "any_of": any_of,
        "none_of": np.hstack((none_of, room)),
        "gate": _gates(filters, dictionary)[:, None],
        "span": _spans(filters, dictionary),
    }


def _leaf(text: str) -> Word | Phrase:
    return Phrase(text) if " " in text else Word(text)


def _sorted(terms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ascending, each once, NEVER last."""
    beyond = 1 << 40
    ordered = np.sort(np.where(terms == NEVER, beyond, terms), axis=1)
    ordered[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = beyond
    ordered = np.sort(ordered, axis=1)
    return np.where(ordered == beyond, NEVER, ordered)


def _gates(filters: Filters, dictionary: Dictionary) -> NDArray[np.int64]:
    bits = [dictionary.source_bit(source) or 0 for source in SOURCES]
    accepted = np.zeros(filters.sources.size, dtype=np.uint64)
    for at, bit in enumerate(bits):
        accepted |= np.where(filters.sources >> at & 1, np.uint64(bit), np.uint64(0))
    refused = np.where(filters.sources == 0, np.uint64(0), np.uint64(ALL_SOURCES) & ~accepted)
    every = (1 << len(LANGUAGES)) - 1
    assert every < UNKNOWN_LANGUAGE
    languages = (every & ~filters.languages.astype(np.int64)).astype(np.uint64)
    return (refused | languages).view(np.int64)


def _spans(filters: Filters, dictionary: Dictionary) -> NDArray[np.int64]:
    gauges = np.array(
        [
            dictionary.gauge(Compare("budget", 0, None, currency), is_negated=False)
            for currency in CURRENCIES
        ]
    )
    has_limit = (filters.low > 0) | (filters.high > 0)
    spans = np.stack(
        (
            np.where(has_limit, gauges[filters.currency], 0),
            filters.low * 100,
            np.where(filters.high > 0, filters.high * 100, UNLIMITED),
        ),
        axis=1,
    )
    different, which = np.unique(spans, axis=0, return_inverse=True)
    numbers = [dictionary.span(*map(int, one)) if one[0] else NO_SPAN for one in different]
    assert None not in numbers, "more different amounts than rows have numbers for"
    return np.array(numbers, dtype=np.int64)[which.ravel()][:, None]


_MIXERS = np.random.default_rng(3).integers(1 << 40, 1 << 62, 64) | 1
