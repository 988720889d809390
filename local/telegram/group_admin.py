"""The admin API of groups: roles, topics, what is said. Described in docs/local-telegram.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from local.telegram import groups
from local.telegram.answers import Body, checked, json_answer
from local.telegram.groups import Manner, Role, TopicState
from local.telegram.people import NotPossible

if TYPE_CHECKING:
    from local.telegram.chats import Chat
    from local.telegram.world import World


class NewRole(Body):
    """What a person is in a group."""

    chat_id: int
    user: int
    role: Role


class NewTopic(Body):
    """A topic's state, and who made it so."""

    chat_id: int
    thread_id: int
    state: TopicState
    by: int


class SaidInGroup(Body):
    """`as_chat`: the id of the chat in whose name it is said; the group's own: anonymously."""

    chat_id: int
    user: int
    text: str
    thread_id: int | None = None
    reply_to: int | None = None
    as_chat: int | None = None


class GroupAdmin:
    """Routes under `/admin/groups/`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.AbstractRouteDef]:
        """What the server mounts."""
        return [
            web.post("/admin/groups/roles", checked(self._role)),
            web.post("/admin/groups/topics", checked(self._topic)),
            web.post("/admin/groups/say", checked(self._say)),
        ]

    async def _role(self, request: web.Request) -> web.Response:
        wanted = NewRole.model_validate_json(await request.read())
        groups.set_role(self._world, self._known(wanted.chat_id), wanted.user, wanted.role)
        return json_answer(wanted.model_dump())

    async def _topic(self, request: web.Request) -> web.Response:
        wanted = NewTopic.model_validate_json(await request.read())
        chat = self._known(wanted.chat_id)
        groups.set_topic(self._world, chat, wanted.thread_id, wanted.state, wanted.by)
        return json_answer(wanted.model_dump())

    async def _say(self, request: web.Request) -> web.Response:
        wanted = SaidInGroup.model_validate_json(await request.read())
        manner = Manner(wanted.thread_id, wanted.reply_to, wanted.as_chat)
        chat = self._known(wanted.chat_id)
        return json_answer(groups.say_in_group(self._world, chat, wanted.user, wanted.text, manner))

    def _known(self, chat_id: int) -> Chat:
        chat = self._world.chats.get(chat_id)
        if chat is None or chat_id > 0:
            raise NotPossible(f"no group {chat_id}")
        return chat
