"""What a person does: joins, types, presses, blocks. Owns the updates this makes for the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.telegram.chats import Chat
from local.telegram.entities import kept_text
from local.telegram.errors import BotApiError
from local.telegram.file_store import shown_of, store_text
from local.telegram.keyboards import is_disabled
from local.telegram.members import bot_member, member_update
from local.telegram.reading import integer, mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.telegram.chats import Message
    from local.telegram.journal import Event
    from local.telegram.world import User, World

FIRST_INVENTED_ID = 700_000_001


class NotPossible(Exception):  # noqa: N818 - what the person is told
    """A person cannot do that in the app."""


def add_person(world: World, wanted: dict[str, object]) -> User:
    """A person of this id (or a new one), as the Bot API's User; repeating it updates the name."""
    user_id = wanted.get("id") or max((FIRST_INVENTED_ID - 1, *world.people)) + 1
    person: User = {"id": int(str(user_id)), "is_bot": False}
    person["first_name"] = str(
        wanted.get("name") or wanted.get("first_name") or f"Person {user_id}"
    )
    for name in ("last_name", "username", "language_code"):
        if value := wanted.get(name):
            person[name] = str(value)
    world.commit("person", person=person, has_started=bool(wanted.get("has_started")))
    return person


def add_group(
    world: World,
    chat_id: int,
    members: list[int],
    about: dict[str, object],
    crew: tuple[list[int], int | None] = ([], None),
) -> User:
    """A group, supergroup or channel the bot is in; `members` are known people.

    `crew`: its admins, the creator first, and who added the bot, of which it is told.
    """
    if chat_id >= 0:
        raise NotPossible("a group's id is negative")
    admins, added_by = crew
    for member in (*members, *admins):
        _person(world, member)
    shown = {"id": chat_id, **{name: value for name, value in about.items() if value}}
    extra: dict[str, object] = {"is_forum": True} if shown.get("is_forum") else {}
    if admins:
        extra["admins"] = admins
    if added_by is not None:
        chat = Chat(chat_id, shown)
        turn = (bot_member(world, chat, "left"), bot_member(world, chat, "open"))
        extra["member"] = member_update(world, chat, _person(world, added_by), turn)
        extra["update_id"] = world.updates.next_id("my_chat_member")
    world.commit("group", chat=shown, members=[*members, *admins], **extra)
    return shown


def say(world: World, user_id: int, text: str, chat_id: int | None = None) -> Message:
    """A person types a text; it becomes a message and an update."""
    person = _person(world, user_id)
    chat = _chat(world, user_id, chat_id)
    if chat.is_blocked:
        raise NotPossible("the bot is blocked; unblock it first")
    if chat.access in ("kicked", "left", "deactivated") or chat.migrated_to:
        raise NotPossible(f"the bot hears nothing of chat {chat.id} any more")
    try:
        kept, entities = kept_text(text, None, [])
    except BotApiError as error:
        raise NotPossible(error.description) from error
    message: Message = {
        "message_id": world.last_message_id + 1,
        "from": person,
        "chat": chat.about,
        "date": int(world.clock.unix()),
        "text": kept,
        **({"entities": entities} if entities else {}),
    }
    world.commit("said", message=message, update_id=world.updates.next_id("message"))
    return message


def send_file(world: World, user_id: int, name: str, text: str, caption: str = "") -> Message:
    """A person sends a text document to the bot."""
    person = _person(world, user_id)
    chat = _chat(world, user_id, None)
    if chat.is_blocked:
        raise NotPossible("the bot is blocked; unblock it first")
    kept, entities = kept_text(caption, None, []) if caption else ("", [])
    message: Message = {
        "message_id": world.last_message_id + 1,
        "from": person,
        "chat": chat.about,
        "date": int(world.clock.unix()),
        "document": shown_of(store_text(world, name, text)),
        **({"caption": kept} if kept else {}),
        **({"caption_entities": entities} if entities else {}),
    }
    world.commit("said", message=message, update_id=world.updates.next_id("message"))
    return message


def press(
    world: World, user_id: int, message_id: int | None, button: str, chat_id: int | None = None
) -> dict[str, object]:
    """A person presses a button, found by its data or its text, on a message (last by default).

    Returns `query_id` for a callback button, else what the app would do (`url` or `copy_text`).
    """
    chat = _chat(world, user_id, chat_id)
    message = _message_with(world, chat, message_id, button)
    found = _find_button(message, button)
    if is_disabled(found):
        raise NotPossible(f"the button {button!r} is disabled")
    if "callback_data" not in found:
        return {name: value for name, value in found.items() if name in ("url", "copy_text")}
    query: Event = {
        "id": str((integer(world.me, "id") << 24) + world.last_query + 1),
        "from": _person(world, user_id),
        "message": message,
        "chat_instance": str(chat.id * 7919),
        "data": found["callback_data"],
    }
    update_id = world.updates.next_id("callback_query")
    world.commit("pressed", query=query, update_id=update_id)
    return {"query_id": query["id"], "update_id": update_id, "message_id": message["message_id"]}


def set_blocked(world: World, user_id: int, *, is_blocked: bool) -> bool:
    """A person blocks the bot or lets it in again; False where it was so already."""
    person, chat = _person(world, user_id), _chat(world, user_id, None)
    if chat.is_blocked == is_blocked:
        return False
    kicked: dict[str, object] = {"status": "kicked", "user": world.me, "until_date": 0}
    welcome: dict[str, object] = {"status": "member", "user": world.me}
    old, new = (welcome, kicked) if is_blocked else (kicked, welcome)
    member = member_update(world, chat, person, (old, new))
    update_id = world.updates.next_id("my_chat_member")
    fields = {"chat_id": chat.id, "is_blocked": is_blocked, "member": member}
    world.commit("membership", update_id=update_id, **fields)
    return True


def set_muted(world: World, user_id: int, *, is_muted: bool) -> bool:
    """A person silences the chat or not; the bot is not told."""
    chat = _chat(world, user_id, None)
    if chat.is_muted == is_muted:
        return False
    world.commit("muted", chat_id=chat.id, is_muted=is_muted)
    return True


def set_access(
    world: World,
    chat: Chat,
    turn: tuple[str, list[str]],
    topics: Mapping[int, str],
    by: int | None = None,
) -> None:
    """The chat becomes kicked, read only, ...; a group tells the bot of its own part in it."""
    access, denied = turn
    fields: dict[str, object] = {"chat_id": chat.id, "access": access, "denied": denied}
    fields["topics"] = {str(number): state for number, state in topics.items()} or None
    before = bot_member(world, chat)
    after = bot_member(world, chat, access)
    if chat.id < 0 and before != after:
        first = world.people[min(chat.members)] if chat.members else world.me
        person = first if by is None else _person(world, by)
        fields["member"] = member_update(world, chat, person, (before, after))
        fields["update_id"] = world.updates.next_id("my_chat_member")
    world.commit("access", **fields)


def migrate(world: World, chat: Chat, new_id: int) -> dict[str, object]:
    """A group becomes a supergroup with another id; both chats get a service message."""
    if chat.about["type"] != "group":
        raise NotPossible(f"chat {chat.id} is no group")
    if new_id >= 0 or new_id in world.chats:
        raise NotPossible("the new id must be negative and new")
    about: dict[str, object] = {**chat.about, "id": new_id, "type": "supergroup"}
    person = world.people[min(chat.members)] if chat.members else world.me
    date = int(world.clock.unix())
    first = world.last_message_id + 1
    common: Message = {"from": person, "date": date}
    to: Message = {"message_id": first, "chat": chat.about, "migrate_to_chat_id": new_id, **common}
    came: Message = {"message_id": first + 1, "chat": about, "migrate_from_chat_id": chat.id}
    wanted = world.updates.next_id("message")
    ids = [wanted, wanted + 1] if wanted else [None, None]
    fields = {"chat": about, "messages": [to, {**came, **common}], "update_ids": ids}
    world.commit("migrated", chat_id=chat.id, **fields)
    return about


def mark_read(world: World, chat_id: int) -> None:
    """The person has looked at the chat."""
    chat = world.chats.get(chat_id)
    if chat and chat.unread:
        world.commit("read", chat_id=chat_id)


def buttons_of(message: Message) -> list[dict[str, object]]:
    """The inline buttons of a message, row by row."""
    if "reply_markup" not in message:
        return []
    rows = mapping(message, "reply_markup").get("inline_keyboard")
    return [button for row in rows for button in row] if isinstance(rows, list) else []


def _message_with(world: World, chat: Chat, message_id: int | None, button: str) -> Message:
    if message_id is not None:
        message = world.message(chat, message_id)
        if message is None:
            raise NotPossible(f"no message {message_id} in chat {chat.id}")
        return message
    for newest in sorted(chat.places, reverse=True):
        message = world.message(chat, newest)
        if message and _matching(message, button):
            return message
    raise NotPossible(f"no message of chat {chat.id} has a button {button!r}")


def _find_button(message: Message, button: str) -> dict[str, object]:
    matching = _matching(message, button)
    if not matching:
        raise NotPossible(f"message {message['message_id']} has no button {button!r}")
    return matching[0]


def _matching(message: Message, button: str) -> list[dict[str, object]]:
    return [b for b in buttons_of(message) if button in (b.get("callback_data"), b["text"])]


def _person(world: World, user_id: int) -> User:
    if user_id not in world.people:
        raise NotPossible(f"no person {user_id}; POST /admin/people makes one")
    return world.people[user_id]


def _chat(world: World, user_id: int, chat_id: int | None) -> Chat:
    _person(world, user_id)
    chat = world.chats.get(user_id if chat_id is None else chat_id)
    if chat is None or user_id not in chat.members:
        raise NotPossible(f"person {user_id} is not in chat {chat_id}")
    return chat
