"""The file that `/export` gives and `/import` takes: docs/export-format.md describes each field.

A new field needs a default; what changes meaning raises `VERSION`. Owns the shape and its bounds,
not what becomes of it.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.messages import Frozen
from gigwire.contracts.peace import Peace
from gigwire.contracts.people import Locale, Pace, QuietHours
from gigwire.contracts.reminders import Reminder
from gigwire.contracts.saved import MOST_SAVED, SavedCard

FORMAT: Final = "gigwire.person"
VERSION: Final = 1
MOST_FILE: Final = 200_000  # characters: what is full to every bound has some 160,000
MOST_BYTES: Final = 4 * MOST_FILE
MOST_SPANS: Final = 14


class FileQuestion(Frozen):
    """What is in a document that a person sent: its update comes again with the text."""

    type: Literal["file_question"] = "file_question"
    file_id: str
    update_id: int
    update: dict[str, Any]  # as the Bot API gave it


class PortableFilter(Frozen):
    """A filter as text: its id follows from the query."""

    name: str = Field(min_length=1, max_length=60)
    query: str = Field(min_length=1, max_length=2_000)
    is_paused: bool = False
    priority: Literal["low", "normal", "high"] = "normal"


class Portable(Frozen):
    """Everything of a person's settings that makes sense elsewhere; nobody's id is in it."""

    format: Literal["gigwire.person"] = "gigwire.person"
    version: Literal[1] = 1
    exported_at: AwareDatetime | None = None
    status: Literal["active", "paused"] = "active"
    locale: Locale = "en"
    currency: str = Field(default="USD", max_length=8)
    timezone: str = Field(default="UTC", max_length=64)
    quiet_hours: tuple[QuietHours, ...] = Field(default=(), max_length=MOST_SPANS)
    daily_cap: int = Field(default=30, ge=0, le=1_000)
    pace: Pace = "instant"
    digest_minute: int = Field(default=9 * 60, ge=0, lt=1440)
    peace: Peace = Peace()
    media: bool = False
    taste_off: bool = False
    news_off: bool = False
    filters: tuple[PortableFilter, ...] = ()
    saved: tuple[SavedCard, ...] = Field(default=(), max_length=MOST_SAVED)
    reminders: tuple[Reminder, ...] = Field(default=(), max_length=20)
