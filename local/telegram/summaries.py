"""What the chat page shows of a chat in its list. Owns the shape; reads the world."""

from __future__ import annotations

import heapq
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.telegram.chats import Chat
    from local.telegram.world import World


def chat_summary(world: World, chat: Chat) -> dict[str, object]:
    """One row of the chat list."""
    person = world.people.get(chat.id, {})
    names = (chat.about.get("first_name"), chat.about.get("last_name"))
    title = chat.about.get("title") or " ".join(str(name) for name in names if name)
    return {
        "id": chat.id,
        "title": title,
        "type": chat.about.get("type"),
        "username": chat.about.get("username"),
        "language": person.get("language_code"),
        "members": sorted(chat.members) if chat.id < 0 else [chat.id],
        "unread": chat.unread,
        "touched": chat.touched,
        "last": chat.last,
        "keyboard": chat.keyboard,
        "is_blocked": chat.is_blocked,
        "has_started": chat.has_started,
    }


def commands_for(world: World, chat: Chat) -> object:
    """The command menu of a chat: the narrowest scope, the person's language before none."""
    scopes = ("all_group_chats" if chat.id < 0 else "all_private_chats", "default")
    languages = (str(world.people.get(chat.id, {}).get("language_code", "")), "")
    for scope, language in product(scopes, languages):
        if commands := world.commands.get(f'{{"type":"{scope}"}}{language}'):
            return commands
    return []


def newest_chats(world: World, search: str, limit: int) -> list[dict[str, object]]:
    """The chats touched last whose name, user name, id or last words contain the search."""
    wanted = search.casefold().strip()
    found = (chat for chat in world.chats.values() if not wanted or wanted in _searched(chat))
    newest = heapq.nlargest(limit, found, key=lambda chat: (chat.touched, chat.id))
    return [chat_summary(world, chat) for chat in newest]


def _searched(chat: Chat) -> str:
    about = chat.about
    names = ("first_name", "last_name", "username", "title")
    last = str(chat.last["text"]) if chat.last else ""
    return " ".join([*(str(about.get(name, "")) for name in names), str(chat.id), last]).casefold()
