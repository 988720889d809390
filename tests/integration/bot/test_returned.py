"""notify and what it does not know: lost answers, late evidence, cards told again with a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import Answer, Digest, KeyboardEdit, Proof
from gigwire.contracts.ids import ClusterId
from gigwire.contracts.returned import NotificationReturned
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.due import a_due, a_reply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def notify(lab: BotLab) -> AsyncIterator[BotLab]:
    """The lab with a running notify."""
    await lab.start("notify")
    yield lab


async def test_lost_answer_is_unknown_and_never_sent_again(notify: BotLab, user: int) -> None:
    """Applied, but the answer lost: UNKNOWN, and a redelivery changes nothing."""
    await notify.telegram.person(user)
    await notify.telegram.fault(method="sendMessage", chat_id=user, outcome="drop_after_apply")
    due, last = a_due(user), a_reply(user)
    await notify.due(due)
    states = await notify.settled(due)
    assert states[due.notification_id] == "UNKNOWN"
    await notify.due(due, last)
    await notify.settled(last)
    assert [row["text"].split()[0] for row in await notify.messages(user)] == ["Python", "hello"]


async def test_press_on_an_unknown_card_closes_it(notify: BotLab, user: int) -> None:
    """Late evidence: the card whose answer was lost becomes SENT, with the message pressed."""
    await notify.telegram.person(user)
    await notify.telegram.fault(method="sendMessage", chat_id=user, outcome="drop_after_apply")
    card = a_due(user)
    await notify.due(card)
    assert (await notify.settled(card))[card.notification_id] == "UNKNOWN"
    (message,) = await notify.messages(user)
    proof = Proof(
        notification_id=card.notification_id,
        cluster_id=ClusterId("c1"),
        message_id=message["message_id"],
    )
    toast = Answer(callback_query_id="1")
    press = a_due(user, "toast", content=toast, kind="answer", lane=0, proof=proof)
    await notify.due(press)
    await notify.settled(press)
    entries = (await notify.ledger())[card.notification_id]
    assert [one.state for one in entries] == ["INTENT", "UNKNOWN", "SENT"]
    assert entries[-1].message_id == message["message_id"]


async def test_unknown_card_is_told_again_by_a_digest_with_a_mark(
    notify: BotLab, user: int
) -> None:
    """Given back before its UNKNOWN; the digest that tells it closes it, a second one is silent."""
    await notify.telegram.person(user)
    await notify.telegram.fault(method="sendMessage", chat_id=user, outcome="drop_after_apply")
    card = a_due(user)
    await notify.due(card)
    await notify.settled(card)
    values = await notify.values("notifications.returned")
    events = [decode(NotificationReturned, value) for value in values]
    (event,) = [one for one in events if one.user_id == user]
    digests = [
        a_due(user, name, Digest(items=event.cards, reason="returned"), kind="digest", lane=3)
        for name in ("first", "second")
    ]
    for digest in digests:
        await notify.due(digest)
        await notify.settled(digest)
    _, told = await notify.messages(user)
    assert "may have reached you before" in told["text"]
    ledger = await notify.ledger()
    states = [(one.state, one.reason) for one in ledger[card.notification_id]]
    assert states == [("INTENT", None), ("UNKNOWN", "reset"), ("SENT", "digested")]
    last = ledger[digests[1].notification_id][-1]
    assert (last.state, last.reason) == ("EXPIRED", "told_before")


async def test_edit_that_changes_nothing_is_no_call(notify: BotLab, user: int) -> None:
    """The same keyboard asked for twice: both are SENT, Telegram hears of it once."""
    await notify.telegram.person(user)
    card = a_due(user)
    await notify.due(card)
    await notify.settled(card)
    (message,) = await notify.messages(user)
    change = KeyboardEdit(message_id=message["message_id"])
    edits = [a_due(user, name, change, kind="edit", lane=0) for name in ("first", "second")]
    for edit in edits:
        await notify.due(edit)
        assert (await notify.settled(edit))[edit.notification_id] == "SENT"
    assert len(await notify.messages(user, "edited")) == 1
