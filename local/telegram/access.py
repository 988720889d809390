"""Whether the bot may write to a chat: Telegram's 403 and 400 families by the chat's state.

What the Bot API server knows itself (`refuse_known`) comes before the limits, what only Telegram's
servers know (`refuse_late`) after them. Owns the texts; the state is the world's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from local.telegram.errors import bad_request, forbidden, migrated

if TYPE_CHECKING:
    from local.telegram.chats import Chat
    from local.telegram.errors import BotApiError

Access = Literal[
    "open",
    "admin",
    "not_started",
    "bot",
    "deactivated",
    "kicked",
    "left",
    "deleted",
    "not_admin",
    "read_only",
    "write_forbidden",
]
PRIVATE: tuple[Access, ...] = ("open", "not_started", "bot", "deactivated")
SHARED: tuple[Access, ...] = (
    "open",
    "admin",
    "kicked",
    "left",
    "deleted",
    "not_admin",
    "read_only",
    "write_forbidden",
)
# Client.cpp check_chat_access: said without asking Telegram's servers.
KNOWN_403 = {
    "deactivated": "user is deactivated",
    "kicked": "bot was kicked from the {type} chat",
    "left": "bot is not a member of the {type} chat",
    "deleted": "the group chat was deleted",
}
LATE_403 = {
    "not_started": "bot can't initiate conversation with a user",
    "bot": "bot can't send messages to bots",
}
LATE_400 = {
    "not_admin": "need administrator rights in the channel chat",
    "read_only": "have no rights to send a message",
    "write_forbidden": "CHAT_WRITE_FORBIDDEN",
}


def refuse_known(chat: Chat) -> None:
    """Raise what the Bot API server answers from its own knowledge."""
    if chat.migrated_to:
        raise migrated(chat.migrated_to)
    if text := KNOWN_403.get(chat.access):
        raise forbidden(text.format(type=chat.about["type"]))


def refuse_late(chat: Chat, kind: str, thread_id: int | None) -> None:
    """Raise what Telegram's servers answer to a message of a kind ("text messages", "photos")."""
    if chat.is_blocked:
        raise forbidden("bot was blocked by the user")
    if text := LATE_403.get(chat.access):
        raise forbidden(text)
    if text := LATE_400.get(chat.access):
        raise bad_request(text)
    if kind in chat.denied:
        raise bad_request(f"not enough rights to send {kind} to the chat")
    if error := _topic_error(chat, thread_id):
        raise error


def _topic_error(chat: Chat, thread_id: int | None) -> BotApiError | None:
    if chat.topics is None:
        return bad_request("message thread not found") if thread_id else None
    topic = chat.topics.get(thread_id or 1, "open" if not thread_id else None)
    if topic is None:
        return bad_request("message thread not found")
    return bad_request("TOPIC_CLOSED") if topic == "closed" else None
