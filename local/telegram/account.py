"""Methods about the bot and its chats that leave no message. Owns their checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from local.telegram.errors import QUERY_TOO_OLD, bad_request
from local.telegram.members import bot_member, member_of
from local.telegram.sending import find_chat

if TYPE_CHECKING:
    from local.telegram.params import Params
    from local.telegram.world import User, World

MAX_ANSWER = 200
MAX_COMMANDS = 100
QUERY_SECONDS = 60.0  # Telegram publishes no number; presses older than this cannot be answered
ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


def bot_user(token: str) -> User:
    """The bot as messages show it; its id is the token's first part."""
    return {
        "id": int(token.partition(":")[0]),
        "is_bot": True,
        "first_name": "Gigwire",
        "username": "gigwire_bot",
    }


def get_me(world: World, _params: Params) -> User:
    """The answer of getMe."""
    abilities = (
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
    )
    return {**world.me, "can_join_groups": True, **dict.fromkeys(abilities, False)}


def get_chat(world: World, params: Params) -> dict[str, object]:
    """getChat, with the fields every chat has."""
    chat = find_chat(world, params)
    full = {"accent_color_id": chat.id % 7 if chat.id > 0 else 0, "max_reaction_count": 11}
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    return {**chat.about, **full, "accepted_gift_types": gifts}


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction: shown on the chat page, not recorded."""
    chat = find_chat(world, params)
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.announce({"kind": "action", "chat_id": chat.id, "action": params.text("action")})
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery: only for a press of the last minute."""
    query_id = params.text("callback_query_id")
    query = world.queries.get(query_id)
    now = world.clock.unix()
    if query is None or now - float(str(query["at"])) > QUERY_SECONDS:
        raise bad_request(QUERY_TOO_OLD)
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    world.commit(
        "answered",
        query_id=query_id,
        user=query["user"],
        text=text,
        show_alert=params.flag("show_alert"),
        url=params.text("url"),
    )
    return True


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands: per scope and language, replaced whole."""
    commands = params.mappings("commands")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name, description = str(command.get("command", "")), str(command.get("description", ""))
        is_name = name.isascii() and name.replace("_", "a").isalnum() and name == name.lower()
        if not is_name or len(name) > 32:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commit("commands", scope=_scope(params), commands=commands)
    return True


def get_my_commands(world: World, params: Params) -> object:
    """The answer of getMyCommands."""
    return world.commands.get(_scope(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """The answer of deleteMyCommands."""
    world.commit("commands", scope=_scope(params), commands=[])
    return True


def get_chat_member(world: World, params: Params) -> dict[str, object]:
    """getChatMember: people of the chat are members, the bot is what the chat lets it be."""
    chat = find_chat(world, params)
    user_id = params.integer("user_id") or 0
    if user_id == world.me["id"]:
        return bot_member(world, chat)
    if user_id not in world.people:
        raise bad_request("invalid user_id specified")
    return member_of(world, chat, user_id)


def _scope(params: Params) -> str:
    scope = params.structure("scope") or {"type": "default"}
    options = orjson.OPT_SORT_KEYS
    return f"{orjson.dumps(scope, option=options).decode()}{params.text('language_code')}"
