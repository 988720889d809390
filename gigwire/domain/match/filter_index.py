"""Filters of some people, answerable for a project: a large base, middles, newest edits.

Owns versions, edits and the snapshots that readers see; what fits is the kernels' to say. One
writer at a time; any number of readers in any threads, which never wait: they read an immutable
snapshot, replaced as a whole. A reader that began before an edit sees the state before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gigwire.contracts.ids import filter_number
from gigwire.domain.match.columns import built
from gigwire.domain.match.compiling import compiled, live_filters
from gigwire.domain.match.delta import Delta, room_for
from gigwire.domain.match.found import NOTHING_FOUND, Found
from gigwire.domain.match.packed import Packed, merged
from gigwire.domain.match.reading import Snapshot, answers
from gigwire.domain.match.rows import IS_FIREHOSE
from gigwire.domain.match.scratch import MOST_WAITING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gigwire.contracts.ids import UserId
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.match.columns import Owners, PlanColumns
    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.prepared import Prepared

DELTA_ROOM: Final = 64  # filters looked at one by one: 64 cost a project about a microsecond
MIDDLE_ROOM: Final = 1024  # filters from which a small middle is no small one any more
MIDDLES: Final = 2
REBUILD_SHARE: Final = 0.02  # of filters outside the base, from which a rebuild pays
REBUILD_LEAST: Final = 256


class FilterIndex:
    """An index of one partition. See the module for who may call what at once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary: Final = dictionary
        self._settled: list[Packed] = []  # base first
        self._delta = Delta(DELTA_ROOM, len(dictionary))
        self._sequence = 0
        self._filters = 0
        self._firehose = 0
        self._edited = 0  # filters put since the base was made
        self._under_way: Rebuild | None = None
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
        known, at = self._find(subscriber.user_id)
        if known is not None and known.versions[at] > subscriber.version:
            return
        filters = [
            (int(filter_number(one.filter_id)), self._dictionary.plan(one.query))
            for one in live_filters(subscriber)
        ]
        plans = [plan for _, plan in filters]
        self._sequence += 1
        if known is not None:
            self._take_out(known, at)
        if not self._delta.has_room(plans, len(self._dictionary)):
            self._settle_delta(room_for(plans, DELTA_ROOM))
        self._delta.put(subscriber.user_id, subscriber.version, filters, self._dictionary.frequency)
        self._filters += len(plans)
        self._firehose += sum(plan.is_firehose for plan in plans)
        self._edited += len(plans)
        self._publish()

    def remove(self, user_id: UserId) -> None:
        """Forget a person; unknown ones change nothing."""
        self._sequence += 1
        known, at = self._find(user_id)
        if known is not None:
            self._edited += self._take_out(known, at)
        self._publish()

    def build(self, subscribers: Iterable[Subscriber]) -> None:
        """Replace all that is in by these people, at once."""
        self.load(*compiled(subscribers, self._dictionary))

    def load(self, plans: PlanColumns, owners: Owners) -> None:
        """Replace all that is in by compiled filters of this index's dictionary."""
        base = built(plans, owners, self._dictionary.frequencies())
        self._settled = [base]
        self._delta = Delta(DELTA_ROOM, len(self._dictionary))
        self._under_way = None
        self._filters = base.segment.owners.size
        self._firehose = int(np.count_nonzero(base.segment.owners["number"] & IS_FIREHOSE))
        self._edited = 0
        self._publish()

    @property
    def needs_rebuild(self) -> bool:
        """Whether enough lies outside the base, and no rebuild is under way."""
        is_idle = self._under_way is None
        return is_idle and self._edited > max(REBUILD_LEAST, REBUILD_SHARE * self._filters)

    def rebuild(self) -> Rebuild:
        """Begin to merge everything into one base; edits may go on meanwhile.

        A `build`, or another rebuild, makes one under way void.
        """
        self._settle_delta(DELTA_ROOM)
        if not self._settled:
            self.build(())  # nobody yet: an empty base
        self._edited = 0
        parts = tuple(self._settled)
        self._under_way = Rebuild(parts, self._sequence, len(self._dictionary), self._put_base)
        return self._under_way

    def _put_base(self, rebuild: Rebuild, base: Packed) -> None:
        """Put a new base in place of what it was made of; who left meanwhile leaves it too."""
        if self._under_way is not rebuild:
            return
        self._sequence += 1
        for user_id in rebuild.gone_meanwhile:
            at = base.find(user_id)
            if at >= 0:
                base.take_out(at, self._sequence)
        self._settled = [base, *self._settled[len(rebuild.parts) :]]
        self._under_way = None
        self._publish()

    def _find(self, user_id: int) -> tuple[Packed | None, int]:
        at = self._delta.find(user_id)
        if at >= 0:
            return self._delta.packed(), at
        for packed in reversed(self._settled):
            at = packed.find(user_id)
            if at >= 0:
                return packed, at
        return None, -1

    def _take_out(self, packed: Packed, at: int) -> int:
        """Let the person at a place leave; how many filters go."""
        numbers = packed.slots_of(at)
        packed.take_out(at, self._sequence)
        self._filters -= numbers.size
        self._firehose -= int(np.count_nonzero(numbers & IS_FIREHOSE))
        if self._under_way is not None:
            self._under_way.gone_meanwhile.append(int(packed.segment.users[at]))
        return int(numbers.size)

    def _settle_delta(self, room: int) -> None:
        """Merge the newest edits into what has grown apart from the base."""
        if len(self._delta):
            untouched = self._untouched()
            parts = [*self._settled[untouched:], self._delta.packed()]
            middle = merged(parts, self._sequence, len(self._dictionary))
            self._settled = [*self._settled[:untouched], middle]
        self._delta = Delta(room, len(self._dictionary))

    def _untouched(self) -> int:
        """How many settled segments the newest edits are not merged with.

        What a rebuild works on is left alone, else the base. Apart from that there are a large
        middle and a small one, so that an edit's share of merging does not grow with the large.
        """
        rebuild, several = self._under_way, len(self._settled)
        apart = len(rebuild.parts) if rebuild else min(1, several)
        if several > apart and self._settled[-1].segment.owners.size < MIDDLE_ROOM:
            return several - 1
        return several if several - apart < MIDDLES else apart

    def _publish(self) -> None:
        parts = [*self._settled, self._delta.packed()] if len(self._delta) else self._settled
        segments = tuple(packed.segment for packed in parts if packed.segment.owners.size)
        self._snapshot = Snapshot(segments, self._sequence)

    # -- reading -----------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        """What readers read now."""
        return self._snapshot

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
        found, waiting = answers(snapshot, self._dictionary.batches.of(several), self._dictionary)
        if not waiting:
            return found
        for at, program in waiting:
            self._dictionary.search(several[at], program)
        # Again for those whose patterns are known now; each round knows more, so this ends. Where
        # the list was full, any project may have had more to note.
        is_full = len(waiting) + 1 == MOST_WAITING
        for at in range(len(several)) if is_full else {at for at, _ in waiting}:
            found[at] = self._matched(snapshot, (several[at],))[0]
        return found


class Rebuild:
    """A rebuild under way: `work` anywhere, in a thread best; then `swap` where edits are made."""

    def __init__(
        self,
        parts: tuple[Packed, ...],
        sequence: int,
        terms: int,
        swap: Callable[[Rebuild, Packed], None],
    ) -> None:
        self.parts: Final = parts
        self.gone_meanwhile: Final[list[int]] = []
        self._swap = swap
        self._sequence = sequence
        self._terms = terms
        self._base: Packed | None = None

    def work(self) -> None:
        """Make the new base. Reads only what no edit changes."""
        self._base = merged(self.parts, self._sequence, self._terms)

    def swap(self) -> None:
        """Let it be seen. Nothing is lost: what was put since is not in it, but beside it."""
        if self._base is not None:
            self._swap(self, self._base)
