"""editMessageMedia: another file, or a file in place of a text. Owns what may become what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.telegram.editing import editable, new_markup, store_edit
from local.telegram.errors import bad_request
from local.telegram.file_store import store_file
from local.telegram.media import content_of, read_item
from local.telegram.sending import read_caption

if TYPE_CHECKING:
    from local.telegram.chats import Message
    from local.telegram.params import Params
    from local.telegram.world import World

REPLACED = ("text", "entities", "link_preview_options", "photo", "document", "has_media_spoiler")
OF_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def edit_message_media(world: World, params: Params) -> Message:
    """editMessageMedia: file, caption and keyboard are replaced together."""
    chat, message = editable(world, params)
    given = params.structure("media")
    if given is None:
        raise bad_request("media not found")
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    item = read_item(params, given)
    if "media_group_id" in message and item.kind not in message:
        raise bad_request("can't change media type in the album")
    caption = read_caption(item.params)
    content = content_of(item.kind, store_file(world, item.kind, item.source))
    new = {**content, **caption, **new_markup(params)}
    replaced = (*REPLACED, *OF_CAPTION)
    return store_edit(world, chat, message, "editMessageMedia", new, replaced)
