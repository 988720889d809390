"""A forum and a group through the real processes: set up by an admin, lost, moved."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from gigwire.contracts.codec import decode
from gigwire.contracts.people import Subscriber
from tests.support.bot_lab import NO_LIMITS, BotLab
from tests.support.due import a_due
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from gigwire.contracts.delivery import NotificationDue

pytestmark = pytest.mark.asyncio(loop_scope="module")

IDS = count(910_001)
TOPIC = 7


class Readers:
    """A group with an admin and a member."""

    def __init__(self, lab: BotLab) -> None:
        self.lab = lab
        self.admin, self.member, number = next(IDS), next(IDS), next(IDS)
        self.chat = -1_000_000_000_000 - number
        self.key = self.chat

    async def begin(self, **about: object) -> None:
        """The admin lets the bot in."""
        for user in (self.admin, self.member):
            await self.lab.telegram.person(user)
        wanted = {"id": self.chat, "title": "Readers", "members": [self.member], **about}
        await self.act("groups", **wanted, admins=[self.admin], added_by=self.admin)

    async def act(self, path: str, **body: object) -> None:
        """Something happens at the server."""
        await self.lab.telegram.admin("POST", path, body)

    async def say(self, text: str, user: int, **more: object) -> None:
        """Somebody says something there."""
        await self.act("groups/say", chat_id=self.chat, user=user, text=text, **more)

    async def sees(self, part: str, chat: int | None = None) -> dict[str, Any]:
        """Wait for a message that holds the part; gives it."""
        found: list[dict[str, Any]] = []

        async def is_there() -> bool:
            rows = await self.lab.messages(self.chat if chat is None else chat)
            found[:] = [row for row in rows if part in str(row)]
            return bool(found)

        await _until(is_there, f"{part!r} was not seen")
        return found[-1]

    async def becomes(self, is_so: Callable[[Subscriber], bool]) -> Subscriber:
        """Wait until the group's record is so."""
        found: list[Subscriber] = []

        async def is_there() -> bool:
            rows = [decode(Subscriber, one) for one in await self.lab.values("subscribers")]
            found[:] = [one for one in rows if one.user_id == self.key][-1:]
            return bool(found) and is_so(found[0])

        await _until(is_there, "the record did not become so")
        return found[0]

    def card(self, name: str, **fields: Any) -> NotificationDue:
        """What personalise would send."""
        return a_due(self.key, name, chat_id=self.chat, **fields)


async def _until(condition: Callable[[], Awaitable[bool]], otherwise: str) -> None:
    try:
        await until_async(condition)
    except TimeoutError:
        pytest.fail(otherwise)


async def test_groups_live_through_set_up_lost_topic_lost_rights_and_a_move(lab: BotLab) -> None:
    """Only the admin configures; what is lost stops, is told once, and comes back."""
    await lab.telegram.limits(**NO_LIMITS)
    for stage in ("notify", "chat", "ingress"):
        await lab.start(stage)
    forum, group = Readers(lab), Readers(lab)
    await forum.begin(is_forum=True)
    await group.begin(type="group")
    await _set_up(forum)
    await _lose_topic(forum)
    await _lose_rights(forum)
    await _move(group)


async def _set_up(forum: Readers) -> None:
    await forum.sees("/add")
    await forum.act(
        "groups/topics", chat_id=forum.chat, thread_id=TOPIC, state="open", by=forum.admin
    )
    await forum.say("/add@gigwire_bot rust", forum.member, thread_id=TOPIC)
    await forum.say("/add python", forum.admin, thread_id=TOPIC)
    answer = await forum.sees("Saved: python")
    assert answer["message_thread_id"] == TOPIC
    found = await forum.becomes(lambda one: bool(one.filters))
    assert [(one.query, one.thread_id) for one in found.filters] == [("python", TOPIC)]
    await forum.sees("Only admins")


async def _lose_topic(forum: Readers) -> None:
    first, second = (forum.card(name, thread_id=TOPIC) for name in ("c1", "c2"))
    await forum.lab.due(first)
    assert (await forum.lab.settled(first))[first.notification_id] == "SENT"
    shown = await forum.sees("~1mine:f1")
    assert (shown["message_thread_id"], "ks:" in str(shown)) == (TOPIC, False)
    topic = {"chat_id": forum.chat, "thread_id": TOPIC, "state": "deleted", "by": forum.admin}
    await forum.act("groups/topics", **topic)
    await forum.lab.due(second)
    await forum.lab.settled(second)
    assert (await forum.lab.ledger())[second.notification_id][-1].reason == "topic_gone"
    await forum.becomes(lambda one: one.filters[0].is_paused)
    await forum.sees("on pause: python", forum.admin)


async def _lose_rights(forum: Readers) -> None:
    """Everybody's right to text is gone, of which Telegram tells bots nothing."""
    await forum.act("chats", chat_id=forum.chat, denied=["text messages"], topics={"1": "open"})
    cards = [forum.card(f"r{number}") for number in range(4)]
    await forum.lab.due(*cards)
    await forum.lab.settled(*cards)
    ledger = await forum.lab.ledger()
    assert {ledger[one.notification_id][-1].reason for one in cards} == {"no_rights"}
    await forum.becomes(lambda one: one.status == "blocked")
    await forum.sees("may not write", forum.admin)
    await forum.act("chats", chat_id=forum.chat, topics={"1": "open"})
    await forum.say("/resume", forum.admin)
    await forum.becomes(lambda one: one.status == "active")
    notes = [row for row in await forum.lab.messages(forum.admin) if "may not write" in str(row)]
    assert len(notes) == 1


async def _move(group: Readers) -> None:
    """A group becomes a supergroup while chat is away; its settings stay under their key."""
    await group.say("/add golang", group.admin)
    await group.becomes(lambda one: bool(one.filters))
    chat = await group.lab.start("chat")
    await chat.kill()
    old, group.chat = group.chat, group.chat - 7
    await group.act("migrate", chat_id=old, new_id=group.chat)
    card = a_due(group.key, "moved", chat_id=old)
    await group.lab.due(card)
    assert (await group.lab.settled(card))[card.notification_id] == "SENT"
    await group.sees("~1mine:f1")
    await group.say("/add elixir", group.admin)
    await group.lab.start("chat")
    found = await group.becomes(lambda one: len(one.filters) == 2)
    assert (found.chat_id, found.user_id) == (group.chat, group.key)
    await group.sees("elixir")
