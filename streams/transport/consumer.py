"""The consumer: when a partition may be read, and which offset may be committed.

Mends what makes stock Faust 0.15.3 lose records at rebalances; docs/faust.md has each fault with
file and line. Owns the order of things at a rebalance. Only for at-least-once processing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from faust.exceptions import ProducerSendError
from faust.transport.consumer import ensure_TP, ensure_TPset
from faust.transport.drivers.aiokafka import Consumer

from gigwire.contracts.errors import Fatal
from gigwire.runtime.kafka import member_of
from streams.transport.drain import drain
from streams.transport.offsets import OffsetLedger
from streams.transport.thread import MendedConsumerThread
from streams.transport.watchdog import WatchesProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from faust.types import TP, Message
    from faust.types.transports import ConsumerT


class MendedConsumer(WatchesProgress, Consumer):
    """Faust's consumer with five rules of its own.

    1. A stream partition is not fetched between its assignment and the seek that ends recovery.
    2. The commit position follows from offsets handed to streams, never from a jump.
    3. On revoke: wait, commit, then forget.
    4. An offset is committed when Kafka has said so.
    5. Nothing is committed before the outputs, nor after the worker has failed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.epoch = 0  # rises at each revoke and assign: what is older is not ours to deliver
        self.fetch_epoch = 0  # in which the running fetch was asked for
        self._held: set[TP] = set()  # assigned stream partitions that must not be fetched yet
        self._is_sought = False
        self._is_sealed = False
        super().__init__(*args, **kwargs)
        self.ledger: OffsetLedger[TP] = OffsetLedger(self._acked_index)
        assert not self.in_transaction, "the mended consumer is for at-least-once only"

    def _new_consumer_thread(self) -> MendedConsumerThread:
        return MendedConsumerThread(self, loop=self.loop, beacon=self.beacon)

    # -- rule 1: stock resumes at tables/recovery.py:649, seeks at 655 and empties the streams'
    #    queues at 659, so what came in between is gone.

    def _set_active_tps(self, tps: set[TP]) -> set[TP]:
        active = super()._set_active_tps(tps)
        active.difference_update(self._held)
        return active

    def resume_partitions(self, tps: Iterable[TP]) -> None:
        """Let partitions be fetched; held ones once `resume_flow` follows the seek."""
        super().resume_partitions(tps)
        self._active_partitions.difference_update(self._held)

    # -- partitions of a topic wait and go on together: stock lets them go one by one, in the order
    #    of a set (mode/utils/queues.py:183); in a backlog the first are read ever further ahead.

    def on_buffer_full(self, tp: TP) -> None:
        """A stream has no room: none of its topic's partitions is fetched for now."""
        for one in [one for one in self._active_partitions if one.topic == tp.topic]:
            super().on_buffer_full(one)

    def on_buffer_drop(self, tp: TP) -> None:
        """A stream has room again."""
        for one in [one for one in self._buffered_partitions if one.topic == tp.topic]:
            if one in self._held:
                self._buffered_partitions.discard(one)
            else:
                super().on_buffer_drop(one)

    async def perform_seek(self) -> None:
        """Go to the committed offsets and begin to count from there."""
        epoch = self.epoch
        committed = {ensure_TP(tp): at for tp, at in (await self.seek_to_committed()).items()}
        if epoch != self.epoch:
            return  # rebalanced meanwhile: the next recovery seeks again
        for tp in self._held.intersection(committed):
            self._forget([tp])
            self.ledger.begin(tp)
            self._committed_offset[tp] = self._read_offset[tp] = committed[tp] or None
        self._is_sought = True

    def resume_flow(self) -> None:
        """Let records flow. Called after the queues were emptied, so held ones may come now."""
        if self._is_sought:
            self._is_sought = False
            held, self._held = self._held, set()
            self._active_partitions.update(held - self._paused_partitions)
        super().resume_flow()

    @property
    def member(self) -> str:
        """The id under which the group knows this worker; empty while it is in none."""
        thread = cast("MendedConsumerThread", self._thread)
        return member_of(thread._consumer)  # noqa: SLF001 - one part

    @property
    def is_flowing(self) -> bool:
        """Whether an assignment has been taken up to its end."""
        return self.epoch > 0 and not self._held and self.flow_active

    # -- rule 3: stock forgets at consumer.py:659, then waits and commits without knowledge.

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Finish what is in hand, commit it, then forget the partitions."""
        self._new_epoch()
        self._active_partitions.difference_update(revoked)
        self._paused_partitions.difference_update(revoked)
        await self._on_partitions_revoked(revoked)
        self._forget(revoked)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Hold the stream partitions until recovery has ended."""
        self._new_epoch()
        self._forget(assigned)
        self._held = {tp for tp in ensure_TPset(assigned) if not self._is_changelog_tp(tp)}
        await super().on_partitions_assigned(assigned, generation_id)

    def _new_epoch(self) -> None:
        self.epoch += 1
        self._is_sought = False

    def _forget(self, tps: Iterable[TP]) -> None:
        self.ledger.forget(tps)
        for tp in tps:
            for known in (self._gap, self._acked, self._read_offset, self._committed_offset):
                known.pop(tp, None)
            self._buffered_partitions.discard(tp)

    # -- rule 2: stock compares with `> 1` (consumer.py:1140) and books a jump as done (1164).

    def _new_offset(self, tp: TP) -> int | None:
        self._acked[tp].clear()  # Faust's own list; the ledger reads the index beside it
        return self.ledger.committable(tp)

    def ack(self, message: Message) -> bool:
        """Note that a record is done; one of an earlier assignment is only let go."""
        if message.generation_id == self.app.consumer_generation_id:
            return super().ack(message)
        message.acked = True
        self._unacked_messages.discard(message)
        return False

    # -- rules 4 and 5: stock updates its own state whatever Kafka said (consumer.py:1080), and
    #    commits although a send has failed (topics.py:463 only logs).

    async def commit(self, *args: Any, **kwargs: Any) -> bool:
        """Commit what is done, unless this worker must not commit any more."""
        if self._is_sealed or self.app.crashed:
            return False
        return await super().commit(*args, **kwargs)

    async def _commit_offsets(
        self,
        offsets: Mapping[TP, int],
        start_new_transaction: bool = True,  # noqa: FBT001, FBT002 - Faust's
    ) -> bool:
        del start_new_transaction
        epoch, assignment = self.epoch, self.assignment()
        offsets = {tp: offset for tp, offset in offsets.items() if tp in assignment}
        if not (offsets and await self._outputs_are_stored() and await self._commit(offsets)):
            return False
        self.app.tables.on_commit(offsets)
        self.app.monitor.on_tp_commit(offsets)
        if epoch == self.epoch:  # else perform_seek has set, or will set, what Kafka has
            self._committed_offset.update(offsets)
        return True

    async def _outputs_are_stored(self) -> bool:
        try:
            await self.app.producer.settle()
        except ProducerSendError as error:
            await self.fail(error)
            return False
        return True

    async def commit_and_end_transactions(self) -> None:
        """Commit once more at the end; stock would join an older commit and miss the last."""
        await self.maybe_wait_for_commit_to_finish()
        await self.commit(start_new_transaction=False)

    async def fail(self, reason: BaseException) -> None:
        """End this worker without another commit: what is not committed is done again."""
        self.seal()
        await self.app.crash(reason)

    def seal(self) -> None:
        """Commit nothing from now on."""
        self._is_sealed = True

    async def wait_empty(self) -> None:
        """Wait for records in hand, unless nothing will be committed anyway."""
        if not (self._is_sealed or self.app.crashed):
            await super().wait_empty()

    async def verify_all_partitions_active(self) -> None:
        """Do nothing: the progress watchdog looks at what is committed, not at time stamps."""

    async def _drain_messages(self, fetcher: Any) -> None:
        await drain(self, fetcher)


def consumer_of(app: Any) -> MendedConsumer:
    """The mended consumer of an app.

    Raises:
        Fatal: the app runs on another transport.
    """
    consumer: ConsumerT = app.consumer
    if not isinstance(consumer, MendedConsumer):
        raise Fatal(f"{consumer!r} is not the mended consumer")
    return consumer
