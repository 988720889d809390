"""A broadcast to more than 1,000 people, and a reminder: from a tap to the chats.

Real parts throughout: the second admin, the time to begin at, pause, resume, cancel, the tick.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gigwire.contracts.broadcasts import Broadcast
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.ids import EventId, UserId, user_key
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.domain.broadcast.steps import ALONE
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_producer, wire_topic
from gigwire.runtime.topics import apply_topics
from tests.support.bot_lab import NO_LIMITS
from tests.support.broadcast_lab import a_person
from tests.support.due import a_due
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from tests.support.bot_lab import BotLab

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.long]

AUTHOR, SECOND = 690_101, 690_102
FIRST, COUNT = 640_001, ALONE + 100
ENV = {
    "GIGWIRE_TELEGRAM__ADMINS": f"[{AUTHOR},{SECOND}]",
    "GIGWIRE_TELEGRAM__RATE_PER_SECOND": "30",
}
LIMIT_SECONDS = 120.0  # one wait; the longest one lasts until the broadcast's time, a minute away


async def shown(lab: BotLab, user: int, *parts: str) -> dict[str, Any]:
    """Wait until a message of this person, sent or edited, says all of this; the newest one."""
    found: list[dict[str, Any]] = []

    async def is_shown() -> bool:
        rows = await lab.messages(user, "sent,edited")
        found[:] = [row for row in rows if all(part in str(row) for part in parts)]
        return bool(found)

    await until_async(is_shown, LIMIT_SECONDS)
    return found[-1]


async def press(lab: BotLab, user: int, button: str) -> None:
    """This person presses the newest button of that text."""
    await lab.telegram.admin("POST", "press", {"user": user, "button": button})


async def say(lab: BotLab, user: int, text: str) -> None:
    """This person types."""
    await lab.telegram.admin("POST", "say", {"user": user, "text": text})


async def times(lab: BotLab, text: str) -> list[float]:
    """When the many were sent this text, in Unix seconds."""
    people = range(FIRST, FIRST + COUNT)
    rows = await lab.telegram.rows("sent")
    return [row["at"] for row in rows if row["chat_id"] in people and text in row["text"]]


async def has_reached(lab: BotLab, text: str, count: int) -> None:
    """Wait until so many were sent it."""

    async def has() -> bool:
        return len(await times(lab, text)) >= count

    await until_async(has, LIMIT_SECONDS)


async def rests(lab: BotLab, admin: int, state: str) -> int:
    """Wait until the newest screen has this state and tells as many as were sent; gives them."""
    counts: list[int] = []

    async def is_at_rest() -> bool:
        rows = [row["text"] for row in await lab.messages(admin, "sent,edited")]
        newest = next(text for text in reversed(rows) if text.startswith("Broadcast"))
        counts.append(len(await times(lab, "Large news")))
        return all(part in newest for part in (state, f"Sent {counts[-1]:,},", "on the way 0"))

    await until_async(is_at_rest, LIMIT_SECONDS)
    return counts[-1]


async def stand_of(lab: BotLab) -> Broadcast:
    """The newest version of the only broadcast."""
    return decode(Broadcast, (await lab.values("broadcasts"))[-1])


async def open_town(lab: BotLab) -> None:
    """Two admins, many people, and the stages that send news."""
    await lab.telegram.limits(**NO_LIMITS)
    for admin in (AUTHOR, SECOND):
        await lab.telegram.person(admin)
    crowd = {"first_id": FIRST, "count": COUNT, "press": 0.0}
    await lab.telegram.admin("POST", "crowd", crowd)
    wire = wire_topic(lab.settings, "subscribers")
    async with open_producer(lab.settings, "town") as producer:
        for user in range(FIRST, FIRST + COUNT):
            await producer.send(wire, encode(a_person(user, "python")), key=user_key(UserId(user)))
        await producer.flush()
    # Chat reads people's settings once, at its start, and another test may have started it.
    await (await lab.start("chat", **ENV)).kill()
    for stage in ("notify", "chat", "ingress"):
        await lab.start(stage, **ENV)


async def approve(lab: BotLab) -> None:
    """The author starts, which is not enough; the other admin finds it in the list and approves."""
    await say(lab, AUTHOR, "/broadcast to: word:python\nat: 1 min\n---\nLarge news")
    # A draft's screen follows the counting from the first press on, not before.
    await shown(lab, AUTHOR, "draft", "word:python")
    await press(lab, AUTHOR, "Preview")
    await shown(lab, AUTHOR, "previewed", f"{COUNT:,} people", f"More than {ALONE:,} people")
    await press(lab, AUTHOR, "Start")
    await shown(lab, AUTHOR, "waits for approval")
    await press(lab, AUTHOR, "Approve")

    async def is_refused() -> bool:
        return "Another admin has to approve" in str(await lab.telegram.rows("answered"))

    await until_async(is_refused, LIMIT_SECONDS)
    assert (await stand_of(lab)).state == "awaiting_approval"
    await say(lab, SECOND, "/broadcast")
    row = await shown(lab, SECOND, "waits for approval")
    await press(lab, SECOND, row["reply_markup"]["inline_keyboard"][0][0]["text"])
    await shown(lab, SECOND, "Approve")
    await press(lab, SECOND, "Approve")
    await shown(lab, AUTHOR, "scheduled")


@pytest.mark.timeout(480)  # a minute of it is the broadcast's own wait, beside starting the parts
async def test_large_broadcast_waits_for_the_second_admin_and_its_time_and_obeys(
    lab: BotLab,
) -> None:
    """Nothing leaves before approval and time; paused it rests, goes on, cancelled it ends."""
    await open_town(lab)
    await approve(lab)
    scheduled = await stand_of(lab)
    assert scheduled.at is not None
    assert (scheduled.state, scheduled.audience, scheduled.approved_by) == (
        "scheduled",
        COUNT,
        SECOND,
    )
    assert await times(lab, "Large news") == []
    await has_reached(lab, "Large news", 100)
    assert min(await times(lab, "Large news")) >= scheduled.at.timestamp()

    await press(lab, SECOND, "Pause")
    resting = await rests(lab, AUTHOR, "paused")
    assert 100 <= resting < COUNT
    assert await rests(lab, SECOND, "paused") == resting
    await press(lab, AUTHOR, "Go on")
    await has_reached(lab, "Large news", resting + 100)

    await press(lab, AUTHOR, "Cancel")
    ended = await rests(lab, AUTHOR, "cancelled")
    assert resting + 100 <= ended < COUNT
    assert (await stand_of(lab)).state == "cancelled"


async def test_reminder_asked_for_by_a_tap_arrives_at_its_time(lab: BotLab, user: int) -> None:
    """In answer to its card, once, not before the time; what was asked is only made sooner."""
    await apply_topics(lab.settings)
    await lab.telegram.limits(**NO_LIMITS)
    for stage in ("notify", "chat", "ingress", "fanout", "personalise"):
        await lab.start(stage, **ENV)
    await lab.telegram.person(user)
    await lab.due(a_due(user))
    card = await shown(lab, user, "Remind me")
    await press(lab, user, "Remind me")
    await shown(lab, user, "When shall I remind you")
    await press(lab, user, "In 1 hour")
    await shown(lab, user, "I will remind you")
    values = await lab.values("notifications.scheduled")
    asked = next(
        one for one in (decode(ScheduleRequested, v) for v in values) if one.user_id == user
    )
    at = SYSTEM_CLOCK.now() + timedelta(seconds=3)
    sooner = asked.model_copy(update={"at": at, "event_id": EventId("sooner")})
    await lab.put("notifications.scheduled", sooner, user=user)
    told = await shown(lab, user, "You asked to be reminded")
    assert told["at"] >= at.timestamp()
    assert told["reply_to_message"]["message_id"] == card["message_id"]
    # A digest's tick, a repeat of the tick, a second worker: nothing tells it again.
    await lab.due(after := a_due(user, "after"))
    await lab.settled(after)
    rows = await lab.messages(user)
    assert sum("You asked to be reminded" in row["text"] for row in rows) == 1
