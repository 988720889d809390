"""The message of what is to be sent at a time. Who sends it then, and when exactly: personalise."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from gigwire.contracts.delivery import Card, Lane, Reply
from gigwire.contracts.ids import ChatId, UserId
from gigwire.contracts.messages import Event
from gigwire.contracts.people import Locale
from gigwire.contracts.reminders import ScheduleId

# What makes sense by itself at a later time: no toast, and no edit of something.
Later = Annotated[Reply | Card, Field(discriminator="type")]


class ScheduleRequested(Event):
    """Send `content` at `at` (topic `notifications.scheduled`, key = user id).

    The same `schedule_id` again moves it to another time or content; `is_cancelled` takes it back.
    Of two requests the later in the topic holds. A time that has passed means now.
    """

    schedule_id: ScheduleId
    user_id: UserId
    chat_id: ChatId
    at: AwareDatetime
    content: Later
    lane: Lane = 1
    locale: Locale = "en"
    currency: str = "USD"
    is_cancelled: bool = False
