"""What is remembered of cards that notify gave back: two small frozen rows. No decisions."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from gigwire.contracts.delivery import Card
from gigwire.contracts.ids import NotificationId
from gigwire.contracts.messages import Frozen


class Returned(Frozen):
    """A card that may have arrived, waiting for a digest; its `doubt` names what may have told."""

    card: Card
    since: AwareDatetime


class Doubts(Frozen):
    """Part of a person's row. `known`: the returns taken in, so that a repeat changes nothing."""

    waiting: tuple[Returned, ...] = ()
    known: dict[NotificationId, AwareDatetime] = Field(default_factory=dict)
