"""The first index: filters under a token that any fitting project must hold, then exact checks.

A filter with `all_of` stands under the rarest token of it; else under one token of each member of
`any_of`, or of each alternative; a wordless one under its sources and languages. "Rarest" is
measured by how many filters stand there already: it decides speed, never the result. Owns no rule
of matching (`evaluate`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, get_args

from gigwire.contracts.messages import Language
from gigwire.domain.match.compiled import CompiledFilter, Term, compiled
from gigwire.domain.match.evaluate import hit_of, user_hit_of
from gigwire.domain.match.view import Finder, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.ids import UserId
    from gigwire.contracts.messages import Hit, Project, UserHit
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.match.view import ProjectView

_Place: TypeAlias = str | tuple[str, str]  # a token, or (language, source) of the firehose
_Slot: TypeAlias = "tuple[UserId, int]"  # a user and the position of the filter among theirs
ANY: Final = ""
LANGUAGES: Final[tuple[str, ...]] = get_args(Language)


class _Standing(NamedTuple):
    version: int
    filters: tuple[CompiledFilter, ...]
    places: tuple[frozenset[_Place], ...]


class PivotIndex:
    """`MatchIndex` in plain Python: cost follows the filters that share a token with a project."""

    def __init__(self) -> None:
        self._standing_by_user: dict[UserId, _Standing] = {}
        self._slots_by_place: defaultdict[_Place, set[_Slot]] = defaultdict(set)
        self._filters = 0

    def __len__(self) -> int:
        """Filters that can match now."""
        return self._filters

    def add(self, subscriber: Subscriber) -> None:
        """Put a subscriber in, or replace what is known; an older version changes nothing."""
        known = self._standing_by_user.get(subscriber.user_id)
        if known is not None and known.version > subscriber.version:
            return
        self.remove(subscriber.user_id)
        wanted = [compiled(f) for f in subscriber.filters if not f.is_paused]
        filters = tuple(wanted) if subscriber.status == "active" else ()
        places = tuple(frozenset(self._places_of(one)) for one in filters)
        for position, taken in enumerate(places):
            for place in taken:
                self._slots_by_place[place].add((subscriber.user_id, position))
        self._standing_by_user[subscriber.user_id] = _Standing(subscriber.version, filters, places)
        self._filters += len(filters)

    def remove(self, user_id: UserId) -> None:
        """Forget a subscriber; unknown ones change nothing."""
        standing = self._standing_by_user.pop(user_id, None)
        if standing is None:
            return
        for position, taken in enumerate(standing.places):
            for place in taken:
                self._leave(place, (user_id, position))
        self._filters -= len(standing.filters)

    def match(self, project: Project) -> tuple[UserHit, ...]:
        """Users with at least one fitting filter, each once, in order of user id."""
        view = view_of(project)
        finder = Finder(view)
        hits_by_user: defaultdict[UserId, list[Hit]] = defaultdict(list)
        for user_id, position in sorted(self._candidates(project, view)):
            wanted = self._standing_by_user[user_id].filters[position]
            if hit := hit_of(wanted, project, finder):
                hits_by_user[user_id].append(hit)
        return tuple(user_hit_of(user_id, hits) for user_id, hits in hits_by_user.items())

    def _candidates(self, project: Project, view: ProjectView) -> set[_Slot]:
        places: list[_Place] = [word for word in view.words if word in self._slots_by_place]
        places.extend(
            place
            for place in _firehoses(project.language, project.source)
            if place in self._slots_by_place
        )
        return set().union(*(self._slots_by_place[place] for place in places))

    def _places_of(self, wanted: CompiledFilter) -> Iterator[_Place]:
        if wanted.all_of:
            yield from self._rarest(wanted.all_of)
        elif wanted.any_of:
            for term in wanted.any_of:
                yield from self._rarest((term,))
        elif wanted.alternatives:
            for group in wanted.alternatives:
                yield from self._rarest(group)
        else:
            for language in wanted.languages or (ANY,):
                for source in wanted.sources or (ANY,):
                    yield language, source

    def _rarest(self, terms: tuple[Term, ...]) -> Iterator[str]:
        """One token that a project with all `terms` must hold; none where there is no token."""
        needed = [token for term in terms for token in term.tokens]
        if needed and all(term.tokens for term in terms):
            yield min(needed, key=lambda token: (len(self._slots_by_place.get(token, ())), token))

    def _leave(self, place: _Place, slot: _Slot) -> None:
        slots = self._slots_by_place[place]
        slots.discard(slot)
        if not slots:
            del self._slots_by_place[place]


def _firehoses(language: str, source: str) -> Iterator[_Place]:
    languages = LANGUAGES if language == "und" else (language,)
    for spoken in (*languages, ANY):
        yield spoken, source
        yield spoken, ANY
