"""What a person asks of those who decide, and the answer. Rendered in two halves, sent as one."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.ids import MessageId, NotificationId
from gigwire.contracts.messages import Frozen

MOST_TEXT: Final = 3_000
State = Literal[
    "card",
    "digest",
    "leaving",
    "waiting",
    "doubtful",
    "dropped",
    "unknown",
    # Known to notify alone, which puts them in place of what was decided.
    "under_way",
    "refused",
    "late",
    "lost",
]


class Question(Frozen):
    """`text`: what the conversation says of it already, HTML; of a digest: if nothing waits."""

    text: str = Field(max_length=MOST_TEXT)
    reply_to: MessageId | None = None


class Fate(Frozen):
    """What became of one project for one person, as personalise knows it, below `text`.

    `at`: when it was told, held or dropped; `due`: when the digest comes that it waits for.
    `told_by`: by which notification, so that notify can tell what became of that; `reason` is
    then a word for a refusal. `rank` of the `ranked` last scores; `taste`: points that it gets for
    what the person liked.
    """

    type: Literal["fate"] = "fate"
    text: str
    state: State
    reason: str = ""  # of a decision, or a refusal
    told_by: NotificationId | None = None
    at: AwareDatetime | None = None
    due: AwareDatetime | None = None
    score: int | None = None
    percentile: int | None = None
    rank: int | None = None
    ranked: int = 0
    taste: int = 0
    liked: tuple[str, ...] = ()
    reply_to: MessageId | None = None
