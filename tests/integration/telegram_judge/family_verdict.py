"""Checks of the verdict, the transcript and Mini Apps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.utils.web_app import check_webapp_signature, safe_parse_webapp_init_data

from local.parts import LOCAL_TOKEN
from tests.integration.telegram_judge.check import NO, Check, Family
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

OWN = "own: docs/local-telegram.md"
APPS = "bots/webapps: Validating data received via the Mini App"
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


async def repeats(desk: Desk) -> object:
    """A, b, a to one person; a to another."""
    other = await desk.lab.person(desk.user + 900_000_000)
    for text in ("a", "b", "a"):
        await desk.send(text)
    await desk.send("a", chat_id=other)
    verdict = await desk.verdict()
    return verdict["sent"], verdict["repeats"]


async def other_buttons(desk: Desk) -> object:
    """One text with different buttons."""
    await desk.send("a", reply_markup=keys("1"))
    await desk.send("a", reply_markup=keys("2"))
    return (await desk.verdict())["repeats"]


async def by_identity(desk: Desk) -> object:
    """Two wordings of one job, identity #(number)."""
    await desk.admin("PUT", "verdict", identity=r"#(\d+)")
    for text in ("job #5", "job #5, now dearer", "no number", "no number"):
        await desk.send(text)
    return (await desk.verdict())["repeats"]


async def disorder(desk: Desk) -> object:
    """Numbers 1, 2, 5, 4, 6 in one chat, order #(number)."""
    await desk.admin("PUT", "verdict", order=r"#(\d+)")
    for number in (1, 2, 5, 4, 6):
        await desk.send(f"#{number}")
    verdict = await desk.verdict()
    return (
        verdict["misplaced"],
        verdict["missing_numbers"],
        verdict["evidence"]["misplaced"][0]["number"],
    )


async def pace(desk: Desk) -> object:
    """6 messages to one person half a second apart."""
    await desk.admin("PUT", "clock", speed=0)
    for number in range(6):
        await desk.send(str(number))
        await desk.advance(0.5)
    verdict = await desk.verdict()
    return (
        verdict["pauses_below_1s"],
        round(verdict["least_pause_seconds"], 3),
        verdict["busiest_second"],
    )


async def broken_chat(desk: Desk) -> object:
    """8 messages at once to one person, limits off."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.try_many(8)
    verdict = await desk.verdict()
    return verdict["violations"]["chat"], list(verdict["violations_by_chat"].values())


async def broken_whole(desk: Desk) -> object:
    """40 people get a message at once, limits off."""
    await desk.admin("PUT", "clock", speed=0)
    await _crowd(desk, 40)
    await _write_to_all(desk, 40)
    return (await desk.verdict())["violations"]["global"]


async def broken_group(desk: Desk) -> object:
    """25 messages to a group within a minute, limits off."""
    await desk.admin("PUT", "clock", speed=0)
    chat_id = await desk.group()
    for number in range(25):
        await desk.send(str(number), chat_id=chat_id)
        await desk.advance(2)
    return (await desk.verdict())["violations"]["group"]


async def impatient(desk: Desk) -> object:
    """Three calls while told to wait."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits(whole_bot={"count": 1, "seconds": 60}, chat=None)
    await desk.try_many(5)
    verdict = await desk.verdict()
    return verdict["refused_429"], verdict["ignored_waits"]


async def transcript(desk: Desk) -> object:
    """A message, an edit and a deletion."""
    sent = await desk.send("1")
    await desk.bot.edit_message_text("2", chat_id=desk.user, message_id=sent.message_id)
    await desk.bot.delete_message(desk.user, sent.message_id)
    return [row["kind"] for row in await desk.mine("sent,edited,deleted")]


async def signed(desk: Desk) -> object:
    """A person opens a Mini App; aiogram checks the data."""
    app = await desk.admin(
        "POST", "webapp", user=desk.user, url="https://a.example/app", start_param="f1"
    )
    data = safe_parse_webapp_init_data(LOCAL_TOKEN, app["init_data"])
    assert data.user is not None
    return data.user.id == desk.user, data.start_param, "#tgWebAppData=" in app["url"]


async def forged(desk: Desk) -> object:
    """The same with another user's id put in."""
    app = await desk.admin("POST", "webapp", user=desk.user, url="https://a.example/app")
    data = app["init_data"].replace(str(desk.user), str(desk.user + 1))
    return check_webapp_signature(LOCAL_TOKEN, data)


async def aged(desk: Desk) -> object:
    """Data of 115 days ago."""
    now = (await desk.admin("GET", "clock"))["now"]
    app = await desk.admin(
        "POST", "webapp", user=desk.user, url="https://a.example/", age_seconds=115 * 86_400
    )
    data = safe_parse_webapp_init_data(LOCAL_TOKEN, app["init_data"])
    return round((now - data.auth_date.timestamp()) / 86_400)


JUDGING = (
    Check(289, "repeats within a chat", OWN, repeats, (4, 1)),
    Check(290, "other buttons are another message", OWN, other_buttons, 0),
    Check(291, "repeats by an identity of one's own", OWN, by_identity, 1),
    Check(292, "order and missing numbers", OWN, disorder, (1, 2, 4)),
    Check(293, "pauses within a chat", FAQ, pace, (5, 0.5, 2)),
    Check(294, "the published limit of a chat, whatever is enforced", FAQ, broken_chat, (3, [3])),
    Check(295, "of the whole bot", FAQ, broken_whole, 10),
    Check(296, "of a group", FAQ, broken_group, 5),
    Check(297, "who calls while told to wait", "grammY guide: Flood limits", impatient, (4, 3)),
    Check(298, "every accepted act is a row", OWN, transcript, ["sent", "edited", "deleted"]),
)
MINI = (
    Check(299, "a Mini App's data is signed", APPS, signed, (True, "f1", True)),
    Check(300, "a changed user is noticed", APPS, forged, NO),
    Check(301, "old data can be made", APPS + ": auth_date", aged, 115),
)
FAMILY = Family(
    "Verdict and Mini Apps",
    (
        *JUDGING,
        *MINI,
    ),
)
