"""The language takes what people type, and loses no meaning on the way into a saved filter."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gigwire.domain.filters import compiled_query, filter_of, parse, printed
from tests.oracle.crowd import a_wish
from tests.oracle.limits import OWN
from tests.oracle.naive import Judge
from tests.oracle.queries import a_query
from tests.oracle.trees import (
    Bracket,
    Neg,
    Node,
    Rx,
    Typed,
    Words,
    meaning_of,
    needs_a_word,
    text_of,
)
from tests.oracle.worlds import gigs

ANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@given(st.randoms(use_true_random=False))
@ANY
def test_a_typed_query_is_printed_and_read_again_as_the_same(r: Random) -> None:
    """`parse(printed(q)).query == q`; the saved text is its own canonical form."""
    query = a_query(r, gigs(r, 2))
    parsed = parse(text_of(query), OWN)
    assert parsed.query is not None, parsed.problems
    assert parse(printed(parsed.query), "UAH").query == parsed.query
    saved = filter_of(text_of(query), OWN).filter
    assert saved is not None
    assert printed(compiled_query(saved.query)) == saved.query
    again = filter_of(saved.query, "UAH").filter
    assert again is not None
    assert (again.query, again.filter_id) == (saved.query, saved.filter_id)


def test_filters_of_one_id_mean_one_thing() -> None:
    """Two wishes that the product takes for one are one to the judge."""
    r = Random(7)
    judge = Judge(world := gigs(r, 40))
    first: dict[str, bytes] = {}
    for _ in range(900):
        wish = a_wish(r, world)
        answer = judge.fits(wish.meaning).tobytes()
        assert first.setdefault(wish.saved.filter_id, answer) == answer, text_of(wish.query)
    assert len(first) < 895  # some were alike, or this has shown nothing


@given(st.randoms(use_true_random=False))
@ANY
def test_a_filter_needs_a_wanted_word_in_every_alternative(r: Random) -> None:
    """Refused with the one problem that says so, exactly where the judge finds none."""
    query = Typed(_shorn(a_query(r, gigs(r, 2)).alternatives, r))
    parsed = filter_of(text_of(query), OWN)
    if needs_a_word(meaning_of(query)):
        assert parsed.filter is not None, (text_of(query), parsed.problems)
    else:
        keys = {problem.key for problem in parsed.problems}
        assert keys & {"filter-needs-word", "filter-empty"}, (text_of(query), parsed)


def _shorn(groups: tuple[tuple[Node, ...], ...], r: Random) -> tuple[tuple[Node, ...], ...]:
    """The alternatives with some wanted words turned into expressions or exclusions."""
    return tuple(tuple(_turned(part, r) for part in group) for group in groups)


def _turned(part: Node, r: Random) -> Node:
    if isinstance(part, Bracket):
        return part._replace(alternatives=_shorn(part.alternatives, r))
    if isinstance(part, Neg):  # nobody types two signs before one word
        return Neg(_turned(part.part, r), part.sign) if isinstance(part.part, Bracket) else part
    if isinstance(part, Words) and r.random() < 0.5:
        return r.choice((Rx("bot"), Neg(part)))
    return part


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("x budget=10eur -(a b)", "x budget=10eur -(a b)"),
        ("x -budget>=500usd -0", "x -budget>=500usd -0"),
        ("x from 500usd -600", "x budget>=500usd -600"),
        ("x client.spent>=5usd -3d", "x client.spent>=5usd -3d"),
        ("x budget:500 - 600usd", "x budget:500..600usd"),
        ("x budget:500-600usd", "x budget:500..600usd"),
    ],
)
def test_a_dash_between_amounts_is_no_exclusion_and_the_other_way_round(
    typed: str, meant: str
) -> None:
    """A sign with a space before it and none after belongs to what follows."""
    query = parse(typed).query
    assert query is not None
    assert printed(query) == meant
