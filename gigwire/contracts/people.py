"""Messages about subscribers: who they are, what they want, what they said. No delivery here."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.ids import ChatId, ClusterId, FilterId, NotificationId, UserId
from gigwire.contracts.messages import Event, Frozen, Language

Locale = Literal["en", "ru", "uk", "pt", "es"]


class Filter(Frozen):
    """One saved search. All parts must hold; an empty part asks for nothing.

    A term is a word, or a phrase of words separated by spaces (they must follow each other).
    Words are compared after the analyser of `gigwire.domain.text` on both sides.
    """

    filter_id: FilterId
    name: str
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    # At least one alternative must hold; an alternative holds when all its terms occur.
    alternatives: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    minimum_usd: int | None = Field(default=None, ge=0)  # US cents; unknown budgets pass
    languages: tuple[Language, ...] = ()  # empty: every language
    sources: tuple[str, ...] = ()  # empty: every source
    is_paused: bool = False
    # The limit as its owner typed it, for showing: minor units of `currency`.
    minimum_amount: int | None = None
    currency: str | None = None


class QuietHours(Frozen):
    """Local wall time during which nothing rings; may wrap past midnight."""

    start_minute: int = Field(ge=0, lt=1440)  # minutes after local midnight
    end_minute: int = Field(ge=0, lt=1440)


class Subscriber(Event):
    """The whole of one person's settings (topic `subscribers`, compacted, key = user id).

    `version` rises by one with each change; a reader that sees an older version ignores it.
    A record without a value (tombstone) means that the person is forgotten.
    """

    user_id: UserId
    chat_id: ChatId
    version: int = Field(ge=1)
    status: Literal["active", "paused", "blocked"] = "active"
    locale: Locale = "en"
    currency: str = "USD"
    timezone: str = "UTC"
    filters: tuple[Filter, ...] = ()
    quiet_hours: QuietHours | None = None
    daily_cap: int = Field(default=30, ge=0)  # instant cards a local day; the rest: digest
    pace: Literal["instant", "hourly", "daily"] = "instant"
    digest_minute: int = Field(default=9 * 60, ge=0, lt=1440)  # of the local day, for overflow
    # The last update that the conversation has applied: a repeat changes nothing.
    last_update_id: int = 0


class TelegramUpdate(Event):
    """One update as the Bot API gave it (topic `telegram.updates`, key = user id)."""

    update_id: int
    user_id: UserId
    chat_id: ChatId
    payload: dict[str, Any]
    received_at: AwareDatetime


class FeedbackGiven(Event):
    """What a person did with a card (topic `feedback`, key = user id)."""

    user_id: UserId
    action: Literal["save", "unsave", "hide", "unhide"]
    notification_id: NotificationId
    cluster_id: ClusterId | None = None
