"""The index gives what the naive evaluator gives: on a million pairs, and on the smallest ones."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from tests.oracle.crowd import Person, a_person, a_wish, expected, live, pairs_of, wish_of
from tests.oracle.naive import Judge
from tests.oracle.product import subject
from tests.oracle.tally import Tally
from tests.oracle.trees import Mem, Neg, Typed, text_of
from tests.oracle.worlds import COUNTRIES, gigs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.crowd import Pair, Wish
    from tests.oracle.trees import Gig

FILTERS, GIGS = 1_250, 1_000
LEAST = 300  # of each kind of condition: pairs that fit, that do not, that hold, that fail


def answers(people: list[Person], judge: Judge) -> list[list[Pair]]:
    """What the index says to each gig."""
    dictionary = Dictionary()
    index = FilterIndex(dictionary)
    index.build(person.subscriber() for person in people)
    prepared = [dictionary.prepare(subject(gig)) for gig in judge.gigs]
    return [pairs_of(found) for found in index.match_all(prepared)]


def difference(people: list[Person], gig: Gig, wanted: set[Pair], got: list[Pair]) -> str:
    """The first pair that differs, as somebody needs it to look for the fault."""
    assert sorted(got) == sorted(set(got)), "a pair was given twice"
    wishes = dict(live(people))
    pair = min(wanted.symmetric_difference(got))
    query = text_of(wishes[pair].query) if pair in wishes else "(not a live filter)"
    saved = wishes[pair].saved.query if pair in wishes else ""
    texts = [(one.name, one.text) for one in gig.fields]
    return (
        f"typed {query!r}\nsaved {saved!r}\nthe judge says {pair in wanted}, the index"
        f" {pair in got}\n{texts}\n{gig.members} {gig.counts}\nbudget {gig.low}..{gig.high}"
        f" {gig.currency}, spent {gig.spent}"
    )


def check(people: list[Person], judge: Judge) -> None:
    """Equal for each gig."""
    for gig, wanted, got in zip(
        judge.gigs, expected(people, judge), answers(people, judge), strict=True
    ):
        if sorted(wanted) != sorted(got):
            pytest.fail(difference(people, gig, wanted, got))


def a_crowd(r: Random, world: list[Gig], filters: int) -> list[Person]:
    """People enough for so many live filters."""
    people: list[Person] = []
    while len(live(people)) < filters:
        people.append(a_person(r, world, user=len(people) + 1, version=1, most=8))
    return people


def compare(seed: int, gig_count: int = GIGS, filters: int = FILTERS) -> Tally:
    """One world: of a million pairs, unless it is to be smaller."""
    r = Random(seed)
    world = gigs(r, gig_count)
    people = a_crowd(r, world, filters)
    judge = Judge(world)
    check(people, judge)
    tally = Tally()
    for _, wish in live(people):
        tally.add(wish.query, wish.meaning, judge)
    return tally


def test_a_million_pairs_are_answered_alike() -> None:
    """Every pair of 1,250 filters and 1,000 gigs; no kind of condition rarely held or failed."""
    tally = compare(seed=20_261_118)
    print(tally.table())  # noqa: T201 - `pytest -s` shows what was tried
    assert {kind: count for kind, count in tally.least().items() if count < LEAST} == {}


def test_more_sources_and_countries_than_a_row_has_bits_are_told_apart() -> None:
    """A hundred boards, asked for and excluded, alone and several at once."""
    r = Random(20_261_124)
    world = gigs(r, 150)
    boards = tuple(f"board{number}" for number in range(100))
    for gig in world:
        gig.members["source"] = r.choice(boards)
        gig.members["client.country"] = r.choice((*COUNTRIES, "pl", "de", None))
    people = [Person(user, 1, "active", tuple(_of_boards(r, boards))) for user in range(1, 60)]
    check(people, Judge(world))


def _of_boards(r: Random, boards: tuple[str, ...]) -> Iterator[Wish]:
    names = sorted(r.sample(boards, r.choice((1, 2, 3, 20))))
    source = Mem("source", tuple(names), f"source:({' | '.join(names)})", r.random() < 0.3)
    country = Mem("client.country", ("pl", "us"), "client.country:(pl | us)", r.random() < 0.3)
    for parts in ((source,), (Neg(source),), (source, Neg(country)), (Neg(source), country)):
        yield wish_of(Typed((parts,), is_everything=True))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_forty_million_pairs_are_answered_alike(seed: int) -> None:
    """Other worlds, the same equality."""
    compare(seed)


@given(st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_few_filters_and_gigs_are_answered_alike(r: Random) -> None:
    """The smallest case of a difference, where there is one."""
    world = gigs(r, r.randint(1, 3))
    wish = a_wish(r, world)
    check([Person(1, 1, "active", (wish,))], Judge(world))
