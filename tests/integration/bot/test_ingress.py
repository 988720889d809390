"""ingress: nothing is acknowledged to Telegram before Kafka has it; failures pause, never lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.ingress.reading import read_update
from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.people import TelegramUpdate
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.gigs import NOON
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from typing import Any

FROM = {"id": 5, "is_bot": False, "first_name": "P"}
CHAT = {"id": 5, "type": "private"}


@pytest.mark.parametrize(
    "event",
    [
        {"message": {"from": FROM, "chat": CHAT, "text": "hi"}},
        {"callback_query": {"id": "1", "from": FROM, "message": {"chat": CHAT}}},
        {"callback_query": {"id": "1", "from": FROM}},
        {"my_chat_member": {"from": FROM, "chat": CHAT}},
    ],
)
def test_update_goes_to_its_person_untouched(event: dict[str, Any]) -> None:
    """Whatever Telegram sent is kept, also what we do not know."""
    payload = {"update_id": 9, **event, "new_field": {"x": [1]}}
    update = read_update(payload, NOON)
    assert (update.user_id, update.chat_id, update.update_id) == (5, 5, 9)
    assert update.payload == payload


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({}, "no_update_id"),
        ([], "no_update_id"),
        ({"update_id": "9", "message": {}}, "no_update_id"),
        ({"update_id": 9, "poll": {}}, "unknown_update"),
        ({"update_id": 9, "message": {"chat": CHAT}}, "no_sender"),
        ({"update_id": 9, "message": {"from": {"id": "5"}, "chat": CHAT}}, "no_sender"),
    ],
)
def test_update_without_a_person_is_poison(payload: object, reason: str) -> None:
    """It goes to the DLQ under a short code."""
    with pytest.raises(Poison) as caught:
        read_update(payload, NOON)
    assert caught.value.reason == reason


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "fault",
    [
        {"outcome": "error", "status": 500, "description": "Internal Server Error"},
        {
            "outcome": "error",
            "status": 409,
            "description": "Conflict: other getUpdates",
        },
        {"outcome": "error", "status": 429, "description": "Too Many Requests", "retry_after": 1},
        {"outcome": "garbage"},
        {"outcome": "drop_after_apply"},
    ],
)
async def test_failed_poll_pauses_and_loses_nothing(
    lab: BotLab, user: int, fault: dict[str, Any]
) -> None:
    """After any failure the poll goes on, and what was said meanwhile arrives."""
    await lab.start("ingress")
    await lab.telegram.person(user)
    await lab.telegram.fault(method="getUpdates", times=2, **fault)
    for number in range(3):
        await lab.telegram.admin("POST", "say", {"user": user, "text": f"word {number}"})

    async def is_there() -> bool:
        updates = [decode(TelegramUpdate, one) for one in await lab.values("telegram.updates")]
        texts = [one.payload["message"]["text"] for one in updates if one.user_id == user]
        return texts == ["word 0", "word 1", "word 2"]

    await until_async(is_there)


@pytest.mark.asyncio(loop_scope="module")
async def test_change_between_poll_and_webhook_loses_nothing(lab: BotLab, user: int) -> None:
    """What is said in either mode, and while nobody listens, arrives once and in order."""
    await lab.telegram.person(user)
    said: list[str] = []

    async def say(text: str) -> None:
        said.append(text)
        await lab.telegram.admin("POST", "say", {"user": user, "text": text})

    async def is_there() -> bool:
        updates = [decode(TelegramUpdate, one) for one in await lab.values("telegram.updates")]
        return [one.payload["message"]["text"] for one in updates if one.user_id == user] == said

    polling = await lab.start("ingress")
    assert await lab.mode() == "long poll"
    await say("polled")
    await until_async(is_there)
    await polling.stop()
    await say("while nobody listens")
    async with lab.pushed_to():
        pushed = await lab.start("ingress")
        assert await lab.mode() == "webhook"
        await say("pushed")
        await until_async(is_there)
        await pushed.stop()
        await say("to a door that is closed")
    await lab.start("ingress")
    await until_async(is_there)


@pytest.mark.asyncio(loop_scope="module")
async def test_refused_token_ends_the_stage_with_a_clear_word(lab: BotLab) -> None:
    """Only a person can help: the log says what to check."""
    wrong = {"GIGWIRE_TELEGRAM__TOKEN": "4200000001:another_token_that_nobody_gave_out0"}
    with pytest.raises(Exception, match="ended with"):
        await lab.start("ingress", "stranger", **wrong)
    assert "check GIGWIRE_TELEGRAM__TOKEN" in lab.log("stranger")
    assert wrong["GIGWIRE_TELEGRAM__TOKEN"].split(":")[1] not in lab.log("stranger")
