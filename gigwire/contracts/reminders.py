"""What a person asked to be reminded of: kept in their settings, so that a list needs no search."""

from __future__ import annotations

from typing import NewType

from pydantic import AwareDatetime

from gigwire.contracts.ids import MessageId
from gigwire.contracts.messages import Frozen

ScheduleId = NewType("ScheduleId", str)


class Reminder(Frozen):
    """One reminder to come. `message_id`: the card it is about, in the person's chat."""

    schedule_id: ScheduleId
    at: AwareDatetime
    title: str
    url: str | None = None
    message_id: MessageId
