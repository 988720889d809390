"""A person takes their settings away and has all forgotten: real stages, and every store searched.

Topics are folded as compaction would leave them; tests/scenarios has the long half, all stages.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson
import pytest
import pytest_asyncio

from bot.lexicon import lexicon
from gigwire.contracts.codec import decode
from gigwire.contracts.ids import UserId
from gigwire.contracts.people import Subscriber
from gigwire.domain.chat.exporting import FILE_NAME
from gigwire.operate.forget.stores import Held, look, names
from gigwire.runtime.clock import SYSTEM_CLOCK
from tests.support.bot_lab import NO_LIMITS, BotLab
from tests.support.due import a_due
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = lexicon("en")
STAGES = ("notify", "chat", "ingress")
USER = 7_310_018_842  # no other number of a record looks like it
COMPACTED = {"subscribers", "notifications.ledger"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(lab: BotLab) -> AsyncIterator[BotLab]:
    """The lab with the three stages, which look for the forgotten often."""
    await lab.telegram.limits(**NO_LIMITS)
    for stage in STAGES:
        await lab.start(stage, GIGWIRE_PRIVACY__LOOK_SECONDS="0.5")
    yield lab


async def act(bot: BotLab, how: str, **what: object) -> None:
    """The person says, presses or sends something."""
    await bot.telegram.admin("POST", how, {"user": USER, **what})


async def told(bot: BotLab, text: str) -> dict[str, Any]:
    """Wait for a message that holds the text, as sent or edited; gives the newest."""
    found: list[dict[str, Any]] = []

    async def is_there() -> bool:
        rows = await bot.messages(USER, "sent,edited")
        found[:] = [one for one in rows if text in (one.get("text") or one.get("caption") or "")]
        return bool(found)

    await until_async(is_there)
    return found[-1]


async def settings_of(bot: BotLab) -> Subscriber | None:
    """The person, as the topic would be once compacted."""
    kept = [decode(Subscriber, value) for value in await bot.values("subscribers")]
    mine = [one for one in kept if one.user_id == USER]
    return mine[-1] if mine else None


async def returned(bot: BotLab) -> Subscriber:
    """The person's first settings after the end."""
    kept: list[Subscriber] = []

    async def is_back() -> bool:
        found = await settings_of(bot)
        kept[:] = [found] if found is not None and found.version == 1 else []
        return bool(kept)

    await until_async(is_back)
    return kept[0]


async def test_a_person_exports_imports_and_is_forgotten(bot: BotLab) -> None:
    """The file comes back as the same settings; then nothing that promises it holds the number."""
    await bot.telegram.person(USER, "en", has_started=False)
    await act(bot, "say", text="/start")
    await told(bot, "What do you do?")
    await act(bot, "say", text="python budget>=1usd")
    await told(bot, "python")
    await bot.due(a_due(USER))
    await act(bot, "say", text="/export")
    file = await exported(bot)
    assert [one["query"] for one in orjson.loads(file)["filters"]] == ["python budget>=1usd"]
    await act(bot, "send_file", name="mine.json", text=spoilt(file), caption="/import")
    await told(bot, "filters[1].query")
    await act(bot, "send_file", name="mine.json", text=file.replace("python", "golang"))
    await told(bot, "understand")  # nobody asked for a file: the caption is missing
    await act(bot, "send_file", name=FILE_NAME, text=changed(file), caption="/import")
    await told(bot, "1 filter: ")
    await act(bot, "press", button=WORDS("button-import-replace"))
    await told(bot, "Done.")
    kept = await settings_of(bot)
    assert kept is not None
    assert (kept.daily_cap, kept.filters[0].query) == (7, "golang budget>=1usd")
    await forgotten(bot)


def spoilt(file: str) -> str:
    """A bracket that is never closed."""
    return file.replace("python budget", "(python budget")


def changed(file: str) -> str:
    """Another filter, another cap."""
    return file.replace("python", "golang").replace('"daily_cap": 30', '"daily_cap": 7')


async def exported(bot: BotLab) -> str:
    """The text of the newest file, fetched as the person's app would."""
    row = await told(bot, "Your settings in one file")
    api = bot.telegram.bot()
    file = await api.get_file(row["document"]["file_id"])
    url = api.session.api.file_url(api.token, file.file_path or "")
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return await answer.text()


async def forgotten(bot: BotLab) -> None:
    """Two questions, then every store is searched for the number."""
    assert {one.store for one in await look(bot.settings, UserId(USER))} >= COMPACTED
    await act(bot, "say", text="/delete_me")
    await told(bot, "Shall I forget you?")
    await act(bot, "press", button=WORDS("button-forget-sure"))
    await told(bot, "Really?")
    await act(bot, "press", button=WORDS("button-forget-now"), times=2)
    await told(bot, "Forgotten.")
    held: list[Held] = []

    async def is_gone() -> bool:
        held[:] = await look(bot.settings, UserId(USER))
        return COMPACTED.isdisjoint(one.store for one in held)

    await until_async(is_gone)
    latest = SYSTEM_CLOCK.now() + timedelta(days=31)
    assert all(one.until is not None and one.until <= latest for one in held), held
    assert {one.store for one in held} >= {"telegram.updates", "people.forgotten"}
    pattern = names(UserId(USER))
    for stage in STAGES:
        for path in (bot.settings.state_dir / stage).rglob("*"):
            assert path.is_dir() or not pattern.search(path.read_bytes()), path
    await act(bot, "say", text="/start")
    again = await returned(bot)
    assert (again.version, again.filters, again.daily_cap) == (1, (), 30)
