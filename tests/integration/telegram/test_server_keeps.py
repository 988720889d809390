"""What the Bot API server keeps over kills, loses on request, and refuses at its limits."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import orjson
import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from tests.support.telegram_lab import TelegramLab, own_server, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local.process import ChildProcess

OFF = {"mode": "off"}


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[TelegramLab, ChildProcess]]:
    """A server of the test's own."""
    async with own_server(tmp_path) as opened:
        yield opened


async def test_a_killed_server_keeps_what_it_acknowledged(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """Kill -9 in the middle of 16 senders: every answered message is there after the restart."""
    lab, child = served
    user, bot = await lab.person(1), lab.bot()
    await lab.limits(**OFF)
    acknowledged: list[int] = []

    async def send_until_dead() -> None:
        try:
            while True:
                acknowledged.append((await bot.send_message(user, "x" * 500)).message_id)
        except TelegramNetworkError:
            return

    senders = [asyncio.ensure_future(send_until_dead()) for _ in range(16)]
    await until(lambda: _is_true(len(acknowledged) > 300))
    await child.kill()
    await asyncio.gather(*senders)
    await child.start()
    kept = {row["message_id"] for row in await lab.rows()}
    assert set(acknowledged) <= kept
    assert len(kept) <= len(acknowledged) + 16
    assert (await bot.send_message(user, "next")).message_id == max(kept) + 1


async def test_a_restart_keeps_people_updates_limits_and_offset(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """Confirmed updates stay away, pending ones come again, blocks and limits hold."""
    lab, child = served
    bot, user, other = lab.bot(), await lab.person(1), await lab.person(2)
    await lab.admin("POST", "block", {"user": other})
    for text in ("one", "two", "three"):
        await lab.admin("POST", "say", {"user": user, "text": text})
    await lab.limits(mode="observe")
    updates = await bot.get_updates()
    await bot.get_updates(offset=updates[1].update_id + 1)
    before = await lab.admin("GET", "counters")
    await child.kill()
    await child.start()
    left = await lab.bot().get_updates()
    assert [update.message.text for update in left if update.message] == ["two", "three"]
    assert await lab.admin("GET", "counters") == before
    assert (await lab.admin("GET", "limits"))["mode"] == "observe"
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(other, "x")


async def test_an_applied_message_whose_answer_is_lost_is_on_record(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """The client cannot tell it from one that was never applied; the record can."""
    lab, _ = served
    bot, user = lab.bot(), await lab.person(1)
    await lab.fault(method="sendMessage", outcome="drop_after_apply")
    await lab.fault(method="sendMessage", outcome="drop_before")
    await lab.fault(method="sendMessage", outcome="garbage_after_apply")
    for text, error in (("a", TelegramNetworkError), ("b", TelegramNetworkError)):
        with pytest.raises(error):
            await bot.send_message(user, text)
    with pytest.raises(ClientDecodeError):
        await bot.send_message(user, "c")
    await bot.send_message(user, "d")
    assert [row["text"] for row in await lab.rows()] == ["a", "c", "d"]


async def test_planned_errors_have_telegrams_form(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """429 carries its wait in the body and the header; 500 is a server error; delays delay."""
    lab, _ = served
    bot, user = lab.bot(), await lab.person(1)
    await lab.fault(method="sendMessage", outcome="error", status=429, retry_after=7)
    await lab.fault(method="sendMessage", outcome="error", status=500)
    await lab.fault(method="sendMessage", delay_after_ms=5000)
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(user, "a")
    assert caught.value.retry_after == 7
    with pytest.raises(TelegramServerError):
        await bot.send_message(user, "b")
    with pytest.raises(TelegramNetworkError):
        await lab.bot(timeout=1).send_message(user, "c")
    assert [row["text"] for row in await lab.rows()] == ["c"]


async def test_a_burst_over_the_limit_is_refused_and_counted(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """Who comes too late gets 429 with its wait, and nothing of it is recorded."""
    lab, _ = served
    await lab.limits(whole_bot={"count": 30, "seconds": 60})
    for user in range(1, 41):
        await lab.person(user)
    calls = (lab.call("sendMessage", chat_id=user, text="x") for user in range(1, 41))
    answers = await asyncio.gather(*calls)
    refused = [answer for status, answer in answers if status == 429]
    assert len(refused) == 10
    wait = refused[0]["parameters"]["retry_after"]
    assert 40 <= wait <= 60
    assert refused[0]["description"] == f"Too Many Requests: retry after {wait}"
    counters = await lab.admin("GET", "counters")
    assert counters["accepted"] == 30 == len(await lab.rows())
    assert counters["violations.global"] == counters["rejected.429"] == len(refused)


async def test_one_chat_over_its_limit_does_not_stop_others(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """Five pass at once, the sixth waits, another chat goes on; the violation is the chat's."""
    lab, _ = served
    one, two = await lab.person(1), await lab.person(2)
    await lab.limits(chat={"kind": "bucket", "count": 1, "seconds": 60, "burst": 5})
    statuses = [(await lab.call("sendMessage", chat_id=one, text="x"))[0] for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert (await lab.call("sendMessage", chat_id=two, text="x"))[0] == 200
    assert (await lab.admin("GET", "counters"))["violations_by_chat"] == {"1": 1}


async def test_a_group_is_limited_by_the_minute(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """Twenty, then a wait of up to a minute; aiogram understands it."""
    lab, _ = served
    member = await lab.person(1)
    await lab.admin("POST", "groups", {"id": -1001, "title": "Team", "members": [member]})
    await lab.limits(chat=None)
    for _ in range(20):
        assert (await lab.call("sendMessage", chat_id=-1001, text="x"))[0] == 200
    with pytest.raises(TelegramRetryAfter) as caught:
        await lab.bot().send_message(-1001, "x")
    assert 30 <= caught.value.retry_after <= 60


async def test_a_long_poll_waits_and_wakes(served: tuple[TelegramLab, ChildProcess]) -> None:
    """An update ends the wait at once; without one the poll lasts its time-out."""
    lab, _ = served
    bot, user = lab.bot(), await lab.person(1)
    started = time.monotonic()
    assert await bot.get_updates(timeout=1) == []
    assert 0.9 <= time.monotonic() - started < 20
    poll = asyncio.ensure_future(lab.bot().get_updates(offset=1, timeout=30))
    await lab.admin("POST", "say", {"user": user, "text": "wake"})
    (update,) = await asyncio.wait_for(poll, 20)
    assert update.message is not None
    assert update.message.text == "wake"


async def test_updates_come_in_order_by_limit_and_kind(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """`limit`, a negative offset and `allowed_updates` mean what they mean at Telegram."""
    lab, _ = served
    bot, user = lab.bot(), await lab.person(1)
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    await lab.admin("POST", "say", {"user": user, "text": "unwanted"})
    await bot.get_updates(offset=1, allowed_updates=["message"])
    for number in range(5):
        await lab.admin("POST", "say", {"user": user, "text": str(number)})
    ids = [update.update_id for update in await bot.get_updates(offset=2, limit=3)]
    assert ids == [2, 3, 4]
    last = await bot.get_updates(offset=-2)
    assert [update.message.text for update in last if update.message] == ["3", "4"]
    assert (await lab.admin("GET", "counters"))["pending_updates"] == 2


async def test_the_transcript_goes_on_from_its_cursor_and_streams(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """A reader gets each accepted message once, in order, in pages or as one stream."""
    lab, _ = served
    user = await lab.person(1)
    await lab.limits(**OFF)
    for number in range(25):
        await lab.call("sendMessage", chat_id=user, text=str(number))
    read, cursor = [], 0
    while page := (await lab.admin("GET", f"transcript?since={cursor}&limit=10")):
        read += page["rows"]
        if not page["rows"]:
            break
        cursor = page["cursor"]
    assert [row["text"] for row in read] == [str(number) for number in range(25)]
    async with lab.http.get(f"{lab.url}/admin/transcript?format=ndjson") as stream:
        lines = [orjson.loads(line) async for line in stream.content]
    assert lines == read


async def test_sigterm_ends_the_server_while_a_poll_and_a_page_wait(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """At once, with nobody waiting for a time-out."""
    lab, child = served
    poll = asyncio.ensure_future(lab.bot().get_updates(timeout=50))
    async with lab.http.get(f"{lab.url}/page/events") as page:
        assert await page.content.readline() == b"retry: 1000\n"
        started = time.monotonic()
        await child.stop()
    assert time.monotonic() - started < 5
    assert not child.is_alive
    assert await poll == []


async def test_a_wrong_admin_call_says_what_is_wrong(
    served: tuple[TelegramLab, ChildProcess],
) -> None:
    """Unknown fields are 400, impossible acts 409."""
    lab, _ = served
    async with lab.http.post(f"{lab.url}/admin/say", json={"user": 1, "txt": "x"}) as answer:
        assert answer.status == 400
    async with lab.http.post(f"{lab.url}/admin/say", json={"user": 77, "text": "x"}) as answer:
        assert answer.status == 409
        assert "no person 77" in (await answer.json())["error"]


async def _is_true(value: bool) -> bool:  # noqa: FBT001 - a condition
    return value
