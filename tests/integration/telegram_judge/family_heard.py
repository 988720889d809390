"""Checks of what people do, as an aiogram dispatcher hears it: by long poll and by webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F
from aiogram.types import CallbackQuery, Message

from tests.integration.telegram_judge.check import API, OK, YES, Family, heard
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

UPDATE = API + "Update"
MEMBER = API + "ChatMemberUpdated"
QUERY = API + "CallbackQuery"


async def _say(desk: Desk, text: str, chat_id: int | None = None) -> None:
    more = {"chat_id": chat_id} if chat_id else {}
    await desk.admin("POST", "say", user=desk.user, text=text, **more)


async def text(desk: Desk, way: str) -> object:
    """A person types."""
    async with desk.hear(way) as inbox:
        await _say(desk, "hello")
        message = (await inbox.next()).message
        assert message is not None
        assert message.from_user is not None
        return message.text, message.from_user.id == desk.user, message.from_user.language_code


async def command(desk: Desk, way: str) -> object:
    """A person types /start with a payload."""
    async with desk.hear(way) as inbox:
        await _say(desk, "/start py-remote")
        message = (await inbox.next()).message
        assert message is not None
        return [(one.type, one.offset, one.length) for one in message.entities or []]


async def order(desk: Desk, way: str) -> object:
    """A person types five times."""
    async with desk.hear(way) as inbox:
        for number in range(5):
            await _say(desk, str(number))
        return await inbox.texts(5)


async def waiting(desk: Desk, way: str) -> object:
    """A person typed twice before the bot came."""
    await _say(desk, "a")
    await _say(desk, "b")
    async with desk.hear(way) as inbox:
        return await inbox.texts(2)


async def in_group(desk: Desk, way: str) -> object:
    """A person types in a group."""
    chat_id = await desk.group()
    async with desk.hear(way) as inbox:
        await _say(desk, "hello", chat_id)
        message = (await inbox.next()).message
        assert message is not None
        return message.chat.id == chat_id, message.chat.type


async def press(desk: Desk, way: str) -> object:
    """A person presses a button."""
    sent = await desk.send(reply_markup=keys("Save"))
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "press", user=desk.user, button="Save")
        query = (await inbox.next()).callback_query
        assert query is not None
        assert isinstance(query.message, Message)
        said = await desk.outcome(desk.bot.answer_callback_query(query.id))
        return query.data, query.message.message_id == sent.message_id, said


async def double_tap(desk: Desk, way: str) -> object:
    """One press told twice."""
    await desk.send(reply_markup=keys("Save"))
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "press", user=desk.user, button="Save", times=2)
        first, second = (await inbox.next()), (await inbox.next())
        assert first.callback_query is not None
        assert second.callback_query is not None
        same = first.callback_query.data == second.callback_query.data
        return same, first.callback_query.id != second.callback_query.id


async def edited_card(desk: Desk, way: str) -> object:
    """A press on a card that was edited."""
    sent = await desk.send("1", reply_markup=keys("A"))
    await desk.bot.edit_message_text(
        "2", chat_id=desk.user, message_id=sent.message_id, reply_markup=keys("B")
    )
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "press", user=desk.user, button="B")
        query = (await inbox.next()).callback_query
        assert query is not None
        assert isinstance(query.message, Message)
        return query.data, query.message.text


async def block(desk: Desk, way: str) -> object:
    """A person blocks the bot and lets it in again."""
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "block", user=desk.user)
        await desk.admin("POST", "unblock", user=desk.user)
        turns = [(await inbox.next()).my_chat_member for _ in range(2)]
        return [turn.new_chat_member.status for turn in turns if turn]


async def mute(desk: Desk, way: str) -> object:
    """A person mutes the chat, then types."""
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "mute", user=desk.user)
        sent = await desk.try_send()
        await _say(desk, "still here")
        return sent, await inbox.texts(1)


async def kicked(desk: Desk, way: str) -> object:
    """The bot is kicked from a group."""
    chat_id = await desk.group()
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "chats", chat_id=chat_id, access="kicked")
        turn = (await inbox.next()).my_chat_member
        assert turn is not None
        return turn.old_chat_member.status, turn.new_chat_member.status, turn.chat.id == chat_id


async def restricted(desk: Desk, way: str) -> object:
    """The bot may only read a group."""
    chat_id = await desk.group()
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "chats", chat_id=chat_id, access="read_only")
        turn = (await inbox.next()).my_chat_member
        assert turn is not None
        return turn.new_chat_member.status


async def migration(desk: Desk, way: str) -> object:
    """A group becomes a supergroup."""
    old = await desk.group(type="group")
    async with desk.hear(way) as inbox:
        await desk.admin("POST", "migrate", chat_id=old, new_id=old - 7)
        first, second = (await inbox.next()).message, (await inbox.next()).message
        found = sorted(
            (one.migrate_to_chat_id or 0, one.migrate_from_chat_id or 0)
            for one in (first, second)
            if one
        )
        return found == sorted([(old - 7, 0), (0, old)])


async def handler_replies(desk: Desk, way: str) -> object:
    """A handler returns its reply, as an answer of the webhook or as a call of its own."""
    async with desk.hear(way) as inbox:

        @inbox.dispatcher.message(F.text == "ping")
        async def reply(message: Message) -> object:
            return message.answer("pong")

        inbox.dispatcher.update.outer_middleware.unregister(inbox.take)
        await _say(desk, "ping")

        async def is_sent() -> bool:
            return bool(await desk.mine())

        await desk.until(is_sent)
        return [row["text"] for row in await desk.mine()]


async def handler_edits(desk: Desk, way: str) -> object:
    """A handler answers a press and edits the card."""
    await desk.send("card", reply_markup=keys("Save"))
    async with desk.hear(way) as inbox:

        @inbox.dispatcher.callback_query()
        async def save(query: CallbackQuery) -> None:
            assert isinstance(query.message, Message)
            await query.answer("saved")
            await query.message.edit_text("card, saved")

        inbox.dispatcher.update.outer_middleware.unregister(inbox.take)
        await desk.admin("POST", "press", user=desk.user, button="Save")

        async def is_edited() -> bool:
            return bool(await desk.mine("edited"))

        await desk.until(is_edited)
        return [row["text"] for row in await desk.mine("edited")]


async def crowd(desk: Desk, way: str) -> object:
    """300 simulated people press what 300 messages offer them."""
    first = 850_000_001
    await desk.admin("PUT", "clock", speed=0)
    await desk.admin("POST", "crowd", first_id=first, count=300, press=1, most_seconds=60)
    async with desk.hear(way) as inbox:
        for number in range(300):
            await desk.lab.call(
                "sendMessage",
                chat_id=first + number,
                text="x",
                reply_markup=keys("A", "B").model_dump(exclude_none=True),
            )
        await desk.advance(60)
        updates = [await inbox.next() for _ in range(300)]
        pressed = {one.callback_query.from_user.id for one in updates if one.callback_query}
        return len(pressed), (await desk.admin("GET", "crowd"))["press_done"]


FAMILY = Family(
    "What the bot hears, by long poll and by webhook",
    (
        heard(261, "a text", UPDATE + " message", text, ("hello", True, "en")),
        heard(262, "a command is marked", API + "MessageEntity", command, [("bot_command", 0, 6)]),
        heard(
            263,
            "in the order in which it was said",
            UPDATE + " update_id",
            order,
            ["0", "1", "2", "3", "4"],
        ),
        heard(264, "what was said before", API + "Getting updates", waiting, ["a", "b"]),
        heard(265, "a text in a group", UPDATE + " message", in_group, (True, "supergroup")),
        heard(266, "a press", QUERY, press, ("Save", True, OK)),
        heard(267, "a press told twice", "telegram-bot-api issue 699", double_tap, (True, True)),
        heard(
            268,
            "a press carries the card as it is now",
            QUERY + " message",
            edited_card,
            ("B", "2"),
        ),
        heard(269, "a block and an unblock", MEMBER, block, ["kicked", "member"]),
        heard(270, "nothing of a mute", MEMBER, mute, (OK, ["still here"])),
        heard(271, "being kicked", MEMBER, kicked, ("member", "kicked", True)),
        heard(272, "being restricted", MEMBER, restricted, "restricted"),
        heard(
            273, "a migration, in both chats", API + "Message migrate_to_chat_id", migration, YES
        ),
        heard(
            274,
            "a reply returned by a handler arrives",
            API + "Making requests when getting updates",
            handler_replies,
            ["pong"],
        ),
        heard(275, "a press is answered by an edit", QUERY, handler_edits, ["card, saved"]),
        heard(276, "a crowd's presses", QUERY, crowd, (300, 300)),
    ),
)
