"""Builds what is due and what was decided, with derived ids. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from gigwire.contracts.delivery import (
    Album,
    Card,
    CardEdit,
    Digest,
    NotificationDecided,
    NotificationDue,
)
from gigwire.contracts.ids import EventId, NotificationId, TraceId, digest, notification_id
from gigwire.domain.cards.media import media_of

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.delivery import Media
    from gigwire.contracts.ids import ClusterId, UserId
    from gigwire.contracts.messages import UniqueProject, UserHit
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.personalise.rows import Reported, Sealed
    from gigwire.domain.taste import Act

Decision = Literal["instant", "held", "digested", "edited", "suppressed"]
Reason = Literal[
    "fits", "urgent", "quiet_hours", "snoozed", "daily_cap", "client_cap", "less_often", "pace",
    "repeat", "hidden", "inactive", "unseen", "due", "overflow", "filter_gone", "muted",
]  # fmt: skip


class Verdict(NamedTuple):
    """A decision before it becomes an event."""

    decision: Decision
    reason: Reason
    notification_id: NotificationId | None = None


def card_id(user: UserId, cluster: ClusterId) -> NotificationId:
    """Name the one card a person may get of a cluster, whatever step of it they are told."""
    return notification_id(user, cluster, "instant", 0)


def report_id(user: UserId, day: str) -> NotificationId:
    """Name a weekly report by the local day it was promised for."""
    return notification_id(user, f"week:{day}", "digest", 0)


def digest_id(user: UserId, clusters: tuple[ClusterId, ...]) -> NotificationId:
    """Name a digest by what is in it, in any order."""
    return notification_id(user, "+".join(sorted(clusters)), "digest", 0)


class Scored(Protocol):
    """A person and how well a project fits them."""

    @property
    def user_id(self) -> UserId:
        """The person."""

    @property
    def score(self) -> int:
        """0..1000."""


class Subject(NamedTuple):
    """What a decision is about: one step of a cluster for one person."""

    user_id: UserId
    cluster_id: ClusterId
    revision: int
    trace_id: TraceId
    score: int


def subject_of(scored: Scored, step: UniqueProject) -> Subject:
    """Name the step of a match, or of a card."""
    return Subject(scored.user_id, step.cluster_id, step.revision, step.trace_id, scored.score)


def decided(subject: Subject, verdict: Verdict, now: datetime) -> NotificationDecided:
    """The decision event; its id names user, cluster, step and decision."""
    identity = (subject.user_id, subject.cluster_id, subject.revision, verdict.decision)
    return NotificationDecided(
        event_id=EventId(digest("decided", *identity)),
        trace_id=subject.trace_id,
        event_time=now,
        user_id=subject.user_id,
        cluster_id=subject.cluster_id,
        revision=subject.revision,
        decision=verdict.decision,
        reason=verdict.reason,
        notification_id=verdict.notification_id,
        score=subject.score,
    )


def card_dues(
    subscriber: Subscriber, hit: UserHit, step: UniqueProject, now: datetime
) -> tuple[NotificationDue, ...]:
    """A card, and what comes with it: one file as part of it, several as an album after it."""
    files = media_of(step.project) if subscriber.media else ()
    card = card_due(subscriber, hit, step, now)
    if not files:
        return (card,)
    if len(files) > 1:
        return card, _album_due(card, files)
    content = Card(project=step, hit=hit, media=files[0])
    return (card.model_copy(update={"content": content}),)


def _album_due(card: NotificationDue, files: tuple[Media, ...]) -> NotificationDue:
    """In lane 2, so that the chat's card goes before it and other people's cards, too."""
    assert card.cluster_id is not None, "a card is of a cluster"
    name = notification_id(card.user_id, card.cluster_id, "album", 0)
    changes = {
        "event_id": EventId(digest("due", name)),
        "notification_id": name,
        "kind": "album",
        "lane": 2,
        "content": Album(card_id=card.notification_id, media=files),
        "seen_at": None,
    }
    return card.model_copy(update=changes)


def card_due(
    subscriber: Subscriber, hit: UserHit, step: UniqueProject, now: datetime
) -> NotificationDue:
    """A card of its own, to be sent now."""
    name = card_id(subscriber.user_id, step.cluster_id)
    expires_at = step.project.expires_at
    return NotificationDue(
        event_id=EventId(digest("due", name)),
        trace_id=step.trace_id,
        event_time=now,
        notification_id=name,
        user_id=subscriber.user_id,
        chat_id=subscriber.chat_id,
        kind="instant",
        lane=1,
        locale=subscriber.locale,
        currency=subscriber.currency,
        bot=subscriber.bot,
        cluster_id=step.cluster_id,
        content=Card(project=step, hit=hit),
        thread_id=thread_of(hit),
        seen_at=step.project.seen_at,
        # A board that lists a project past its own date means it: such a date limits nothing.
        expires_at=expires_at if expires_at and expires_at > now else None,
    )


def edit_due(
    subscriber: Subscriber,
    hit: UserHit,
    step: UniqueProject,
    now: datetime,
    acts: tuple[Act, ...] = (),
) -> NotificationDue:
    """Bring the card of a cluster up to date after `changed` or `closed`; `acts` stay on it."""
    kind: Literal["change", "close"] = "close" if step.kind == "closed" else "change"
    name = notification_id(subscriber.user_id, step.cluster_id, kind, step.revision)
    return NotificationDue(
        event_id=EventId(digest("due", name)),
        trace_id=step.trace_id,
        event_time=now,
        notification_id=name,
        user_id=subscriber.user_id,
        chat_id=subscriber.chat_id,
        kind=kind,
        lane=2,
        locale=subscriber.locale,
        currency=subscriber.currency,
        bot=subscriber.bot,
        cluster_id=step.cluster_id,
        content=CardEdit(
            project=step,
            hit=hit,
            card_id=card_id(subscriber.user_id, step.cluster_id),
            acts=acts,
        ),
        seen_at=step.project.seen_at,
    )


def report_due(subscriber: Subscriber, reported: Reported) -> NotificationDue:
    """A weekly report, word for word."""
    name = reported.notification_id
    return NotificationDue(
        event_id=EventId(digest("due", name)),
        trace_id=TraceId(name),
        event_time=reported.sent_at,
        notification_id=name,
        user_id=subscriber.user_id,
        chat_id=subscriber.chat_id,
        kind="digest",
        lane=3,
        locale=subscriber.locale,
        currency=subscriber.currency,
        bot=subscriber.bot,
        content=Digest(items=(), report=reported.report),
    )


def thread_of(hit: UserHit) -> int | None:
    """The topic of the filter that fits best; None for people, and outside of topics."""
    return hit.hits[0].thread_id if hit.hits else None


def digest_dues(
    subscriber: Subscriber, sealed: Sealed, now: datetime
) -> tuple[NotificationDue, ...]:
    """A sealed digest, word for word; of a forum one message a topic, as sealed as the whole."""
    parts: dict[int | None, list[Card]] = {}
    for item in sealed.items:
        parts.setdefault(thread_of(item.card.hit), []).append(item.card)
    told = frozenset(parts)
    for card in sealed.returned:
        parts.setdefault(thread_of(card.hit), []).append(card)
    held_back = dict.fromkeys(parts, 0) | {next(iter(parts)): sealed.held_back}
    return tuple(
        _digest_due(
            subscriber,
            part_id(sealed, thread, is_only=len(parts) == 1),
            Digest(
                items=tuple(cards),
                held_back=held_back[thread],
                reason=sealed.reason if thread in told else "returned",
            ),
            now,
        ).model_copy(update={"thread_id": thread})
        for thread, cards in parts.items()
    )


def part_id(sealed: Sealed, thread: int | None, *, is_only: bool) -> NotificationId:
    """Name a topic's part of a digest; the only one is the digest itself."""
    name = sealed.notification_id
    return name if is_only else NotificationId(digest(name, "topic", thread or 0))


def _digest_due(
    subscriber: Subscriber, name: NotificationId, content: Digest, now: datetime
) -> NotificationDue:
    return NotificationDue(
        event_id=EventId(digest("due", name)),
        trace_id=content.items[0].project.trace_id,
        event_time=now,
        notification_id=name,
        user_id=subscriber.user_id,
        chat_id=subscriber.chat_id,
        kind="digest",
        lane=3,
        locale=subscriber.locale,
        currency=subscriber.currency,
        bot=subscriber.bot,
        content=content,
    )
