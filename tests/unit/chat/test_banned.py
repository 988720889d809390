"""A ban closes the bot; what is the person's own stays theirs, and a ban is not shed by going."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import pytest
from aiogram.types import Update

from bot.chat.mute import MuteBot
from bot.chat.routes import build_dispatcher, decide
from bot.lexicon import lexicon
from gigwire.contracts.delivery import Document
from gigwire.contracts.ids import EventId, TraceId
from gigwire.contracts.orders import Order
from gigwire.contracts.people import Locale
from gigwire.domain.admin.gate import refusal
from gigwire.domain.admin.orders import obeyed
from gigwire.domain.chat import filters
from gigwire.domain.chat.records import Records, records_of
from gigwire.domain.forgetting.gone import back
from tests.support.gigs import NOON
from tests.support.talk import Talk

if TYPE_CHECKING:
    from gigwire.contracts.forgotten import PersonForgotten
    from gigwire.contracts.orders import OrderKind
    from gigwire.contracts.people import Subscriber

BAN = Order(kind="ban", by="telegram:700")
WORDS = lexicon("en")
SAYINGS = ("/delete_me", "/delete_me@Gigwire_Bot", "/export", "/export\nplease")


@dataclass
class Banned:
    """Somebody with a filter, banned; each update goes by the gate to the real routes."""

    language: Locale = "en"
    gone: PersonForgotten | None = None

    def __post_init__(self) -> None:
        self.talk = Talk(language=self.language)
        self.talk.run(partial(filters.add, text="python bot"))
        self.ordered("ban")
        self._routes = build_dispatcher(), MuteBot("gigwire_bot")

    @property
    def person(self) -> Subscriber:
        """Their settings, where there are any."""
        assert self.talk.person is not None
        return self.talk.person

    def ordered(self, kind: OrderKind) -> None:
        """By an admin."""
        order = BAN.model_copy(update={"kind": kind})
        turn = replace(self.talk.turn(), gone=self.gone, trace_id=TraceId(kind))
        self._take(records_of(turn, obeyed(turn, order, EventId(f"{kind}{turn.update_id}"))))

    async def says(self, text: str, chat: int = 5) -> Records:
        """Types."""
        message = {"message_id": 1, "date": 1, "from": _person(), "text": text}
        kind = "private" if chat > 0 else "supergroup"
        return await self._heard({"message": {**message, "chat": {"id": chat, "type": kind}}})

    async def presses(self, data: str) -> Records:
        """A button, whoever wrote it."""
        message = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}}
        query = {"id": "q", "from": _person(), "chat_instance": "c", "data": data}
        return await self._heard({"callback_query": {**query, "message": message}})

    async def goes(self) -> Records:
        """All the way: two questions."""
        asked = await self.says("/delete_me")
        sure = await self.presses(_button(asked, "forget-ask", 0))
        return await self.presses(_button(sure, "forget-really", 1))

    async def _heard(self, update: dict[str, Any]) -> Records:
        turn = replace(self.talk.turn(), update=update, gone=self.gone)
        query = update.get("callback_query")
        refused = refusal(turn, query_id=query and "q", is_spoken=query is None)
        given = Update.model_validate({"update_id": turn.update_id, **update})
        found = records_of(turn, refused or await decide(*self._routes, given, turn))
        self._take(found)
        return found

    def _take(self, records: Records) -> None:
        """As `bot.chat.people` keeps them."""
        if records.forgotten is not None:
            self.talk.person, self.gone = None, records.forgotten
        elif records.subscriber is not None:
            if self.gone is not None and self.gone.returned_at is None:
                self.gone = back(self.gone, NOON)
            self.talk.person = records.subscriber


def _person() -> dict[str, Any]:
    return {"id": 5, "is_bot": False, "first_name": "Vera", "language_code": "en"}


def _button(records: Records, _: str, row: int) -> str:
    """The data of a question's button."""
    keyboard = records.due[-1].content.keyboard  # type: ignore[union-attr]  # of a screen
    return keyboard[row][0].data or ""


def said(records: Records) -> list[str]:
    """Texts of what is due."""
    return [str(getattr(one.content, "text", one.content.type)) for one in records.due]


@pytest.mark.parametrize("language", get_args(Locale))
async def test_banned_person_takes_their_file_and_goes(language: Locale) -> None:
    """Told of both in the one line; then neither settings nor a word of a new beginning."""
    banned = Banned(language)
    (line,) = said(await banned.says("/start"))
    assert all(word in line for word in ("/export", "/delete_me"))
    (file,) = (await banned.says("/export")).due
    assert isinstance(file.content, Document)
    assert "python bot" in file.content.content
    end = await banned.goes()
    assert said(end)[-1] == lexicon(language)("forget-done-banned")
    assert banned.talk.person is None
    assert banned.gone is not None


@pytest.mark.parametrize("text", SAYINGS)
async def test_what_is_their_own_is_heard_however_it_is_typed(text: str) -> None:
    """With the bot's name, with words behind it; every time, not once."""
    banned = Banned()
    for _ in range(2):
        assert (await banned.says(text)).due
    assert banned.person.ban is not None


@pytest.mark.parametrize(
    "text", ["/filters", "/import", "/admin", "/delete_me_not", "/export@other_bot", "delete_me"]
)
async def test_bot_stays_deaf_to_all_else(text: str) -> None:
    """After the one line."""
    banned = Banned()
    await banned.says("hello")
    assert (await banned.says(text)).due == ()
    assert (await banned.presses("~1set:cap:30")).due == ()
    assert (await banned.presses("forget:now")).due == ()
    assert (await banned.says("/delete_me", chat=-100)).due == ()


async def test_no_keeps_settings_and_ban() -> None:
    """At the second question."""
    banned = Banned()
    sure = await banned.presses(_button(await banned.says("/delete_me"), "forget-ask", 0))
    kept = await banned.presses(_button(sure, "forget-really", 0))
    assert said(kept)[-1] == WORDS("forget-kept")
    assert banned.person.status == "blocked"


async def test_ban_is_not_shed_by_going_and_coming_back() -> None:
    """Told anew once, then deaf; who asks for nothing leaves no record; an admin can unban."""
    banned = Banned()
    await banned.goes()
    assert said(await banned.says("/delete_me")) == [WORDS("forget-nobody")]
    assert banned.talk.person is None
    assert said(await banned.says("/start")) == [WORDS("banned")]
    assert (await banned.says("python budget>=1usd")).due == ()
    returned = banned.person
    assert (returned.version, returned.status, returned.filters) == (1, "blocked", ())
    banned.ordered("unban")
    assert said(await banned.says("/start")) != []
    assert banned.person.status == "active"


async def test_banned_person_goes_twice_and_the_ban_with_an_operators_word() -> None:
    """Their new record can go as well; `gigwire forget` ends a ban with all else."""
    banned = Banned()
    await banned.goes()
    await banned.says("/start")
    await banned.goes()
    assert banned.talk.person is None
    assert said(await banned.says("/start")) == [WORDS("banned")]
    banned.ordered("forget")
    assert banned.gone is not None
    assert banned.gone.ban is None
    assert WORDS("banned") not in said(await banned.says("/start"))
