"""Filters by typing: `/add python bot 500$`, or the words alone; listing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.chat import screens
from gigwire.domain.chat.turn import Decision, reply
from gigwire.domain.filters import MAX_FILTERS, Problem, parse_simple

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Turn

CHATTY_WORDS: Final = 12  # a search of more words is most likely a sentence


def add(turn: Turn, text: str) -> Decision:
    """Add the filter that was typed; the same filter again is only named."""
    words = turn.words
    if not text.strip():
        return Decision(says=(reply(words("add-empty")),))
    parsed = parse_simple(text, turn.person.currency)
    if parsed.filter is None:
        return Decision(says=(screens.problems(parsed.problems, words),))
    wanted, held = parsed.filter, turn.person.filters
    if any(one.filter_id == wanted.filter_id for one in held):
        return Decision(says=(screens.known(wanted, words),))
    if len(held) >= MAX_FILTERS:
        full = Problem(key="filter-too-many", arguments={"limit": MAX_FILTERS})
        return Decision(says=(screens.problems((full,), words),))
    changed = turn.changed(filters=(*held, wanted), status="active")
    return Decision(changed, (screens.saved(wanted, words),))


def plain_text(turn: Turn, text: str) -> Decision:
    """Words without a command are a filter, unless they read like talk."""
    if "?" in text or len(text.split()) > CHATTY_WORDS:
        return Decision(says=(reply(turn.words("unknown-text")),))
    return add(turn, text)


def show(turn: Turn) -> Decision:
    """All filters, with buttons that delete."""
    return Decision(says=(reply(*screens.filters(turn.person, turn.words)),))
