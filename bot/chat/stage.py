"""The chat stage's loop: take updates, decide, produce, wait for Kafka; commit beside.

Partitions go on side by side, the updates of one partition one after the other. A kill at any point
makes the same update come again and arrive at the same records; what was acknowledged is not
repeated by notify (same notification id) nor here (update id noted in the subscriber).
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aiogram.types import Update
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from bot.assignment import Assignment, group_consumer
from bot.chat.admins import admin_routes
from bot.chat.broadcasts import broadcast_routes
from bot.chat.groups import thread_of
from bot.chat.mute import MuteBot
from bot.chat.newsboard import BROADCASTS
from bot.chat.newsroom import Newsroom
from bot.chat.notes import NoteReader
from bot.chat.overview import Overview, staff_of
from bot.chat.people import People
from bot.chat.recent import RecentProjects
from bot.chat.routes import build_dispatcher, decide
from bot.lexicon import lexicon
from bot.oddities import refusing
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import user_key
from gigwire.contracts.people import TelegramUpdate
from gigwire.domain.admin.gate import refusal
from gigwire.domain.admin.orders import obeyed
from gigwire.domain.chat import commands
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Around, Turn
from gigwire.domain.groups import reports
from gigwire.runtime.dlq import bury
from gigwire.runtime.kafka import open_producer, wire_topic
from gigwire.runtime.tasks import background

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition

    from gigwire.contracts.messages import Event
    from gigwire.domain.chat.records import Records
    from gigwire.domain.chat.turn import Decision
    from gigwire.runtime.process import Runtime

TOPIC: Final = "telegram.updates"
POLL_MS: Final = 250
COMMIT_SECONDS: Final = 0.2  # nobody waits for a commit; what comes again changes nothing


async def run_chat(runtime: Runtime) -> None:
    """Converse until told to stop."""
    async with open_producer(runtime.settings, "chat") as producer:
        await Chat(runtime, producer).run()


class Chat:
    """One member of the group `chat`."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self._runtime = runtime
        self._producer = producer
        self._people = People(runtime, producer)
        self._recent = RecentProjects(runtime)
        self._notes = NoteReader(runtime)
        self._overview = Overview(runtime)
        self._around = replace(_around(runtime, self._recent), noted=self._notes.noted)
        self._bot = MuteBot(runtime.settings.telegram.username)
        self._busy = asyncio.Lock()
        self._ahead: dict[TopicPartition, int] = {}  # done, not yet committed
        self._assignment = Assignment(runtime, self._drain)
        self._newsroom = Newsroom(runtime, producer, self._people, self._assignment)
        board = self._newsroom.news.board
        self._dispatcher = build_dispatcher(
            broadcast_routes(board, runtime.settings.telegram.admins),
            admin_routes(self._overview, board, staff_of(runtime.settings)),
        )
        self._consumer: AIOKafkaConsumer = group_consumer(runtime, TOPIC, self._assignment)

    async def run(self) -> None:
        """Take part in the group until told to stop."""
        await self._consumer.start()
        try:
            async with background(
                self._newsroom.run(),
                self._recent.follow(),
                self._commit_often(),
                self._notes.follow(),
                self._overview.follow(),
            ):
                while not self._runtime.stop.is_set:
                    await self._turn()
                await self._commit()
        finally:
            await self._consumer.stop()

    async def _drain(self) -> None:
        """Before partitions go: wait for the batch in hand, and commit it."""
        async with self._busy:
            await self._commit()

    async def _turn(self) -> None:
        if not self._assignment.is_settled:
            await self._assignment.settle(self._consumer, TOPIC, self._people.recover)
            return
        batch: dict[TopicPartition, list[ConsumerRecord]] = await self._consumer.getmany(
            timeout_ms=POLL_MS
        )
        if not self._assignment.is_settled:
            return  # fetched again after the recovery
        async with self._busy, asyncio.TaskGroup() as group:
            for where, records in batch.items():
                group.create_task(self._partition(where, records))

    async def _partition(self, where: TopicPartition, records: Sequence[ConsumerRecord]) -> None:
        for record in records:
            await self._record(record)
        self._ahead[where] = records[-1].offset + 1

    async def _commit_often(self) -> None:
        while True:
            await asyncio.sleep(COMMIT_SECONDS)
            if self._assignment.is_settled:
                await self._commit()

    async def _commit(self) -> None:
        ahead, self._ahead = self._ahead, {}
        if not ahead:
            return
        try:
            await self._consumer.commit(ahead)
        except KafkaError as error:
            # The group changed or Kafka is away: the updates come again and change nothing.
            self._runtime.log.info("chat.commit_refused", reason=type(error).__name__)

    async def _record(self, record: ConsumerRecord) -> None:
        metrics = self._runtime.metrics
        metrics.add("gigwire_events_in_total", stage="chat", topic=TOPIC)
        try:
            records = await self._records(record)
        except Poison as error:
            await bury(self._runtime, self._producer, record, error)
            metrics.add("gigwire_outcomes_total", stage="chat", outcome="poison")
            return
        await self._produce(record.partition, records)
        metrics.add("gigwire_outcomes_total", stage="chat", outcome="ok")

    async def _records(self, record: ConsumerRecord) -> Records:
        """Decide on one update.

        Raises:
            Poison: it cannot be read, or a handler failed on it.
        """
        event = decode(TelegramUpdate, record.value)
        if event.order is not None:
            turn = self._turn_of(record.partition, event, None)
            return records_of(turn, obeyed(turn, event.order, event.event_id))
        if event.report is not None:
            turn = self._turn_of(record.partition, event, None)
            decide_on = reports.reported if event.user_id < 0 else commands.reported
            return records_of(turn, decide_on(turn, event, event.report))
        try:
            update = Update.model_validate(event.payload, context={"bot": self._bot})
        except ValidationError as error:
            raise Poison("not_an_update", error.errors(include_url=False)[0]["msg"]) from None
        turn = self._turn_of(record.partition, event, update)
        if turn.is_repeat:
            return records_of(turn, None)
        if (refused := _refusal(turn, update, is_shed=event.is_shed)) is not None:
            return records_of(turn, refused)
        return records_of(turn, await self._decide(update, turn))

    async def _decide(self, update: Update, turn: Turn) -> Decision:
        log = self._runtime.log
        with refusing(log, "chat.handler_failed", "handler_failed", update_id=turn.update_id):
            return await decide(self._dispatcher, self._bot, update, turn)

    def _turn_of(self, partition: int, event: TelegramUpdate, update: Update | None) -> Turn:
        sender = getattr(update.event, "from_user", None) if update else None
        return Turn(
            update_id=event.update_id,
            user_id=event.user_id,
            chat_id=event.chat_id,
            trace_id=event.trace_id,
            now=self._runtime.clock.now(),
            lexicon=lexicon,
            subscriber=self._people.get(partition, event.user_id),
            gone=self._people.gone(event.user_id),
            language_code=sender.language_code if sender else None,
            around=self._around,
            bot=event.bot,
            attachment=event.attachment,
            thread_id=thread_of(update) if update else None,
            is_admin=event.is_admin,
            update=event.payload,
        )

    async def _produce(self, partition: int, records: Records) -> None:
        """Everything acknowledged, the subscriber last: it marks the update as applied."""
        outgoing: tuple[tuple[str, Event], ...] = (
            *(("notifications.due", one) for one in records.due),
            *(("feedback", one) for one in records.feedback),
            *((one.topic, one.event) for one in records.further if one.key is None),
        )
        settings = self._runtime.settings
        key = user_key(records.user_id)
        sent = [
            await self._producer.send(
                wire_topic(settings, topic), encode(event), key=key, partition=partition
            )
            for topic, event in outgoing
        ]
        await asyncio.gather(*sent)
        await self._produce_keyed(records)
        if records.forgotten is not None:
            await self._people.forget(partition, records.forgotten)
        elif records.subscriber is not None:
            await self._people.save(partition, records.subscriber)

    async def _produce_keyed(self, records: Records) -> None:
        """Records of topics with keys of their own; a broadcast is known here before the next."""
        for one in records.further:
            if one.key is not None:
                wire = wire_topic(self._runtime.settings, one.topic)
                stored = await self._producer.send_and_wait(wire, encode(one.event), key=one.key)
                if one.topic == BROADCASTS:
                    await self._newsroom.news.reached(stored.offset)


def _refusal(turn: Turn, update: Update, *, is_shed: bool) -> Decision | None:
    query = update.callback_query
    return refusal(
        turn,
        query_id=query.id if query else None,
        is_spoken=update.message is not None,
        is_shed=is_shed,
    )


def _around(runtime: Runtime, recent: RecentProjects) -> Around:
    """Links are signed with a secret of their own, else with one made of the bot's token."""
    telegram = runtime.settings.telegram
    secret = telegram.share_secret.get_secret_value() or telegram.token.get_secret_value()
    key = hashlib.sha256(b"share" + secret.encode()).digest() if secret else b""
    return Around(recent.recent, key, telegram.username, telegram.guide_url, known=recent.known)
