"""Methods that change and remove messages. Owns their checks and the order of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.telegram.access import refuse_late
from local.telegram.errors import NOT_MODIFIED, bad_request
from local.telegram.keyboards import checked_markup, is_inline
from local.telegram.limits import Ask
from local.telegram.reading import integer, mapping
from local.telegram.sending import find_chat, judge_limits, read_caption, read_text

if TYPE_CHECKING:
    from local.telegram.chats import Chat, Message
    from local.telegram.params import Params
    from local.telegram.world import World

DELETABLE_SECONDS = 48 * 3600
MAX_DELETED = 100
OF_TEXT = ("text", "entities")
OF_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def edit_message_text(world: World, params: Params) -> Message:
    """editMessageText: text, entities and keyboard are replaced together."""
    chat, message = editable(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(params)
    content: Message = {"text": text, **({"entities": entities} if entities else {})}
    return store_edit(
        world, chat, message, "editMessageText", {**content, **new_markup(params)}, OF_TEXT
    )


def edit_message_caption(world: World, params: Params) -> Message:
    """editMessageCaption: of a photo or document; an empty one removes it."""
    chat, message = editable(world, params)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    content = {**read_caption(params), **new_markup(params)}
    return store_edit(world, chat, message, "editMessageCaption", content, OF_CAPTION)


def edit_message_reply_markup(world: World, params: Params) -> Message:
    """editMessageReplyMarkup: only the keyboard changes; no keyboard removes it."""
    chat, message = editable(world, params)
    return store_edit(world, chat, message, "editMessageReplyMarkup", new_markup(params), ())


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage: within 48 hours."""
    chat = find_chat(world, params)
    message_id = params.integer("message_id")
    message = world.message(chat, message_id) if message_id else None
    if message is None:
        raise bad_request("message to delete not found")
    if _age(world, message) > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.commit("deleted", chat_id=chat.id, message_id=message_id)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """deleteMessages: up to 100; what cannot be found or deleted is skipped."""
    chat = find_chat(world, params)
    ids = [int(one) for one in params.texts("message_ids") or [] if one.isdecimal()]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    for message_id in dict.fromkeys(ids):
        message = world.message(chat, message_id)
        if message is not None and _age(world, message) <= DELETABLE_SECONDS:
            world.commit("deleted", chat_id=chat.id, message_id=message_id)
    return True


def _age(world: World, message: Message) -> float:
    return world.clock.unix() - float(str(message["date"]))


def editable(world: World, params: Params) -> tuple[Chat, Message]:
    """The bot's own message that a call names, and its chat.

    Raises:
        BotApiError: there is none, or it is somebody else's.
    """
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    chat = find_chat(world, params)
    message = world.message(chat, message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if mapping(message, "from")["id"] != world.me["id"]:
        raise bad_request("message can't be edited")
    return chat, message


def new_markup(params: Params) -> Message:
    """The keyboard a call gives, as a field of the message."""
    markup = checked_markup(params.structure("reply_markup"))
    return {"reply_markup": markup} if is_inline(markup) else {}


def store_edit(
    world: World,
    chat: Chat,
    message: Message,
    method: str,
    new: Message,
    replaced: tuple[str, ...],
) -> Message:
    """Replace fields of a message and record it.

    Raises:
        BotApiError: nothing changes, a limit, or the chat's state, in this order.
    """
    compared = (*replaced, "reply_markup")
    if all(message.get(name) == new.get(name) for name in compared):
        raise bad_request(NOT_MODIFIED)
    judge_limits(world, Ask(chat.id, is_edit=True))
    refuse_late(chat, "", None)
    kept = {name: value for name, value in message.items() if name not in compared}
    edited = {**kept, "edit_date": int(world.clock.unix()), **new}
    before = world.stored(chat, integer(message, "message_id")) or {}
    is_silent = before.get("is_silent", False)
    world.commit("edited", method=method, message=edited, is_silent=is_silent)
    return edited
