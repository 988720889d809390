"""What a person did with a card: hide and save, each reversible and safe to repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from gigwire.domain.personalise.notices import card_id
from gigwire.domain.personalise.rows import MEMORY, TOLD_LIMIT, Pacing, Taste

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.ids import ClusterId
    from gigwire.contracts.people import FeedbackGiven

_Mark = Literal["save", "hide"]


class FeedbackOutcome(NamedTuple):
    """Both rows to write. What a press stops from waiting is decided by the next tick."""

    pacing: Pacing
    taste: Taste


def decide_feedback(feedback: FeedbackGiven, pacing: Pacing, taste: Taste) -> FeedbackOutcome:
    """Apply one press. Hidden clusters are told no more; a repeat of a press changes nothing.

    A press whose cluster neither it nor the row can name changes nothing.
    """
    cluster = feedback.cluster_id or _cluster_of(feedback, pacing)
    if cluster is None:
        return FeedbackOutcome(pacing, taste)
    taste = _marked(taste, cluster, _mark_after(feedback, taste.marks.get(cluster)), pacing)
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


def _mark_after(feedback: FeedbackGiven, mark: _Mark | None) -> _Mark | None:
    match feedback.action:
        case "save" | "hide" as action:
            return action
        case "unsave":
            return None if mark == "save" else mark
        case "unhide":
            return None if mark == "hide" else mark


def _marked(taste: Taste, cluster: ClusterId, new: _Mark | None, pacing: Pacing) -> Taste:
    old = taste.marks.get(cluster)
    if new == old:
        return taste
    told = pacing.told.get(cluster)
    words = told.words if told else ()
    marks = {key: mark for key, mark in taste.marks.items() if key != cluster}
    if new is not None:
        marks = dict([*marks.items(), (cluster, new)][-TOLD_LIMIT:])
    return taste.model_copy(
        update={
            "marks": marks,
            "saved": _counted(taste.saved, words, (new == "save") - (old == "save")),
            "hidden": _counted(taste.hidden, words, (new == "hide") - (old == "hide")),
        }
    )


def _counted(counts: dict[str, int], words: tuple[str, ...], change: int) -> dict[str, int]:
    changed = {word: counts.get(word, 0) + change for word in words}
    return {word: count for word, count in {**counts, **changed}.items() if count > 0}
