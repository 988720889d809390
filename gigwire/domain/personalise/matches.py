"""One match of one person: tell now, hold, edit the card, or suppress; always with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gigwire.contracts.delivery import Card
from gigwire.domain.personalise.mutes import is_muted
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
    SCORE_LIMIT,
    WORD_LIMIT,
    Alone,
    Held,
    Outcome,
    Pacing,
    Told,
    Wait,
)
from gigwire.domain.personalise.waits import (
    pace_of,
    percentile_of,
    verdict_of,
    with_card_today,
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
        return self.fit.hit(self.subscriber, self._percentile())

    def _percentile(self) -> int | None:
        """As it was said first: what came since must not change a repeat."""
        cluster = self.step.cluster_id
        if told := self.pacing.told.get(cluster):
            return told.percentile
        if held := self.pacing.held_of(cluster):
            return held.card.hit.percentile
        return percentile_of(self.pacing.scores, self.fit.score)

    @property
    def is_muted(self) -> bool:
        mutes = self.subscriber.peace.mutes
        return bool(mutes) and is_muted(mutes, self.fit.subjects.of(self.step, self.fit.rates))

    def mutes(self) -> Outcome:
        """Close it, and count the project once: its later steps are no further projects."""
        keys = ("matched", "muted") if self.step.kind == "new" else ()
        pacing = self.pacing.counted(self.now, *keys)
        pacing = pacing.with_dropped([self.step.cluster_id], "muted", self.now)
        return self.closes(Verdict("suppressed", "muted"), pacing=pacing)

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
    held = pacing.held_of(cluster)
    if case.step.kind == "closed":
        counted = pacing
        if held:
            counted = pacing.without_held(cluster).counted(case.now, "unseen")
            counted = counted.with_dropped([cluster], "unseen", case.now)
        return case.closes(Verdict("suppressed", "unseen"), pacing=counted)
    if held:
        return _held_before(case, held)
    if any(item.cluster_id == cluster for item in pacing.leaving) and case.step.kind != "changed":
        return case.closes(Verdict("suppressed", "overflow"))
    if pacing.horizon and case.now < pacing.horizon:
        return case.closes(Verdict("suppressed", "repeat"))
    return _fresh(case)


def _fresh(case: _Case) -> Outcome:
    if not case.hit.hits:
        return case.closes(Verdict("suppressed", "filter_gone"))
    if case.is_muted:
        return case.mutes()
    score = case.fit.score
    verdict = verdict_of(case.subscriber, case.pacing, case.step.project, score, case.now)
    if verdict == "fits" or verdict == "urgent":  # noqa: PLR1714 - narrows the type
        return _tell(case, verdict)
    return _hold(case, verdict)


def _after_close(pacing: Pacing, step: UniqueProject) -> Pacing:
    return pacing.without_held(step.cluster_id) if step.kind == "closed" else pacing


def _tell(case: _Case, reason: Alone) -> Outcome:
    words = words_of(Card(project=case.step, hit=case.hit))
    told = Told(
        revision=case.step.revision,
        reason=reason,
        at=case.now,
        words=words,
        percentile=case.hit.percentile,
        score=case.fit.score,
    )
    pacing = _noted(case, "sent").with_told({case.step.cluster_id: told}, case.now)
    row = with_card_today(case.subscriber, pacing, case.step.project, case.now)
    return _card(case, row, reason)


def _noted(case: _Case, *keys: str) -> Pacing:
    """The row with one project more that fits: counted, its score and its words kept."""
    pacing = case.pacing.counted(case.now, "matched", *keys)
    found = (term for hit in case.hit.hits for term in (*hit.title_terms, *hit.body_terms))
    week = pacing.week.with_project(found, case.step.project.budget)
    scores = (*pacing.scores, case.fit.score)[-SCORE_LIMIT:]
    return pacing.model_copy(update={"week": week, "scores": scores})


def _card(case: _Case, pacing: Pacing, reason: Alone) -> Outcome:
    dues = card_dues(case.subscriber, case.hit, case.step, case.now)
    verdict = Verdict("instant", reason, dues[0].notification_id)
    return Outcome(pacing, dues, (case.event(verdict),))


def _told_before(case: _Case, told: Told) -> Outcome:
    step, has_card = case.step, told.has_card
    if step.revision == told.revision:
        if told.reason == "fits" or told.reason == "urgent":  # noqa: PLR1714 - narrows the type
            return _card(case, case.pacing, told.reason)
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
    ranked, noted = (*case.pacing.held, new), _noted(case, f"held:{wait}")
    if len(ranked) <= HELD_LIMIT:
        pacing = noted.model_copy(update={"held": ranked})
        return case.closes(Verdict("held", wait), pacing=pacing)
    pace = pace_of(case.subscriber)
    worst = min(ranked, key=lambda item: item.rank(pace))
    counted = noted.model_copy(update={"held_back": case.pacing.held_back + 1})
    if worst is new:
        pacing = counted.counted(case.now, "overflow")
        pacing = pacing.with_dropped([new.cluster_id], "overflow", case.now)
        return case.closes(Verdict("suppressed", "overflow"), pacing=pacing)
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
