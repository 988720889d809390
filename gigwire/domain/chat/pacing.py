"""How the paces are called. Owns no rule of pacing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gigwire.contracts.people import Pace
    from gigwire.domain.cards.words import Words


def pace_name(pace: Pace, words: Words) -> str:
    """A pace in the person's language."""
    match pace:
        case "instant":
            return words("pace-instant")
        case "hourly":
            return words("pace-hourly")
        case "daily":
            return words("pace-daily")
        case "weekly":
            return words("pace-weekly")
