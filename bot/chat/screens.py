"""Screens of broadcasts at admins: edited as things move, and shown to those who may approve."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.lexicon import lexicon
from gigwire.contracts.codec import encode
from gigwire.contracts.delivery import KeyboardEdit, NotificationDue, Reply
from gigwire.contracts.ids import (
    ChatId,
    EventId,
    TraceId,
    UserId,
    digest,
    notification_id,
    user_key,
)
from gigwire.domain.broadcast.screens import screen
from gigwire.domain.broadcast.steps import OPEN
from gigwire.runtime.kafka import partition_of, wire_topic

if TYPE_CHECKING:
    from aiokafka import AIOKafkaProducer

    from bot.chat.people import People
    from gigwire.contracts.broadcasts import Broadcast, Screen
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.broadcast.board import Board
    from gigwire.runtime.process import Runtime

EDIT_SECONDS: Final = 3.0  # between two edits of one message, a change of state apart
SHOWN: Final = timedelta(minutes=10)  # after the end: the last messages find theirs


class Screens:
    """What was shown last is kept in memory: at worst a message is edited once more."""

    def __init__(
        self, runtime: Runtime, producer: AIOKafkaProducer, people: People, board: Board
    ) -> None:
        self._runtime = runtime
        self._producer = producer
        self._people = people
        self._board = board
        self._shown: dict[tuple[int, int], tuple[str, str, float]] = {}
        self._asked: set[tuple[str, int]] = set()

    async def show(self, owned: tuple[int, ...]) -> None:
        """Bring the screens of admins of these partitions up to date."""
        for broadcast in self._board.all():
            if not self._is_fresh(broadcast):
                continue
            for seen in broadcast.screens:
                if partition_of(seen.user_id) in owned:
                    await self._edit(broadcast, seen)
            if broadcast.state == "awaiting_approval":
                await self._ask(broadcast, owned)

    def _is_fresh(self, broadcast: Broadcast) -> bool:
        """Whether it moves, or ended so lately that a screen may not show its end yet."""
        return broadcast.state in OPEN or self._runtime.clock.now() - broadcast.event_time < SHOWN

    async def _edit(self, broadcast: Broadcast, seen: Screen) -> None:
        key, now = (seen.user_id, seen.message_id), self._runtime.clock.monotonic()
        words = lexicon(seen.locale)
        person = self._people.get(partition_of(seen.user_id), seen.user_id)
        zone = person.timezone if person else "UTC"
        tally = self._board.tally(broadcast.broadcast_id)
        text, keyboard = screen(broadcast, tally, words, self._runtime.clock.now(), zone)
        state, before, when = self._shown.get(key, ("", "", -EDIT_SECONDS))
        is_early = state == broadcast.state and now - when < EDIT_SECONDS
        if text == before or is_early:
            return
        self._shown[key] = (broadcast.state, text, now)
        content = KeyboardEdit(message_id=seen.message_id, text=text, keyboard=keyboard)
        name = digest(seen.message_id, broadcast.version, text)
        due = self._due(broadcast, seen.user_id, name, content)
        where = {"chat_id": seen.chat_id, "bot": seen.bot, "locale": seen.locale}
        await self._send(due.model_copy(update={**where, "kind": "edit", "lane": 2}))

    async def _ask(self, broadcast: Broadcast, owned: tuple[int, ...]) -> None:
        """Show what waits for approval to the other admins, each once."""
        for admin in map(UserId, self._runtime.settings.telegram.admins):
            key = (broadcast.broadcast_id, admin)
            where = partition_of(admin)
            if admin == broadcast.author or where not in owned or key in self._asked:
                continue
            self._asked.add(key)
            person = self._people.get(where, admin)
            if person is not None:
                await self._send(self._request(broadcast, person))

    def _request(self, broadcast: Broadcast, person: Subscriber) -> NotificationDue:
        tally, now = self._board.tally(broadcast.broadcast_id), self._runtime.clock.now()
        shown = screen(broadcast, tally, lexicon(person.locale), now, person.timezone)
        content = Reply(text=shown[0], keyboard=shown[1])
        due = self._due(broadcast, person.user_id, "approval", content)
        where = {"chat_id": person.chat_id, "bot": person.bot, "locale": person.locale}
        return due.model_copy(update=where)

    def _due(
        self, broadcast: Broadcast, user: UserId, name: str, content: KeyboardEdit | Reply
    ) -> NotificationDue:
        key = notification_id(user, broadcast.broadcast_id, "screen", name)
        return NotificationDue(
            event_id=EventId(digest("due", key)),
            trace_id=TraceId(broadcast.broadcast_id),
            event_time=self._runtime.clock.now(),
            notification_id=key,
            user_id=user,
            chat_id=ChatId(0),
            kind="reply",
            lane=1,
            content=content,
        )

    async def _send(self, due: NotificationDue) -> None:
        wire = wire_topic(self._runtime.settings, "notifications.due")
        await self._producer.send_and_wait(wire, encode(due), key=user_key(due.user_id))
