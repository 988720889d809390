"""Those who run the bot, by real processes: `/admin` in a chat and `gigwire admin` in a terminal.

What ClickHouse knows is not here (tests/integration/test_figures.py): the queues are Kafka's word.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from aiokafka.admin import NewTopic

from bot.lexicon import lexicon
from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import AuditRecord
from gigwire.contracts.people import Subscriber
from gigwire.contracts.topics import TOPICS
from gigwire.domain.personalise import Pacing, decide_match
from gigwire.runtime.kafka import open_admin, wire_topic
from tests.support.bot_lab import BOT_TOPICS, NO_LIMITS, BotLab
from tests.support.gigs import NOON, a_fit, a_step
from tests.support.telegram_html import visible_text
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.asyncio(loop_scope="module")

IDS = count(640_001)
NOTE = "FL.ru answers slowly"


def words(key: str, **values: str) -> str:
    """A text as a person reads it."""
    return visible_text(lexicon("en")(key, **values))


class Office:
    """An admin, a moderator to be, and somebody they decide about."""

    def __init__(self, lab: BotLab) -> None:
        self.lab = lab
        self.admin, self.moderator, self.person = next(IDS), next(IDS), next(IDS)

    async def open(self) -> None:
        """All topics, for a queue is of all stages; the admin has a role from the beginning."""
        more = [name for name in TOPICS if name not in BOT_TOPICS]
        wire = {name: wire_topic(self.lab.settings, name) for name in more}
        async with open_admin(self.lab.settings) as admin:
            await admin.create_topics(
                [NewTopic(wire[name], TOPICS[name].partitions, 1) for name in more]
            )
        await self.lab.telegram.limits(**NO_LIMITS)
        for user in (self.admin, self.moderator, self.person):
            await self.lab.telegram.person(user)
        for stage in ("notify", "ingress"):
            await self.lab.start(stage)
        await self.lab.start("chat", GIGWIRE_TELEGRAM__ADMINS=f"[{self.admin}]")

    async def gives_a_role(self) -> None:
        """Roles are of the settings: chat begins anew with them."""
        await (await self.lab.start("chat")).stop()
        roles = {"ADMINS": f"[{self.admin}]", "MODERATORS": f"[{self.moderator}]"}
        named = {f"GIGWIRE_TELEGRAM__{key}": value for key, value in roles.items()}
        await self.lab.start("chat", **named)

    async def say(self, user: int, text: str) -> None:
        """Somebody types."""
        await self.lab.telegram.admin("POST", "say", {"user": user, "text": text})

    async def press(self, user: int, button: str) -> None:
        """Somebody presses the newest button of that text."""
        await self.lab.telegram.admin("POST", "press", {"user": user, "button": button})

    async def heard(self, user: int) -> list[str]:
        """All that somebody was shown, sent or edited, in order."""
        rows = await self.lab.messages(user, "sent,edited")
        return [row.get("text") or row.get("caption") or "" for row in rows]

    async def answers(self, user: int, text: str, *parts: str) -> str:
        """Say it, and wait for a later message that holds the parts; gives that message."""
        since = len(await self.heard(user))
        await self.say(user, text)
        return await self.shown(user, since, *parts)

    async def shown(self, user: int, since: int, *parts: str) -> str:
        """Wait for a message behind the first `since` that holds the parts."""
        found: list[str] = []

        async def is_there() -> bool:
            later = (await self.heard(user))[since:]
            found[:] = [one for one in later if all(part in one for part in parts)]
            return bool(found)

        await until_async(is_there, 60)
        return found[0]

    async def says_until(
        self, user: int, text: str, sign: str, is_so: Callable[[str], bool]
    ) -> str:
        """Say it again until the answer, known by its sign, is so; gives that answer."""
        found: list[str] = []

        async def is_there() -> bool:
            found[:] = [await self.answers(user, text, sign)]
            return is_so(found[0])

        await until_async(is_there, 60)
        return found[0]

    async def becomes(self, is_so: Callable[[Subscriber], bool]) -> Subscriber:
        """Wait until the newest settings of the person are so."""
        found: list[Subscriber] = []

        async def is_there() -> bool:
            rows = [decode(Subscriber, one) for one in await self.lab.values("subscribers")]
            found[:] = [one for one in rows if one.user_id == self.person][-1:]
            return bool(found) and is_so(found[0])

        await until_async(is_there, 60)
        return found[0]

    async def command(self, *words: str) -> Any:
        """`gigwire admin ... --json`: what it wrote."""
        code, written = await self.lab.command("admin", *words, "--json")
        assert code == 0, written
        return orjson.loads(written)


async def test_those_with_a_role_see_ban_limit_and_note(lab: BotLab) -> None:
    """In a chat and in a terminal: the same orders, carried out once where the settings are."""
    office = Office(lab)
    await office.open()
    await office.answers(office.person, "/start", "What do you do?")
    await office.answers(office.person, "python budget>=1usd", "python")
    await _sees(office)
    await _bans(office)
    await _has_a_moderator(office)
    await _limits(office)
    await _notes(office)
    await _orders_from_a_terminal(office)
    await _leaves(office)
    audits = [decode(AuditRecord, value) for value in await lab.values("ops.audit")]
    told = [(one.action, one.arguments.get("kind", "")) for one in audits]
    orders = [("order", kind) for kind in ("ban", "unban", "limits", "ban")]
    assert sorted(told) == sorted([*orders, ("note", ""), ("note", "")])


async def _sees(office: Office) -> None:
    """The queues of all stages; nobody else sees that there is such a thing."""
    title = words("admin-title")  # chat has just begun, and reads the figures beside
    seen = await office.says_until(office.admin, "/admin", title, lambda one: "notify: " in one)
    assert all(f"\n{stage}: " in seen for stage in ("match", "notify", "chat", "record"))
    assert words("admin-away") in seen
    await office.answers(office.person, "/admin", words("unknown-command"))
    await office.answers(office.moderator, "/admin ban 1", words("unknown-command"))


async def _bans(office: Office) -> None:
    """One line, then nothing but what is theirs; no stage would tell them of a project."""
    done = words("admin-banned", user=str(office.person))
    await office.answers(office.admin, f"/admin ban {office.person}", done)
    held = await office.becomes(lambda one: one.ban is not None)
    assert held.status == "blocked"
    assert _cards(held) == 0
    assert _cards(held.model_copy(update={"status": "active"})) == 1
    since = len(await office.heard(office.person))
    await office.say(office.person, "hello")
    await office.say(office.person, "/filters")
    await office.answers(office.person, "/export", "Your settings in one file")
    assert [one.split(":")[0] for one in (await office.heard(office.person))[since:]] == [
        words("banned").split(":")[0],
        "Your settings in one file",
    ]


def _cards(person: Subscriber) -> int:
    """How many they would be sent of a project that fits."""
    fit = a_fit(a_step("c1"), person.user_id, 500, *person.filters)
    return len(decide_match(fit, person, Pacing(user_id=person.user_id), NOON).due)


async def _has_a_moderator(office: Office) -> None:
    """May unban, and not write notes; the person is heard again."""
    await office.gives_a_role()
    await office.answers(office.moderator, "/admin note x", words("admin-not-yours"))
    done = words("admin-unbanned", user=str(office.person))
    await office.answers(office.moderator, f"/admin unban {office.person}", done)
    await office.answers(office.person, "/filters", "python")


async def _limits(office: Office) -> None:
    """No filter beyond them."""
    told = f"/admin limits {office.person} filters:1 cards:4"
    await office.answers(office.admin, told, str(office.person), "4")
    await office.answers(office.person, "golang budget>=1usd", "1 filter")
    held = await office.becomes(lambda one: one.daily_cap == 4)
    assert len(held.filters) == 1


async def _notes(office: Office) -> None:
    """Above what people are shown, until it is taken back in a terminal."""
    await office.answers(office.admin, f"/admin note {NOTE}", words("admin-noted"))
    # Chat learns of its own note from Kafka, as its twins do.
    await office.says_until(office.person, "/help", "/delete_me", lambda one: NOTE in one)
    assert (await office.command("note", "off"))["note"] == ""
    await office.says_until(office.person, "/help", "/delete_me", lambda one: NOTE not in one)


async def _orders_from_a_terminal(office: Office) -> None:
    """As in the chat; nobody waits for its word there."""
    given = await office.command("ban", str(office.person))
    assert (given["kind"], given["user"]) == ("ban", str(office.person))
    held = await office.becomes(lambda one: one.ban is not None)
    assert held.ban is not None
    assert held.ban.by == given["by"]
    seen = await office.command("show")
    assert seen["stored"] is None
    assert {"match", "notify", "chat"} <= {one["stage"] for one in seen["waiting"]}


async def _leaves(office: Office) -> None:
    """A banned person may still go, and comes back banned."""
    await office.answers(office.person, "/delete_me", "Shall I forget you?")
    since = len(await office.heard(office.person))
    await office.press(office.person, words("button-forget-sure"))
    await office.shown(office.person, since, "Really?")
    await office.press(office.person, words("button-forget-now"))
    await office.shown(office.person, since, words("forget-done-banned")[:40])
    await office.answers(office.person, "/start", words("banned"))
    assert (await office.becomes(lambda one: one.version == 1)).filters == ()
