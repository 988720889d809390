"""What a person asks: send what waits now; what became of a project. Both told from their row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.delivery import NotificationDue, Reply
from gigwire.contracts.ids import EventId, digest, notification_id
from gigwire.contracts.questions import Fate, Question
from gigwire.domain.personalise.digests import digest_moment
from gigwire.domain.personalise.matches import words_of
from gigwire.domain.personalise.notices import card_id
from gigwire.domain.personalise.rows import Outcome
from gigwire.domain.personalise.waits import LEAST_SCORES
from gigwire.domain.taste import NO_LIKING, liking_of

if TYPE_CHECKING:
    from gigwire.contracts.ids import ClusterId
    from gigwire.contracts.people import FeedbackGiven, Subscriber
    from gigwire.domain.personalise.rows import Dropped, Pacing, Told
    from gigwire.domain.taste import Taste


def decide_question(
    asked: FeedbackGiven, subscriber: Subscriber | None, pacing: Pacing, taste: Taste
) -> Outcome:
    """Answer by one message; where a digest is asked for and something waits, it is the answer.

    The same question again gives the same message again, under the same id.
    """
    question = asked.question
    if subscriber is None or question is None:
        return Outcome(pacing)
    if asked.action == "digest":
        if pacing.held or (pacing.sealed is not None and pacing.sealed.sent_at is None):
            return Outcome(pacing.model_copy(update={"asked_at": asked.event_time}))
        content = Reply(text=question.text, reply_to=question.reply_to)
        return Outcome(pacing, (_due(asked, subscriber, content),))
    if asked.cluster_id is None:
        return Outcome(pacing)
    fate = _fate(asked.cluster_id, subscriber, pacing, question)
    return Outcome(pacing, (_due(asked, subscriber, _tasted(fate, asked, pacing, taste)),))


def _fate(cluster: ClusterId, subscriber: Subscriber, pacing: Pacing, question: Question) -> Fate:
    said = Fate(text=question.text, reply_to=question.reply_to, state="unknown")
    doubts = (one for one in pacing.doubts.waiting if one.card.project.cluster_id == cluster)
    if (doubt := next(doubts, None)) is not None:
        first = doubt.card.doubt and doubt.card.doubt.notification_id
        return said.model_copy(update={"state": "doubtful", "at": doubt.since, "told_by": first})
    if (told := pacing.told.get(cluster)) and not _is_given_up(told, pacing.dropped.get(cluster)):
        is_leaving = _is_leaving(cluster, pacing)
        state = "card" if told.has_card else "leaving" if is_leaving else "digest"
        worth = _worth(told.score, told.percentile, pacing)
        return said.model_copy(
            update={
                "state": state,
                "reason": told.reason,
                "at": told.at,
                "told_by": card_id(pacing.user_id, cluster) if told.has_card else told.digest_id,
                **worth,
            }
        )
    if held := pacing.held_of(cluster):
        hit, due = held.card.hit, digest_moment(subscriber, pacing)
        worth = _worth(hit.score, hit.percentile, pacing)
        waits = {"state": "waiting", "reason": held.reason, "at": held.since, "due": due}
        return said.model_copy(update={**waits, **worth})
    if (hidden := pacing.hidden.get(cluster)) is not None:
        return said.model_copy(update={"state": "dropped", "reason": "hidden", "at": hidden})
    if dropped := pacing.dropped.get(cluster):
        gone = {"state": "dropped", "reason": dropped.reason, "at": dropped.at}
        return said.model_copy(update=gone)
    return said


def _is_given_up(told: Told, dropped: Dropped | None) -> bool:
    """Whether it was in a digest that nobody could be sent."""
    is_in_digest = not told.has_card and told.digest_id is None
    return is_in_digest and dropped is not None and dropped.at >= told.at


def _is_leaving(cluster: ClusterId, pacing: Pacing) -> bool:
    sealed = pacing.sealed
    if sealed is None or sealed.sent_at is not None:
        return False
    return any(item.cluster_id == cluster for item in sealed.items)


def _worth(score: int | None, percentile: int | None, pacing: Pacing) -> dict[str, object]:
    """The place among the last scores; none while too few are known."""
    found: dict[str, object] = {"score": score, "percentile": percentile}
    if score is not None and len(pacing.scores) >= LEAST_SCORES:
        better = sum(one > score for one in pacing.scores)
        found |= {"rank": better + 1, "ranked": len(pacing.scores)}
    return found


def _tasted(fate: Fate, asked: FeedbackGiven, pacing: Pacing, taste: Taste) -> Fate:
    """With what the person's taste says of the project now."""
    assert asked.cluster_id is not None, "checked before"
    told, held = pacing.told.get(asked.cluster_id), pacing.held_of(asked.cluster_id)
    words = told.words if told else words_of(held.card) if held else ()
    liking = liking_of(taste, words) if words else NO_LIKING
    return fate.model_copy(update={"taste": liking.points, "liked": liking.words})


def _due(asked: FeedbackGiven, subscriber: Subscriber, content: Reply | Fate) -> NotificationDue:
    key = notification_id(asked.user_id, "answer", asked.event_id)
    return NotificationDue(
        event_id=EventId(digest(key, "due")),
        trace_id=asked.trace_id,
        event_time=asked.event_time,
        notification_id=key,
        user_id=asked.user_id,
        chat_id=subscriber.chat_id,
        kind="reply",
        lane=0,
        locale=subscriber.locale,
        currency=subscriber.currency,
        bot=subscriber.bot,
        content=content,
    )
