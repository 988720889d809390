"""What became of a project, as the second half of the answer to /why. Owns no judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.cards.card import Message
from gigwire.domain.cards.facts import moment
from gigwire.domain.cards.html import shown
from gigwire.domain.cards.weekly import reason_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.questions import Fate
    from gigwire.domain.cards.words import Words

MAX_WORD: Final = 24


def render_fate(fate: Fate, words: Words) -> Message:
    """The question's own text, then what was decided and how it ranked."""
    return Message("\n".join((fate.text, "", _state(fate, words), *_worth(fate, words))), ())


def _state(fate: Fate, words: Words) -> str:
    when = moment(fate.at, words) if fate.at is not None else ""
    reason = reason_label(fate.reason, words)
    due = moment(fate.due, words) if fate.due is not None else words("fate-later")
    told = {
        "card": words("fate-card", when=when),
        "digest": words("fate-digest", when=when, reason=reason),
        "leaving": words("fate-leaving", reason=reason),
        "waiting": words("fate-waiting", reason=reason, when=due),
        "doubtful": words("fate-doubtful", when=when),
        "dropped": words("fate-dropped", reason=reason),
        "under_way": words("fate-under-way", when=when),
        "refused": words("fate-refused", when=when, reason=_refusal(fate.reason, words)),
        "late": words("fate-late", when=when),
        "lost": words("fate-lost", when=when),
        "unknown": words("fate-unknown"),
    }
    is_urgent = fate.state == "card" and fate.reason == "urgent"
    return words("fate-urgent", when=when) if is_urgent else told[fate.state]


def _refusal(reason: str, words: Words) -> str:
    match reason:
        case "chat":
            return words("fate-refused-chat")
        case "form":
            return words("fate-refused-form")
        case "lost":
            return words("fate-refused-lost")
        case _:
            return words("fate-refused-other")


def _worth(fate: Fate, words: Words) -> Iterator[str]:
    if fate.score is not None:
        yield words("fate-score", score=fate.score)
    if fate.taste:
        liked = ", ".join(shown(one, MAX_WORD) for one in fate.liked)
        signed = f"{fate.taste:+d}"
        yield words("fate-taste", points=f"{signed} ({liked})" if liked else signed)
    if fate.percentile is not None:
        yield words("fate-percentile", percent=fate.percentile)
    if fate.rank is not None:
        yield words("fate-rank", rank=fate.rank, ranked=fate.ranked)
