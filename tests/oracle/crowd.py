"""People with filters in the product's index, and its answers beside the judge's.

Owns what a person in the index is and which pairs the index must give; judges by `naive`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.contracts.ids import filter_number
from gigwire.domain.filters import filter_of
from tests.oracle.limits import OWN
from tests.oracle.queries import a_query
from tests.oracle.trees import meaning_of, text_of
from tests.support.gigs import a_subscriber

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from gigwire.contracts.people import Filter, Subscriber
    from gigwire.domain.match.found import Found
    from tests.oracle.naive import Judge
    from tests.oracle.trees import Gig, Meaning, Typed

Pair = tuple[int, int]  # user id, filter number


class Wish(NamedTuple):
    """One filter: as typed, as the judge takes it, as the product saved it."""

    query: Typed
    meaning: Meaning
    saved: Filter

    @property
    def number(self) -> int:
        """As columns name it."""
        return int(filter_number(self.saved.filter_id))


class Person(NamedTuple):
    """One person at one version."""

    user: int
    version: int
    status: str
    wishes: tuple[Wish, ...]

    def subscriber(self) -> Subscriber:
        """As the product knows them."""
        filters = (one.saved for one in self.wishes)
        return a_subscriber(
            *filters, user=self.user, version=self.version, status=self.status, currency=OWN
        )


def a_wish(r: Random, gigs: list[Gig]) -> Wish:
    """A filter that the product accepts, as it must: paused now and then."""
    query = a_query(r, gigs)
    return wish_of(query, is_paused=r.random() < 0.05)


def wish_of(query: Typed, *, is_paused: bool = False) -> Wish:
    """The filter of a query that is right."""
    parsed = filter_of(text_of(query), OWN)
    assert parsed.filter is not None, (text_of(query), parsed.problems)
    saved = parsed.filter.model_copy(update={"is_paused": is_paused})
    return Wish(query, meaning_of(query), saved)


def a_person(r: Random, gigs: list[Gig], user: int, version: int, most: int = 5) -> Person:
    """A person with up to so many filters, no two alike."""
    wishes = {one.number: one for one in (a_wish(r, gigs) for _ in range(r.randint(0, most)))}
    status = r.choice(("active",) * 8 + ("paused", "blocked"))
    return Person(user, version, status, tuple(wishes.values()))


def live(people: Iterable[Person]) -> list[tuple[Pair, Wish]]:
    """The filters that may match at all: not paused, of people who are active."""
    return [
        ((person.user, wish.number), wish)
        for person in people
        if person.status == "active"
        for wish in person.wishes
        if not wish.saved.is_paused
    ]


def expected(people: Iterable[Person], judge: Judge) -> list[set[Pair]]:
    """The judge's answer for each gig."""
    answers: list[set[Pair]] = [set() for _ in judge.gigs]
    for pair, wish in live(people):
        for place in judge.fits(wish.meaning).nonzero()[0]:
            answers[place].add(pair)
    return answers


def pairs_of(found: Found) -> list[Pair]:
    """The index's answer for one gig, in its order."""
    return list(zip(found.users.tolist(), found.filters.tolist(), strict=True))
