"""What personalise remembers of things to be sent: one small row a person. No decisions."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from gigwire.contracts.ids import UserId
from gigwire.contracts.messages import Frozen
from gigwire.contracts.reminders import ScheduleId
from gigwire.contracts.schedule import ScheduleRequested


class Item(Frozen):
    """One thing to come, as its newest request says; `offset`: where that lay in the topic."""

    request: ScheduleRequested
    offset: int
    # When a tick looks at it: the request's time, or until when a cancellation is remembered.
    at: AwareDatetime


class Scheduled(Frozen):
    """All that waits for its time for one person (table `scheduled_by_user`)."""

    user_id: UserId
    items: dict[ScheduleId, Item] = Field(default_factory=dict)
