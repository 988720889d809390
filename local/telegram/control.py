"""The judge's side of the admin API: clock, verdict, crowd, chat states, outages, the web, rules.

All additive to `admin`; described in docs/local-telegram.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from aiohttp import web
from pydantic import Field

from local.telegram import people
from local.telegram.access import PRIVATE, SHARED, Access
from local.telegram.answers import Body, checked, json_answer
from local.telegram.crowd import Crowd, CrowdConfig
from local.telegram.door import LONGEST_SECONDS
from local.telegram.faults import Fault, Outcome
from local.telegram.people import NotPossible
from local.telegram.verdict import VerdictConfig
from local.telegram.webapp import init_data, launch_url

if TYPE_CHECKING:
    from local.telegram.agenda import Agenda
    from local.telegram.chats import Chat
    from local.telegram.door import Door
    from local.telegram.faults import FaultPlan
    from local.telegram.world import World


class ClockChange(Body):
    """Jump forward by `advance` seconds or to `at` (Unix seconds), then run at `speed`."""

    advance: float = Field(0, ge=0)
    at: float | None = None
    speed: float | None = Field(None, ge=0, le=100_000)


class ChatState(Body):
    """`denied`: kinds such as "photos"; `topics`: open or closed by thread id; `by`: who did it."""

    chat_id: int
    access: Access = "open"
    denied: tuple[str, ...] = ()
    topics: dict[int, Literal["open", "closed"]] | None = None
    by: int | None = None


class Migration(Body):
    """A group's new id."""

    chat_id: int
    new_id: int


class Outage(Body):
    """All methods fail for `seconds`; `refused` closes the port itself, in real seconds."""

    seconds: float = Field(gt=0)
    after_seconds: float = Field(0, ge=0)
    outcome: Outcome | Literal["refused"] = "drop_before"
    status: int = Field(502, ge=400, le=599)
    description: str = ""


class WebState(Body):
    """What Telegram finds at an address a file is sent by."""

    url: str
    state: Literal["well", "unreachable", "wrong_type"]


class Launch(Body):
    """A person opens a Mini App; `age_seconds` makes its data old."""

    user: int
    url: str
    start_param: str = ""
    age_seconds: float = Field(0, ge=0)


class Muting(Body):
    """A person silences the bot's chat or not."""

    user: int
    is_muted: bool = True


class RemoteRules(Body):
    """Whether webhooks obey api.telegram.org (HTTPS, four ports) or a server of one's own."""

    is_remote: bool


class Parts(NamedTuple):
    """What the control acts on besides the world."""

    faults: FaultPlan
    agenda: Agenda
    door: Door
    token: str


class Control:
    """Routes under `/admin/`."""

    def __init__(self, world: World, parts: Parts) -> None:
        self._world = world
        self._parts = parts
        self._crowd = Crowd(world, parts.agenda)

    def routes(self) -> list[web.AbstractRouteDef]:
        """What the server mounts."""
        return [
            web.get("/admin/clock", self._clock),
            web.put("/admin/clock", checked(self._change_clock)),
            web.get("/admin/verdict", self._verdict),
            web.put("/admin/verdict", checked(self._new_verdict)),
            web.get("/admin/crowd", self._show_crowd),
            web.post("/admin/crowd", checked(self._add_crowd)),
            web.post("/admin/mute", checked(self._mute)),
            web.post("/admin/chats", checked(self._set_chat)),
            web.post("/admin/migrate", checked(self._migrate)),
            web.post("/admin/outage", checked(self._outage)),
            web.put("/admin/web", checked(self._set_web)),
            web.post("/admin/webapp", checked(self._launch)),
            web.put("/admin/rules", checked(self._set_rules)),
            web.post("/admin/reset", self._reset),
        ]

    async def _clock(self, _request: web.Request) -> web.Response:
        clock = self._world.clock
        return json_answer({"now": clock.unix(), "speed": clock.speed})

    async def _change_clock(self, request: web.Request) -> web.Response:
        change = ClockChange.model_validate_json(await request.read())
        clock = self._world.clock
        ahead = change.advance if change.at is None else change.at - clock.unix()
        if ahead < 0:
            raise NotPossible("time does not go back")
        clock.advance(ahead)
        if change.speed is not None:
            clock.run_at(change.speed)
        self._world.commit("clock", speed=clock.speed, real=clock.real_unix())
        return await self._clock(request)

    async def _verdict(self, _request: web.Request) -> web.Response:
        limiter = self._world.limiter
        hidden = {scope: model.count for scope, model in limiter.drawn.items()}
        paid = {"messages": limiter.paid_messages, "stars_left": limiter.stars}
        exported = self._world.verdict.export()
        return json_answer({**exported, "counts_in_force": hidden, "paid": paid})

    async def _new_verdict(self, request: web.Request) -> web.Response:
        config = VerdictConfig.model_validate_json(await request.read())
        self._world.commit("verdict", config=config.model_dump())
        return await self._verdict(request)

    async def _show_crowd(self, _request: web.Request) -> web.Response:
        return json_answer(self._crowd.export())

    async def _add_crowd(self, request: web.Request) -> web.Response:
        self._crowd.add(CrowdConfig.model_validate_json(await request.read()))
        return json_answer(self._crowd.export())

    async def _mute(self, request: web.Request) -> web.Response:
        wanted = Muting.model_validate_json(await request.read())
        is_new = people.set_muted(self._world, wanted.user, is_muted=wanted.is_muted)
        return json_answer({"changed": is_new})

    async def _set_chat(self, request: web.Request) -> web.Response:
        wanted = ChatState.model_validate_json(await request.read())
        chat = self._known(wanted.chat_id)
        if wanted.access not in (PRIVATE if chat.id > 0 else SHARED):
            raise NotPossible(f"a chat of type {chat.about['type']} is never {wanted.access}")
        turn = (wanted.access, list(wanted.denied))
        people.set_access(self._world, chat, turn, dict(wanted.topics or {}), wanted.by)
        return json_answer(wanted.model_dump())

    async def _migrate(self, request: web.Request) -> web.Response:
        wanted = Migration.model_validate_json(await request.read())
        about = people.migrate(self._world, self._known(wanted.chat_id), wanted.new_id)
        return json_answer(about)

    async def _outage(self, request: web.Request) -> web.Response:
        wanted = Outage.model_validate_json(await request.read())
        if wanted.outcome == "refused":
            if wanted.seconds > LONGEST_SECONDS:
                raise NotPossible(f"the port closes for at most {LONGEST_SECONDS:.0f} s")
            self._parts.door.shut_for(wanted.seconds)
            return json_answer(wanted.model_dump())
        rule = Fault(times=0, **wanted.model_dump())
        self._parts.faults.add(rule, self._world.clock.monotonic())
        return json_answer(wanted.model_dump())

    async def _set_web(self, request: web.Request) -> web.Response:
        wanted = WebState.model_validate_json(await request.read())
        self._world.commit("web", **wanted.model_dump())
        return json_answer(wanted.model_dump())

    async def _launch(self, request: web.Request) -> web.Response:
        wanted = Launch.model_validate_json(await request.read())
        person = self._world.people.get(wanted.user)
        if person is None:
            raise NotPossible(f"no person {wanted.user}")
        signed_at = int(self._world.clock.unix() - wanted.age_seconds)
        data = init_data(self._parts.token, person, signed_at, wanted.start_param)
        return json_answer({"init_data": data, "url": launch_url(wanted.url, data)})

    async def _set_rules(self, request: web.Request) -> web.Response:
        wanted = RemoteRules.model_validate_json(await request.read())
        self._world.commit("rules", **wanted.model_dump())
        return json_answer(wanted.model_dump())

    async def _reset(self, _request: web.Request) -> web.Response:
        self._parts.faults.clear()
        self._parts.agenda.clear()
        self._world.clock.run_at(1.0)
        self._world.commit("reset")
        return json_answer({"cursor": self._world.journal.end})

    def _known(self, chat_id: int) -> Chat:
        chat = self._world.chats.get(chat_id)
        if chat is None:
            raise NotPossible(f"no chat {chat_id}")
        return chat
