"""Filters of some people, answerable for a project: a large base, a small middle, newest edits.

Owns versions, edits and the snapshots that readers see; what fits is the kernels' to say. One
writer at a time; any number of readers in any threads, which never wait: they read an immutable
snapshot, replaced as a whole. A reader that began before an edit sees the state before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from gigwire.contracts.ids import filter_number
from gigwire.domain.filters import compiled_query
from gigwire.domain.match.columns import built
from gigwire.domain.match.compiling import compiled, live_filters
from gigwire.domain.match.delta import Delta, room_for
from gigwire.domain.match.found import NOTHING_FOUND, Found
from gigwire.domain.match.kernels import match_batch, merge
from gigwire.domain.match.packed import Packed, merged
from gigwire.domain.match.prepared import batch_of
from gigwire.domain.match.rows import IS_FIREHOSE, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from gigwire.contracts.ids import UserId
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.match.columns import Owners, PlanColumns
    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.prepared import Prepared

DELTA_ROOM: Final = 64  # filters looked at one by one: 64 cost a project about a microsecond
REBUILD_SHARE: Final = 0.02  # of filters outside the base, from which a rebuild pays
REBUILD_LEAST: Final = 256


class Snapshot(NamedTuple):
    """What readers read. People who left at or before `sequence` are out."""

    segments: tuple[Segment, ...]
    sequence: int


class FilterIndex:
    """An index of one partition. See the module for who may call what at once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary: Final = dictionary
        self._settled: list[Packed] = []  # base first
        self._delta = Delta(DELTA_ROOM)
        self._sequence = 0
        self._frozen = 0  # how many of `_settled` a rebuild works on
        self._filters = 0
        self._firehose = 0
        self._edited = 0  # filters put since the base was made
        self._gone_meanwhile: list[int] | None = None  # people, while a rebuild is under way
        self._snapshot = Snapshot((), 0)

    def __len__(self) -> int:
        """Filters that can match now (of active subscribers, not paused)."""
        return self._filters

    @property
    def firehose(self) -> int:
        """How many of them require no word and are tried on every project of their sources."""
        return self._firehose

    @property
    def nbytes(self) -> int:
        """Bytes of all columns; the dictionary is shared and counted apart."""
        return sum(packed.nbytes for packed in (*self._settled, self._delta.packed()))

    @property
    def edited_share(self) -> float:
        """Share of filters put since the base was made."""
        return self._edited / self._filters if self._filters else 0.0

    # -- writing -----------------------------------------------------------------------------

    def put(self, subscriber: Subscriber) -> None:
        """Put a person in, or replace what is known; an older version changes nothing."""
        if self._version_of(subscriber.user_id) > subscriber.version:
            return
        filters = [
            (int(filter_number(one.filter_id)), self._dictionary.plan(one.query))
            for one in live_filters(subscriber)
        ]
        plans = [plan for _, plan in filters]
        self._sequence += 1
        self._take_out(subscriber.user_id)
        if not self._delta.has_room(plans):
            self._settle_delta(room_for(plans, DELTA_ROOM))
        self._delta.put(subscriber.user_id, subscriber.version, filters, self._dictionary.frequency)
        self._filters += len(plans)
        self._firehose += sum(plan.is_firehose for plan in plans)
        self._edited += len(plans)
        self._publish()

    def remove(self, user_id: UserId) -> None:
        """Forget a person; unknown ones change nothing."""
        self._sequence += 1
        self._take_out(user_id)
        self._publish()

    def build(self, subscribers: Iterable[Subscriber]) -> None:
        """Replace all that is in by these people, at once."""
        self.load(*compiled(subscribers, self._dictionary))

    def load(self, plans: PlanColumns, owners: Owners) -> None:
        """Replace all that is in by compiled filters of this index's dictionary."""
        base = built(plans, owners, self._dictionary.frequencies())
        self._settled, self._delta = [base], Delta(DELTA_ROOM)
        self._gone_meanwhile = None
        self._filters = base.segment.filters.size
        self._firehose = int(np.count_nonzero(base.segment.filters & IS_FIREHOSE))
        self._edited = 0
        self._publish()

    @property
    def needs_rebuild(self) -> bool:
        """Whether enough lies outside the base, and no rebuild is under way."""
        is_idle = self._gone_meanwhile is None
        return is_idle and self._edited > max(REBUILD_LEAST, REBUILD_SHARE * self._filters)

    def rebuild(self) -> Rebuild:
        """Begin to merge everything into one base; edits may go on meanwhile.

        Only one at a time; a `build` makes one under way void.
        """
        self._settle_delta(DELTA_ROOM)
        self._gone_meanwhile = []
        self._frozen = len(self._settled)
        self._edited = 0
        return Rebuild(self, tuple(self._settled), self._sequence, len(self._dictionary))

    def _swap(self, rebuild: Rebuild, base: Packed) -> None:
        """Put a new base in place of what it was made of; who left meanwhile leaves it too."""
        if self._gone_meanwhile is None or self._settled[: len(rebuild.parts)] != list(
            rebuild.parts
        ):
            return
        self._sequence += 1
        for user_id in self._gone_meanwhile:
            at = base.find(user_id)
            if at >= 0:
                base.segment.left[at] = self._sequence
        self._settled = [base, *self._settled[len(rebuild.parts) :]]
        self._gone_meanwhile = None
        self._publish()

    def _version_of(self, user_id: int) -> int:
        packed, at = self._find(user_id)
        return int(packed.versions[at]) if packed else 0

    def _find(self, user_id: int) -> tuple[Packed | None, int]:
        at = self._delta.find(user_id)
        if at >= 0:
            return self._delta.packed(), at
        for packed in reversed(self._settled):
            at = packed.find(user_id)
            if at >= 0:
                return packed, at
        return None, -1

    def _take_out(self, user_id: int) -> None:
        packed, at = self._find(user_id)
        if packed is None:
            return
        numbers = packed.slots_of(at)
        packed.segment.left[at] = self._sequence
        self._filters -= numbers.size
        self._firehose -= int(np.count_nonzero(numbers & IS_FIREHOSE))
        if self._gone_meanwhile is not None:
            self._gone_meanwhile.append(user_id)

    def _settle_delta(self, room: int) -> None:
        """Merge the newest edits into the middle, of which there is one apart from the base.

        While a rebuild is under way what it works on is left alone, and a second middle grows.
        """
        if len(self._delta):
            untouched = (
                self._frozen if self._gone_meanwhile is not None else min(1, len(self._settled))
            )
            parts = [*self._settled[untouched:], self._delta.packed()]
            middle = merged(parts, self._sequence, len(self._dictionary))
            self._settled = [*self._settled[:untouched], middle]
        self._delta = Delta(room)

    def _publish(self) -> None:
        parts = [*self._settled, self._delta.packed()] if len(self._delta) else self._settled
        segments = tuple(packed.segment for packed in parts if packed.segment.filters.size)
        self._snapshot = Snapshot(segments, self._sequence)

    # -- reading -----------------------------------------------------------------------------

    def match(self, prepared: Prepared) -> Found:
        """Every filter that fits a project."""
        return self.match_all((prepared,))[0]

    def match_all(self, several: Sequence[Prepared]) -> list[Found]:
        """Every filter that fits, for each project in order: one call for many is cheaper."""
        # The snapshot first: whatever it holds, the dictionary knows by now.
        snapshot = self._snapshot
        if not snapshot.segments or not several:
            return [NOTHING_FOUND] * len(several)
        renewed = [self._dictionary.renewed(prepared) for prepared in several]
        return self._matched(snapshot, renewed)

    def _matched(self, snapshot: Snapshot, several: Sequence[Prepared]) -> list[Found]:
        slots = max(segment.filters.size for segment in snapshot.segments)
        batch = batch_of(several)
        programs = self._dictionary.programs.columns
        found = [NOTHING_FOUND] * len(several)
        with self._dictionary.scratch.lent(len(self._dictionary), slots) as scratch:
            for segment in snapshot.segments:
                columns = match_batch(segment, batch, scratch, programs, snapshot.sequence)
                _join(found, columns)
            waiting = scratch.waits[1 : scratch.waits[0, 1] + 1].tolist()
            scratch.waits[0, 1] = 0
        for at, program in waiting:
            self._dictionary.search(several[at], program)
        # Again for those whose patterns are known now; each round knows more, so this ends.
        for at in {at for at, _ in waiting}:
            found[at] = self._matched(snapshot, (several[at],))[0]
        return found


class Rebuild:
    """A rebuild under way: `work` anywhere, in a thread best; then `swap` where edits are made."""

    def __init__(
        self, index: FilterIndex, parts: tuple[Packed, ...], sequence: int, terms: int
    ) -> None:
        self.parts: Final = parts
        self._index = index
        self._sequence = sequence
        self._terms = terms
        self._base: Packed | None = None

    def work(self) -> None:
        """Make the new base. Reads only what no edit changes."""
        self._base = merged(self.parts, self._sequence, self._terms)

    def swap(self) -> None:
        """Let it be seen. Nothing is lost: what was put since is not in it, but beside it."""
        if self._base is not None:
            self._index._swap(self, self._base)


def _join(found: list[Found], columns: tuple[NDArray[Any], ...]) -> None:
    """Merge a segment's answers, all projects one after another, into those so far."""
    users, filters, scores, ends = columns
    begin = 0
    for at, end in enumerate(ends.tolist()):
        if end > begin:
            more = Found(users[begin:end], filters[begin:end], scores[begin:end])
            found[at] = Found(*merge(found[at], more)) if found[at].users.size else more
        begin = end
