"""One match of one person: tell now, hold, edit the card, or suppress; always with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Card
from gigwire.domain.localtime import is_quiet, local_day
from gigwire.domain.personalise.notices import (
    Verdict,
    card_dues,
    card_id,
    decided,
    edit_due,
    subject_of,
)
from gigwire.domain.personalise.rows import (
    HELD_BODY,
    HELD_LIMIT,
    WORD_LIMIT,
    Held,
    Outcome,
    Pacing,
    Told,
    Wait,
)
from gigwire.domain.taste import features_of

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.delivery import NotificationDecided
    from gigwire.contracts.messages import UniqueProject, UserHit
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.personalise.fits import Fit


@dataclass(frozen=True)
class _Case:
    fit: Fit
    subscriber: Subscriber
    pacing: Pacing
    now: datetime

    @property
    def step(self) -> UniqueProject:
        return self.fit.step

    @cached_property
    def hit(self) -> UserHit:
        """Why: costly, so only made where something is told or held."""
        return self.fit.hit(self.subscriber)

    def closes(self, verdict: Verdict, pacing: Pacing | None = None) -> Outcome:
        return Outcome(pacing or self.pacing, decided=(self.event(verdict),))

    def event(self, verdict: Verdict) -> NotificationDecided:
        return decided(subject_of(self.fit, self.step), verdict, self.now)


def decide_match(fit: Fit, subscriber: Subscriber | None, pacing: Pacing, now: datetime) -> Outcome:
    """Decide one (user, step of a cluster). `now` is the record's event time.

    Idempotent: the same step against the row it left behind gives the same due again, with the same
    id; its reasons are those of the newest settings. Exactly one decision for the step; an item
    pushed out of the waiting list gets its own from the next tick.
    """
    step, cluster = fit.step, fit.step.cluster_id
    if subscriber is None or subscriber.status != "active":
        event = decided(subject_of(fit, step), Verdict("suppressed", "inactive"), now)
        return Outcome(_after_close(pacing, step), decided=(event,))
    case = _Case(fit, subscriber, pacing, now)
    if cluster in pacing.hidden:
        return case.closes(Verdict("suppressed", "hidden"), pacing=pacing.without_held(cluster))
    if told := pacing.told.get(cluster):
        return _told_before(case, told)
    return _not_told_before(case)


def words_of(card: Card) -> tuple[str, ...]:
    """The words a project is remembered by, should the person like it or not."""
    return features_of(card.project.project)[:WORD_LIMIT]


def _not_told_before(case: _Case) -> Outcome:
    pacing, cluster = case.pacing, case.step.cluster_id
    if case.step.kind == "closed":
        return case.closes(Verdict("suppressed", "unseen"), pacing=pacing.without_held(cluster))
    if held := pacing.held_of(cluster):
        return _held_before(case, held)
    if any(item.cluster_id == cluster for item in pacing.leaving) and case.step.kind != "changed":
        return case.closes(Verdict("suppressed", "overflow"))
    if pacing.horizon and case.now < pacing.horizon:
        return case.closes(Verdict("suppressed", "repeat"))
    if not case.hit.hits:
        return case.closes(Verdict("suppressed", "filter_gone"))
    wait = _wait_of(case.subscriber, pacing, case.now)
    return _hold(case, wait) if wait else _tell(case)


def _after_close(pacing: Pacing, step: UniqueProject) -> Pacing:
    return pacing.without_held(step.cluster_id) if step.kind == "closed" else pacing


def _wait_of(subscriber: Subscriber, pacing: Pacing, now: datetime) -> Wait | None:
    if is_quiet(now, subscriber.timezone, subscriber.quiet_hours):
        return "quiet_hours"
    if subscriber.pace != "instant":
        return "pace"
    is_new_day = local_day(now, subscriber.timezone) > pacing.day
    return "daily_cap" if (0 if is_new_day else pacing.instants) >= subscriber.daily_cap else None


def _tell(case: _Case) -> Outcome:
    cluster, today = case.step.cluster_id, local_day(case.now, case.subscriber.timezone)
    words = words_of(Card(project=case.step, hit=case.hit))
    told = Told(revision=case.step.revision, reason="fits", at=case.now, words=words)
    is_new_day = today > case.pacing.day
    pacing = case.pacing.with_told({cluster: told}, case.now).model_copy(
        update={
            "day": today if is_new_day else case.pacing.day,
            "instants": 1 if is_new_day else case.pacing.instants + 1,
        }
    )
    return _card(case, pacing)


def _card(case: _Case, pacing: Pacing) -> Outcome:
    dues = card_dues(case.subscriber, case.hit, case.step, case.now)
    verdict = Verdict("instant", "fits", dues[0].notification_id)
    return Outcome(pacing, dues, (case.event(verdict),))


def _told_before(case: _Case, told: Told) -> Outcome:
    step, has_card = case.step, told.reason == "fits"
    if step.revision == told.revision and has_card:
        return _card(case, case.pacing)
    if step.revision == told.revision and told.reason != "fits":
        return case.closes(Verdict("held", told.reason))
    is_update = step.kind in {"changed", "closed"} and step.revision > told.revision
    if not is_update or not has_card:
        # A digest is read once and never edited.
        name = card_id(case.fit.user_id, step.cluster_id) if has_card else None
        return case.closes(Verdict("suppressed", "repeat", name))
    due = edit_due(case.subscriber, case.hit, step, case.now, case.fit.acts)
    verdict = Verdict("edited", "fits", due.notification_id)
    return Outcome(case.pacing, (due,), (case.event(verdict),))


def _held_before(case: _Case, held: Held) -> Outcome:
    known, step = held.card.project, case.step
    if step.revision == known.revision:
        return case.closes(Verdict("held", held.reason))
    if step.revision < known.revision:
        return case.closes(Verdict("suppressed", "repeat"))
    if step.kind == "changed":
        # It waits for what fitted when it came, even if that filter has gone since.
        hit = case.hit if case.hit.hits else held.card.hit
        card = Card(project=_slim(step), hit=hit)
        return case.closes(Verdict("held", held.reason), pacing=_replaced(case.pacing, held, card))
    # Seen elsewhere too: the waiting card keeps its text and learns the further place.
    card = held.card.model_copy(update={"project": known.model_copy(update={"links": step.links})})
    return case.closes(Verdict("suppressed", "repeat"), pacing=_replaced(case.pacing, held, card))


def _hold(case: _Case, wait: Wait) -> Outcome:
    card = Card(project=_slim(case.step), hit=case.hit)
    new = Held(card=card, reason=wait, since=case.now)
    ranked = (*case.pacing.held, new)
    if len(ranked) <= HELD_LIMIT:
        pacing = case.pacing.model_copy(update={"held": ranked})
        return case.closes(Verdict("held", wait), pacing=pacing)
    worst = min(ranked, key=lambda item: item.rank)
    counted = case.pacing.model_copy(update={"held_back": case.pacing.held_back + 1})
    if worst is new:
        return case.closes(Verdict("suppressed", "overflow"), pacing=counted)
    # The loser's record may be long committed: its decision must come from the row, by a tick.
    pacing = counted.model_copy(update={"held": ranked}).with_leaving([worst], "overflow", case.now)
    return case.closes(Verdict("held", wait), pacing=pacing)


def _slim(step: UniqueProject) -> UniqueProject:
    body = step.project.body[:HELD_BODY]
    project = step.project.model_copy(update={"body": body, "attachments": ()})
    return step.model_copy(update={"project": project})


def _replaced(pacing: Pacing, held: Held, card: Card) -> Pacing:
    items = tuple(
        item.model_copy(update={"card": card}) if item is held else item for item in pacing.held
    )
    return pacing.model_copy(update={"held": items})
