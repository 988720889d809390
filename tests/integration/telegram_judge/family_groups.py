"""Checks of groups, channels, topics and migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import SendMessage

from tests.integration.telegram_judge.check import API, OK, SERVER, USER, YES, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

ACCESS = SERVER + "Client::check_chat_access"
DENIED = "TelegramForbiddenError: Forbidden: "
BAD = "TelegramBadRequest: Bad Request: "


def sent_to(kind: str, access: str, **more: object) -> Act:
    """A message to a chat in a state."""

    async def act(desk: Desk) -> str:
        chat_id = await desk.group(type=kind)
        await desk.admin("POST", "chats", chat_id=chat_id, access=access, **more)
        return await desk.try_send(chat_id=chat_id)

    words = (
        access if access != "open" else ", ".join(f"{name} {what}" for name, what in more.items())
    )
    act.__doc__ = f"sendMessage to a {kind}: {words}"
    return act


def to_topic(number: int, topics: dict[int, str]) -> Act:
    """A message to a topic."""

    async def act(desk: Desk) -> str:
        chat_id = await desk.group(is_forum=True)
        await desk.admin("POST", "chats", chat_id=chat_id, topics=topics)
        return await desk.try_send(chat_id=chat_id, message_thread_id=number or None)

    act.__doc__ = f"sendMessage to topic {number} of {topics}"
    return act


async def migrated(desk: Desk) -> object:
    """A group becomes a supergroup; sendMessage to the old id, then to the new one."""
    old = await desk.group(type="group")
    new = old - 7
    await desk.admin("POST", "migrate", chat_id=old, new_id=new)
    refused = await desk.try_send(chat_id=old)
    return refused == f"TelegramMigrateToChat({new})", await desk.try_send(chat_id=new)


async def migrated_text(desk: Desk) -> object:
    """The same, read without aiogram."""
    old = await desk.group(type="group")
    await desk.admin("POST", "migrate", chat_id=old, new_id=old - 7)
    status, answer = await desk.raw("sendMessage", chat_id=old, text="x")
    return status, answer["description"], answer["parameters"] == {"migrate_to_chat_id": old - 7}


async def topic_kept(desk: Desk) -> object:
    """Call sendMessage to an open topic."""
    chat_id = await desk.group(is_forum=True)
    await desk.admin("POST", "chats", chat_id=chat_id, topics={"7": "open"})
    sent = await desk.send(chat_id=chat_id, message_thread_id=7)
    return sent.message_thread_id, sent.is_topic_message


async def by_name(desk: Desk) -> object:
    """Call sendMessage to @name of a channel."""
    name = f"channel_{desk.user}"
    chat_id = await desk.group(type="channel", username=name)
    sent = await desk.bot.send_message(f"@{name}", "x")
    return sent.chat.id == chat_id


async def returns(desk: Desk) -> object:
    """The bot is kicked from a supergroup and taken in again."""
    chat_id = await desk.group()
    await desk.admin("POST", "chats", chat_id=chat_id, access="kicked")
    await desk.admin("POST", "chats", chat_id=chat_id)
    return await desk.try_send(chat_id=chat_id)


async def own_status(desk: Desk) -> object:
    """Call getChatMember of the bot in a read-only group."""
    chat_id = await desk.group()
    await desk.admin("POST", "chats", chat_id=chat_id, access="read_only")
    return (await desk.bot.get_chat_member(chat_id, desk.bot.id)).status


GROUPS = (
    Check(
        90,
        "kicked from a group",
        ACCESS,
        sent_to("group", "kicked"),
        f"{DENIED}bot was kicked from the group chat",
    ),
    Check(
        91,
        "kicked from a supergroup",
        ACCESS,
        sent_to("supergroup", "kicked"),
        f"{DENIED}bot was kicked from the supergroup chat",
    ),
    Check(
        92,
        "kicked from a channel",
        ACCESS,
        sent_to("channel", "kicked"),
        f"{DENIED}bot was kicked from the channel chat",
    ),
    Check(
        93,
        "not in a group any more",
        ACCESS,
        sent_to("group", "left"),
        f"{DENIED}bot is not a member of the group chat",
    ),
    Check(
        94,
        "not in a supergroup",
        ACCESS,
        sent_to("supergroup", "left"),
        f"{DENIED}bot is not a member of the supergroup chat",
    ),
    Check(
        95,
        "not in a channel",
        ACCESS,
        sent_to("channel", "left"),
        f"{DENIED}bot is not a member of the channel chat",
    ),
    Check(
        96,
        "a group that was deleted",
        ACCESS,
        sent_to("group", "deleted"),
        f"{DENIED}the group chat was deleted",
    ),
    Check(
        97,
        "no administrator of a channel",
        SERVER + "Client.cpp",
        sent_to("channel", "not_admin"),
        f"{BAD}need administrator rights in the channel chat",
    ),
    Check(
        98,
        "restricted to reading",
        "td: can_send_message",
        sent_to("supergroup", "read_only"),
        f"{BAD}have no rights to send a message",
    ),
    Check(
        99,
        "writing forbidden to all",
        "CHAT_WRITE_FORBIDDEN",
        sent_to("supergroup", "write_forbidden"),
        f"{BAD}CHAT_WRITE_FORBIDDEN",
    ),
    Check(
        100,
        "no right to text",
        "td: can_send_message_content",
        sent_to("supergroup", "open", denied=["text messages"]),
        f"{BAD}not enough rights to send text messages to the chat",
    ),
    Check(101, "taken in again", API + "ChatMemberUpdated", returns, OK),
    Check(102, "the bot's own status", API + "getChatMember", own_status, "restricted"),
    Check(103, "a channel by its name", API + "sendMessage chat_id", by_name, YES),
)
MOVED = (
    Check(
        104, "a group that became a supergroup", API + "ResponseParameters", migrated, (True, OK)
    ),
    Check(
        105,
        "with the new id as parameter",
        ACCESS,
        migrated_text,
        (400, "Bad Request: group chat was upgraded to a supergroup chat", True),
    ),
    Check(
        106, "a topic that is open", API + "sendMessage message_thread_id", topic_kept, (7, True)
    ),
    Check(
        107,
        "a topic that is gone",
        "known text of MESSAGE_THREAD_INVALID",
        to_topic(8, {7: "open"}),
        f"{BAD}message thread not found",
    ),
    Check(
        108,
        "a topic that is closed",
        "TOPIC_CLOSED",
        to_topic(7, {7: "closed"}),
        f"{BAD}TOPIC_CLOSED",
    ),
    Check(
        109,
        "the general topic closed",
        "TOPIC_CLOSED",
        to_topic(0, {1: "closed"}),
        f"{BAD}TOPIC_CLOSED",
    ),
    Check(
        110,
        "a topic in a chat without topics",
        "known text of MESSAGE_THREAD_INVALID",
        SendMessage(chat_id=USER, text="x", message_thread_id=9),
        f"{BAD}message thread not found",
    ),
)
FAMILY = Family(
    "Groups, channels, topics",
    (
        *GROUPS,
        *MOVED,
    ),
)
