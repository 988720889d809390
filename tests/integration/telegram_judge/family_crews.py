"""Checks of admins, anonymous speakers, forum topics, and how the bot comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.telegram_judge.check import API, Check, Family, heard
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from aiogram.types import Message, Update

    from tests.integration.telegram_judge.desk import Desk

BAD = "TelegramBadRequest: Bad Request: "
UPDATED = API + "ChatMemberUpdated"
ADMINS = API + "getChatAdministrators"
TOPICS = API + "forum topics"


async def people_of(desk: Desk) -> list[int]:
    """The check's person and two more."""
    return [desk.user, *[await desk.lab.person(desk.crowd + one) for one in (1, 2)]]


async def said(desk: Desk, chat_id: int, user: int, text: str, **more: object) -> None:
    """Somebody says something in a group."""
    await desk.admin("POST", "groups/say", chat_id=chat_id, user=user, text=text, **more)


def message_of(update: Update) -> Message:
    """The message or post of an update."""
    message = update.message or update.channel_post
    assert message is not None
    return message


async def admins(desk: Desk) -> object:
    """Call getChatAdministrators of a group with an owner, an admin, a member and the bot."""
    owner, admin, member = await people_of(desk)
    chat_id = await desk.group(members=[member], admins=[owner, admin])
    found = await desk.bot.get_chat_administrators(chat_id)
    return [one.status for one in found], [one.user.id for one in found] == [owner, admin]


async def demoted(desk: Desk) -> object:
    """An admin is demoted, then getChatAdministrators and getChatMember."""
    owner, admin, _ = await people_of(desk)
    chat_id = await desk.group(admins=[owner, admin])
    await desk.admin("POST", "groups/roles", chat_id=chat_id, user=admin, role="member")
    found = await desk.bot.get_chat_administrators(chat_id)
    return len(found), (await desk.bot.get_chat_member(chat_id, admin)).status


async def own_admin(desk: Desk) -> object:
    """The bot is made an admin of a group, then getChatAdministrators."""
    chat_id = await desk.group(admins=[desk.user])
    await desk.admin("POST", "chats", chat_id=chat_id, access="admin")
    found = await desk.bot.get_chat_administrators(chat_id)
    return [one.user.id == desk.bot.id for one in found]


async def of_private(desk: Desk) -> object:
    """Call getChatAdministrators of a private chat."""
    return await desk.outcome(desk.bot.get_chat_administrators(desk.user))


async def of_kicked(desk: Desk) -> object:
    """Call getChatAdministrators of a group that the bot was kicked from."""
    chat_id = await desk.group(admins=[desk.user])
    await desk.admin("POST", "chats", chat_id=chat_id, access="kicked")
    return await desk.outcome(desk.bot.get_chat_administrators(chat_id))


async def added(desk: Desk, way: str) -> object:
    """A member adds the bot to a supergroup."""
    async with desk.hear(way) as inbox:
        await desk.group(admins=[desk.user], added_by=desk.user)
        member = (await inbox.next()).my_chat_member
        assert member is not None
        turn = (member.old_chat_member.status, member.new_chat_member.status)
        return turn, member.from_user.id == desk.user, member.new_chat_member.user.username


async def channel_rights(desk: Desk, way: str) -> object:
    """The bot comes into a channel, then may not post any more."""
    async with desk.hear(way) as inbox:
        chat_id = await desk.group(type="channel", admins=[desk.user], added_by=desk.user)
        await desk.admin("POST", "chats", chat_id=chat_id, access="not_admin", by=desk.user)
        members = [(await inbox.next()).my_chat_member for _ in range(2)]
        return [getattr(one and one.new_chat_member, "can_post_messages", None) for one in members]


async def anonymous(desk: Desk, way: str) -> object:
    """An admin says something in the name of the group."""
    async with desk.hear(way) as inbox:
        chat_id = await desk.group(admins=[desk.user])
        await said(desk, chat_id, desk.user, "/pause", as_chat=chat_id)
        message = message_of(await inbox.next())
        speaker, sender = message.sender_chat, message.from_user
        return speaker and speaker.id == chat_id, sender and sender.username


async def not_anonymous(desk: Desk) -> object:
    """A member tries to speak in the name of the group."""
    owner, _, member = await people_of(desk)
    chat_id = await desk.group(members=[member], admins=[owner])
    body = {"chat_id": chat_id, "user": member, "text": "x", "as_chat": chat_id}
    async with desk.lab.http.post(f"{desk.lab.url}/admin/groups/say", json=body) as answer:
        return answer.status


async def as_channel(desk: Desk, way: str) -> object:
    """A member speaks in the name of a channel of theirs."""
    async with desk.hear(way) as inbox:
        chat_id = await desk.group()
        await said(desk, chat_id, desk.user, "/pause", as_chat=chat_id - 1)
        message = message_of(await inbox.next())
        assert message.sender_chat is not None
        return message.sender_chat.id == chat_id, message.sender_chat.type


async def posted(desk: Desk, way: str) -> object:
    """An admin posts in a channel."""
    async with desk.hear(way) as inbox:
        chat_id = await desk.group(type="channel", admins=[desk.user])
        await said(desk, chat_id, desk.user, "/status")
        update = await inbox.next()
        assert update.channel_post is not None
        return update.message, update.channel_post.from_user, update.channel_post.text


async def in_topic(desk: Desk, way: str) -> object:
    """A topic is made, something said in it."""
    async with desk.hear(way) as inbox:
        chat_id = await desk.group(is_forum=True)
        topic = {"chat_id": chat_id, "thread_id": 7, "by": desk.user}
        await desk.admin("POST", "groups/topics", **topic, state="open")
        await said(desk, chat_id, desk.user, "/add go", thread_id=7)
        made, message = [message_of(await inbox.next()) for _ in range(2)]
        return bool(made.forum_topic_created), message.message_thread_id, message.is_topic_message


async def topic_turns(desk: Desk, way: str) -> object:
    """A topic is closed, opened again, deleted; a message to it each time."""
    async with desk.hear(way) as inbox:
        chat_id = await desk.group(is_forum=True)
        told = []
        for state in ("open", "closed", "open", "deleted"):
            topic = {"chat_id": chat_id, "thread_id": 7, "by": desk.user, "state": state}
            await desk.admin("POST", "groups/topics", **topic)
            outcome = await desk.try_send(chat_id=chat_id, message_thread_id=7)
            told.append(outcome.rpartition(": ")[2])
        notes = [message_of(await inbox.next()) for _ in range(3)]
        closed, opened = notes[1].forum_topic_closed, notes[2].forum_topic_reopened
        return told, closed is not None, opened is not None


async def answered(desk: Desk, way: str) -> object:
    """A member answers the bot's message in a group."""
    async with desk.hear(way) as inbox:
        chat_id = await desk.group()
        asked = await desk.send("Which?", chat_id=chat_id)
        await said(desk, chat_id, desk.user, "go", reply_to=asked.message_id)
        target = message_of(await inbox.next()).reply_to_message
        return target and (target.text, target.from_user and target.from_user.is_bot)


async def moved_admins(desk: Desk) -> object:
    """A group becomes a supergroup, then getChatAdministrators of the new id."""
    old = await desk.group(type="group", admins=[desk.user])
    await desk.admin("POST", "migrate", chat_id=old, new_id=old - 7)
    return [one.status for one in await desk.bot.get_chat_administrators(old - 7)]


async def opened_by_press(desk: Desk) -> object:
    """A press is answered with a link to the bot."""
    chat_id = await desk.group()
    await desk.send(chat_id=chat_id, reply_markup=keys("a"))
    pressed = await desk.admin("POST", "press", user=desk.user, button="a", chat_id=chat_id)
    url = "https://t.me/gigwire_bot?start=x"
    await desk.bot.answer_callback_query(pressed["query_id"], url=url)
    return [row["url"] for row in await desk.lab.rows("answered")][-1]


FAMILY = Family(
    "Admins, topics, coming and going",
    (
        Check(385, "a group's admins", ADMINS, admins, (["creator", "administrator"], True)),
        Check(386, "an admin who was demoted", ADMINS, demoted, (1, "member")),
        Check(387, "the bot among them", ADMINS, own_admin, [False, True]),
        Check(
            388,
            "of a private chat",
            ADMINS,
            of_private,
            f"{BAD}there are no administrators in the private chat",
        ),
        Check(
            389,
            "of a group it was kicked from",
            ADMINS,
            of_kicked,
            "TelegramForbiddenError: Forbidden: bot was kicked from the supergroup chat",
        ),
        heard(390, "added to a group", UPDATED, added, (("left", "member"), True, "gigwire_bot")),
        heard(391, "rights in a channel", UPDATED, channel_rights, [True, False]),
        heard(
            392,
            "an anonymous admin",
            API + "Message sender_chat",
            anonymous,
            (True, "GroupAnonymousBot"),
        ),
        Check(
            393,
            "nobody else is anonymous",
            API + "Message sender_chat",
            not_anonymous,
            409,
        ),
        heard(
            394, "in a channel's name", API + "Message sender_chat", as_channel, (False, "channel")
        ),
        heard(
            395, "a post of a channel", API + "Update channel_post", posted, (None, None, "/status")
        ),
        heard(396, "said in a topic", TOPICS, in_topic, (True, 7, True)),
        heard(
            397,
            "a topic closed, opened, deleted",
            TOPICS,
            topic_turns,
            (["ok", "TOPIC_CLOSED", "ok", "message thread not found"], True, True),
        ),
        heard(398, "an answer to the bot", API + "Message", answered, ("Which?", True)),
        Check(399, "admins after a migration", ADMINS, moved_admins, ["creator"]),
        Check(
            400,
            "a press that opens the bot",
            API + "answerCallbackQuery url",
            opened_by_press,
            "https://t.me/gigwire_bot?start=x",
        ),
    ),
)
