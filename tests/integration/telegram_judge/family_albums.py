"""Checks of albums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto

from tests.integration.telegram_judge.check import API, OK, SERVER, Check, Family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

ALBUM = API + "sendMediaGroup"
TD_ALBUM = "td: check_message_group_message_contents"
BAD = "TelegramBadRequest: Bad Request: "
NO_ANIMATION = "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup"
ADDRESS = "https://a.example/p.png"
Item = InputMediaPhoto | InputMediaDocument


def photo(media: str = ADDRESS, **more: object) -> InputMediaPhoto:
    """A photo of an album."""
    return InputMediaPhoto(media=media, **more)  # type: ignore[arg-type] # rows say which


def album(*items: Item) -> Act:
    """An album."""

    async def act(desk: Desk) -> object:
        return await _album(desk, items)

    kinds = [one.type for one in items]
    act.__doc__ = f"sendMediaGroup of {len(items)}: {', '.join(sorted(set(kinds)))}"
    return act


async def _album(desk: Desk, items: Sequence[Item]) -> str:
    return await desk.outcome(desk.bot.send_media_group(desk.user, list(items)))


async def one_group(desk: Desk) -> object:
    """Call sendMediaGroup of 3 photos, the first with a caption."""
    items = [photo(caption="c"), photo(), photo()]
    sent = await desk.bot.send_media_group(desk.user, items)  # type: ignore[arg-type] # list of one kind
    groups = {one.media_group_id for one in sent}
    ids = [one.message_id for one in sent]
    return len(groups), None in groups, ids == sorted(ids), sent[0].caption


async def uploaded_album(desk: Desk) -> object:
    """Call sendMediaGroup of two uploaded documents."""
    items = [InputMediaDocument(media=BufferedInputFile(b"x", f"{n}.txt")) for n in range(2)]
    sent = await desk.bot.send_media_group(desk.user, items)  # type: ignore[arg-type] # list of one kind
    return [one.document.file_name for one in sent if one.document]


async def alone(desk: Desk) -> object:
    """Call sendMediaGroup of one photo."""
    (sent,) = await desk.bot.send_media_group(desk.user, [photo()])
    return sent.media_group_id


async def bad_item(desk: Desk) -> object:
    """Call sendMediaGroup whose second address is unreachable."""
    bad = "https://bad.example/p.png"
    await desk.admin("PUT", "web", url=bad, state="unreachable")
    said = await _album(desk, [photo(), photo(bad)])
    return said, await desk.mine()


async def animation(desk: Desk) -> object:
    """Call sendMediaGroup with an animation."""
    media = [{"type": "animation", "media": ADDRESS}]
    return await desk.said("sendMediaGroup", chat_id=desk.user, media=media)


async def counted(desk: Desk) -> object:
    """Two albums of 10 where 12 a minute fit."""
    await desk.lab.limits(whole_bot={"count": 12, "seconds": 60}, chat=None)
    return [await _album(desk, [photo()] * 10) for _ in range(2)]


ALBUMS = (
    Check(150, "an album is one group of messages", ALBUM, one_group, (1, False, True, "c")),
    Check(151, "albums of uploads", ALBUM, uploaded_album, ["0.txt", "1.txt"]),
    Check(152, "one alone is no album", "td: send_message_group", alone, None),
    Check(153, "ten fit", ALBUM, album(*[photo()] * 10), OK),
    Check(
        154,
        "eleven do not",
        TD_ALBUM,
        album(*[photo()] * 11),
        f"{BAD}too many messages to send as an album",
    ),
    Check(
        155, "none at all", "td: send_message_group", album(), f"{BAD}there are no messages to send"
    ),
    Check(
        156,
        "photos and documents do not mix",
        TD_ALBUM,
        album(photo(), InputMediaDocument(media="https://a.example/a.pdf")),
        f"{BAD}document can't be mixed with other media types",
    ),
    Check(
        157,
        "captions all above or all below",
        TD_ALBUM,
        album(photo(), photo(show_caption_above_media=True)),
        f"{BAD}parameter show_caption_above_media must be the same for all messages",
    ),
    Check(
        158,
        "kinds that make no album",
        SERVER + "get_input_media",
        animation,
        "400 Bad Request: " + NO_ANIMATION,
    ),
    Check(
        159,
        "a bad item is named, nothing is sent",
        SERVER + "on_message_send_failed",
        bad_item,
        (f'{BAD}failed to send message #2 with the error message "WEBPAGE_CURL_FAILED"', []),
    ),
    Check(
        160,
        "each item uses the limits",
        "bots FAQ: limits",
        counted,
        [OK, "TelegramRetryAfter(60)"],
    ),
)
FAMILY = Family("Albums", (*ALBUMS,))
