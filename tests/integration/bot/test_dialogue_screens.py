"""First steps, filters and settings through the real processes, with chat killed between taps."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.people import Subscriber
from tests.support.bot_lab import NO_LIMITS, BotLab
from tests.support.gigs import a_project, a_step, usd
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from gigwire.contracts.people import Locale

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLIENTS: dict[str, Locale] = {"en": "en", "ru": "ru", "uk": "uk", "pt-br": "pt", "es-MX": "es"}
USERS = count(700_001)


class Person:
    """Somebody who presses what they see."""

    def __init__(self, bot: BotLab, client: str) -> None:
        self.bot = bot
        self.user = next(USERS)
        self.words = lexicon(CLIENTS[client])
        self.client = client

    async def say(self, text: str) -> None:
        """Type."""
        await self.bot.telegram.admin("POST", "say", {"user": self.user, "text": text})

    async def tap(self, button: str, times: int = 1) -> None:
        """Press the newest button of that text."""
        body = {"user": self.user, "button": button, "times": times}
        await self.bot.telegram.admin("POST", "press", body)

    async def sees(self, part: str) -> None:
        """Wait until a message, new or edited, or its buttons hold the part."""

        async def is_there() -> bool:
            rows = [*await self._rows("edited"), *await self._rows("sent")]
            return any(part in str(row) for row in rows)

        try:
            await until_async(is_there)
        except TimeoutError:
            pytest.fail(f"{self.client}: {part!r} was not seen")

    async def _rows(self, kind: str) -> list[dict[str, Any]]:
        return await self.bot.messages(self.user, kind)

    async def record(self) -> Subscriber:
        """The newest settings in Kafka."""
        found = [decode(Subscriber, value) for value in await self.bot.values("subscribers")]
        return [one for one in found if one.user_id == self.user][-1]


async def put_projects(bot: BotLab) -> None:
    """Three projects of the last hour, as dedupe writes them."""
    now = datetime.now(UTC)  # noqa: TID251 - a test of real time
    for number in range(3):
        seen = now - timedelta(minutes=20 * (number + 1))
        project = a_project(title=f"Python bot {number}", seen_at=seen, budget=usd(90_000, 90_000))
        step = a_step(f"c{number}", now=seen, project=project)
        await bot.put_raw("projects.unique", encode(step), user=0, partition=0)


async def test_five_people_take_the_first_steps_while_chat_is_killed(lab: BotLab) -> None:
    """In each language, with double taps, a stale button, wrong input, and a kill between taps."""
    await lab.telegram.limits(**NO_LIMITS)
    await put_projects(lab)
    for stage in ("notify", "chat", "ingress"):
        await lab.start(stage)
    people = [Person(lab, client) for client in CLIENTS]
    await asyncio.gather(*(first_half(one) for one in people))
    chat = await lab.start("chat")
    await chat.kill()
    await asyncio.gather(*(one.tap(one.words("button-next"), times=2) for one in people))
    await lab.start("chat")
    await asyncio.gather(*(second_half(one) for one in people))


async def first_half(one: Person) -> None:
    """/start and a chip; a picture is no answer."""
    await one.bot.telegram.person(one.user, one.client, has_started=False)
    await one.say("/start")
    await one.sees(one.words("first-title"))
    await one.tap("Python", times=2)
    await one.sees("✓ Python")


async def second_half(one: Person) -> None:
    """Budget, pace, projects; the time zone; settings; a filter edited with an error between."""
    words = one.words
    await one.sees(words("budget-ask"))
    await one.tap(words("budget-any"), times=2)
    await one.sees(words("pace-ask"))
    await one.tap(words("pace-instant"))
    await one.sees("Python bot 0")
    await one.sees(words("zone-question").split("</b>")[0].removeprefix("<b>"))
    await one.tap(words("button-skip"))
    await one.sees(words("zone-later"))
    await one.say("/settings")
    await one.sees("⚡ " + words("crumb-pace"))
    await one.tap("⚡ " + words("crumb-pace"))
    await one.sees(words("settings-title") + " › " + words("crumb-pace"))
    await one.tap(words("pace-daily"))
    await one.sees("✓ " + words("pace-daily"))
    await _edit(one)
    record = await one.record()
    assert (record.pace, [each.query for each in record.filters]) == ("daily", ["rust"])
    assert record.dialog.awaits == ""


async def _edit(one: Person) -> None:
    """Open the only filter, edit it wrongly, then rightly."""
    words = one.words
    await one.say("/filters")
    await one.sees(words("button-new"))
    await one.tap("Python")
    await one.sees(words("button-rename"))
    await one.tap("✏️ " + words("button-edit"))
    await one.sees(words("edit-ask"))
    await one.say('rust "open')
    await one.sees(words("filter-quote-open", term="open").split("“")[0][:12])
    await one.say("rust")
    await one.sees("rust")
    await one.bot.telegram.admin("POST", "say", {"user": one.user, "text": "/stats"})
    await one.sees(words("stats-title"))
