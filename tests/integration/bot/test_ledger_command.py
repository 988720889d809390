"""`gigwire ledger`: an UNKNOWN is listed, shown and closed, through notify, once, and audited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
import pytest_asyncio

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import AuditRecord
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.due import a_due, a_reply
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gigwire.contracts.delivery import NotificationDue

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def notify(lab: BotLab) -> AsyncIterator[BotLab]:
    """The lab with a running notify."""
    await lab.start("notify")
    yield lab


async def unknown(lab: BotLab, user: int, outcome: str) -> NotificationDue:
    """A card whose answer was lost."""
    await lab.telegram.person(user)
    await lab.telegram.fault(method="sendMessage", chat_id=user, outcome=outcome)
    card = a_due(user)
    await lab.due(card)
    assert (await lab.settled(card))[card.notification_id] == "UNKNOWN"
    return card


async def listed(lab: BotLab, user: int) -> list[str]:
    """Ids that the command lists for a person."""
    code, written = await lab.command("ledger", "list", "--user", str(user), "--json")
    assert code == 0, written
    rows: list[dict[str, Any]] = orjson.loads(written)["entries"]
    return [row["notification_id"] for row in rows]


async def becomes(lab: BotLab, card: NotificationDue, state: str) -> None:
    """Wait until the card's last state is this one."""

    async def is_so() -> bool:
        return (await lab.last_states()).get(card.notification_id) == state

    await until_async(is_so)


async def test_unknown_that_was_sent_is_closed_with_its_message(notify: BotLab, user: int) -> None:
    """Listed, closed as SENT with the message named, listed no more; audited with the id."""
    card = await unknown(notify, user, "drop_after_apply")
    assert await listed(notify, user) == [card.notification_id]
    (message,) = await notify.messages(user)
    words = ("ledger", "resolve", card.notification_id, "sent", "--message-id")
    code, written = await notify.command(*words, str(message["message_id"]))
    assert code == 0, written
    await becomes(notify, card, "SENT")
    entry = (await notify.ledger())[card.notification_id][-1]
    assert (entry.message_id, entry.reason) == (message["message_id"], "resolved_sent")
    assert await listed(notify, user) == []
    audits = [decode(AuditRecord, value) for value in await notify.values("ops.audit")]
    assert card.notification_id in {one.arguments["id"] for one in audits}


async def test_resend_asked_twice_goes_out_once(notify: BotLab, user: int) -> None:
    """The card arrives under its own id; the second asking has nothing to close."""
    card = await unknown(notify, user, "garbage")
    assert await notify.messages(user) == []
    code, written = await notify.command("ledger", "resolve", card.notification_id, "resend")
    assert code == 0, written
    await becomes(notify, card, "SENT")
    code, written = await notify.command("ledger", "resolve", card.notification_id, "resend")
    assert (code, "nothing to close" in written) == (3, True)
    await notify.due(card, card.model_copy(update={"again": 1}), last := a_reply(user))
    await notify.settled(last)
    texts = [row["text"].split()[0] for row in await notify.messages(user)]
    assert texts == ["Python", "hello"]
    entries = (await notify.ledger())[card.notification_id]
    assert [(one.state, one.attempt) for one in entries] == [
        ("INTENT", 0),
        ("UNKNOWN", 0),
        ("INTENT", 1),
        ("SENT", 1),
    ]


async def test_dry_run_and_wrong_words_change_nothing(notify: BotLab, user: int) -> None:
    """A dry run only tells; an id that nobody knows is an error of one line."""
    card = await unknown(notify, user, "garbage")
    words = ("ledger", "resolve", card.notification_id, "lost")
    code, written = await notify.command(*words, "--dry-run")
    assert (code, "would ask" in written) == (0, True)
    code, written = await notify.command("ledger", "resolve", "nobody", "lost")
    assert (code, written) == (78, "gigwire: no notification 'nobody' in the ledger\n")
    assert await listed(notify, user) == [card.notification_id]
    code, written = await notify.command(*words)
    assert code == 0, written
    await becomes(notify, card, "REJECTED")
    assert len(await notify.messages(user)) == 0


async def test_lost_answer_to_a_reply_is_sent_once_more(notify: BotLab, user: int) -> None:
    """A reply is worth a repeat: two messages at most, then the ledger says SENT."""
    await notify.telegram.person(user)
    await notify.telegram.fault(method="sendMessage", chat_id=user, outcome="drop_after_apply")
    reply = a_reply(user)
    await notify.due(reply)
    await becomes(notify, reply, "SENT")
    assert len(await notify.messages(user)) == 2
