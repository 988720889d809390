"""Checks of edits and deletions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import DeleteMessage, EditMessageReplyMarkup, EditMessageText
from aiogram.types import BufferedInputFile, Message

from tests.integration.telegram_judge.check import API, OK, SERVER, USER, Check, Family
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

EDIT = API + "editMessageText"
DELETE = API + "deleteMessage"
BAD = "TelegramBadRequest: Bad Request: "
SAME = (
    f"{BAD}message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TWO_DAYS = 48 * 3600


async def _edit(desk: Desk, sent: Message, text: str, **more: object) -> str:
    call = desk.bot.edit_message_text(
        text,
        chat_id=sent.chat.id,
        message_id=sent.message_id,
        **more,  # type: ignore[arg-type] # as the row says
    )
    return await desk.outcome(call)


async def new_text(desk: Desk) -> object:
    """Call editMessageText with another text."""
    sent = await desk.send("1", reply_markup=keys("A"))
    edited = await desk.bot.edit_message_text("2", chat_id=desk.user, message_id=sent.message_id)
    assert isinstance(edited, Message)
    same_id = edited.message_id == sent.message_id
    return edited.text, same_id, edited.reply_markup, bool(edited.edit_date)


async def same(desk: Desk) -> object:
    """Call editMessageText with the same text."""
    return await _edit(desk, await desk.send("1"), "1")


async def same_marks(desk: Desk) -> object:
    """Call editMessageText with other tags for the same entities."""
    sent = await desk.send("<b>1</b>", parse_mode="HTML")
    return await _edit(desk, sent, "<strong>1</strong>", parse_mode="HTML")


async def same_keys(desk: Desk) -> object:
    """Call editMessageReplyMarkup with the same keyboard."""
    sent = await desk.send("1", reply_markup=keys("A"))
    call = desk.bot.edit_message_reply_markup(
        chat_id=desk.user, message_id=sent.message_id, reply_markup=keys("A")
    )
    return await desk.outcome(call)


async def other_keys(desk: Desk) -> object:
    """Call editMessageText with the same text and another keyboard."""
    sent = await desk.send("1", reply_markup=keys("A"))
    return await _edit(desk, sent, "1", reply_markup=keys("B"))


async def persons(desk: Desk) -> object:
    """Call editMessageText of what the person wrote."""
    said = await desk.admin("POST", "say", user=desk.user, text="hello")
    call = desk.bot.edit_message_text("2", chat_id=desk.user, message_id=said["message_id"])
    return await desk.outcome(call)


async def elsewhere(desk: Desk) -> object:
    """Call editMessageText of another chat's message."""
    sent, other = await desk.send("1"), await desk.lab.person(desk.user + 600_000_000)
    call = desk.bot.edit_message_text("2", chat_id=other, message_id=sent.message_id)
    return await desk.outcome(call)


async def caption_of_text(desk: Desk) -> object:
    """Call editMessageCaption of a text."""
    sent = await desk.send("1")
    call = desk.bot.edit_message_caption(chat_id=desk.user, message_id=sent.message_id, caption="2")
    return await desk.outcome(call)


async def text_of_photo(desk: Desk) -> object:
    """Call editMessageText of a photo."""
    sent = await desk.bot.send_photo(desk.user, "https://a.example/p.png")
    return await _edit(desk, sent, "2")


async def caption(desk: Desk) -> object:
    """Call editMessageCaption of a document."""
    file = BufferedInputFile(b"x", "a.txt")
    sent = await desk.bot.send_document(desk.user, file, caption="1")
    edited = await desk.bot.edit_message_caption(
        chat_id=desk.user, message_id=sent.message_id, caption="2"
    )
    assert isinstance(edited, Message)
    assert edited.document is not None
    return edited.caption, edited.document.file_name


async def old_edit(desk: Desk) -> object:
    """Call editMessageText 30 days later."""
    sent = await desk.send("1")
    await desk.advance(30 * 86_400)
    return await _edit(desk, sent, "2")


async def delete_once(desk: Desk) -> object:
    """Call deleteMessage twice."""
    sent = await desk.send()
    calls = [desk.bot.delete_message(desk.user, sent.message_id) for _ in range(2)]
    return [await desk.outcome(call) for call in calls]


async def old_delete(desk: Desk) -> object:
    """Call deleteMessage after 48 hours and a second."""
    sent = await desk.send()
    await desk.advance(TWO_DAYS + 1)
    return await desk.outcome(desk.bot.delete_message(desk.user, sent.message_id))


async def edit_deleted(desk: Desk) -> object:
    """Call editMessageText of a deleted message."""
    sent = await desk.send()
    await desk.bot.delete_message(desk.user, sent.message_id)
    return await _edit(desk, sent, "2")


async def delete_many(desk: Desk) -> object:
    """Call deleteMessages of two messages and one that is not there."""
    ids = [(await desk.send(str(n))).message_id for n in range(2)]
    await desk.bot.delete_messages(desk.user, [*ids, 1])
    return len(await desk.mine("deleted"))


async def delete_too_many(desk: Desk) -> object:
    """Call deleteMessages of 101."""
    return await desk.outcome(desk.bot.delete_messages(desk.user, list(range(1, 102))))


FAMILY = Family(
    "Edits and deletions",
    (
        Check(111, "text and keyboard are replaced", EDIT, new_text, ("2", True, None, True)),
        Check(112, "the same text is no edit", SERVER + "MESSAGE_NOT_MODIFIED", same, SAME),
        Check(113, "nor are the same entities", SERVER + "MESSAGE_NOT_MODIFIED", same_marks, SAME),
        Check(114, "nor is the same keyboard", SERVER + "MESSAGE_NOT_MODIFIED", same_keys, SAME),
        Check(115, "another keyboard is one", EDIT + " reply_markup", other_keys, OK),
        Check(
            116,
            "a message that is not there",
            SERVER + "Client.cpp",
            EditMessageText(chat_id=USER, message_id=1, text="x"),
            f"{BAD}message to edit not found",
        ),
        Check(
            117,
            "no message named",
            SERVER + "get_message_id",
            EditMessageText(chat_id=USER, text="x"),
            f"{BAD}message identifier is not specified",
        ),
        Check(
            118,
            "keyboard of a message that is not there",
            SERVER + "Client.cpp",
            EditMessageReplyMarkup(chat_id=USER, message_id=1),
            f"{BAD}message to edit not found",
        ),
        Check(119, "somebody else's message", EDIT, persons, f"{BAD}message can't be edited"),
        Check(
            120,
            "a message of another chat",
            SERVER + "Client.cpp",
            elsewhere,
            f"{BAD}message to edit not found",
        ),
        Check(
            121,
            "a text has no caption",
            "td: edit_message_caption",
            caption_of_text,
            f"{BAD}there is no caption in the message to edit",
        ),
        Check(
            122,
            "a photo has no text",
            "td: edit_message_text",
            text_of_photo,
            f"{BAD}there is no text in the message to edit",
        ),
        Check(
            123,
            "a caption is replaced, the file stays",
            API + "editMessageCaption",
            caption,
            ("2", "a.txt"),
        ),
        Check(124, "edits have no age limit", EDIT, old_edit, OK),
        Check(
            125,
            "a message is deleted once",
            DELETE,
            delete_once,
            [OK, f"{BAD}message to delete not found"],
        ),
        Check(
            126,
            "not after 48 hours",
            DELETE,
            old_delete,
            f"{BAD}message can't be deleted for everyone",
        ),
        Check(
            127,
            "nothing to delete",
            SERVER + "Client.cpp",
            DeleteMessage(chat_id=USER, message_id=1),
            f"{BAD}message to delete not found",
        ),
        Check(
            128,
            "a deleted message cannot be edited",
            SERVER + "Client.cpp",
            edit_deleted,
            f"{BAD}message to edit not found",
        ),
        Check(129, "many at once, the missing skipped", API + "deleteMessages", delete_many, 2),
        Check(
            130,
            "at most 100 at once",
            API + "deleteMessages",
            delete_too_many,
            f"{BAD}too many message identifiers specified",
        ),
    ),
)
