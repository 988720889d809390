"""Who is what in a chat, as the Bot API's ChatMember. Owns the bot's own rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.telegram.chats import Chat
    from local.telegram.world import User, World

STATUSES = {
    "kicked": "kicked",
    "left": "left",
    "deleted": "left",
    "read_only": "restricted",
    "write_forbidden": "restricted",
    "admin": "administrator",
}
# What an administrator of ours may do, by name; in a channel also post.
OWN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def bot_member(world: World, chat: Chat, access: str | None = None) -> dict[str, object]:
    """The bot's own membership of a chat, as a ChatMember."""
    access = access or chat.access
    is_channel = chat.about["type"] == "channel"
    status = STATUSES.get(access, "administrator" if is_channel else "member")
    found: dict[str, object] = {"status": status, "user": world.me}
    if status == "administrator":
        found |= dict.fromkeys(OWN_RIGHTS, False)
        found |= {"can_post_messages": access != "not_admin"} if is_channel else {}
    if status == "kicked":
        found["until_date"] = 0
    if status == "restricted":
        found |= {**dict.fromkeys(PERMISSIONS, False), "is_member": True, "until_date": 0}
    return found


def member_update(
    world: World, chat: Chat, person: User, turn: tuple[dict[str, object], dict[str, object]]
) -> dict[str, object]:
    """A my_chat_member update's body."""
    return {
        "chat": chat.about,
        "from": person,
        "date": int(world.clock.unix()),
        "old_chat_member": turn[0],
        "new_chat_member": turn[1],
    }


def member_of(world: World, chat: Chat, user_id: int) -> dict[str, object]:
    """A person as a ChatMember."""
    role = chat.admins.get(user_id, "member" if user_id in chat.members else "left")
    member: dict[str, object] = {"status": role, "user": world.people[user_id]}
    if role == "creator":
        return {**member, "is_anonymous": False}
    return {**member, **dict.fromkeys(OWN_RIGHTS, False)} if role == "administrator" else member
