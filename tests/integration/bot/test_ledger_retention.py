"""The ledger forgets on a real broker: a fresh owner does not know what was forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.notifier.ledger import Ledger
from gigwire.domain.notify.entries import entry_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.kafka import open_producer
from gigwire.runtime.process import Runtime  # noqa: TC001 - a fixture's type
from tests.support.due import a_due

if TYPE_CHECKING:
    from gigwire.contracts.delivery import LedgerEntry, LedgerState

pytestmark = pytest.mark.asyncio(loop_scope="module")

OLD, YOUNG = 100, 80  # days
PARTITION = 5


def entry(user: int, state: LedgerState, days: int) -> LedgerEntry:
    """What became of a card so many days ago."""
    when = SYSTEM_CLOCK.now() - timedelta(days=days)
    return entry_of(a_due(user, f"{state}{days}"), state, lambda: when)


async def test_old_ends_are_forgotten_and_open_ones_kept(runtime: Runtime, user: int) -> None:
    """SENT of 100 days goes, of 80 days stays; an UNKNOWN stays however old it is."""
    old, young = entry(user, "SENT", OLD), entry(user, "SENT", YOUNG)
    unknown = entry(user, "UNKNOWN", OLD)
    async with open_producer(runtime.settings, "test") as producer:
        owner = Ledger(runtime, producer)
        for one in (old, young, unknown):
            await owner.write(PARTITION, one)
        await owner.recover((PARTITION,))
        assert owner.book(PARTITION).get(old.notification_id) is not None
        await owner.forget_outlived()
        await producer.flush()
        heir = Ledger(runtime, producer)
        await heir.recover((PARTITION,))
    for book in (owner.book(PARTITION), heir.book(PARTITION)):
        assert book.get(old.notification_id) is None
        assert book.get(young.notification_id) is not None
        assert book.get(unknown.notification_id) is not None
