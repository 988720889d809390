"""What happens in a group: roles, topics, what is said in them, in whose name. Owns the updates.

The bot's own part in a chat is set by `people.set_access`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from local.telegram.entities import kept_text
from local.telegram.errors import BotApiError, bad_request
from local.telegram.members import bot_member, member_of
from local.telegram.people import NotPossible
from local.telegram.sending import find_chat

if TYPE_CHECKING:
    from local.telegram.chats import Chat, Message
    from local.telegram.params import Params
    from local.telegram.world import User, World

Role = Literal["creator", "administrator", "member", "left"]
TopicState = Literal["open", "closed", "deleted"]
# Who Telegram shows as the sender where somebody speaks in a chat's name.
ANONYMOUS: User = {
    "id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip
OTHER_CHAT: User = {
    "id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot",
}  # fmt: skip
GENERAL = 1


class Manner(NamedTuple):
    """How something is said: in a topic, in answer to a message, in the name of a chat."""

    thread_id: int | None = None
    reply_to: int | None = None
    as_chat: int | None = None


def set_role(world: World, chat: Chat, user_id: int, role: Role) -> None:
    """A person joins, leaves, is promoted or demoted; the bot is not told without asking."""
    if user_id not in world.people:
        raise NotPossible(f"no person {user_id}")
    world.commit("role", chat_id=chat.id, user=user_id, role=role)


def say_in_group(world: World, chat: Chat, user_id: int, text: str, manner: Manner) -> Message:
    """A member says something; in a channel only an admin can, and it is the channel's post."""
    is_channel = chat.about["type"] == "channel"
    if user_id not in chat.members or chat.access in ("kicked", "left") or chat.migrated_to:
        raise NotPossible(f"person {user_id} is not heard in chat {chat.id}")
    in_its_name = is_channel or manner.as_chat == chat.id
    if in_its_name and user_id not in chat.admins:
        raise NotPossible(f"person {user_id} is no admin of chat {chat.id}")
    try:
        kept, entities = kept_text(text, None, [])
    except BotApiError as error:
        raise NotPossible(error.description) from error
    content: Message = {"text": kept, **({"entities": entities} if entities else {})}
    speaker = _speaker(world, chat, user_id, manner)
    message = {**_head(world, chat, manner.thread_id), **speaker, **content}
    if manner.reply_to is not None:
        message["reply_to_message"] = world.message(chat, manner.reply_to)
    kind = "channel_post" if is_channel else "message"
    update_id = world.updates.next_id(kind)
    world.commit("said", message=message, update_id=update_id, update_kind=kind)
    return message


def set_topic(world: World, chat: Chat, thread_id: int, state: TopicState, by: int) -> None:
    """A topic is opened, closed, opened again, or deleted: of that the bot hears nothing."""
    if chat.topics is None:
        raise NotPossible(f"chat {chat.id} is no forum")
    before = chat.topics.get(thread_id)
    fields: dict[str, object] = {"chat_id": chat.id, "thread_id": thread_id, "state": state}
    if state not in ("deleted", before):
        told = "forum_topic_closed" if state == "closed" else "forum_topic_reopened"
        note: Message = {told: {}}
        if before is None:
            note = {"forum_topic_created": {"name": f"Topic {thread_id}", "icon_color": 7_322_096}}
        head = _head(world, chat, thread_id)
        fields["message"] = {**head, "from": world.people[by], **note}
        fields["update_id"] = world.updates.next_id("message")
    world.commit("topic", **fields)


def get_chat_administrators(world: World, params: Params) -> list[dict[str, object]]:
    """getChatAdministrators: people who are, and the bot where it is one."""
    chat = find_chat(world, params)
    if chat.id > 0:
        raise bad_request("there are no administrators in the private chat")
    own = bot_member(world, chat)
    if chat.about["type"] == "channel" and own["status"] != "administrator":
        raise bad_request("member list is inaccessible")
    found = [member_of(world, chat, one) for one in chat.admins]
    return [*found, own] if own["status"] == "administrator" else found


def _head(world: World, chat: Chat, thread_id: int | None) -> Message:
    topic = {"message_thread_id": thread_id, "is_topic_message": True} if thread_id else {}
    date = int(world.clock.unix())
    return {"message_id": world.last_message_id + 1, "chat": chat.about, "date": date, **topic}


def _speaker(world: World, chat: Chat, user_id: int, manner: Manner) -> Message:
    if chat.about["type"] == "channel":
        return {"sender_chat": chat.about}
    if manner.as_chat is None:
        return {"from": world.people[user_id]}
    if manner.as_chat == chat.id:
        return {"from": ANONYMOUS, "sender_chat": chat.about}
    other: Message = {"id": manner.as_chat, "type": "channel", "title": "Another channel"}
    return {"from": OTHER_CHAT, "sender_chat": other}
