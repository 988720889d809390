"""The forgotten, folded from their topic; which records are of their former life."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import EventId, digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gigwire.contracts.forgotten import PersonForgotten
    from gigwire.contracts.ids import UserId

# Late records come soon or after an outage, so stores are looked through at once and then in ever
# longer pauses: a quarter of the time that has passed, some fifty times in a month.
SHARE: Final = 4
LONGEST: Final = timedelta(days=1)


class Gone:
    """Who is forgotten, by user; what one process has cleared away so far."""

    def __init__(self) -> None:
        self._people: dict[UserId, PersonForgotten] = {}
        self._looked: dict[UserId, datetime] = {}

    def learn(self, person: PersonForgotten) -> None:
        """Take a record in; the newest of a person counts, in the order of the topic."""
        before = self._people.get(person.user_id)
        self._people[person.user_id] = person
        if before is None or before.event_time != person.event_time:
            self._looked.pop(person.user_id, None)  # forgotten anew

    def get(self, user: UserId) -> PersonForgotten | None:
        """The person, where forgotten."""
        return self._people.get(user)

    def drop(self, users: Iterable[UserId]) -> None:
        """Their partition is somebody else's."""
        for user in list(users):
            self._people.pop(user, None)
            self._looked.pop(user, None)

    def due(self, now: datetime) -> list[PersonForgotten]:
        """Those whose records are to be looked for again."""
        return [one for one in self._people.values() if self._is_due(one, now)]

    def _is_due(self, person: PersonForgotten, now: datetime) -> bool:
        last = self._looked.get(person.user_id)
        if last is None:
            return True
        return now - last >= min((last - person.event_time) / SHARE, LONGEST)

    def looked(self, people: Iterable[PersonForgotten], now: datetime) -> None:
        """Everything of theirs that is there was cleared away."""
        for one in people:
            self._looked[one.user_id] = now


def back(person: PersonForgotten, moment: datetime) -> PersonForgotten:
    """The record that the person has come back: what is older than that stays forgotten."""
    name = EventId(digest(person.event_id, "returned", moment.isoformat()))
    return person.model_copy(update={"event_id": name, "returned_at": moment})


def is_former(person: PersonForgotten, moment: datetime) -> bool:
    """Whether a record of that time belongs to what is forgotten."""
    return person.returned_at is None or moment < person.returned_at
