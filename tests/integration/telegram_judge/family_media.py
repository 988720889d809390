"""Checks of photos and documents."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile

from tests.integration.telegram_judge.check import API, OK, SERVER, USER, YES, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

PHOTO = API + "sendPhoto"
FILES = API + "Sending files"
BAD = "TelegramBadRequest: Bad Request: "
MOST = "the maximum size is 10485760 bytes"
ADDRESS = "https://a.example/p.png"
TOO_BIG = BufferedInputFile(bytes((10 << 20) + 1), "p.png")


def png(width: int = 64, height: int = 48) -> BufferedInputFile:
    """A PNG of these sides, as far as its header goes."""
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)
    return BufferedInputFile(header + bytes(32), "p.png")


async def upload(desk: Desk) -> object:
    """Call sendPhoto of 64 by 48 pixels."""
    sent = await desk.bot.send_photo(desk.user, png(), caption="<b>c</b>", parse_mode="HTML")
    assert sent.photo is not None
    return sent.photo[-1].width, sent.photo[-1].height, sent.caption, sent.html_text


async def again(desk: Desk) -> object:
    """Call sendPhoto of an earlier photo's id."""
    first = await desk.bot.send_photo(desk.user, png())
    assert first.photo is not None
    sent = await desk.bot.send_photo(desk.user, first.photo[-1].file_id)
    assert sent.photo is not None
    return sent.photo[-1].file_unique_id == first.photo[-1].file_unique_id


async def mixed_up(desk: Desk) -> object:
    """Call sendDocument of a photo's id."""
    first = await desk.bot.send_photo(desk.user, png())
    assert first.photo is not None
    return await desk.outcome(desk.bot.send_document(desk.user, first.photo[-1].file_id))


async def by_address(desk: Desk) -> object:
    """Call sendPhoto of an address."""
    return bool((await desk.bot.send_photo(desk.user, ADDRESS)).photo)


def from_web(state: str) -> Act:
    """A photo from a bad address."""

    async def act(desk: Desk) -> object:
        await desk.admin("PUT", "web", url=ADDRESS, state=state)
        return await desk.outcome(desk.bot.send_photo(desk.user, ADDRESS))

    act.__doc__ = f"sendPhoto of an address that is {state}"
    return act


async def named(desk: Desk) -> object:
    """Call sendDocument of a.csv."""
    sent = await desk.bot.send_document(desk.user, BufferedInputFile(b"a,b", "a.csv"))
    assert sent.document is not None
    return sent.document.file_name, sent.document.mime_type, sent.document.file_size


async def looked_up(desk: Desk) -> object:
    """Call getFile of a document."""
    sent = await desk.bot.send_document(desk.user, BufferedInputFile(b"a,b", "a.csv"))
    assert sent.document is not None
    file = await desk.bot.get_file(sent.document.file_id)
    return file.file_size, bool(file.file_path)


async def no_right(desk: Desk) -> object:
    """Call sendPhoto where photos are not allowed."""
    chat_id = await desk.group()
    await desk.admin("POST", "chats", chat_id=chat_id, denied=["photos"])
    return await desk.outcome(desk.bot.send_photo(chat_id, ADDRESS)), await desk.try_send(
        chat_id=chat_id
    )


SINGLE = (
    Check(131, "a photo by upload, with its caption", PHOTO, upload, (64, 48, "c", "<b>c</b>")),
    Check(132, "a photo by address", FILES, by_address, YES),
    Check(133, "a photo again by its id", FILES, again, YES),
    Check(
        134,
        "an id nobody gave",
        SERVER + "get_input_file",
        SendPhoto(chat_id=USER, photo="AgACunknown"),
        f"{BAD}wrong file identifier/HTTP URL specified",
    ),
    Check(
        135,
        "a photo's id is no document",
        "td: check_input_file_id",
        mixed_up,
        f"{BAD}can't use file of type Photo as Document",
    ),
    Check(
        136,
        "an address nobody answers at",
        SERVER + "WEBPAGE_CURL_FAILED",
        from_web("unreachable"),
        f"{BAD}failed to get HTTP URL content",
    ),
    Check(
        137,
        "an address with something else",
        SERVER + "WEBPAGE_MEDIA_EMPTY",
        from_web("wrong_type"),
        f"{BAD}wrong type of the web page content",
    ),
    Check(
        138,
        "an address of another protocol",
        "td: parse_url",
        SendPhoto(chat_id=USER, photo="ftp://a.example/p.png"),
        f"{BAD}invalid file HTTP URL specified: Unsupported URL protocol",
    ),
    Check(
        139,
        "no photo given",
        SERVER + "process_send_photo_query",
        SendPhoto(chat_id=USER, photo=""),
        f"{BAD}there is no photo in the request",
    ),
    Check(
        140,
        "an empty file",
        "td: check_full_local_location",
        SendPhoto(chat_id=USER, photo=BufferedInputFile(b"", "p.png")),
        f"{BAD}file must be non-empty",
    ),
    Check(
        141,
        "a photo that is no picture",
        "IMAGE_PROCESS_FAILED",
        SendPhoto(chat_id=USER, photo=BufferedInputFile(b"text", "p.png")),
        f"{BAD}IMAGE_PROCESS_FAILED",
    ),
    Check(
        142,
        "a photo too long and thin",
        PHOTO + " photo",
        SendPhoto(chat_id=USER, photo=png(2100, 100)),
        f"{BAD}PHOTO_INVALID_DIMENSIONS",
    ),
    Check(
        143,
        "a photo of more than 10 MB",
        FILES,
        SendPhoto(chat_id=USER, photo=TOO_BIG),
        f"{BAD}file of size 10485761 bytes is too big for a photo; {MOST}",
    ),
    Check(
        144,
        "a caption of 1024 characters",
        PHOTO + " caption",
        SendPhoto(chat_id=USER, photo=ADDRESS, caption="x" * 1024),
        OK,
    ),
    Check(
        145,
        "one more does not fit",
        PHOTO + " caption",
        SendPhoto(chat_id=USER, photo=ADDRESS, caption="x" * 1025),
        f"{BAD}message caption is too long",
    ),
    Check(
        146,
        "tags in captions are parsed",
        PHOTO + " parse_mode",
        SendDocument(
            chat_id=USER, document="https://a.example/a.pdf", caption="<b>x", parse_mode="HTML"
        ),
        f"{BAD}can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    Check(
        147, "a document has name, type and size", API + "Document", named, ("a.csv", "text/csv", 3)
    ),
    Check(148, "a file can be looked up", API + "getFile", looked_up, (3, True)),
    Check(
        149,
        "no right to photos",
        "td: can_send_message_content",
        no_right,
        (f"{BAD}not enough rights to send photos to the chat", OK),
    ),
)
FAMILY = Family("Photos and documents", (*SINGLE,))
