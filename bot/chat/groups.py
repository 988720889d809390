"""Routes of groups and channels: what aiogram read, in neutral words, to the functions that decide.

Everything that is not private ends here, most of it as nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.types import (
    CallbackQuery,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InaccessibleMessage,
    Message,
)

from gigwire.contracts.ids import ChatId, MessageId, UserId
from gigwire.domain.chat.turn import NOTHING, Decision, Pressed, Turn
from gigwire.domain.groups import membership, moves, talking, topics
from gigwire.domain.groups.hearing import About, Heard

if TYPE_CHECKING:
    from aiogram.types import Chat, Update
    from aiogram.types.chat_member_union import ChatMemberUnion

    from gigwire.contracts.groups import GroupKind

SHARED: Final = F.chat.type != "private"
PRESSED_SHARED: Final = F.message.chat.type != "private"
KINDS: Final[dict[str, GroupKind]] = {"group": "group", "channel": "channel"}


def group_routes() -> Router:
    """Messages, posts, presses and memberships of groups."""
    router = Router(name="groups")

    @router.message(SHARED)
    @router.channel_post()
    async def said(message: Message, turn: Turn) -> Decision:
        return _handed_on(turn) or _service(message, turn) or talking.heard(turn, _heard(message))

    @router.callback_query(F.message, PRESSED_SHARED)
    async def press(query: CallbackQuery, turn: Turn) -> Decision:
        sender = UserId(query.from_user.id)
        pressed = _pressed(query)
        return _handed_on(turn) or talking.pressed(turn, pressed, query.data or "", sender)

    @router.my_chat_member(SHARED)
    async def member(update: ChatMemberUpdated, turn: Turn) -> Decision:
        return _handed_on(turn) or membership.changed(turn, _change(update))

    return router


def thread_of(update: Update) -> int | None:
    """The forum topic that an update is of; None: the general one, or no forum."""
    message = update.message or (update.callback_query and update.callback_query.message)
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def _handed_on(turn: Turn) -> Decision | None:
    held = turn.person.group
    return moves.handed_on(turn, held.lives_at) if held and held.lives_at else None


def _service(message: Message, turn: Turn) -> Decision | None:
    """What Telegram itself says in a group; None: somebody said something."""
    if message.migrate_to_chat_id is not None:
        return moves.moved(turn, ChatId(message.migrate_to_chat_id))
    if message.migrate_from_chat_id is not None:
        return moves.settled_here(turn, UserId(message.migrate_from_chat_id))
    if message.forum_topic_closed is not None:
        return topics.lost(turn, turn.thread_id)
    if message.forum_topic_reopened is not None:
        return topics.reopened(turn, turn.thread_id)
    return None if message.text else NOTHING


def _heard(message: Message) -> Heard:
    speaker, sender = message.sender_chat, message.from_user
    answered = message.reply_to_message
    answers = answered.from_user if isinstance(answered, Message) else None
    return Heard(
        _about(message.chat),
        message.text or "",
        UserId(sender.id) if sender and speaker is None else None,
        is_anonymous=speaker is not None and speaker.id == message.chat.id,
        answers=(answers.username or "") if answers and answers.is_bot else "",
        message_id=MessageId(message.message_id),
    )


def _about(chat: Chat) -> About:
    return About(KINDS.get(chat.type, "supergroup"), chat.title or "", bool(chat.is_forum))


def _pressed(query: CallbackQuery) -> Pressed:
    message = query.message
    if message is None or isinstance(message, InaccessibleMessage):
        return Pressed(query.id, None)
    return Pressed(query.id, MessageId(message.message_id))


def _change(update: ChatMemberUpdated) -> membership.Change:
    about, actor = _about(update.chat), update.from_user
    return membership.Change(
        about,
        None if actor.is_bot else UserId(actor.id),
        _part(about, update.old_chat_member),
        _part(about, update.new_chat_member),
        update.new_chat_member.user.username or "",
    )


def _part(about: About, member: ChatMemberUnion) -> membership.Part:
    may_send = member.can_send_messages if isinstance(member, ChatMemberRestricted) else True
    posts = isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return membership.part_of(about.kind, membership.Standing(member.status, may_send, posts))
