"""sendMessage and what all sending methods share: chat, reply, limits, record. Owns their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from local.telegram.access import refuse_known, refuse_late
from local.telegram.entities import kept_caption, kept_text
from local.telegram.errors import bad_request, too_many
from local.telegram.html_mode import parse_html
from local.telegram.keyboards import checked_markup, is_inline
from local.telegram.limits import Ask
from local.telegram.markdown_mode import parse_markdown

if TYPE_CHECKING:
    from local.telegram.chats import Chat, Message
    from local.telegram.entities import Entity, Parser
    from local.telegram.params import Params
    from local.telegram.world import World

PARSERS: dict[str, Parser] = {"html": parse_html, "markdownv2": parse_markdown}


class Draft(NamedTuple):
    """What a method puts into a chat: its name, the content, the kind in Telegram's words."""

    method: str
    content: Message
    kind: str = "text messages"


def send_message(world: World, params: Params) -> Message:
    """sendMessage: checked, judged by the limits, recorded, answered."""
    chat = find_chat(world, params)
    text, entities = read_text(params)
    content: Message = {"text": text, **({"entities": entities} if entities else {})}
    if preview := params.structure("link_preview_options"):
        content["link_preview_options"] = preview
    (message,) = put(world, chat, params, [Draft("sendMessage", content)])
    return message


def put(world: World, chat: Chat, params: Params, drafts: list[Draft]) -> list[Message]:
    """Record the drafts as messages of the chat; they are judged and refused as one.

    Raises:
        BotApiError: keyboard, reply, limit, or the chat's state, in this order.
    """
    markup = checked_markup(params.structure("reply_markup"))
    reply = _reply_target(world, chat, params)
    thread_id = params.integer("message_thread_id")
    ask = Ask(chat.id, weight=_weight(world, drafts), is_paid=_is_paid(params))
    judge_limits(world, ask)
    refuse_late(chat, drafts[0].kind, thread_id)
    world.limiter.charge(ask, world.clock.monotonic())
    common: Message = {"reply_to_message": reply} if reply else {}
    if is_inline(markup):
        common["reply_markup"] = markup
    if params.flag("protect_content"):
        common["has_protected_content"] = True
    if thread_id:
        common |= {"message_thread_id": thread_id, "is_topic_message": True}
    extra: dict[str, object] = {} if is_inline(markup) or markup is None else {"keyboard": markup}
    if params.flag("disable_notification"):
        extra["is_silent"] = True
    return [_record(world, chat, draft, common, extra) for draft in drafts]


def find_chat(world: World, params: Params) -> Chat:
    """The chat a call names; one the bot never met does not exist for it.

    Raises:
        BotApiError: 400 and 403 of what the Bot API server knows of the chat by itself.
    """
    name = params.text("chat_id")
    if not name:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(params.chat_id() or 0)
    if name.startswith("@"):
        named = (one for one in world.chats.values() if one.about.get("username") == name[1:])
        chat = next(named, None)
    if chat is None or not chat.has_started:
        raise bad_request("chat not found")
    refuse_known(chat)
    return chat


def judge_limits(world: World, ask: Ask) -> None:
    """Count the call against the limits; 429 where one is exceeded and enforced."""
    refusal = world.limiter.judge(ask, world.clock.monotonic())
    if refusal is None:
        return
    if world.limiter.config.mode == "observe":
        world.commit("observed", scope=refusal.scope, chat_id=ask.chat_id)
        return
    raise too_many(refusal.retry_after, refusal.scope, is_early=refusal.is_early)


def read_text(params: Params) -> tuple[str, list[Entity]]:
    """The text and its entities, as the chat keeps them."""
    parser, given = _parsing(params, "entities")
    return kept_text(params.text("text"), parser, given)


def read_caption(params: Params) -> Message:
    """The caption's fields of a message; none where it is empty."""
    parser, given = _parsing(params, "caption_entities")
    caption, entities = kept_caption(params.text("caption"), parser, given)
    found: Message = {"caption": caption} if caption else {}
    if entities:
        found["caption_entities"] = entities
    if caption and params.flag("show_caption_above_media"):
        found["show_caption_above_media"] = True
    return found


def _parsing(params: Params, entities: str) -> tuple[Parser | None, list[Entity]]:
    mode = params.text("parse_mode").lower()
    if mode and mode not in PARSERS:
        raise bad_request("unsupported parse_mode")
    return PARSERS.get(mode), [] if mode else params.mappings(entities)


def _record(
    world: World, chat: Chat, draft: Draft, common: Message, extra: dict[str, object]
) -> Message:
    message: Message = {
        "message_id": world.last_message_id + 1,
        "from": world.me,
        "chat": chat.about,
        "date": int(world.clock.unix()),
        **draft.content,
        **common,
    }
    world.commit("sent", method=draft.method, message=message, **{"is_silent": False, **extra})
    return message


def _weight(world: World, drafts: list[Draft]) -> int:
    """How many messages of the budget it costs: each of an album, long texts more."""
    config = world.limiter.config
    if not config.long_characters:
        return len(drafts)
    return sum(
        config.long_weight if len(str(one.content.get("text", ""))) > config.long_characters else 1
        for one in drafts
    )


def _is_paid(params: Params) -> bool:
    return params.flag("allow_paid_broadcast")


def _reply_target(world: World, chat: Chat, params: Params) -> Message | None:
    wanted = params.structure("reply_parameters")
    wanted_id = wanted.get("message_id") if isinstance(wanted, dict) else None
    if not isinstance(wanted, dict) or not isinstance(wanted_id, int):
        return None
    target = world.message(chat, wanted_id)
    if target is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {k: v for k, v in target.items() if k != "reply_to_message"} if target else None
