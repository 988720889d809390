"""What of the judge outlives a kill -9: webhook, clock, states of chats, files, verdict, crowd."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiogram.types import BufferedInputFile

from tests.integration.telegram_judge.desk import Desk
from tests.integration.telegram_judge.hook import hooked
from tests.support.telegram_lab import own_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local.process import ChildProcess


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[Desk, ChildProcess]]:
    """A server of the test's own, prepared as for a check."""
    async with own_server(tmp_path) as (lab, child):
        desk = Desk(lab, lab.bot())
        await desk.prepare()
        yield desk, child


async def test_a_killed_judge_goes_on_where_it_was(served: tuple[Desk, ChildProcess]) -> None:
    """Clock, verdict, muted and blocked people, kicks and known files are as they were."""
    desk, child = served
    await desk.admin("POST", "crowd", first_id=desk.crowd, count=100)
    group = await desk.group()
    await desk.admin("POST", "chats", chat_id=group, access="kicked")
    await desk.admin("PUT", "verdict", identity=r"#(\d+)")
    for text in ("#1", "#2", "#1"):
        await desk.send(text, chat_id=desk.crowd + 99)
    file = await desk.bot.send_document(desk.user, BufferedInputFile(b"x", "a.txt"))
    assert file.document is not None
    await desk.advance(86_400)
    before, now = await desk.verdict(), (await desk.admin("GET", "clock"))["now"]
    await child.kill()
    await child.start()
    after = await desk.verdict()
    assert {**after, "paid": None} == {**before, "paid": None}
    assert 0 <= (await desk.admin("GET", "clock"))["now"] - now < 60
    assert "kicked" in await desk.try_send(chat_id=group)
    again = await desk.bot.send_document(desk.user, file.document.file_id)
    assert again.document == file.document


async def test_a_webhook_is_served_after_a_restart(served: tuple[Desk, ChildProcess]) -> None:
    """What the dead server could not push, its successor pushes, in order."""
    desk, child = served
    async with hooked(desk) as hook:
        hook.gate.clear()
        for text in ("a", "b"):
            await desk.admin("POST", "say", user=desk.user, text=text)
        await hook.got(desk, 1)
        await child.kill()
        hook.gate.set()
        await child.start()
        await hook.got(desk, 3)
        assert hook.texts() == ["a", "a", "b"]
