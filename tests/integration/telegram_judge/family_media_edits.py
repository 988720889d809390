"""Checks of editMessageMedia, and of captions that are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.methods import EditMessageMedia
from aiogram.types import InputMediaAnimation, InputMediaDocument, InputMediaPhoto, Message

from tests.integration.telegram_judge.check import API, SERVER, USER, Check, Family
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from aiogram.types import InputMediaUnion

    from tests.integration.telegram_judge.desk import Desk

EDIT = API + "editMessageMedia"
TD_EDIT = "td: MessagesManager::edit_message_media"
BAD = "TelegramBadRequest: Bad Request: "
ONE, TWO = "https://a.example/1.png", "https://a.example/2.png"
PDF = "https://a.example/a.pdf"
SAME = (
    f"{BAD}message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


async def _edit(desk: Desk, sent: Message, media: InputMediaUnion, **more: Any) -> Message:
    edited = await desk.bot.edit_message_media(
        media, chat_id=sent.chat.id, message_id=sent.message_id, **more
    )
    assert isinstance(edited, Message)
    return edited


async def replaced(desk: Desk) -> object:
    """A photo with caption and button, replaced by another with neither."""
    sent = await desk.bot.send_photo(desk.user, ONE, caption="c", reply_markup=keys("A"))
    edited = await _edit(desk, sent, InputMediaPhoto(media=TWO))
    assert sent.photo is not None
    assert edited.photo is not None
    is_other = edited.photo[0].file_unique_id != sent.photo[0].file_unique_id
    same_id = edited.message_id == sent.message_id
    return is_other, edited.caption, edited.reply_markup, same_id, bool(edited.edit_date)


async def same(desk: Desk) -> object:
    """The same photo with the same caption."""
    sent = await desk.bot.send_photo(desk.user, ONE, caption="c")
    assert sent.photo is not None
    again = InputMediaPhoto(media=sent.photo[0].file_id, caption="c")
    return await desk.outcome(_edit(desk, sent, again))


async def only_caption(desk: Desk) -> object:
    """The same photo with another caption, in bold."""
    sent = await desk.bot.send_photo(desk.user, ONE, caption="c")
    assert sent.photo is not None
    media = InputMediaPhoto(media=sent.photo[0].file_id, caption="<b>d</b>", parse_mode="HTML")
    edited = await _edit(desk, sent, media)
    return edited.caption, [one.type for one in edited.caption_entities or []]


async def other_kind(desk: Desk) -> object:
    """A photo that becomes a document."""
    sent = await desk.bot.send_photo(desk.user, ONE)
    edited = await _edit(desk, sent, InputMediaDocument(media=PDF))
    return edited.photo, bool(edited.document)


async def of_text(desk: Desk) -> object:
    """A text that becomes a photo."""
    edited = await _edit(desk, await desk.send("x"), InputMediaPhoto(media=ONE, caption="y"))
    return edited.text, edited.caption, bool(edited.photo)


async def in_album(desk: Desk) -> object:
    """A photo of an album, made another photo, then a document."""
    items = [InputMediaPhoto(media=ONE) for _ in range(2)]
    first, _ = await desk.bot.send_media_group(desk.user, items)  # type: ignore[arg-type] # list of one kind
    edited = await _edit(desk, first, InputMediaPhoto(media=TWO))
    refused = await desk.outcome(_edit(desk, first, InputMediaDocument(media=PDF)))
    return edited.media_group_id == first.media_group_id, refused


async def unreachable(desk: Desk) -> object:
    """A file from an address that is unreachable."""
    sent = await desk.bot.send_photo(desk.user, ONE)
    await desk.admin("PUT", "web", url=TWO, state="unreachable")
    return await desk.outcome(_edit(desk, sent, InputMediaPhoto(media=TWO)))


async def no_file(desk: Desk) -> object:
    """A raw call without media, then with media that names no file."""
    sent = await desk.bot.send_photo(desk.user, ONE)
    place = {"chat_id": desk.user, "message_id": sent.message_id}
    return [
        await desk.said("editMessageMedia", **place),
        await desk.said("editMessageMedia", **place, media={"type": "photo"}),
    ]


async def animated(desk: Desk) -> object:
    """An animation, which this server does not keep."""
    sent = await desk.bot.send_photo(desk.user, ONE)
    return await desk.outcome(
        _edit(desk, sent, InputMediaAnimation(media="https://a.example/a.gif"))
    )


async def long_caption(desk: Desk) -> object:
    """A caption of 1025 characters, by editMessageMedia and by editMessageCaption."""
    sent = await desk.bot.send_photo(desk.user, ONE)
    by_caption = desk.bot.edit_message_caption(
        chat_id=desk.user, message_id=sent.message_id, caption="x" * 1025
    )
    by_media = _edit(desk, sent, InputMediaPhoto(media=TWO, caption="x" * 1025))
    return [await desk.outcome(by_caption), await desk.outcome(by_media)]


async def no_caption_left(desk: Desk) -> object:
    """An empty caption by editMessageCaption."""
    sent = await desk.bot.send_photo(desk.user, ONE, caption="c")
    edited = await desk.bot.edit_message_caption(chat_id=desk.user, message_id=sent.message_id)
    assert isinstance(edited, Message)
    return edited.caption, bool(edited.photo)


async def as_row(desk: Desk) -> object:
    """An edit; the transcript is read."""
    sent = await desk.bot.send_photo(desk.user, ONE)
    await _edit(desk, sent, InputMediaPhoto(media=TWO))
    return [(row["kind"], row["method"]) for row in await desk.mine("sent,edited")]


TOO_LONG = f"{BAD}message caption is too long"
FAMILY = Family(
    "Editing photos and documents",
    (
        Check(328, "file, caption and keyboard", EDIT, replaced, (True, None, None, True, True)),
        Check(329, "the same file is no edit", SERVER + "MESSAGE_NOT_MODIFIED", same, SAME),
        Check(330, "another caption is one", EDIT, only_caption, ("d", ["bold"])),
        Check(331, "a photo may become a document", EDIT, other_kind, (None, True)),
        Check(332, "a text may get a photo", EDIT, of_text, (None, "y", True)),
        Check(
            333,
            "in an album only one of its kind",
            TD_EDIT,
            in_album,
            (True, f"{BAD}can't change media type in the album"),
        ),
        Check(
            334,
            "an address nobody answers at",
            SERVER + "WEBPAGE_CURL_FAILED",
            unreachable,
            f"{BAD}failed to get HTTP URL content",
        ),
        Check(
            335,
            "a message that is not there",
            SERVER + "check_message",
            EditMessageMedia(chat_id=USER, message_id=1, media=InputMediaPhoto(media=ONE)),
            f"{BAD}message to edit not found",
        ),
        Check(
            336,
            "no media given",
            SERVER + "process_edit_message_media_query",
            no_file,
            [
                "400 Bad Request: media not found",
                "400 Bad Request: can't parse InputMedia: media not found",
            ],
        ),
        Check(
            337,
            "what is no photo or document here",
            "our own rule: other kinds are not kept",
            animated,
            f"{BAD}can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
        ),
        Check(338, "captions of more than 1024", EDIT, long_caption, [TOO_LONG, TOO_LONG]),
        Check(
            339,
            "an empty caption takes it away",
            API + "editMessageCaption",
            no_caption_left,
            (None, True),
        ),
        Check(
            340,
            "an edit is a row of the transcript",
            "our own rule",
            as_row,
            [("sent", "sendPhoto"), ("edited", "editMessageMedia")],
        ),
    ),
)
