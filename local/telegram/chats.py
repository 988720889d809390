"""One conversation as the server keeps it. Owns its shape and the headline of its list entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.telegram.journal import Place

Message = dict[str, object]

PREVIEW_CHARACTERS = 140


@dataclass(slots=True)
class Chat:
    """One conversation. Messages are places in the journal, latest version each."""

    id: int
    about: dict[str, object]  # the Bot API's Chat object
    places: dict[int, Place] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    is_blocked: bool = False
    has_started: bool = False
    unread: int = 0
    touched: float = 0.0
    keyboard: object = None  # rows of the reply keyboard under the text box
    last: Message | None = None  # id, date, from_bot and first words of the newest message
    access: str = "open"  # see access.py
    denied: tuple[str, ...] = ()  # kinds of content the bot may not send
    topics: dict[int, str] | None = None  # open or closed by thread id; None: no forum
    migrated_to: int = 0
    is_muted: bool = False
    admins: dict[int, str] = field(default_factory=dict)  # creator or administrator by person


def headline(message: Message, *, from_bot: bool) -> Message:
    """What the list shows of the newest message."""
    return {
        "message_id": message["message_id"],
        "date": message["date"],
        "from_bot": from_bot,
        "text": preview(message),
    }


def preview(message: Message) -> str:
    """First words of a text or a caption."""
    words = message.get("text") or message.get("caption")
    if not isinstance(words, str):
        return "photo" if "photo" in message else "file" if "document" in message else ""
    return " ".join(words[: PREVIEW_CHARACTERS * 2].split())[:PREVIEW_CHARACTERS]
