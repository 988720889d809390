"""What a person did with a card: each press reversible and safe to repeat; learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.personalise.notices import card_id
from gigwire.domain.personalise.rows import MEMORY, TOLD_LIMIT, Pacing
from gigwire.domain.taste import Rated, Taste, acted, features_of_text, forgotten

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.ids import ClusterId
    from gigwire.contracts.people import FeedbackGiven
    from gigwire.domain.taste import Act

UNDOES: Final[dict[str, Act]] = {
    "unsave": "save",
    "unhide": "hide",
    "unlike": "like",
    "unless": "less",
    "unapplied": "applied",
}
DOES: Final[dict[str, Act]] = {act: act for act in UNDOES.values()}


class FeedbackOutcome(NamedTuple):
    """Both rows to write. What a press stops from waiting is decided by the next tick."""

    pacing: Pacing
    taste: Taste


def decide_feedback(feedback: FeedbackGiven, pacing: Pacing, taste: Taste) -> FeedbackOutcome:
    """Apply one press. Hidden clusters are told no more; a repeat of a press changes nothing.

    A press whose cluster neither it nor the row can name changes nothing. Learns only from what is
    before `feedback.event_time`: from earlier presses, and what the person was shown so far.
    """
    if feedback.action in ("why", "digest"):  # asked, not done: `asking` answers
        return FeedbackOutcome(pacing, taste)
    if feedback.action == "forget":
        return FeedbackOutcome(pacing, forgotten(taste))
    cluster = feedback.cluster_id or _cluster_of(feedback, pacing)
    if cluster is None:
        return FeedbackOutcome(pacing, taste)
    taste = _learnt(taste, cluster, feedback, pacing)
    match feedback.action:
        case "hide":
            return _hide(feedback, cluster, pacing, taste)
        case "unhide":
            hidden = {key: at for key, at in pacing.hidden.items() if key != cluster}
            return FeedbackOutcome(pacing.model_copy(update={"hidden": hidden}), taste)
        case _:
            return FeedbackOutcome(pacing, taste)


def _cluster_of(feedback: FeedbackGiven, pacing: Pacing) -> ClusterId | None:
    wanted = feedback.notification_id
    return next((key for key in pacing.told if card_id(feedback.user_id, key) == wanted), None)


def _hide(
    feedback: FeedbackGiven, cluster: ClusterId, pacing: Pacing, taste: Taste
) -> FeedbackOutcome:
    now, held = feedback.event_time, pacing.held_of(cluster)
    row = pacing.with_leaving([held], "hidden", now) if held else pacing
    hidden = {**_recent(row.hidden, now), cluster: now}
    return FeedbackOutcome(row.model_copy(update={"hidden": hidden}), taste)


def _recent(hidden: dict[ClusterId, datetime], now: datetime) -> dict[ClusterId, datetime]:
    recent = [(key, at) for key, at in hidden.items() if now - at < MEMORY]
    return dict(recent[-TOLD_LIMIT:])


def _learnt(taste: Taste, cluster: ClusterId, feedback: FeedbackGiven, pacing: Pacing) -> Taste:
    before = taste.acts_of(cluster)
    after = _acts_after(feedback, before)
    if after == before:
        return taste
    told, known = pacing.told.get(cluster), taste.rated.get(cluster)
    words = (told.words if told else ()) or (known.words if known else ())
    if after == ("less",):  # said of one thing: nothing else about the project is disliked
        words = features_of_text(feedback.subject) if feedback.aspect == "word" else ()
    rated = Rated(acts=after, words=words, at=feedback.event_time)
    return acted(taste, cluster, rated, [one.words for one in pacing.told.values()])


def _acts_after(feedback: FeedbackGiven, before: tuple[Act, ...]) -> tuple[Act, ...]:
    if (undone := UNDOES.get(feedback.action)) is not None:
        return tuple(act for act in before if act != undone)
    return tuple(sorted({*before, DOES[feedback.action]}))
