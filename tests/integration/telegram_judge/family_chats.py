"""Checks of people who cannot be written to: the 403 and 400 families."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import GetChat, GetChatMember, SendChatAction, SendMessage

from tests.integration.telegram_judge.check import API, OK, SERVER, USER, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

ACCESS = SERVER + "Client::check_chat_access"
ERRORS = SERVER + "Client::fail_query_with_error"
DENIED = "TelegramForbiddenError: Forbidden: "
BAD = "TelegramBadRequest: Bad Request: "
TEXT = SendMessage(chat_id=USER, text="x")


def person_is(access: str) -> Act:
    """A person in a state."""

    async def act(desk: Desk) -> None:
        await desk.admin("POST", "chats", chat_id=desk.user, access=access)

    act.__doc__ = f"the person is {access}"
    return act


async def blocks(desk: Desk) -> None:
    """The person blocks the bot."""
    await desk.admin("POST", "block", user=desk.user)


async def lets_in(desk: Desk) -> object:
    """The person blocks the bot and lets it in again."""
    await desk.admin("POST", "block", user=desk.user)
    refused = await desk.try_send()
    await desk.admin("POST", "unblock", user=desk.user)
    return refused != OK, await desk.try_send()


async def edits_blocked(desk: Desk) -> object:
    """Call editMessageText in a chat whose person blocked the bot."""
    sent = await desk.send("1")
    await desk.admin("POST", "block", user=desk.user)
    edit = desk.bot.edit_message_text("2", chat_id=desk.user, message_id=sent.message_id)
    return await desk.outcome(edit)


async def never_met(desk: Desk) -> object:
    """Call sendMessage to a person who exists and never wrote."""
    other = await desk.lab.person(desk.user + 500_000_000, has_started=False)
    return await desk.try_send(chat_id=other)


async def nothing_recorded(desk: Desk) -> object:
    """Call sendMessage to a person who blocked the bot; the transcript is read."""
    await desk.admin("POST", "block", user=desk.user)
    await desk.try_send()
    rows = await desk.mine("sent,rejected")
    return [(row["kind"], row["code"]) for row in rows]


PEOPLE = (
    Check(
        75,
        "the person blocked the bot",
        ERRORS + " USER_IS_BLOCKED",
        TEXT,
        f"{DENIED}bot was blocked by the user",
        blocks,
    ),
    Check(76, "and let it in again", API + "ChatMemberUpdated", lets_in, (True, OK)),
    Check(
        77,
        "edits are refused as well",
        ERRORS + " USER_IS_BLOCKED",
        edits_blocked,
        f"{DENIED}bot was blocked by the user",
    ),
    Check(
        78,
        "a refused message leaves no trace but the refusal",
        ERRORS,
        nothing_recorded,
        [("rejected", 403)],
    ),
    Check(
        79,
        "a deleted account",
        ACCESS,
        TEXT,
        f"{DENIED}user is deactivated",
        person_is("deactivated"),
    ),
    Check(
        80,
        "typing to a deleted account",
        ACCESS,
        SendChatAction(chat_id=USER, action="typing"),
        f"{DENIED}user is deactivated",
        person_is("deactivated"),
    ),
    Check(
        81,
        "somebody who never started the bot",
        "known text of PEER_ID_INVALID",
        TEXT,
        f"{DENIED}bot can't initiate conversation with a user",
        person_is("not_started"),
    ),
    Check(
        82,
        "another bot",
        "known text of USER_IS_BOT",
        TEXT,
        f"{DENIED}bot can't send messages to bots",
        person_is("bot"),
    ),
    Check(83, "a person the bot never met", ACCESS, never_met, f"{BAD}chat not found"),
    Check(
        84, "a chat nobody has", ACCESS, SendMessage(chat_id=5, text="x"), f"{BAD}chat not found"
    ),
    Check(
        85,
        "no chat named",
        SERVER + "check_chat",
        SendMessage(chat_id="", text="x"),
        f"{BAD}chat_id is empty",
    ),
    Check(
        86,
        "a name nobody has",
        SERVER + "check_chat",
        SendMessage(chat_id="@nobody_here", text="x"),
        f"{BAD}chat not found",
    ),
    Check(
        87,
        "getChat of a chat nobody has",
        API + "getChat",
        GetChat(chat_id=5),
        f"{BAD}chat not found",
    ),
    Check(
        88,
        "getChatMember of nobody",
        API + "getChatMember",
        GetChatMember(chat_id=USER, user_id=5),
        f"{BAD}invalid user_id specified",
    ),
    Check(
        89,
        "typing in a way Telegram lacks",
        API + "sendChatAction",
        SendChatAction(chat_id=USER, action="flying"),
        f"{BAD}wrong parameter action in request",
    ),
)
FAMILY = Family("People who cannot be written to", (*PEOPLE,))
