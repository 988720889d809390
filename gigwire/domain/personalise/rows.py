"""What personalise remembers of a person: two small frozen rows, JSON-able. No decisions.

A row is stored with `model_dump(mode="json")` and read with `model_validate`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pydantic import AwareDatetime, Field

from gigwire.contracts.delivery import Card, NotificationDecided, NotificationDue
from gigwire.contracts.ids import ClusterId, NotificationId, TraceId, UserId
from gigwire.contracts.messages import Frozen
from gigwire.contracts.weekly import WeeklyReport
from gigwire.domain.personalise.doubts import Doubts
from gigwire.domain.personalise.week import Week

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gigwire.contracts.people import Pace

HELD_LIMIT: Final = 20  # waiting cards: twice what a digest shows, for some close meanwhile
HELD_BODY: Final = 300  # characters of a held project's text: a digest shows no more
TOLD_LIMIT: Final = 1_000  # clusters remembered as told, newest kept
MEMORY: Final = timedelta(days=14)  # of told and hidden clusters, and of items nobody can be sent
WORD_LIMIT: Final = 8  # words of a told project kept for taste
DROPPED_LIMIT: Final = 50  # clusters of which it is known why they were not told
SCORE_LIMIT: Final = 100  # scores that a percentile is taken of
# Points of the score that an hour of age costs: in a week's list yesterday is not old.
HOUR_COST: Final[Mapping[Pace, float]] = MappingProxyType(
    {"instant": 10, "hourly": 10, "daily": 4, "weekly": 1}
)

Alone = Literal["fits", "urgent"]
Wait = Literal["quiet_hours", "snoozed", "daily_cap", "client_cap", "less_often", "pace"]
Untold = Literal["overflow", "hidden", "inactive", "muted", "unseen"]
Left = Literal["overflow", "hidden", "inactive", "muted"]


class Told(Frozen):
    """A cluster this person was told of: by a card of its own, or by a digest it waited for."""

    revision: int  # the step that told
    reason: Alone | Wait
    at: AwareDatetime
    words: tuple[str, ...] = ()
    percentile: int | None = None  # as the card said, for its repeat and its edits
    score: int | None = None
    digest_id: NotificationId | None = None  # of the digest, once it left

    @property
    def has_card(self) -> bool:
        """Whether it was told by a card of its own."""
        return self.reason in {"fits", "urgent"}


class Held(Frozen):
    """A card waiting for a digest."""

    card: Card
    reason: Wait
    since: AwareDatetime

    @property
    def cluster_id(self) -> ClusterId:
        """The cluster that waits."""
        return self.card.project.cluster_id

    def rank(self, pace: Pace) -> tuple[float, str]:
        """Order of worth, higher is better: score, less what its age costs at this pace."""
        hours = self.card.project.project.seen_at.timestamp() / 3_600
        return self.card.hit.score + hours * HOUR_COST[pace], self.cluster_id


class Dropped(Frozen):
    """Why a cluster was never told of, kept for who asks."""

    reason: Untold
    at: AwareDatetime


class Leaving(Frozen):
    """What stopped waiting untold: a tick decides it, a later one forgets it (as with digests)."""

    cluster_id: ClusterId
    revision: int
    trace_id: TraceId
    score: int
    reason: Left
    since: AwareDatetime
    decided_at: AwareDatetime | None = None


class Sealed(Frozen):
    """A digest whose items are fixed: sealed by one tick, sent by a later one."""

    notification_id: NotificationId
    items: tuple[Held, ...]
    held_back: int
    reason: Wait | Literal["asked"]
    returned: tuple[Card, ...] = ()  # that may have arrived before, told with a mark
    sealed_at: AwareDatetime
    sent_at: AwareDatetime | None = None


class Reported(Frozen):
    """A weekly report as it was sent."""

    notification_id: NotificationId
    report: WeeklyReport
    sent_at: AwareDatetime


class Pacing(Frozen):
    """What one person was told and what waits for them (table `pacing_by_user`).

    `instants` counts cards of the local day `day`, `clients` those of each client where a cap
    asks. `scores`: of the last projects told or held, oldest first. `held_back` counts items that
    better ones kept out of the waiting list; each of them gets a decision (a repeat after a crash
    may count one twice, which only makes a digest's "and more" larger).
    """

    user_id: UserId
    day: str = ""
    instants: int = 0
    told: dict[ClusterId, Told] = Field(default_factory=dict)  # in the order of telling
    horizon: AwareDatetime | None = None
    hidden: dict[ClusterId, AwareDatetime] = Field(default_factory=dict)
    held: tuple[Held, ...] = ()
    held_back: int = 0
    sealed: Sealed | None = None
    leaving: tuple[Leaving, ...] = ()
    clients: dict[str, int] = Field(default_factory=dict)
    scores: tuple[int, ...] = ()
    week: Week = Week()
    reported: Reported | None = None
    doubts: Doubts = Doubts()
    dropped: dict[ClusterId, Dropped] = Field(default_factory=dict)  # the last few
    asked_at: AwareDatetime | None = None  # the person wants what waits now

    def held_of(self, cluster: ClusterId) -> Held | None:
        """The waiting item of a cluster."""
        return next((item for item in self.held if item.cluster_id == cluster), None)

    def without_held(self, cluster: ClusterId) -> Pacing:
        """This row with nothing of the cluster waiting."""
        kept = tuple(item for item in self.held if item.cluster_id != cluster)
        return self.model_copy(update={"held": kept})

    def with_leaving(
        self,
        items: Sequence[Held],
        reason: Left,
        now: datetime,
    ) -> Pacing:
        """This row with these items waiting no more, and a decision about each still to come."""
        gone = tuple(
            Leaving(
                cluster_id=item.cluster_id,
                revision=item.card.project.revision,
                trace_id=item.card.project.trace_id,
                score=item.card.hit.score,
                reason=reason,
                since=now,
            )
            for item in items
        )
        kept = tuple(item for item in self.held if item not in items)
        left = self.model_copy(update={"held": kept, "leaving": (*self.leaving, *gone)})
        return left.with_dropped([item.cluster_id for item in items], reason, now)

    def with_dropped(self, clusters: Sequence[ClusterId], reason: Untold, now: datetime) -> Pacing:
        """This row with a note of why these are not told; of the last `DROPPED_LIMIT`."""
        if not clusters:
            return self
        new = dict.fromkeys(clusters, Dropped(reason=reason, at=now))
        kept = {key: one for key, one in self.dropped.items() if key not in new} | new
        return self.model_copy(update={"dropped": dict(list(kept.items())[-DROPPED_LIMIT:])})

    def counted(self, now: datetime, *keys: str) -> Pacing:
        """This row with one more of each key in the week's counts."""
        return self.model_copy(update={"week": self.week.with_counts(now, keys)}) if keys else self

    def with_told(self, new: dict[ClusterId, Told], now: datetime) -> Pacing:
        """This row with more told; forgets what is older than `MEMORY` or beyond `TOLD_LIMIT`."""
        kept = {**self.told, **new}
        horizon = self.horizon
        while kept:
            oldest = next(iter(kept))
            at = kept[oldest].at
            if len(kept) <= TOLD_LIMIT and now - at < MEMORY:
                break
            del kept[oldest]
            horizon = max(at, horizon or at)
        return self.model_copy(update={"told": kept, "horizon": horizon})

    def told_in(self, digests: Mapping[ClusterId, NotificationId]) -> Pacing:
        """This row with the digests that told of these."""
        named = {
            key: self.told[key].model_copy(update={"digest_id": name})
            for key, name in digests.items()
            if key in self.told
        }
        return self.model_copy(update={"told": self.told | named})


class Outcome(NamedTuple):
    """The row to write, what to send, and why: in that order for a shell that can wait."""

    pacing: Pacing
    due: tuple[NotificationDue, ...] = ()
    decided: tuple[NotificationDecided, ...] = ()
