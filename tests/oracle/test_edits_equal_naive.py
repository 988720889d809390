"""Whatever happened to an index, it gives what the naive evaluator gives for who is in it now."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gigwire.contracts.ids import UserId
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex, Rebuild
from tests.oracle.crowd import Person, a_person, expected, live, pairs_of
from tests.oracle.naive import Judge
from tests.oracle.product import subject
from tests.oracle.trees import text_of
from tests.oracle.worlds import gigs

STEPS = ("add", "edit", "edit", "edit", "stale", "pause", "remove", "begin", "work", "swap")
# A rebuild that lasts: what comes meanwhile fills the newest part, and is settled beside the base.
LONG_STEPS = (*("add", "edit", "edit", "edit", "stale", "pause", "remove", "begin") * 16, "swap")


class Desk:
    """An index and who should be in it, taken through the same steps."""

    def __init__(self, r: Random, gig_count: int, most: int) -> None:
        self.r = r
        self.judge = Judge(gigs(r, gig_count))
        self.most = most  # filters a person
        self.dictionary = Dictionary()
        self.prepared = [self.dictionary.prepare(subject(gig)) for gig in self.judge.gigs]
        self.neighbour = FilterIndex(self.dictionary)  # of another partition: only words are shared
        self.index = FilterIndex(self.dictionary)
        self.known: dict[int, Person] = {}
        self.rebuild: Rebuild | None = None
        self.done: list[str] = []

    def step(self, name: str) -> None:
        """Do one thing to both."""
        self.done.append(name)
        user = self.r.choice([*self.known, len(self.known) + 1])
        match name:
            case "add":
                self.put(self.person(max(self.known, default=0) + 1, 1))
            case "edit":
                self.put(self.person(user, self.version(user) + self.r.randint(0, 2)))
            case "stale":
                self.put(self.person(user, max(1, self.version(user) - 1)))
            case "pause":
                paused = self.known.get(user) or self.person(user, 1)
                self.put(paused._replace(version=self.version(user) + 1, status="paused"))
            case "remove":
                self.index.remove(UserId(user))
                self.known.pop(user, None)
            case _:
                self.upkeep(name)

    def upkeep(self, name: str) -> None:
        """Nobody's wishes change: the index is made anew, at once or while edits come."""
        if name == "begin" and self.rebuild is None:
            self.rebuild = self.index.rebuild()
            if self.r.random() < 0.8:  # else it is swapped in before it has worked: no effect
                self.rebuild.work()
        elif name == "work" and self.rebuild:
            self.rebuild.work()
        elif name == "swap" and self.rebuild:
            self.rebuild.swap()
            self.rebuild = None
        elif name == "assign":
            self.index.build(person.subscriber() for person in self.known.values())
        elif name == "revoke":
            self.index, self.rebuild = FilterIndex(self.dictionary), None
            self.known.clear()
        elif name == "neighbour":
            self.neighbour.put(self.person(1, len(self.done)).subscriber())

    def person(self, user: int, version: int) -> Person:
        """Somebody with new wishes."""
        return a_person(self.r, list(self.judge.gigs), user, version, self.most)

    def version(self, user: int) -> int:
        """The version known of a person; 1 of a stranger."""
        return self.known[user].version if user in self.known else 1

    def put(self, person: Person) -> None:
        """An older version than the known one must change nothing."""
        self.index.put(person.subscriber())
        before = self.known.get(person.user)
        if before is None or before.version <= person.version:
            self.known[person.user] = person

    def check(self) -> None:
        """Equal answers to each gig, each pair once, and an honest length."""
        people = list(self.known.values())
        wanted = [sorted(one) for one in expected(people, self.judge)]
        got = [sorted(pairs_of(self.index.match(one))) for one in self.prepared]
        if wanted != got:
            queries = {pair: text_of(wish.query) for pair, wish in live(people)}
            odd = {p for one, two in zip(wanted, got, strict=True) for p in set(one) ^ set(two)}
            pytest.fail(f"after {self.done}: {[(p, queries.get(p)) for p in sorted(odd)][:5]}")
        assert len(self.index) == len(live(people)), self.done


@given(st.randoms(use_true_random=False), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_short_histories_are_answered_alike(r: Random, data: st.DataObject) -> None:
    """Few steps, so that a fault shrinks to its cause."""
    desk = Desk(r, gig_count=2, most=2)
    names = st.sampled_from((*STEPS, "assign", "revoke", "neighbour"))
    for name in data.draw(st.lists(names, min_size=1, max_size=12)):
        desk.step(name)
        desk.check()


def test_an_empty_index_can_be_rebuilt_while_the_first_people_come() -> None:
    """Before anybody, and after everybody has left."""
    desk = Desk(Random(3), gig_count=3, most=3)
    for name in ("begin", "add", "add", "work", "swap", "remove", "remove", "begin", "add", "swap"):
        desk.step(name)
        desk.check()


def long_history(seed: int, steps: int) -> None:
    """Enough edits to fill the newest part of an index many times."""
    r = Random(seed)
    desk = Desk(r, gig_count=25, most=4)
    for number in range(steps):
        desk.step(r.choice(LONG_STEPS if r.random() < 0.98 else ("assign", "neighbour", "work")))
        if number % 25 == 24:
            desk.check()
    desk.check()


@pytest.mark.parametrize("seed", range(4))
def test_long_histories_are_answered_alike(seed: int) -> None:
    """Hundreds of adds, edits, pauses and removals, with rebuilds under way."""
    long_history(seed, steps=300)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 160))
def test_very_long_histories_are_answered_alike(seed: int) -> None:
    """The same for a night."""
    long_history(seed, steps=2_000)
