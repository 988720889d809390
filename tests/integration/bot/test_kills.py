"""kill -9 and outages: what was promised holds, whoever dies at whatever moment."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.notifier.stage import IN_FLIGHT
from gigwire.contracts.codec import decode
from gigwire.contracts.ids import digest
from gigwire.contracts.people import TelegramUpdate
from gigwire.contracts.returned import NotificationReturned
from tests.support.bot_lab import NO_LIMITS, BotLab
from tests.support.due import a_card, a_due
from tests.support.gigs import a_step
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationDue
    from gigwire.contracts.ids import NotificationId

pytestmark = pytest.mark.asyncio(loop_scope="module")

PEOPLE = range(500_001, 500_061)
FAST = {
    "GIGWIRE_TELEGRAM__RATE_PER_SECOND": "60",
    "GIGWIRE_TELEGRAM__CHAT_RATE_PER_SECOND": "20",
    "GIGWIRE_KAFKA__SESSION_TIMEOUT_SECONDS": "6",
}


async def crowd(lab: BotLab, cards_each: int, name: str) -> list[NotificationDue]:
    """Cards for everybody, in the topic."""
    for user in PEOPLE:
        await lab.telegram.person(user)
    names = [f"{name}{n}" for n in range(cards_each)]
    requests = [a_due(user, one, a_card(user, a_step(one))) for one in names for user in PEOPLE]
    await lab.due(*requests)
    return requests


async def accepted(lab: BotLab) -> Counter[str]:
    """How often each card was accepted, by the cluster that its buttons carry: the card's name."""
    found: Counter[str] = Counter()
    for row in await lab.telegram.rows("sent"):
        keyboard = (row.get("reply_markup") or {}).get("inline_keyboard", [])
        data = next((b["callback_data"] for r in keyboard for b in r if "callback_data" in b), "")
        found[digest(row["chat_id"], data.split(":")[1]) if ":" in data else ""] += 1
    return found


async def returned(lab: BotLab) -> set[NotificationId]:
    """What was given back for the next digest."""
    values = await lab.values("notifications.returned")
    return {decode(NotificationReturned, value).notification_id for value in values}


async def test_killed_notify_repeats_nothing_and_loses_nothing(lab: BotLab) -> None:
    """Three kills under load, calls in flight: no card twice, each card accounted for."""
    kills, rng = 3, random.Random(7)
    await lab.telegram.limits(**NO_LIMITS)
    await lab.telegram.fault(
        method="sendMessage", times=0, probability=0.5, seed=3, delay_ms=80, delay_after_ms=120
    )
    notify = await lab.start("notify", **FAST)
    requests = await crowd(lab, cards_each=6, name="kill")
    for round_ in range(1, kills + 1):
        goal = round_ * len(requests) // (kills + 2)

        async def is_far_enough(goal: int = goal) -> bool:
            return sum((await accepted(lab)).values()) >= goal

        await until_async(is_far_enough, 60)
        await asyncio.sleep(rng.random() / 5)  # a random moment is the point
        await notify.kill()
        await notify.start()
    states = await lab.settled(*requests, seconds=120)
    await lab.telegram.admin("DELETE", "faults")
    times = await accepted(lab)
    ids = {one.notification_id for one in requests}
    unknown = {key for key in ids if states[key] == "UNKNOWN"}
    assert [key for key in ids if times[key] > 1] == []
    assert [key for key in ids - unknown if times[key] != 1] == []
    assert len(unknown) <= kills * IN_FLIGHT
    assert unknown <= await returned(lab)
    await notify.stop()


async def test_stopped_notify_leaves_nothing_unknown(lab: BotLab) -> None:
    """SIGTERM under load drains: every call in flight gets its outcome before the end."""
    await lab.telegram.limits(**NO_LIMITS)
    await lab.telegram.fault(method="sendMessage", times=0, delay_ms=150)
    notify = await lab.start("notify", **FAST)
    requests = await crowd(lab, cards_each=2, name="term")

    async def is_under_way() -> bool:
        times = await accepted(lab)
        return sum(times[one.notification_id] for one in requests) >= 20

    await until_async(is_under_way, 60)
    await notify.stop()
    states = await lab.last_states()
    assert {states.get(one.notification_id) for one in requests} <= {"SENT", None}
    await notify.start()
    await lab.settled(*requests)
    await lab.telegram.admin("DELETE", "faults")
    times = await accepted(lab)
    assert {times[one.notification_id] for one in requests} == {1}
    await notify.stop()


async def test_second_notify_joins_and_leaves_under_load(lab: BotLab) -> None:
    """Partitions move twice while cards flow: nothing twice, nothing lost, nothing unknown."""
    await lab.telegram.limits(**NO_LIMITS)
    one = await lab.start("notify", "notify-a", **FAST)
    requests = await crowd(lab, cards_each=8, name="join")
    two = await lab.start("notify", "notify-b", **FAST)
    await two.stop()
    states = await lab.settled(*requests, seconds=120)
    times = await accepted(lab)
    assert {times[due.notification_id] for due in requests} == {1}
    assert {states[due.notification_id] for due in requests} == {"SENT"}
    await one.stop()


async def test_process_that_stood_still_sends_nothing_of_what_moved(lab: BotLab) -> None:
    """SIGSTOP past the session time-out, work taken over, SIGCONT: no card goes out twice."""
    await lab.telegram.limits(**NO_LIMITS)
    await lab.telegram.fault(method="sendMessage", times=0, delay_ms=100)
    zombie = await lab.start("notify", "notify-z", **FAST)
    requests = await crowd(lab, cards_each=4, name="still")
    assert zombie.pid is not None
    os.kill(zombie.pid, signal.SIGSTOP)
    heir = await lab.start("notify", "notify-h", **FAST)
    states = await lab.settled(*requests, seconds=120)
    os.kill(zombie.pid, signal.SIGCONT)

    async def has_ended() -> bool:
        return not zombie.is_alive

    await until_async(has_ended, 30)
    assert "stood still for too long" in lab.log("notify-z")
    await lab.telegram.admin("DELETE", "faults")
    times = await accepted(lab)
    assert max(times[due.notification_id] for due in requests) == 1
    unknown = [due for due in requests if states[due.notification_id] == "UNKNOWN"]
    assert len(unknown) <= IN_FLIGHT
    await heir.stop()


async def test_telegram_down_and_up_loses_nothing(lab: BotLab) -> None:
    """While nobody listens cards wait; afterwards each arrives once, none is UNKNOWN."""
    await lab.telegram.limits(**NO_LIMITS)
    notify = await lab.start("notify", **FAST)
    for user in PEOPLE:
        await lab.telegram.person(user)
    await lab.server.kill()
    requests = [a_due(user, "down", a_card(user, a_step("down"))) for user in PEOPLE]
    await lab.due(*requests)

    async def was_tried() -> bool:
        ledger = await lab.ledger()
        return any(one.notification_id in ledger for one in requests)

    await until_async(was_tried, 60)
    await notify.kill()  # also with requests that wait for the server
    await notify.start()
    await lab.server.start()
    await lab.telegram.limits(**NO_LIMITS)
    states = await lab.settled(*requests, seconds=120)
    times = await accepted(lab)
    unknown = [due for due in requests if states[due.notification_id] == "UNKNOWN"]
    assert {times[due.notification_id] for due in requests if due not in unknown} == {1}
    assert len(unknown) <= IN_FLIGHT
    await notify.stop()


async def test_killed_ingress_and_chat_lose_no_word(lab: BotLab) -> None:
    """Two kills each while thirty people type: every filter is saved, each answered once."""
    await lab.telegram.limits(**NO_LIMITS)
    people, rounds = PEOPLE[:30], range(2)
    stages = [await lab.start(name, **FAST) for name in ("ingress", "chat")]
    notify = await lab.start("notify", **FAST)
    for round_ in rounds:
        for user in people:
            await lab.telegram.person(user)
            body = {"user": user, "text": f"word{round_} bot"}
            await lab.telegram.admin("POST", "say", body)
        for stage in stages:
            await stage.kill()
        await asyncio.gather(*(stage.start() for stage in stages))

    async def is_answered() -> bool:
        rows = await lab.telegram.rows("sent")
        saved = Counter(row["chat_id"] for row in rows if row["text"].startswith("Saved: word"))
        return all(saved[user] >= len(rounds) for user in people)

    await until_async(is_answered, 120)
    rows = await lab.telegram.rows("sent")
    saved = Counter((row["chat_id"], row["text"]) for row in rows if "Saved: word" in row["text"])
    assert set(saved.values()) == {1}
    updates = [decode(TelegramUpdate, value) for value in await lab.values("telegram.updates")]
    words = {(one.user_id, one.payload["message"]["text"]) for one in updates}
    assert words == {(user, f"word{n} bot") for user in people for n in rounds}
    for child in (*stages, notify):
        await child.stop()
