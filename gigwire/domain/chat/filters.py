"""Filters by typing: `/add python bot 500$`, or the words alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gigwire.domain.chat import screens
from gigwire.domain.chat.filtering import added
from gigwire.domain.chat.turn import Decision, reply
from gigwire.domain.filters import filter_of

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Turn

CHATTY_WORDS: Final = 12  # a search of more words, without a sign, is most likely a sentence
_QUESTION: Final = re.compile(r"\?(?!\S)")
_SIGN: Final = re.compile(r"""[|()"«“*=<>]|(?<!\S)[-–—/]\S|\w:\S""")


def add(turn: Turn, text: str) -> Decision:
    """Add the filter that was typed; the same filter again is only named."""
    words = turn.words
    if not text.strip():
        return Decision(says=(reply(words("add-empty")),))
    wanted, problems = filter_of(text, turn.person.currency)
    if wanted is None:
        return Decision(says=(screens.problems(problems, words, text),))
    return added(turn, wanted)


def plain_text(turn: Turn, text: str) -> Decision:
    """Words without a command are a filter, unless they read like talk."""
    if not is_wish(text):
        return Decision(says=(reply(turn.words("unknown-text")),))
    return add(turn, text)


def is_wish(text: str) -> bool:
    """Whether it reads like a search rather than like talk."""
    is_long = len(text.split()) > CHATTY_WORDS
    return bool(_SIGN.search(text)) or not (is_long or _QUESTION.search(text))
