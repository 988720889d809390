"""The control API under /control: truth, publishing, pace, faults. For tests and the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web
from pydantic import ValidationError

from gigwire.runtime.clock import SYSTEM_CLOCK
from local.boards.faults import FaultAsked
from local.boards.money import RATES, RATES_DATE

if TYPE_CHECKING:
    from local.boards.answering import Answering
    from local.boards.generator import Generator
    from local.boards.model import Step
    from local.boards.pace import Pace
    from local.boards.world import World

MOST_STEPS = 20_000  # an answer


class Control:
    """Handlers of the control API over one world."""

    def __init__(
        self, world: World, generator: Generator, pace: Pace, answering: Answering
    ) -> None:
        self._world = world
        self._generator = generator
        self._pace = pace
        self._answering = answering

    def routes(self) -> list[web.RouteDef]:
        """All paths of the control API."""
        return [
            web.get("/control/truth", self.truth),
            web.get("/control/rates", self.rates),
            web.get("/control/state", self.state),
            web.get("/control/requests", self.requests),
            web.post("/control/publish", self.publish),
            web.post("/control/burst", self.burst),
            web.post("/control/fault", self.fault),
            web.delete("/control/fault", self.clear_faults),
            web.post("/control/rate", self.rate),
            web.post("/control/pause", self.pause),
            web.post("/control/resume", self.resume),
        ]

    async def truth(self, request: web.Request) -> web.Response:
        """Steps from `since` (default 0) on, and the number to ask for next."""
        try:
            since = max(0, int(request.query.get("since", 0)))
            limit = max(1, min(MOST_STEPS, int(request.query.get("limit", MOST_STEPS))))
        except ValueError:
            return _refused("since and limit are whole numbers")
        steps = [_shown(request, step) for step in self._world.truth(since, limit)]
        return _json({"steps": steps, "next_seq": since + len(steps), "end": self._world.next_seq})

    async def rates(self, _: web.Request) -> web.Response:
        """The table behind `usd_minimum` and `usd_maximum`."""
        return _json({"date": RATES_DATE, "usd_for_one": RATES})

    async def state(self, _: web.Request) -> web.Response:
        """Pace and counts."""
        return _json(
            {
                "rate": self._pace.rate,
                "is_paused": self._pace.is_paused,
                "slow_now": self._answering.slow_now,
                "next_seq": self._world.next_seq,
                "posted": self._world.posted,
                "boards": {name: len(it) for name, it in self._world.postings.items()},
            }
        )

    async def requests(self, request: web.Request) -> web.Response:
        """The last requests to the boards, oldest first; `board` chooses one."""
        board = request.query.get("board")
        wanted = [it for it in self._answering.requests if board in (None, it["board"])]
        return _json({"requests": wanted})

    async def publish(self, request: web.Request) -> web.Response:
        """Add one step with chosen fields; answers its truth."""
        try:
            asked = _object(await request.read())
            step = self._generator.published(asked, SYSTEM_CLOCK.now())
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            return _refused(f"cannot publish this: {error}")
        self._world.append(step)
        return _json(_shown(request, step))

    async def burst(self, request: web.Request) -> web.Response:
        """Add `count` generated steps now, whatever the pace; answers the next number."""
        try:
            count = int(_object(await request.read())["count"])
        except (ValueError, KeyError, TypeError):
            return _refused("give count, a whole number")
        self._pace.step(count)
        return _json({"next_seq": self._world.next_seq})

    async def fault(self, request: web.Request) -> web.Response:
        """Start a fault, see FaultAsked."""
        try:
            asked = FaultAsked.model_validate_json(await request.read())
        except ValidationError as error:
            return _refused(str(error))
        self._answering.faults.add(asked, SYSTEM_CLOCK.monotonic())
        return _json(asked.model_dump())

    async def clear_faults(self, _: web.Request) -> web.Response:
        """End all faults."""
        self._answering.faults.clear()
        return _json({"cleared": True})

    async def rate(self, request: web.Request) -> web.Response:
        """Set the pace: `rate`, steps a second."""
        try:
            self._pace.set_rate(float(_object(await request.read())["rate"]))
        except (ValueError, KeyError, TypeError):
            return _refused("give rate, a number of steps a second, above 0 and at most 2,000")
        return await self.state(request)

    async def pause(self, request: web.Request) -> web.Response:
        """Stop making steps."""
        self._pace.pause()
        return await self.state(request)

    async def resume(self, request: web.Request) -> web.Response:
        """Go on making steps."""
        self._pace.resume()
        return await self.state(request)


def base_of(request: web.Request) -> str:
    """This server's address as the caller wrote it, without a path."""
    return f"{request.scheme}://{request.host}"


def _shown(request: web.Request, step: Step) -> dict[str, Any]:
    fields = step.model_dump(mode="json", exclude={"path"})
    return {**fields, "url": base_of(request) + step.path}


def _object(body: bytes) -> dict[str, Any]:
    found = orjson.loads(body)
    if not isinstance(found, dict):
        raise TypeError("the body is one JSON object")
    return found


def _json(answer: object) -> web.Response:
    return web.Response(body=orjson.dumps(answer), content_type="application/json")


def _refused(why: str) -> web.Response:
    return web.Response(
        status=400, body=orjson.dumps({"error": why}), content_type="application/json"
    )
