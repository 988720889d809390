"""One person talking to the pure conversation: what they press and type, what they see."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Answer, Document, KeyboardEdit, Reply
from gigwire.contracts.ids import ChatId, MessageId, TraceId, UserId
from gigwire.domain.chat import buttons, commands, dispatch
from gigwire.domain.chat.recent import Recent
from gigwire.domain.chat.turn import Around, Pressed, Turn
from gigwire.domain.match.subject import subject_of
from tests.support.gigs import NOON, a_project, a_step, usd

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gigwire.contracts.delivery import Button
    from gigwire.contracts.messages import UniqueProject
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.chat.turn import Decision

KEY = b"secret"


def steps_of_days(days: int, *titles: str) -> list[UniqueProject]:
    """A project of each title every hour, up to noon."""
    found = []
    for hours in range(days * 24, 0, -1):
        now = NOON - timedelta(hours=hours)
        for number, title in enumerate(titles):
            budget = usd(10_000 * (number + 1), 10_000 * (number + 1))
            project = a_project(title=title, seen_at=now, budget=budget)
            found.append(a_step(f"c{hours}-{number}", now=now, project=project))
    return found


def recent_of(steps: list[UniqueProject]) -> Recent:
    """A read model that holds these."""
    recent = Recent()
    for step in steps:
        recent.add(step, subject_of(step.project, step.event_time))
    return recent


def texts(decision: Decision) -> list[str]:
    """What is said, toasts included."""
    said = [one for one in decision.says if isinstance(one, Reply | Answer | KeyboardEdit)]
    return [one.text or "" for one in said]


@dataclass
class Talk:
    """Applies decisions as the stage would; `screen` is the last message that has buttons."""

    language: str = "en"
    recent: Recent = field(default_factory=Recent)
    person: Subscriber | None = None
    text: str = ""
    toast: str = ""
    keyboard: tuple[tuple[Button, ...], ...] = ()
    sent: list[str] = field(default_factory=list)
    update_id: int = 0

    def turn(self) -> Turn:
        """The next turn of this person."""
        self.update_id += 1
        return Turn(
            update_id=self.update_id,
            user_id=UserId(5),
            chat_id=ChatId(5),
            trace_id=TraceId("t"),
            now=NOON,
            lexicon=lexicon,
            subscriber=self.person,
            language_code=self.language,
            around=Around(self.recent, KEY, "gigwire_bot"),
        )

    def turn_at(self, now: datetime) -> Turn:
        """The next turn, at another time."""
        return replace(self.turn(), now=now)

    def start(self, payload: str = "") -> None:
        """/start."""
        turn = self.turn()
        self._take(dispatch.settled(turn, commands.start(turn, payload)))

    def run(self, handler: Callable[[Turn], Decision]) -> None:
        """A command without arguments."""
        turn = self.turn()
        self._take(dispatch.settled(turn, handler(turn)))

    def say(self, text: str) -> None:
        """The person types."""
        self._take(dispatch.typed(self.turn(), text))

    def tap(self, part: str) -> None:
        """The first button whose text holds the part."""
        (found, *_) = [one for row in self.keyboard for one in row if part in one.text]
        assert found.data is not None, f"{part} is a link"
        self.press(found.data)

    def press(self, data: str) -> None:
        """A button's data, whoever wrote it."""
        decision = buttons.press(self.turn(), Pressed("q", MessageId(7)), data)
        assert isinstance(decision.says[0], Answer), "a press is answered first"
        self.toast = decision.says[0].text
        self._take(decision)

    @property
    def buttons(self) -> list[str]:
        """Texts of the buttons of the last screen."""
        return [one.text for row in self.keyboard for one in row]

    def copy(self) -> Talk:
        """The same conversation, to go on in another way."""
        return replace(self, sent=list(self.sent))

    def _take(self, decision: Decision) -> None:
        self.person = None if decision.forgets else decision.subscriber or self.person
        shown = [one for one in decision.says if isinstance(one, Reply | KeyboardEdit)]
        self.sent += [one.text or "" for one in shown]
        files = [one.content for one in decision.says if isinstance(one, Document)]
        self.text = files[0] if files else self.text
        if shown:
            first = shown[0]
            self.text, self.keyboard = first.text or self.text, first.keyboard
