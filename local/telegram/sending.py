"""Methods that put, change and remove messages. Owns their checks and the order of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.telegram.entities import Entity, kept_text
from local.telegram.errors import NOT_MODIFIED, bad_request, forbidden, too_many
from local.telegram.html_mode import parse_html
from local.telegram.keyboards import checked_markup, is_inline
from local.telegram.reading import integer, mapping

if TYPE_CHECKING:
    from local.telegram.params import Params
    from local.telegram.world import Chat, Message, World

DELETABLE_SECONDS = 48 * 3600
PARSERS = {"html": parse_html}


def send_message(world: World, params: Params) -> Message:
    """sendMessage: checked, judged by the limits, recorded, answered."""
    chat = find_chat(world, params)
    text, entities = _read_text(params)
    markup = checked_markup(params.structure("reply_markup"))
    reply = _reply_target(world, chat, params)
    judge_limits(world, chat, is_edit=False)
    _refuse_unreachable(chat)
    message: Message = {
        "message_id": world.last_message_id + 1,
        "from": world.me,
        "chat": chat.about,
        "date": int(world.clock.now().timestamp()),
        "text": text,
        **({"reply_to_message": reply} if reply else {}),
        **_optional(entities, markup),
        **_passed_on(params),
    }
    extra = {} if is_inline(markup) or markup is None else {"keyboard": markup}
    is_silent = params.flag("disable_notification")
    world.commit("sent", method="sendMessage", message=message, is_silent=is_silent, **extra)
    return message


def edit_message_text(world: World, params: Params) -> Message:
    """editMessageText: text, entities and keyboard are replaced together."""
    chat, message = _editable(world, params)
    text, entities = _read_text(params)
    markup = checked_markup(params.structure("reply_markup"))
    return _store_edit(world, chat, message, "editMessageText", (text, entities, markup))


def edit_message_reply_markup(world: World, params: Params) -> Message:
    """editMessageReplyMarkup: only the keyboard changes; no keyboard removes it."""
    chat, message = _editable(world, params)
    markup = checked_markup(params.structure("reply_markup"))
    entities = message.get("entities", [])
    assert isinstance(entities, list)
    content = (str(message.get("text", "")), entities, markup)
    return _store_edit(world, chat, message, "editMessageReplyMarkup", content)


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage: within 48 hours."""
    chat = find_chat(world, params)
    message_id = params.integer("message_id")
    message = world.message(chat, message_id) if message_id else None
    if message is None:
        raise bad_request("message to delete not found")
    age = world.clock.now().timestamp() - float(str(message["date"]))
    if age > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.commit("deleted", chat_id=chat.id, message_id=message_id)
    return True


def find_chat(world: World, params: Params) -> Chat:
    """The chat a call names; one the bot never met does not exist for it."""
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(params.chat_id() or 0)
    if chat is None or not chat.has_started:
        raise bad_request("chat not found")
    return chat


def judge_limits(world: World, chat: Chat, *, is_edit: bool) -> None:
    """Count the call against the limits; 429 where one is exceeded and enforced."""
    refusal = world.limiter.judge(chat.id, world.clock.monotonic(), is_edit=is_edit)
    if refusal is None:
        return
    if world.limiter.config.mode == "observe":
        world.commit("observed", scope=refusal.scope, chat_id=chat.id)
        return
    raise too_many(refusal.retry_after, refusal.scope)


def _refuse_unreachable(chat: Chat) -> None:
    if chat.is_blocked:
        was_kicked = chat.id < 0
        text = "bot was kicked from the group chat" if was_kicked else "bot was blocked by the user"
        raise forbidden(text)


def _read_text(params: Params) -> tuple[str, list[Entity]]:
    mode = params.text("parse_mode").lower()
    if mode and mode not in PARSERS:
        raise bad_request("unsupported parse_mode")
    given = [] if mode else params.mappings("entities")
    return kept_text(params.text("text"), PARSERS.get(mode), given)


def _reply_target(world: World, chat: Chat, params: Params) -> Message | None:
    wanted = params.structure("reply_parameters")
    wanted_id = wanted.get("message_id") if isinstance(wanted, dict) else None
    if not isinstance(wanted, dict) or not isinstance(wanted_id, int):
        return None
    target = world.message(chat, wanted_id)
    if target is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {k: v for k, v in target.items() if k != "reply_to_message"} if target else None


def _editable(world: World, params: Params) -> tuple[Chat, Message]:
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


def _store_edit(
    world: World,
    chat: Chat,
    message: Message,
    method: str,
    content: tuple[str, list[Entity], dict[str, object] | None],
) -> Message:
    text, entities, markup = content
    new = {**_optional(entities, markup if is_inline(markup) else None), "text": text}
    compared = ("text", "entities", "reply_markup")
    if all(message.get(name) == new.get(name) for name in compared):
        raise bad_request(NOT_MODIFIED)
    judge_limits(world, chat, is_edit=True)
    _refuse_unreachable(chat)
    kept = {name: value for name, value in message.items() if name not in compared}
    edited = {**kept, "edit_date": int(world.clock.now().timestamp()), **new}
    before = world.stored(chat, integer(message, "message_id")) or {}
    is_silent = before.get("is_silent", False)
    world.commit("edited", method=method, message=edited, is_silent=is_silent)
    return edited


def _optional(entities: list[Entity], markup: dict[str, object] | None) -> Message:
    found: Message = {"entities": entities} if entities else {}
    if is_inline(markup):
        found["reply_markup"] = markup
    return found


def _passed_on(params: Params) -> Message:
    found: Message = {}
    if preview := params.structure("link_preview_options"):
        found["link_preview_options"] = preview
    if params.flag("protect_content"):
        found["has_protected_content"] = True
    return found
