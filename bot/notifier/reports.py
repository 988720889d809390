"""What notify tells of its failures: to the chat stage, to the dead letters. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiokafka import ConsumerRecord

from bot.notifier.patience import Outgoing, put
from gigwire.contracts.codec import encode
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import EventId, digest, user_key
from gigwire.contracts.people import ChatReport, TelegramUpdate
from gigwire.runtime.dlq import bury
from gigwire.runtime.kafka import wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaProducer

    from gigwire.contracts.delivery import NotificationDue
    from gigwire.contracts.groups import AdminQuestion
    from gigwire.contracts.portable import FileQuestion
    from gigwire.contracts.returned import NotificationReturned
    from gigwire.domain.notify.request import Request
    from gigwire.runtime.process import Runtime

UPDATES: Final = "telegram.updates"
REQUESTS: Final = "notifications.due"
RETURNED: Final = "notifications.returned"


class Reports:
    """Writes with acknowledgement, before the offset of the request goes."""

    def __init__(self, runtime: Runtime, producer: AIOKafkaProducer) -> None:
        self._runtime = runtime
        self._producer = producer

    async def chat(self, due: NotificationDue, report: ChatReport) -> None:
        """A person's chat cannot be written to, or has another id: chat keeps the settings."""
        now = self._runtime.clock.now()
        event = TelegramUpdate(
            event_id=EventId(digest(due.notification_id, "report", report.reason)),
            trace_id=due.trace_id,
            event_time=now,
            update_id=0,
            user_id=due.user_id,
            chat_id=due.chat_id,
            payload={},
            received_at=now,
            report=report,
            bot=due.bot,
        )
        wire = wire_topic(self._runtime.settings, UPDATES)
        await self._producer.send_and_wait(wire, encode(event), key=user_key(due.user_id))
        self._runtime.log.info("notify.chat_reported", reason=report.reason)

    async def answer(
        self, due: NotificationDue, question: AdminQuestion, *, is_admin: bool
    ) -> None:
        """An update comes again, with what Telegram says of its sender."""
        await self._again(due, question, is_admin=is_admin)

    async def file(self, due: NotificationDue, question: FileQuestion, text: str) -> None:
        """An update comes again, with the text of its document; empty: that could not be read."""
        await self._again(due, question, attachment=text)

    async def _again(
        self, due: NotificationDue, question: AdminQuestion | FileQuestion, **known: object
    ) -> None:
        event = TelegramUpdate.model_validate(
            {
                "event_id": digest(due.notification_id, *known),
                "trace_id": due.trace_id,
                "event_time": self._runtime.clock.now(),
                "update_id": question.update_id,
                "user_id": due.user_id,
                "chat_id": due.chat_id,
                "payload": question.update,
                "received_at": self._runtime.clock.now(),
                "bot": due.bot,
                **known,
            }
        )
        wire = wire_topic(self._runtime.settings, UPDATES)
        await self._producer.send_and_wait(wire, encode(event), key=user_key(due.user_id))

    async def give_back(self, event: NotificationReturned) -> None:
        """Cards in doubt go back to personalise, for the person's next digest."""
        key = user_key(event.user_id)
        await put(self._runtime, self._producer, Outgoing(RETURNED, key, encode(event)))
        self._runtime.log.info("notify.returned", notification=event.notification_id)

    async def bury(self, request: Request, reason: str) -> None:
        """The server cannot read what we made of this request: somebody must look at it."""
        value, key = encode(request.due), user_key(request.due.user_id)
        record = ConsumerRecord(
            topic=wire_topic(self._runtime.settings, REQUESTS),
            partition=request.partition,
            offset=request.offset,
            timestamp=0,
            timestamp_type=0,
            key=key,
            value=value,
            checksum=None,
            serialized_key_size=len(key),
            serialized_value_size=len(value),
            headers=(),
        )
        await bury(self._runtime, self._producer, record, Poison(reason))
