"""Broadcasts and reminders by real processes: chat killed in the middle, opt-outs, cancelling."""

from __future__ import annotations

from collections import Counter
from typing import Any

import orjson
import pytest

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import AuditRecord, Reply
from gigwire.contracts.ids import ChatId, EventId, TraceId, UserId
from gigwire.contracts.people import Subscriber
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.domain.broadcast.walk import AHEAD
from tests.support.bot_lab import NO_LIMITS, BotLab
from tests.support.due import a_due
from tests.support.schedule_lab import NOON
from tests.support.waiting import until_async

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN = 690_001
PEOPLE = range(610_001, 610_301)
OPTED_OUT = set(PEOPLE[::30])
WITHOUT_PYTHON = set(PEOPLE[7::50])
WANTED = set(PEOPLE) - OPTED_OUT - WITHOUT_PYTHON
ENV = {"GIGWIRE_TELEGRAM__ADMINS": f"[{ADMIN}]", "GIGWIRE_TELEGRAM__RATE_PER_SECOND": "50"}
TEXT = "/broadcast to: word:python\nbutton: Read | https://example.com/n\n---\nPhrases are here: {}"


def a_person(user: int) -> Subscriber:
    """One of the many; some want no news, some look for something else."""
    query = "logo" if user in WITHOUT_PYTHON else "python"
    return Subscriber.model_validate(
        {
            "event_id": EventId(f"s{user}"),
            "trace_id": TraceId("t"),
            "event_time": NOON,
            "user_id": UserId(user),
            "chat_id": ChatId(user),
            "version": 1,
            "news_off": user in OPTED_OUT,
            "filters": ({"filter_id": "f1", "name": "mine", "query": query},),
        }
    )


async def say(lab: BotLab, text: str) -> None:
    """The admin types."""
    await lab.telegram.admin("POST", "say", {"user": ADMIN, "text": text})


async def press(lab: BotLab, button: str) -> None:
    """The admin presses the newest button of that text."""
    await lab.telegram.admin("POST", "press", {"user": ADMIN, "button": button})


async def heard(lab: BotLab) -> list[str]:
    """All that the admin was shown, sent or edited, in order."""
    return [str(row) for row in await lab.messages(ADMIN, "sent,edited")]


async def shown(lab: BotLab, since: int, *parts: str) -> None:
    """Wait until a later message of the admin, as sent or edited, says all of this."""

    async def is_shown() -> bool:
        return any(all(part in row for part in parts) for row in (await heard(lab))[since:])

    await until_async(is_shown, 45)


async def told(lab: BotLab, text: str) -> Counter[int]:
    """How often each person was sent this text."""
    rows = await lab.telegram.rows("sent")
    return Counter(row["chat_id"] for row in rows if text in row["text"])


async def begin(lab: BotLab, text: str) -> int:
    """Write, look at the preview, start; gives how much the admin had heard before."""
    since = len(await heard(lab))
    await say(lab, TEXT.format(text))
    await shown(lab, since, "word:python", "draft")
    await press(lab, "Preview")
    await shown(lab, since, f"Phrases are here: {text}", "No more news")
    await shown(lab, since, "previewed", f"{len(WANTED)} people")
    await press(lab, "Start")
    return since


async def open_news(lab: BotLab) -> None:
    """A town with an admin, and the stages that send its news."""
    await lab.telegram.limits(**NO_LIMITS)
    for user in (*PEOPLE, ADMIN):
        await lab.telegram.person(user)
    for user in PEOPLE:
        await lab.put("subscribers", a_person(user), user=user)
    # Chat reads people's settings once, at its start, and another test may have started it.
    await (await lab.start("chat", **ENV)).kill()
    for stage in ("notify", "chat", "ingress"):
        await lab.start(stage, **ENV)


async def reached(lab: BotLab, text: str, count: int) -> None:
    """Wait until that many people were sent this text."""

    async def has() -> bool:
        return len(await told(lab, text)) >= count

    await until_async(has, 90)


async def cancel_running(lab: BotLab) -> None:
    """An operator's two commands: look which one runs, and stop it."""
    code, written = await lab.command("broadcast", "list", "--json")
    running = next(one for one in orjson.loads(written)["broadcasts"] if one["state"] == "running")
    assert code == 0
    code, written = await lab.command("broadcast", "cancel", running["id"], "--json")
    assert (code, orjson.loads(written)["state"]) == (0, "cancelled")


async def test_broadcast_reaches_each_once_through_a_kill_and_stops_when_told(lab: BotLab) -> None:
    """Everybody of the segment once, nobody else; cancelled, at most what was on its way comes."""
    await open_news(lab)
    since = await begin(lab, "first")
    await reached(lab, "first", 60)
    await (await lab.start("chat")).kill()
    await lab.start("chat", **ENV)
    await reached(lab, "first", len(WANTED) + 1)
    await shown(lab, since, "done", f"100 % ({len(WANTED)}/{len(WANTED)})")
    first = await told(lab, "first")
    assert first.pop(ADMIN) == 1  # the preview
    assert first == Counter(WANTED)

    since = await begin(lab, "second")
    await reached(lab, "second", 50)
    # Telegram slows down, so that there is time for two commands before everybody has it.
    await lab.telegram.fault(method="sendMessage", times=0, probability=1.0, delay_ms=2_000)
    await cancel_running(lab)
    await shown(lab, since, "cancelled", "on the way 0")
    second = await told(lab, "second")
    assert set(second.values()) == {1}
    assert len(second) < len(WANTED)
    audits = [decode(AuditRecord, value) for value in await lab.values("ops.audit")]
    steps = [one.arguments["step"] for one in audits if one.action == "broadcast"]
    assert steps == ["draft", "preview", "start"] * 2 + ["cancel"]
    assert len(WANTED) > AHEAD * USER_PARTITIONS, "else nothing would be held back"


async def requests(lab: BotLab, user: int) -> list[ScheduleRequested]:
    """What a person asked to be sent at a time."""
    values = await lab.values("notifications.scheduled")
    found = [decode(ScheduleRequested, value) for value in values]
    return [one for one in found if one.user_id == user]


async def test_reminder_of_a_card_is_asked_for_listed_and_cancelled(lab: BotLab, user: int) -> None:
    """By buttons: the offer answers the card, the record waits for its time, the list empties."""

    async def press_own(button: str) -> None:
        await lab.telegram.admin("POST", "press", {"user": user, "button": button})

    async def heard_own(*parts: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = []

        async def is_there() -> bool:
            rows = await lab.messages(user, "sent,edited")
            found[:] = [row for row in rows if all(part in str(row) for part in parts)]
            return bool(found)

        await until_async(is_there)
        return found[-1]

    await lab.telegram.limits(**NO_LIMITS)
    for stage in ("notify", "chat", "ingress"):
        await lab.start(stage, **ENV)
    await lab.telegram.person(user)
    await lab.due(a_due(user))
    card = await heard_own("Remind me")
    await press_own("Remind me")
    offer = await heard_own("When shall I remind you")
    assert offer["reply_to_message"]["message_id"] == card["message_id"]
    await press_own("In 1 hour")
    await heard_own("I will remind you")
    (asked,) = await requests(lab, user)
    assert isinstance(asked.content, Reply)
    assert asked.content.reply_to == card["message_id"]
    await lab.telegram.admin("POST", "say", {"user": user, "text": "/reminders"})
    listed = await heard_own("1 reminder")
    await press_own(listed["reply_markup"]["inline_keyboard"][0][0]["text"])
    await heard_own("Nothing to remind you of")
    assert [one.is_cancelled for one in await requests(lab, user)] == [False, True]
