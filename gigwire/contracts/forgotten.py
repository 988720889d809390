"""The message that a person is forgotten: decision 20 says what follows from it, and when."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.ids import MAIN_BOT, ChatId, UserId
from gigwire.contracts.messages import Event
from gigwire.contracts.orders import Ban
from gigwire.contracts.topic import DAY_MS

# A day more than any record about a person: after it nothing is left that could be cleared away,
# and this record is the last that goes.
FORGOTTEN_MS: Final = 31 * DAY_MS


class PersonForgotten(Event):
    """Whatever names this person, and is older than their return, goes (topic `people.forgotten`).

    Key = user id; of several the newest counts. `event_time`: when they asked. `applied` and
    `last_update_id` as in the settings that went: the same update again changes nothing. `ban`: of
    somebody banned who asked; it holds when they come back, as long as this record is there.
    """

    user_id: UserId
    chat_id: ChatId
    bot: str = MAIN_BOT
    how: Literal["asked", "ordered"] = "asked"
    last_update_id: int = 0
    applied: tuple[int, ...] = Field(default=(), max_length=64)
    ban: Ban | None = None
    returned_at: AwareDatetime | None = None  # what they did from then on is a new life
