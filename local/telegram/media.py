"""sendPhoto, sendDocument, sendMediaGroup: files by upload, address or file id, and albums.

Owns the rules of files and albums; of the bytes only small texts are kept, the rest is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from local.telegram.errors import BotApiError, bad_request
from local.telegram.file_store import RefusedFileError, Source, path_of, shown_of, store_file
from local.telegram.params import Params
from local.telegram.sending import Draft, find_chat, put, read_caption

if TYPE_CHECKING:
    from local.telegram.chats import Message
    from local.telegram.journal import Event
    from local.telegram.world import World

MAX_ALBUM = 10
ALBUM_KINDS = ("photo", "document")
NOT_FOR_ALBUMS = ("animation",)
OF_KIND = {"photo": "photos", "document": "documents"}


class Item(NamedTuple):
    """One file as InputMedia tells it."""

    kind: str
    params: Params
    source: Source


def send_photo(world: World, params: Params) -> Message:
    """sendPhoto: one photo with an optional caption."""
    return _send_one(world, params, "photo", "sendPhoto")


def send_document(world: World, params: Params) -> Message:
    """sendDocument: one file with an optional caption."""
    return _send_one(world, params, "document", "sendDocument")


def send_media_group(world: World, params: Params) -> list[Message]:
    """sendMediaGroup: 2 to 10 photos, or documents, as messages of one album.

    One item alone is sent as a plain message, as td's send_message_group does.
    """
    chat = find_chat(world, params)
    items = _album(params)
    captions = [read_caption(item.params) for item in items]
    above = {item.params.flag("show_caption_above_media") for item in items}
    if len(above) > 1:
        text = "parameter show_caption_above_media must be the same for all messages"
        raise bad_request(text)
    files = [_album_file(world, item, place) for place, item in enumerate(items, 1)]
    album: Message = {}
    if len(items) > 1:
        album["media_group_id"] = str((world.last_message_id << 16) + len(items))
    drafts = [
        Draft("sendMediaGroup", {**album, **content_of(item.kind, file), **caption}, "photos")
        for item, file, caption in zip(items, files, captions, strict=True)
    ]
    return put(world, chat, params, [one._replace(kind=OF_KIND[items[0].kind]) for one in drafts])


def _send_one(world: World, params: Params, kind: str, method: str) -> Message:
    chat = find_chat(world, params)
    caption = read_caption(params)
    source = params.source(kind)
    if source is None:
        raise bad_request(f"there is no {kind} in the request")
    content = content_of(kind, store_file(world, kind, source))
    if kind == "photo" and params.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    (message,) = put(world, chat, params, [Draft(method, {**content, **caption}, OF_KIND[kind])])
    return message


def content_of(kind: str, file: Event) -> Message:
    """The file as a field of a message."""
    shown = shown_of(file)
    return {kind: [shown] if kind == "photo" else shown}


def _album(params: Params) -> list[Item]:
    if params.structure("media") is None:
        raise bad_request("there are no messages to send")
    given = params.mappings("media")
    if not given:
        raise bad_request("there are no messages to send")
    if len(given) > MAX_ALBUM:
        raise bad_request("too many messages to send as an album")
    items = [read_item(params, one) for one in given]
    kinds = {item.kind for item in items}
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    return items


def read_item(params: Params, given: dict[str, object]) -> Item:
    """One InputMedia.

    Raises:
        BotApiError: of a kind we do not serve, or without a file.
    """
    kind = str(given.get("type", ""))
    if kind in NOT_FOR_ALBUMS:
        raise _unreadable(f'type "{kind}" can\'t be used in sendMediaGroup')
    if kind not in ALBUM_KINDS:
        raise _unreadable(f'type "{kind}" is unsupported')
    inner = Params(given, params.files)
    source = inner.source("media")
    if source is None:
        raise _unreadable("media not found")
    return Item(kind, inner, source)


def _album_file(world: World, item: Item, place: int) -> Event:
    """The item's file; what Telegram's own servers refuse is told with the item's place."""
    try:
        return store_file(world, item.kind, item.source)
    except RefusedFileError as error:
        text = f'failed to send message #{place} with the error message "{error.server_code}"'
        raise bad_request(text) from error


def _unreadable(why: str) -> BotApiError:
    return bad_request(f"can't parse InputMedia: {why}")


def get_file(world: World, params: Params) -> Message:
    """getFile: identity, size and path of a file the bot knows."""
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    names = ("file_id", "file_unique_id", "file_size")
    return {**{name: file[name] for name in names if name in file}, "file_path": path_of(file)}
