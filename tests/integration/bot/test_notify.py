"""notify against a real broker and Bot API server: what is sent, once, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from gigwire.contracts.codec import decode
from gigwire.contracts.ids import ChatId
from gigwire.contracts.people import TelegramUpdate
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.due import a_due, a_reply, an_edit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def notify(lab: BotLab) -> AsyncIterator[BotLab]:
    """The lab with a running notify."""
    await lab.start("notify")
    yield lab


async def test_due_card_arrives_with_keyboard(notify: BotLab, user: int) -> None:
    """A card is accepted as HTML with all its buttons; the ledger holds its message id."""
    await notify.telegram.person(user)
    due = a_due(user)
    await notify.due(due)
    states = await notify.settled(due)
    (message,) = await notify.messages(user)
    assert states[due.notification_id] == "SENT"
    assert "Python bot" in message["text"]
    buttons = [one["text"] for row in message["reply_markup"]["inline_keyboard"] for one in row]
    assert buttons[:3] == ["Open", "Save", "More like this"]
    assert buttons[3:] == ["Less like this", "Hide", "Remind me", "Snooze"]
    entries = (await notify.ledger())[due.notification_id]
    assert [one.state for one in entries] == ["INTENT", "SENT"]
    assert entries[-1].message_id == message["message_id"]


async def test_same_request_again_sends_nothing(notify: BotLab, user: int) -> None:
    """A request whose id the ledger knows is finished without a call."""
    await notify.telegram.person(user)
    due, last = a_due(user), a_reply(user)
    await notify.due(due, due, due, last)
    await notify.settled(due, last)
    assert len(await notify.messages(user)) == 2


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ({"outcome": "garbage"}, "UNKNOWN"),
        ({"outcome": "error", "status": 500, "description": "Internal Server Error"}, "UNKNOWN"),
        (
            {
                "outcome": "error",
                "status": 403,
                "description": "Forbidden: bot was blocked by the user",
            },
            "REJECTED",
        ),
        (
            {"outcome": "error", "status": 400, "description": "Bad Request: chat not found"},
            "REJECTED",
        ),
    ],
)
async def test_failed_call_is_classed_by_what_the_server_saw(
    notify: BotLab, user: int, fault: dict[str, str | int], state: str
) -> None:
    """5xx and unreadable answers stay UNKNOWN, refusals are REJECTED; neither is repeated."""
    await notify.telegram.person(user)
    await notify.telegram.fault(method="sendMessage", chat_id=user, **fault)
    due = a_due(user)
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == state
    assert await notify.messages(user) == []


async def test_throttled_card_waits_and_arrives(notify: BotLab, user: int) -> None:
    """A 429 is honoured: nothing for this chat before retry_after, then the card, once."""
    await notify.telegram.person(user)
    await notify.telegram.fault(
        method="sendMessage",
        chat_id=user,
        outcome="error",
        status=429,
        retry_after=2,
        description="Too Many Requests: retry after 2",
    )
    due = a_due(user)
    began = datetime.now(UTC)  # noqa: TID251 - real waiting is what is tested
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == "SENT"
    assert datetime.now(UTC) - began >= timedelta(seconds=2)  # noqa: TID251 - see above
    assert len(await notify.messages(user)) == 1


async def test_closed_project_edits_its_card(notify: BotLab, user: int) -> None:
    """An edit finds the message of its card in the ledger; a repeated edit is no failure."""
    await notify.telegram.person(user)
    card = a_due(user)
    edit, again = an_edit(user, card, "e1", "closed"), an_edit(user, card, "e2", "closed")
    await notify.due(card, edit, again)
    states = await notify.settled(card, edit, again)
    assert {states[one.notification_id] for one in (card, edit, again)} == {"SENT"}
    (edited,) = await notify.messages(user, "edited")
    assert edited["text"].startswith("Closed: no more bids")


async def test_edit_of_a_card_never_sent_is_rejected(notify: BotLab, user: int) -> None:
    """There is nothing to edit, and that is said."""
    edit = an_edit(user, a_due(user))
    await notify.due(edit)
    await notify.settled(edit)
    (entry,) = (await notify.ledger())[edit.notification_id]
    assert (entry.state, entry.reason) == ("REJECTED", "card_not_sent")


async def test_expired_request_is_not_sent(notify: BotLab, user: int) -> None:
    """Too late is EXPIRED, without a call."""
    await notify.telegram.person(user)
    past = datetime(2026, 1, 1, tzinfo=UTC)
    due = a_due(user, expires_at=past)
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == "EXPIRED"
    assert await notify.messages(user) == []


async def test_unreadable_request_goes_to_the_dlq_and_the_next_is_sent(
    notify: BotLab, user: int
) -> None:
    """Bad bytes stop nobody."""
    await notify.telegram.person(user)
    await notify.put_raw("notifications.due", b"{not json", user)
    due = a_due(user)
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == "SENT"
    assert b"{not json" in await notify.values("notifications.due.dlq", partitions=1)


async def test_backlog_of_a_chat_arrives_as_one_list(notify: BotLab, user: int) -> None:
    """Seven cards that wait for a 429 are one message; each has its INTENT and SENT, same id."""
    await notify.telegram.person(user)
    await notify.telegram.fault(method="sendMessage", chat_id=user, **throttled(2))
    cards = [a_due(user, f"c{number}") for number in range(7)]
    await notify.due(*cards)
    states = await notify.settled(*cards)
    assert {states[one.notification_id] for one in cards} == {"SENT"}
    (message,) = await notify.messages(user)
    assert message["text"].count("Python bot") == 7
    entries = await notify.ledger()
    last = [entries[one.notification_id][-1] for one in cards]
    assert {(one.message_id, one.reason) for one in last} == {(message["message_id"], "listed")}
    edit = an_edit(user, cards[0])
    await notify.due(edit)
    assert (await notify.settled(edit))[edit.notification_id] == "REJECTED"
    assert await notify.messages(user, "edited") == []


def throttled(seconds: int) -> dict[str, str | int]:
    """A 429 for so long."""
    text = f"Too Many Requests: retry after {seconds}"
    return {"outcome": "error", "status": 429, "retry_after": seconds, "description": text}


async def test_block_stops_the_whole_queue_and_is_told(notify: BotLab, user: int) -> None:
    """One 403: everything that waits ends at once, without calls; the chat stage is told."""
    await notify.telegram.person(user)
    await notify.telegram.fault(method="sendMessage", chat_id=user, times=1, delay_ms=300)
    await notify.telegram.admin("POST", "block", {"user": user})
    digests = [a_due(user, f"d{number}", kind="digest", lane=3) for number in range(30)]
    await notify.due(*digests)
    states = await notify.settled(*digests, seconds=10)
    assert {states[one.notification_id] for one in digests} == {"REJECTED"}
    entries = await notify.ledger()
    assert {entries[one.notification_id][-1].reason for one in digests} == {"blocked"}
    reports = [decode(TelegramUpdate, one) for one in await notify.values("telegram.updates")]
    told = [one.report.reason for one in reports if one.user_id == user and one.report]
    assert told[:1] == ["blocked"]
    refused = [row for row in await notify.telegram.rows("rejected") if row["chat_id"] == user]
    assert len(refused) == len(told)


async def test_group_that_became_a_supergroup_gets_it_there(notify: BotLab, user: int) -> None:
    """Migrated: surely not sent; the same request goes to the new id, once."""
    await notify.telegram.person(user)
    await notify.telegram.admin(
        "POST", "groups", {"id": -user, "type": "group", "title": "Team", "members": [user]}
    )
    new_id = -1_000_000_000_000 - user
    await notify.telegram.admin("POST", "migrate", {"chat_id": -user, "new_id": new_id})
    due = a_due(user, chat_id=ChatId(-user))
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == "SENT"
    assert len(await notify.messages(new_id)) == 1
    (entry,) = [e for e in (await notify.ledger())[due.notification_id] if e.state == "SENT"]
    assert entry.chat_id == new_id


async def test_text_that_cannot_be_parsed_goes_plain(notify: BotLab, user: int) -> None:
    """A mistake in our markup costs the markup, not the message."""
    await notify.telegram.person(user)
    due = a_reply(user, text="<b>5 &lt; 6</i> yes")
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == "SENT"
    (message,) = await notify.messages(user)
    assert message["text"] == "5 < 6 yes"


async def test_text_refused_twice_is_buried(notify: BotLab, user: int) -> None:
    """What the server cannot take in any form goes to the dead letters with its reason."""
    await notify.telegram.person(user)
    text = "Bad Request: can't parse entities: no way"
    fault = {"outcome": "error", "status": 400, "description": text}
    await notify.telegram.fault(method="sendMessage", chat_id=user, times=2, **fault)
    due = a_due(user)
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == "REJECTED"
    letters = await notify.values("notifications.due.dlq", partitions=1)
    assert any(due.notification_id.encode() in one for one in letters)


async def test_endless_reply_is_cut_to_what_a_message_holds(notify: BotLab, user: int) -> None:
    """4,096 characters after parsing, the markup still whole."""
    await notify.telegram.person(user)
    due = a_reply(user, text="<b>" + "long &amp; wide 👍🏽 " * 500 + "</b>")
    await notify.due(due)
    assert (await notify.settled(due))[due.notification_id] == "SENT"
    (message,) = await notify.messages(user)
    assert 4_000 < len(message["text"]) <= 4_096
    assert message["text"].endswith("…")


async def test_edits_that_wait_are_one_call(notify: BotLab, user: int) -> None:
    """Five changes of a card behind a pause: one edit, the newest; all five are SENT."""
    await notify.telegram.person(user)
    card = a_due(user)
    await notify.due(card)
    await notify.settled(card)
    await notify.telegram.fault(method="editMessageText", chat_id=user, **throttled(1))
    edits = [an_edit(user, card, f"e{number}") for number in range(4)]
    edits.append(an_edit(user, card, "last", "closed"))
    await notify.due(*edits)
    states = await notify.settled(*edits)
    assert {states[one.notification_id] for one in edits} == {"SENT"}
    rows = await notify.messages(user, "edited")
    assert rows[-1]["text"].startswith("Closed: no more bids")
    assert len(rows) == 1
