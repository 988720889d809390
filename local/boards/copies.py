"""Light edits, as people make them when they post a project again or elsewhere.

Each edit keeps the Jaccard similarity of 3-word shingles with the original at 0.6 or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from local.boards.writing import Draft, Scribe

if TYPE_CHECKING:
    from random import Random

LEAST_SIMILAR: Final = 0.6
SHINGLE: Final = 3


def shingles(text: str) -> set[tuple[str, ...]]:
    """All runs of three words, lower case."""
    words = text.lower().split()
    return {tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def jaccard(one: str, other: str) -> float:
    """Shared runs of three words over all of them, 0..1."""
    left, right = shingles(one), shingles(other)
    return len(left & right) / len(left | right)


def lightly_edited(rng: Random, draft: Draft) -> Draft:
    """The same project in slightly other words; the draft itself where an edit went too far."""
    edit = rng.choice((_same, _with_suffix, _fewer_words, _cut_short))
    body = edit(rng, draft)
    if jaccard(f"{draft.title} {draft.body}", f"{draft.title} {body}") < LEAST_SIMILAR:
        return draft
    return draft.model_copy(update={"body": body})


def _same(_rng: Random, draft: Draft) -> str:
    return draft.body


def _with_suffix(rng: Random, draft: Draft) -> str:
    return f"{draft.body} {Scribe(rng, draft.language, draft.category).one_of('suffixes')}"


def _fewer_words(rng: Random, draft: Draft) -> str:
    words = draft.body.split(" ")
    for _ in range(max(1, len(words) // 35)):
        del words[rng.randrange(len(words))]
    return " ".join(words)


def _cut_short(rng: Random, draft: Draft) -> str:
    share = rng.uniform(0.7, 1.0)
    return draft.body[: int(len(draft.body) * share)].rsplit(" ", 1)[0]
