"""Who should have been told of what: every version of a project against every wish. Pure.

A pair whose answer depends on a race (settings changed just then, a version that stood for less
than a poll), or on a fact that the truth does not settle, is indeterminate: neither lost nor
phantom, as Jepsen treats operations without answer. So is what a replay may tell those who began
to wish for it since.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from gigwire.operate.reconcile.facts import Expectation, Pair
from gigwire.operate.reconcile.wishes import Text, fits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gigwire.operate.reconcile.facts import Again, Books, Person, Version


class Patience(NamedTuple):
    """How long things may take before an answer is certain.

    settle: a change of settings counts for sure only after this. delay: a version may be matched
    up to this long after its board showed it, and one that stood for less may be seen by no poll.
    """

    settle: timedelta = timedelta(seconds=5)
    delay: timedelta = timedelta(seconds=15)


def expected_of(books: Books, patience: Patience) -> dict[Pair, Expectation]:
    """`expectations` by what was read."""
    return expectations(books.versions, books.people, patience, books.again)


def expectations(
    versions: Iterable[Version],
    people: Iterable[Person],
    patience: Patience,
    again: Iterable[Again] = (),
) -> dict[Pair, Expectation]:
    """What is expected of each pair that is expected of at all."""
    histories, copied = _histories(people), _moments(again)
    found: dict[Pair, Expectation] = {}
    for version in versions:
        if not version.is_open:
            continue
        text = Text.of(version)
        for user_id, history in histories.items():
            answer = _answer(version, text, history, patience)
            if answer is None and version.key in copied:
                answer = _late_answer(version, text, history, copied[version.key], patience)
            pair = Pair(user_id, version.cluster)
            if answer is not None and found.get(pair) != "expected":
                found[pair] = answer
    return found


def _histories(people: Iterable[Person]) -> dict[int, list[Person]]:
    histories: dict[int, list[Person]] = {}
    for person in sorted(people, key=lambda one: one.since):
        histories.setdefault(person.user_id, []).append(person)
    return histories


def _moments(again: Iterable[Again]) -> dict[str, list[datetime]]:
    moments: dict[str, list[datetime]] = {}
    for one in again:
        moments.setdefault(one.key, []).append(one.at)
    return moments


def _answer(
    version: Version, text: Text, history: list[Person], patience: Patience
) -> Expectation | None:
    answers = {
        _wanted(person, version, text) for person in _in_force(history, version.at, patience)
    }
    if answers == {False}:
        return None
    is_brief = version.until is not None and version.until - version.at < patience.delay
    return "expected" if answers == {True} and not is_brief else "indeterminate"


def _late_answer(
    version: Version,
    text: Text,
    history: list[Person],
    moments: list[datetime],
    patience: Patience,
) -> Expectation | None:
    """By the settings at the moments of copies, each state looked at once: copies are many."""
    states = {person for moment in moments for person in _in_force(history, moment, patience)}
    may_want = any(_wanted(person, version, text) is not False for person in states)
    return "indeterminate" if may_want else None


def _wanted(person: Person | None, version: Version, text: Text) -> bool | None:
    """Whether some wish of theirs fits; None: a fact in doubt decides."""
    answers = {fits(wish, version, text) for wish in person.wishes} if person else set()
    return True if True in answers else None if None in answers else False


def _in_force(history: list[Person], moment: datetime, patience: Patience) -> list[Person | None]:
    """Every state of the settings that may have been used for a project seen at `moment`."""
    early = [person for person in history if person.since <= moment - patience.settle]
    near = [
        person
        for person in history
        if moment - patience.settle < person.since <= moment + patience.delay
    ]
    return [early[-1] if early else None, *near]
