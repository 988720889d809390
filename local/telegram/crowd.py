"""Simulated people: thousands who press, block, mute or answer what the bot sends them.

A person costs no task: every message plans at most one act, drawn from a seed, the chat and the
message, so a run can be repeated. What is planned is forgotten by a restart; who blocked or muted
is not.
"""

from __future__ import annotations

import zlib
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, model_validator

from local.telegram import people
from local.telegram.people import NotPossible, buttons_of
from local.telegram.reading import integer, mapping

if TYPE_CHECKING:
    from local.telegram.agenda import Agenda
    from local.telegram.chats import Message
    from local.telegram.journal import Event
    from local.telegram.world import World

MOST_PEOPLE = 200_000
ACTS = ("press", "block", "mute", "answer")


class CrowdConfig(BaseModel):
    """Who they are and how likely each act follows a message; together at most 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first_id: int = Field(800_000_001, gt=0)
    count: int = Field(10_000, ge=1, le=MOST_PEOPLE)
    seed: int = 0
    language_code: str = "en"
    press: float = Field(0.0, ge=0, le=1)
    """Presses one of the message's callback buttons."""
    block: float = Field(0.0, ge=0, le=1)
    mute: float = Field(0.0, ge=0, le=1)
    """Silences the chat: the bot is not told, but nothing comes back any more."""
    answer: float = Field(0.0, ge=0, le=1)
    answer_text: str = "Thanks!"
    least_seconds: float = Field(0.5, ge=0)
    """Reaction time, evenly drawn between this and `most_seconds` of the server's time."""
    most_seconds: float = Field(10.0, ge=0)

    @model_validator(mode="after")
    def _is_possible(self) -> CrowdConfig:
        if self.press + self.block + self.mute + self.answer > 1:
            raise ValueError("press, block, mute and answer are more than 1 together")
        if self.least_seconds > self.most_seconds:
            raise ValueError("least_seconds is more than most_seconds")
        return self


class Crowd:
    """Plans and performs; `count` tells what came of it."""

    def __init__(self, world: World, agenda: Agenda) -> None:
        self._world = world
        self._agenda = agenda
        self._configs = [CrowdConfig.model_validate(one) for one in world.crowds]
        self.count: Counter[str] = Counter()
        world.listeners.append(self._notice)

    def add(self, config: CrowdConfig) -> None:
        """Let a crowd in; they have all started the bot."""
        self._world.commit("crowd", crowd=config.model_dump())
        self._configs.append(config)

    def export(self) -> dict[str, object]:
        """Who there is, what they did, what they are about to do."""
        done = {f"{act}_done": self.count[act] for act in ACTS}
        crowds = [one.model_dump() for one in self._configs]
        failed = self.count["failed"]
        return {"crowds": crowds, **done, "failed": failed, "planned": len(self._agenda)}

    def _notice(self, event: Event) -> None:
        if event["kind"] == "reset":
            self._configs.clear()
            self.count.clear()
        if event["kind"] != "sent" or not self._configs:
            return
        message = mapping(event, "message")
        chat_id = integer(mapping(message, "chat"), "id")
        for config in self._configs:
            if config.first_id <= chat_id < config.first_id + config.count:
                self._plan(config, chat_id, message)

    def _plan(self, config: CrowdConfig, chat_id: int, message: Message) -> None:
        if self._world.chats[chat_id].is_muted:
            return
        message_id = integer(message, "message_id")
        drawn = _draw(config.seed, chat_id, message_id)
        for act in ACTS:
            likely = float(getattr(config, act))
            if drawn < likely:
                spread = config.most_seconds - config.least_seconds
                pause = config.least_seconds + spread * (drawn / likely)
                self._agenda.after(pause, partial(self._act, config, act, chat_id, message_id))
                return
            drawn -= likely

    def _act(self, config: CrowdConfig, act: str, user: int, message_id: int) -> None:
        try:
            match act:
                case "press":
                    self._press(user, message_id)
                case "block":
                    people.set_blocked(self._world, user, is_blocked=True)
                case "mute":
                    people.set_muted(self._world, user, is_muted=True)
                case "answer":
                    people.say(self._world, user, config.answer_text)
        except NotPossible:  # blocked, deleted or edited meanwhile
            self.count["failed"] += 1
            return
        self.count[act] += 1

    def _press(self, user: int, message_id: int) -> None:
        message = self._world.message(self._world.chats[user], message_id) or {}
        data = [str(one["callback_data"]) for one in buttons_of(message) if "callback_data" in one]
        if not data:
            raise NotPossible(f"message {message_id} has no button")
        choice = int(_draw(1, user, message_id) * len(data))
        people.press(self._world, user, message_id, data[choice])


def _draw(seed: int, chat_id: int, message_id: int) -> float:
    """A number in [0, 1) that is the same in every run."""
    return zlib.crc32(b"%d %d %d" % (seed, chat_id, message_id)) / 2**32
