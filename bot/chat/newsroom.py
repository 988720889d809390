"""Broadcasts under way: counting and walking the owned partitions, beginning, ending.

Each instance of chat does this for the people of its own partitions. Two at once, during a
rebalance, do no harm: equal ids, and the last progress holds.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

from aiokafka.errors import KafkaError

from bot.chat.newsboard import NewsBoard
from bot.chat.outcomes import Outcomes
from bot.chat.screens import Screens
from bot.lexicon import lexicon
from gigwire.contracts.codec import encode
from gigwire.contracts.ids import user_key
from gigwire.domain.broadcast.segment import includes
from gigwire.domain.broadcast.steps import step
from gigwire.domain.broadcast.walk import counted, fresh, walk
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaProducer

    from bot.assignment import Assignment
    from bot.chat.people import People
    from gigwire.contracts.broadcasts import Broadcast, BroadcastId, BroadcastProgressed
    from gigwire.contracts.ids import UserId
    from gigwire.domain.broadcast.steps import Step
    from gigwire.runtime.process import Runtime

LOOKED_AT: Final = 500  # people between two turns of the event loop
IDLE_SECONDS: Final = 0.2
BUSY_SECONDS: Final = 0.05
LEADER: Final = 0  # whoever has this partition begins and ends broadcasts


class Newsroom:
    """Runs beside the conversation."""

    def __init__(
        self, runtime: Runtime, producer: AIOKafkaProducer, people: People, assignment: Assignment
    ) -> None:
        self.news = NewsBoard(runtime, producer)
        self._runtime = runtime
        self._producer = producer
        self._people = people
        self._assignment = assignment
        self._outcomes = Outcomes(runtime)
        self._screens = Screens(runtime, producer, people, self.news.board)
        self._order: dict[tuple[BroadcastId, int], list[UserId]] = {}

    async def run(self) -> None:
        """Until cancelled; a failure ends the stage."""
        await self._outcomes.start()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.news.follow())
                group.create_task(self._work())
        finally:
            await self._outcomes.stop()

    async def _work(self) -> None:
        await self.news.is_loaded.wait()
        while True:
            is_busy = False
            if self._assignment.is_settled:
                try:
                    is_busy = await self._turn(self._assignment.partitions)
                except KafkaError as error:
                    # Kafka is away: what was not stored is done again, under the same ids.
                    self._runtime.log.warning("chat.news_waits", reason=type(error).__name__)
            await asyncio.sleep(BUSY_SECONDS if is_busy else IDLE_SECONDS)

    async def _turn(self, owned: tuple[int, ...]) -> bool:
        """One round over all that is open. Gives whether something moves."""
        board = self.news.board
        self._order = {key: ids for key, ids in self._order.items() if key[1] in owned}
        for broadcast in board.in_state("draft", "previewed", "scheduled", "running"):
            await self._count_audience(broadcast, owned)
        begun = board.in_state("running", "paused", "cancelled")
        moving = [one for one in begun if self._is_open(one)]
        await self._follow(moving, owned)
        for broadcast in moving:
            for partition in owned:
                await self._advance(broadcast, partition)
        if LEADER in owned:
            await self._lead()
        await self._screens.show(owned)
        return bool(moving)

    def _is_open(self, broadcast: Broadcast) -> bool:
        """Whether messages of it may still be on their way."""
        if broadcast.state != "cancelled":
            return True
        tally = self.news.board.tally(broadcast.broadcast_id)
        return tally.settled < tally.emitted

    def _progress(self, broadcast: Broadcast, partition: int) -> BroadcastProgressed:
        known = self.news.board.progress(broadcast.broadcast_id, partition)
        return known or fresh(broadcast, partition)

    async def _count_audience(self, broadcast: Broadcast, owned: tuple[int, ...]) -> None:
        for partition in owned:
            if self.news.board.progress(broadcast.broadcast_id, partition) is not None:
                continue
            now, count = self._runtime.clock.now(), 0
            for number, person in enumerate([*self._people.known(partition).values()], 1):
                count += includes(broadcast.segment, person, now)
                if number % LOOKED_AT == 0:
                    await asyncio.sleep(0)
            made = fresh(broadcast, partition)
            await self.news.publish_progress(made.model_copy(update={"audience": count}))

    async def _follow(self, moving: list[Broadcast], owned: tuple[int, ...]) -> None:
        """Read the ledger for what moves; where that begins is stored before anything is sent."""
        wanted: dict[int, dict[BroadcastId, int]] = {}
        for broadcast in moving:
            for partition in owned:
                progress = self._progress(broadcast, partition)
                if progress.ledger_from < 0:
                    end = await self._outcomes.end(partition)
                    progress = progress.model_copy(update={"ledger_from": end})
                    await self.news.publish_progress(progress)
                begun = wanted.setdefault(partition, {})
                begun[broadcast.broadcast_id] = progress.ledger_from
        await self._outcomes.follow(wanted)
        await self._outcomes.look()

    async def _advance(self, broadcast: Broadcast, partition: int) -> None:
        """Bring a partition's counts up to date and, while it runs, write to the next people."""
        name = broadcast.broadcast_id
        known = self._progress(broadcast, partition)
        if known.ledger_from < 0 or not await self._outcomes.is_caught_up(partition):
            return
        progress = counted(known, self._outcomes.counts(partition, name))
        held = self.news.board.get(name)
        if held is not None and held.state == "running" and not progress.is_walked:
            progress = await self._walk(held, progress)
        if progress != known:
            await self.news.publish_progress(progress)

    async def _walk(
        self, broadcast: Broadcast, progress: BroadcastProgressed
    ) -> BroadcastProgressed:
        people = self._people.known(progress.partition)
        order = self._ordered(broadcast.broadcast_id, progress.partition)
        behind = bisect_right(order, progress.cursor)
        ahead = (people[user] for user in islice(order, behind, None) if user in people)
        now = self._runtime.clock.now()
        walked = walk(broadcast, islice(ahead, LOOKED_AT), progress, lexicon, now)
        wire = wire_topic(self._runtime.settings, "notifications.due")
        sent = [
            await self._producer.send(wire, encode(due), key=user_key(due.user_id))
            for due in walked.due
        ]
        await asyncio.gather(*sent)
        is_walked = bisect_right(order, walked.progress.cursor) == len(order)
        return walked.progress.model_copy(update={"is_walked": is_walked})

    def _ordered(self, name: BroadcastId, partition: int) -> list[UserId]:
        """The people of a partition by id, as they were when the walk was begun here."""
        key = (name, partition)
        if key not in self._order:
            self._order[key] = sorted(self._people.known(partition))
        return self._order[key]

    async def _lead(self) -> None:
        """Begin what is due, end what is over."""
        now, board = self._runtime.clock.now(), self.news.board
        for broadcast in board.in_state("scheduled"):
            if broadcast.at is None or broadcast.at <= now:
                await self._step(broadcast, "begin")
        for broadcast in board.in_state("running"):
            if board.tally(broadcast.broadcast_id).is_over:
                await self._step(broadcast, "finish")

    async def _step(self, broadcast: Broadcast, wanted: Step) -> None:
        after = step(broadcast, wanted, "chat", self._runtime.clock.now())
        if not isinstance(after, str):
            await self.news.publish(after)
            self._runtime.log.info("chat.broadcast", id=broadcast.broadcast_id, state=after.state)
