"""Checks of simulated people and of the server's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.integration.telegram_judge.check import API, OK, YES, Check, Family
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

OWN = "own: docs/local-telegram.md"
FAQ = "bots FAQ: My bot is hitting limits"
AT_ONCE = {"least_seconds": 1, "most_seconds": 1}


async def _crowd(desk: Desk, count: int = 50, **acts: Any) -> None:
    await desk.admin("POST", "crowd", first_id=desk.crowd, count=count, **{**AT_ONCE, **acts})


async def _write_to_all(desk: Desk, count: int = 50) -> None:
    markup = keys("A", "B").model_dump(exclude_none=True)
    for number in range(count):
        await desk.lab.call(
            "sendMessage", chat_id=desk.crowd + number, text="x", reply_markup=markup
        )


async def _acted(desk: Desk, act: str, count: int) -> dict[str, Any]:
    async def is_done() -> bool:
        return bool((await desk.admin("GET", "crowd"))[act] >= count)

    await desk.until(is_done)
    found: dict[str, Any] = await desk.admin("GET", "crowd")
    return found


async def ten_thousand(desk: Desk) -> object:
    """10,000 people are let in; the last one gets a message."""
    await _crowd(desk, 10_000)
    return await desk.try_send(chat_id=desk.crowd + 9_999)


async def chances(desk: Desk) -> object:
    """400 people who press, block, mute or answer with 1/4 each."""
    await desk.admin("PUT", "clock", speed=0)
    acts = {"press": 0.25, "block": 0.25, "mute": 0.25, "answer": 0.25}
    await _crowd(desk, 400, seed=3, **acts)
    await _write_to_all(desk, 400)
    planned = (await desk.admin("GET", "crowd"))["planned"]
    await desk.advance(1)

    async def is_over() -> bool:
        return not (await desk.admin("GET", "crowd"))["planned"]

    await desk.until(is_over)
    done = await desk.admin("GET", "crowd")
    counts = [done[f"{act}_done"] for act in acts]
    return planned, sum(counts), all(60 <= count <= 140 for count in counts)


async def seeded(desk: Desk) -> object:
    """Who blocks is drawn twice with one seed for the same chats and messages."""
    from local.telegram.crowd import _draw  # noqa: PLC0415 - the drawing itself is the matter

    draws = [[_draw(seed, desk.crowd, number) for number in range(5)] for seed in (1, 1, 2)]
    return draws[0] == draws[1], draws[0] != draws[2]


async def blockers(desk: Desk) -> object:
    """50 people who block after the first message; a second one."""
    await desk.admin("PUT", "clock", speed=1000)
    await _crowd(desk, block=1)
    await _write_to_all(desk)
    await _acted(desk, "block_done", 50)
    return await desk.try_send(chat_id=desk.crowd)


async def muters(desk: Desk) -> object:
    """50 people who mute first and press never after."""
    await desk.admin("PUT", "clock", speed=1000)
    await _crowd(desk, mute=1)
    await _write_to_all(desk)
    await _acted(desk, "mute_done", 50)
    await _write_to_all(desk)
    return (await desk.admin("GET", "crowd"))["planned"]


async def talkers(desk: Desk) -> object:
    """5 people who answer."""
    await desk.admin("PUT", "clock", speed=1000)
    await _crowd(desk, 5, answer=1, answer_text="Thanks!")
    await _write_to_all(desk, 5)
    await _acted(desk, "answer_done", 5)
    updates = await desk.bot.get_updates()
    return [one.message.text for one in updates if one.message]


async def patience(desk: Desk) -> object:
    """A crowd reacts after 3600 s; before and after a jump of an hour."""
    await desk.admin("PUT", "clock", speed=0)
    await _crowd(desk, 3, press=1, least_seconds=3600, most_seconds=3600)
    await _write_to_all(desk, 3)
    before = (await desk.admin("GET", "crowd"))["press_done"]
    await desk.advance(3600)
    return before, (await _acted(desk, "press_done", 3))["press_done"]


async def frozen(desk: Desk) -> object:
    """A clock at speed 0 is read twice."""
    await desk.admin("PUT", "clock", speed=0)
    return (await desk.admin("GET", "clock")) == (await desk.admin("GET", "clock"))


async def dates(desk: Desk) -> object:
    """Two messages with a jump of an hour between them."""
    await desk.admin("PUT", "clock", speed=0)
    first = await desk.send()
    await desk.advance(3600)
    return (await desk.send()).date.timestamp() - first.date.timestamp()


async def fast(desk: Desk) -> object:
    """A clock at speed 100,000 until an hour has passed."""
    began = (await desk.admin("PUT", "clock", speed=100_000))["now"]

    async def is_later() -> bool:
        return bool((await desk.admin("GET", "clock"))["now"] > began + 3600)

    await desk.until(is_later)
    return OK


async def set_to(desk: Desk) -> object:
    """The clock is set to a time to come."""
    now = (await desk.admin("PUT", "clock", speed=0))["now"]
    return (await desk.admin("PUT", "clock", at=now + 500))["now"] == now + 500


async def backwards(desk: Desk) -> object:
    """The clock is set to the past."""
    async with desk.lab.http.put(f"{desk.lab.url}/admin/clock", json={"at": 1}) as answer:
        return answer.status, (await answer.json())["error"]


PEOPLE = (
    Check(277, "10,000 people at once", OWN, ten_thousand, OK),
    Check(278, "each act has its chance", OWN, chances, (400, 400, True)),
    Check(279, "drawn from a seed", OWN, seeded, (True, True)),
    Check(
        280,
        "who blocks gets nothing more",
        API + "ChatMemberUpdated",
        blockers,
        "TelegramForbiddenError: Forbidden: bot was blocked by the user",
    ),
    Check(281, "who mutes acts no more", OWN, muters, 0),
    Check(282, "who answers is heard", API + "Update message", talkers, ["Thanks!"] * 5),
    Check(283, "reactions follow the server's time", OWN, patience, (0, 3)),
)
TIME = (
    Check(284, "a clock that stands still", OWN, frozen, YES),
    Check(285, "messages carry the server's time", API + "Message date", dates, 3600.0),
    Check(286, "a clock that runs fast", OWN, fast, OK),
    Check(287, "a clock that is set", OWN, set_to, YES),
    Check(288, "but never back", OWN, backwards, (409, "time does not go back")),
)
FAMILY = Family(
    "People and time",
    (
        *PEOPLE,
        *TIME,
    ),
)
