"""The message that publishes a day's table of currency rates."""

from __future__ import annotations

from pydantic import Field

from gigwire.contracts.messages import Event, IsoDate, Rate


class RatesPublished(Event):
    """A day's table of currency rates (topic `rates`, compacted, key = ISO date).

    A later record of the same date replaces the earlier one. `publisher`: who published it;
    `note`: where the figures are from.
    """

    date: IsoDate
    usd_per_unit: dict[str, Rate] = Field(min_length=1)
    publisher: str = ""
    note: str = ""
