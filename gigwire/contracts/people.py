"""Messages about subscribers: who they are, what they want, what they said. No delivery here."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field, model_validator

from gigwire.contracts.ids import ChatId, ClusterId, FilterId, NotificationId, UserId
from gigwire.contracts.messages import Event, Frozen, Language
from gigwire.contracts.old_filters import composed_query

Locale = Literal["en", "ru", "uk", "pt", "es"]


class Filter(Frozen):
    """One saved search: `query` in the language of docs/filters.md, canonical, is all it means.

    `filter_id` is a digest of that meaning. The structural fields below `is_paused` are those of
    older records, from which `query` is composed where it is missing; nothing new reads them.
    """

    filter_id: FilterId
    name: str
    query: str = ""
    is_paused: bool = False
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    # At least one alternative must hold; an alternative holds when all its terms occur.
    alternatives: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    minimum_usd: int | None = Field(default=None, ge=0)  # US cents; unknown budgets pass
    languages: tuple[Language, ...] = ()  # empty: every language
    sources: tuple[str, ...] = ()  # empty: every source
    # The limit as its owner typed it, for showing: minor units of `currency`.
    minimum_amount: int | None = None
    currency: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _with_query(cls, fields: object) -> object:
        if isinstance(fields, dict) and not fields.get("query"):
            return {**fields, "query": composed_query(fields)}
        return fields


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
