"""The admin API: people act, faults strike, limits change, the record is read.

All bodies and answers are JSON; a wrong body is 400, an impossible act 409, both with `error`.
The routes and their fields are described in docs/local-telegram.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from aiohttp import web
from pydantic import TypeAdapter

from local.telegram import people
from local.telegram.answers import Body, checked, json_answer
from local.telegram.faults import Fault, FaultPlan
from local.telegram.limits import LimitsConfig
from local.telegram.transcript import Transcript

if TYPE_CHECKING:
    from local.telegram.world import World


class NewPerson(Body):
    """`has_started`: the bot may write to the person without having been written to."""

    id: int | None = None
    name: str | None = None
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    has_started: bool = False


class NewGroup(Body):
    """A group of any type; the id is negative. A forum has topics, given by `/admin/chats`.

    `admins`: the creator first; `added_by`: the bot is told by whom it came.
    """

    id: int
    title: str
    members: list[int]
    type: Literal["group", "supergroup", "channel"] = "supergroup"
    username: str | None = None
    is_forum: bool = False
    admins: tuple[int, ...] = ()
    added_by: int | None = None


class Say(Body):
    """`chat_id` only for a group."""

    user: int
    text: str
    chat_id: int | None = None


class SendFile(Body):
    """A text document that a person sends to the bot."""

    user: int
    name: str
    text: str
    caption: str = ""


class Press(Body):
    """`button` is the callback data or the text; without a message the newest that has it.

    `times` repeats the press as an app does that reconnects: a new query and update each.
    """

    user: int
    button: str
    message_id: int | None = None
    chat_id: int | None = None
    times: int = 1


class Who(Body):
    """A person."""

    user: int


PEOPLE: TypeAdapter[list[NewPerson] | NewPerson] = TypeAdapter(list[NewPerson] | NewPerson)
FAULTS: TypeAdapter[list[Fault] | Fault] = TypeAdapter(list[Fault] | Fault)


class Admin:
    """Routes under `/admin/`."""

    def __init__(self, world: World, faults: FaultPlan) -> None:
        self._world = world
        self._faults = faults
        self._transcript = Transcript(world)

    def routes(self) -> list[web.AbstractRouteDef]:
        """What the server mounts."""
        return [
            web.post("/admin/people", checked(self._add_people)),
            web.get("/admin/people", self._people),
            web.post("/admin/groups", checked(self._add_group)),
            web.post("/admin/say", checked(self._say)),
            web.post("/admin/send_file", checked(self._send_file)),
            web.post("/admin/press", checked(self._press)),
            web.post("/admin/block", checked(self._block)),
            web.post("/admin/unblock", checked(self._unblock)),
            web.get("/admin/queries/{query_id}", self._query),
            web.post("/admin/faults", checked(self._add_faults)),
            web.get("/admin/faults", self._list_faults),
            web.delete("/admin/faults", self._clear_faults),
            web.put("/admin/limits", checked(self._set_limits)),
            web.get("/admin/limits", self._limits),
            web.get("/admin/counters", self._counters),
            web.get("/admin/transcript", checked(self._transcript.handle)),
        ]

    async def _add_people(self, request: web.Request) -> web.Response:
        wanted = PEOPLE.validate_json(await request.read())
        if isinstance(wanted, NewPerson):
            return json_answer(people.add_person(self._world, wanted.model_dump()))
        return json_answer([people.add_person(self._world, one.model_dump()) for one in wanted])

    async def _people(self, _request: web.Request) -> web.Response:
        return json_answer(list(self._world.people.values()))

    async def _add_group(self, request: web.Request) -> web.Response:
        group = NewGroup.model_validate_json(await request.read())
        about = group.model_dump(exclude={"id", "members", "admins", "added_by"})
        crew = (list(group.admins), group.added_by)
        return json_answer(people.add_group(self._world, group.id, group.members, about, crew))

    async def _say(self, request: web.Request) -> web.Response:
        wanted = Say.model_validate_json(await request.read())
        return json_answer(people.say(self._world, wanted.user, wanted.text, wanted.chat_id))

    async def _send_file(self, request: web.Request) -> web.Response:
        wanted = SendFile.model_validate_json(await request.read())
        file = (wanted.name, wanted.text, wanted.caption)
        return json_answer(people.send_file(self._world, wanted.user, *file))

    async def _press(self, request: web.Request) -> web.Response:
        wanted = Press.model_validate_json(await request.read())
        target = (wanted.message_id, wanted.button, wanted.chat_id)
        presses = [people.press(self._world, wanted.user, *target) for _ in range(wanted.times)]
        return json_answer(presses[0] if wanted.times == 1 else presses)

    async def _block(self, request: web.Request) -> web.Response:
        return await self._set_blocked(request, is_blocked=True)

    async def _unblock(self, request: web.Request) -> web.Response:
        return await self._set_blocked(request, is_blocked=False)

    async def _set_blocked(self, request: web.Request, *, is_blocked: bool) -> web.Response:
        who = Who.model_validate_json(await request.read())
        is_new = people.set_blocked(self._world, who.user, is_blocked=is_blocked)
        return json_answer({"changed": is_new})

    async def _query(self, request: web.Request) -> web.Response:
        query = self._world.queries.get(request.match_info["query_id"])
        if query is None:
            return json_answer({"error": "no such query"}, status=404)
        return json_answer({"is_answered": False, **query})

    async def _add_faults(self, request: web.Request) -> web.Response:
        wanted = FAULTS.validate_json(await request.read())
        for fault in wanted if isinstance(wanted, list) else [wanted]:
            self._faults.add(fault, self._world.clock.monotonic())
        return await self._list_faults(request)

    async def _list_faults(self, _request: web.Request) -> web.Response:
        rules = [rule.model_dump() for rule in self._faults.rules]
        return json_answer({"rules": rules, "struck": self._faults.struck})

    async def _clear_faults(self, request: web.Request) -> web.Response:
        self._faults.clear()
        return await self._list_faults(request)

    async def _set_limits(self, request: web.Request) -> web.Response:
        wanted = LimitsConfig.model_validate_json(await request.read())
        self._world.commit("limits", limits=wanted.model_dump())
        return await self._limits(request)

    async def _limits(self, _request: web.Request) -> web.Response:
        return json_answer(self._world.limiter.config.model_dump())

    async def _counters(self, _request: web.Request) -> web.Response:
        world = self._world
        return json_answer(
            {
                **{name: world.counters[name] for name in ALWAYS_COUNTED},
                **world.counters,
                "violations_by_chat": dict(world.violations),
                "pending_updates": len(world.updates),
                "is_polled": world.updates.is_polled,
                "people": len(world.people),
                "cursor": world.journal.end,
            }
        )


ALWAYS_COUNTED = (
    "accepted",
    "edits",
    "deleted",
    "presses",
    "answers",
    "rejected",
    "rejected.429",
    "rejected.403",
    "violations.global",
    "violations.chat",
    "violations.group",
)
