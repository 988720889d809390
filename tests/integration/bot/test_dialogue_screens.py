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

    async def start(self) -> None:
        """/start and a chip."""
        await self.bot.telegram.person(self.user, self.client, has_started=False)
        await self.say("/start")
        await self.sees(self.words("first-title"))
        await self.tap("Python", times=2)
        await self.sees("✓ Python")

    async def sees_what_follows(self, button: str) -> None:
        """The next screen of the first steps, or of the filter that they made."""
        following = {
            "button-next": self.words("budget-ask"),
            "budget-any": self.words("pace-ask"),
            "pace-instant": "Python bot 0",
            "button-this-filter": self.words("button-rename"),
        }
        await self.sees(following[button])

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


async def test_five_people_talk_while_chat_is_killed_again_and_again(lab: BotLab) -> None:
    """In each language: chat dies between two taps, four times; each double tap of then counts."""
    await lab.telegram.limits(**NO_LIMITS)
    await put_projects(lab)
    for stage in ("notify", "chat", "ingress"):
        await lab.start(stage)
    people = [Person(lab, client) for client in CLIENTS]
    await asyncio.gather(*(one.start() for one in people))
    for button in ("button-next", "budget-any", "pace-instant", "button-this-filter"):
        chat = await lab.start("chat")
        await chat.kill()
        await asyncio.gather(*(one.tap(one.words(button), times=2) for one in people))
        await lab.start("chat")
        await asyncio.gather(*(one.sees_what_follows(button) for one in people))
    await asyncio.gather(*(set_and_edit(one) for one in people))


async def set_and_edit(one: Person) -> None:
    """The pace by the settings; the only filter edited wrongly, then rightly; nothing lost."""
    words = one.words
    await one.say("/settings")
    await one.sees("⚡ " + words("crumb-pace"))
    await one.tap("⚡ " + words("crumb-pace"))
    await one.sees(words("settings-title") + " › " + words("crumb-pace"))
    await one.tap(words("pace-daily"))
    await one.sees("✓ " + words("pace-daily"))
    await one.tap("✏️ " + words("button-edit"))
    await one.sees(words("edit-ask"))
    await one.say('rust "open')
    await one.sees(words("filter-quote-open", term="open").split("“")[0][:12])
    await one.say("rust")
    await one.sees("rust")
    await one.say("/stats")
    await one.sees(words("stats-title"))
    record = await one.record()
    assert (record.pace, [each.query for each in record.filters]) == ("daily", ["rust"])
    assert record.dialog.awaits == ""
