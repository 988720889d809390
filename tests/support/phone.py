"""One person's chat as their phone shows it, over the real dispatcher and without processes.

Between any two turns the settings are nothing but the bytes that Kafka would hold, so every turn
is one of a process that was just started. All that is shown is judged by Telegram's own rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from aiogram.types import Update

from bot.chat.mute import MuteBot
from bot.chat.routes import build_dispatcher, decide
from bot.lexicon import lexicon
from gigwire.contracts.codec import decode, encode
from gigwire.contracts.delivery import Answer, Button, KeyboardEdit, Reply
from gigwire.contracts.ids import ChatId, TraceId, UserId
from gigwire.contracts.people import Subscriber
from gigwire.domain.cards.html import escape
from gigwire.domain.chat.recent import Recent
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Around, Turn
from local.telegram.entities import kept_text
from local.telegram.html_mode import parse_html
from local.telegram.keyboards import checked_markup
from tests.support.gigs import NOON
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from aiogram import Bot, Dispatcher

    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.chat.records import Records

USER = 5
MOST_TOAST = 200  # characters (Bot API, answerCallbackQuery)
MOST_BUTTON = 64  # characters that a phone shows of a button, at the very most


class Shown(NamedTuple):
    """A message of the bot: HTML as it was sent, what is seen of it, its buttons."""

    html: str
    keyboard: Keyboard = ()
    reply_to: int | None = None

    @property
    def seen(self) -> str:
        """What a person reads."""
        return visible_text(self.html)

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row by row."""
        return [one for row in self.keyboard for one in row]

    def payload(self, number: int) -> dict[str, Any]:
        """The message as the Bot API would give it back with a press."""
        text, entities = kept_text(self.html, parse_html, [])
        found: dict[str, Any] = {**_message(number), "text": text, "entities": entities}
        return found | ({"reply_markup": _markup(self.keyboard)} if self.keyboard else {})


@cache
def _bot() -> tuple[Dispatcher, Bot]:
    return build_dispatcher(), MuteBot("gigwire_bot")


@dataclass
class Phone:
    """A chat; `stored` is the record of the person, `toast` the answer to the last press."""

    language: str = "en"
    around: Around = field(default_factory=lambda: Around(Recent(), b"secret", "gigwire_bot"))
    stored: bytes | None = None
    messages: dict[int, Shown] = field(default_factory=dict)
    toast: str = ""
    updates: int = 0
    further: tuple[Any, ...] = ()
    is_strict: bool = False  # decide every turn twice

    @property
    def person(self) -> Subscriber:
        """The settings as a process that starts now reads them."""
        assert self.stored is not None, "nobody knows this person yet"
        return decode(Subscriber, self.stored)

    @property
    def last(self) -> int:
        """The number of the newest message."""
        return max(self.messages)

    @property
    def screen(self) -> Shown:
        """The newest message."""
        return self.messages[self.last]

    def copy(self) -> Phone:
        """The same chat, to go on in another way."""
        return replace(self, messages=dict(self.messages))

    def receive(self, html: str, keyboard: Keyboard = ()) -> int:
        """A message that the bot sent by itself; gives its number."""
        number = max(self.messages, default=100) + 1
        self.messages[number] = _judged(Shown(html, keyboard))
        return number

    async def say(self, text: str, reply_to: int | None = None) -> None:
        """The person types."""
        message: dict[str, Any] = {**_message(0, self.language), "text": text}
        if reply_to is not None:
            message["reply_to_message"] = self.messages[reply_to].payload(reply_to)
        await self._heard({"message": message})

    async def show(self, **content: object) -> None:
        """The person sends something that is no text."""
        await self._heard({"message": _message(0, self.language) | content})

    async def press(self, number: int, data: str) -> None:
        """A button's data on a message, whoever wrote it."""
        query = {
            "id": "q",
            "from": _person(self.language),
            "chat_instance": "1",
            "message": self.messages[number].payload(number),
            "data": data,
        }
        await self._heard({"callback_query": query}, pressed=number)

    async def tap(self, text: str, times: int = 1) -> None:
        """The newest button of this text, so many times: each an update of its own."""
        number, data = self.find(text)
        for _ in range(times):
            await self.press(number, data)

    def find(self, text: str) -> tuple[int, str]:
        """Where the newest button with this text is, and its data."""
        for number in sorted(self.messages, reverse=True):
            for one in self.messages[number].buttons:
                if text in one.text and one.data:
                    return number, one.data
        raise AssertionError(f"no button {text!r}")

    async def _heard(self, update: dict[str, Any], pressed: int | None = None) -> None:
        self.updates += 1
        given = Update.model_validate(
            {"update_id": self.updates, **update}, context={"bot": _bot()[1]}
        )
        turn = self._turn()
        records = records_of(turn, await decide(*_bot(), given, turn))
        if self.is_strict:
            again = self._turn()
            assert records_of(again, await decide(*_bot(), given, again)) == records
        if records.subscriber is not None:
            self.stored = encode(records.subscriber)
        self.further = records.further
        self._apply(records, pressed)

    def _turn(self) -> Turn:
        return Turn(
            update_id=self.updates,
            user_id=UserId(USER),
            chat_id=ChatId(USER),
            trace_id=TraceId("t"),
            now=NOON,
            lexicon=lexicon,
            subscriber=None if self.stored is None else self.person,
            language_code=self.language,
            around=self.around,
        )

    def _apply(self, records: Records, pressed: int | None) -> None:
        """Show it. A press is answered once and first; whatever is typed gets a message."""
        contents = [one.content for one in records.due]
        answers = [one for one in contents if isinstance(one, Answer)]
        assert len(answers) == (pressed is not None), "one answer to a press, none to a message"
        if answers:
            assert contents[0] is answers[0], "the phone waits for it"
            assert len(answers[0].text) <= MOST_TOAST
        self.toast = answers[0].text if answers else ""
        rest = [one for one in contents if not isinstance(one, Answer)]
        assert rest or records.further or pressed, "silence"
        for one in rest:
            if isinstance(one, Reply):
                number = self.receive(one.text, one.keyboard)
                self.messages[number] = self.messages[number]._replace(reply_to=one.reply_to)
            elif not isinstance(one, KeyboardEdit):
                self.receive(str(getattr(one, "caption", "")) or one.type)  # a file
            else:
                before = self.messages[one.message_id]
                text = before.html if one.text is None else one.text
                self.messages[one.message_id] = _judged(Shown(text, one.keyboard, before.reply_to))


def _judged(shown: Shown) -> Shown:
    """The message, if Telegram would take it and a person could read it."""
    visible_text(shown.html)
    kept_text(shown.html, parse_html, [])
    checked_markup(_markup(shown.keyboard))
    for one in shown.buttons:
        assert 0 < len(one.text) <= MOST_BUTTON, one
        assert visible_text(escape(one.text)), one
        assert bool(one.url) != bool(one.data), one
    return shown


def _markup(keyboard: Keyboard) -> dict[str, Any]:
    rows = [
        [
            {"text": one.text, "url": one.url}
            if one.url
            else {"text": one.text, "callback_data": one.data}
            for one in row
        ]
        for row in keyboard
    ]
    return {"inline_keyboard": rows}


def _person(language: str) -> dict[str, Any]:
    return {"id": USER, "is_bot": False, "first_name": "Vera", "language_code": language}


def _message(number: int, language: str | None = None) -> dict[str, Any]:
    """What every message has; without a language it is the bot's own."""
    bot = {"id": 1, "is_bot": True, "first_name": "Gigwire"}
    return {
        "message_id": number or 9_000,
        "date": int(NOON.timestamp()),
        "chat": {"id": USER, "type": "private", "first_name": "Vera"},
        "from": _person(language) if language else bot,
    }
