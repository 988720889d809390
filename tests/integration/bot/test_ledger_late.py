"""Records of a process that stood still and lost its partition, on a real broker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.notifier.ledger import Ledger
from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import LedgerEntry
from gigwire.contracts.ids import MessageId
from gigwire.domain.notify.entries import entry_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_producer, read_to_end
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.due import a_due

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from gigwire.contracts.delivery import LedgerState
    from gigwire.contracts.ids import NotificationId
    from gigwire.runtime.process import Runtime

    NewOwner = Callable[[], Awaitable[Ledger]]

pytestmark = pytest.mark.asyncio(loop_scope="module")

PARTITION = 7


async def last_entry(lab: BotLab, key: NotificationId) -> LedgerEntry | None:
    """All that compaction would leave of a notification."""
    rows = await read_to_end(lab.settings, "notifications.ledger", (PARTITION,))
    values = [value for _, _, name, value in rows if name == key.encode()]
    return decode(LedgerEntry, values[-1]) if values[-1] is not None else None


def an_entry(user: int, state: LedgerState, message: int | None = None) -> LedgerEntry:
    """One state of a card; without a message it has none."""
    number = None if message is None else MessageId(message)
    return entry_of(a_due(user), state, SYSTEM_CLOCK.now, message_id=number)


@pytest_asyncio.fixture(loop_scope="module")
async def new_owner(runtime: Runtime) -> AsyncIterator[NewOwner]:
    """Who takes the partition over, up to what is there by then."""
    async with open_producer(runtime.settings, "test") as producer:

        async def made() -> Ledger:
            ledger = Ledger(runtime, producer)
            await ledger.recover((PARTITION,))
            return ledger

        yield made


async def test_end_behind_which_a_former_owner_wrote_is_written_again(
    lab: BotLab, user: int, new_owner: NewOwner
) -> None:
    """Compaction would leave the late INTENT alone, and the card would be told twice."""
    former, heir = await new_owner(), await new_owner()
    sent, late = an_entry(user, "SENT", 7), an_entry(user, "INTENT")
    key = sent.notification_id
    await heir.write(PARTITION, sent)
    await former.write(PARTITION, late)
    assert await last_entry(lab, key) == late
    await heir.recover((PARTITION,))
    entry = await last_entry(lab, key)
    assert entry is not None
    assert (entry.state, entry.message_id, entry.reason) == ("SENT", 7, "restored")
    await heir.recover((PARTITION,))
    assert await last_entry(lab, key) == entry


async def test_late_withdrawal_takes_nothing_back_from_the_new_owner(
    lab: BotLab, user: int, new_owner: NewOwner
) -> None:
    """Else a crash of the new owner while it sends would leave no trace of that."""
    intent = an_entry(user, "INTENT")
    former = await new_owner()
    await former.write(PARTITION, intent)
    await new_owner()
    await former.withdraw(PARTITION, intent)
    mark = (await new_owner()).book(PARTITION).get(intent.notification_id)
    assert mark is not None
    assert mark.state == "INTENT"
    assert await last_entry(lab, intent.notification_id) == intent


async def test_withdrawal_behind_an_end_is_undone(
    lab: BotLab, user: int, new_owner: NewOwner
) -> None:
    """The withdrawal says whom it was about; the end is written again for them."""
    former = await new_owner()
    intent, sent = an_entry(user, "INTENT"), an_entry(user, "SENT", 8)
    await former.write(PARTITION, intent)
    heir = await new_owner()
    await heir.write(PARTITION, sent)
    await former.withdraw(PARTITION, intent)
    assert await last_entry(lab, intent.notification_id) is None
    await heir.recover((PARTITION,))
    entry = await last_entry(lab, intent.notification_id)
    assert entry is not None
    assert (entry.state, entry.message_id, entry.user_id) == ("SENT", 8, user)


async def test_intent_that_its_new_owner_never_had_is_withdrawn(
    lab: BotLab, user: int, new_owner: NewOwner
) -> None:
    """Nothing was sent for it: its writer may not go on. The request comes as if it were new."""
    former = await new_owner()
    heir, other = await new_owner(), an_entry(user, "SENT", 9)
    await heir.write(PARTITION, other.model_copy(update={"notification_id": f"other{user}"}))
    late = an_entry(user, "INTENT")
    await former.write(PARTITION, late)
    await heir.recover((PARTITION,))
    assert heir.book(PARTITION).get(late.notification_id) is None
    assert await last_entry(lab, late.notification_id) is None


async def test_proof_of_a_former_owner_is_believed(user: int, new_owner: NewOwner) -> None:
    """What Telegram said is true, whoever heard it."""
    former = await new_owner()
    intent, sent = an_entry(user, "INTENT"), an_entry(user, "SENT", 10)
    await former.write(PARTITION, intent)
    await new_owner()
    await former.write(PARTITION, sent)
    mark = (await new_owner()).book(PARTITION).get(sent.notification_id)
    assert mark is not None
    assert (mark.state, mark.message_id) == ("SENT", 10)
