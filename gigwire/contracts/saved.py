"""A card that a person keeps: in their settings, so that it is exported and forgotten with them."""

from __future__ import annotations

from typing import Final

from pydantic import AwareDatetime

from gigwire.contracts.ids import ClusterId
from gigwire.contracts.messages import Frozen

MOST_SAVED: Final = 50  # some 10 KB of a person's record at the worst; the oldest makes room


class SavedCard(Frozen):
    """What stands in the list: enough to find the project again."""

    cluster_id: ClusterId
    title: str
    url: str | None = None
    source: str = ""
    at: AwareDatetime
    is_applied: bool = False
