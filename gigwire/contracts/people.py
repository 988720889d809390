"""Messages about subscribers: who they are, what they want, what they said. No delivery here."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import AwareDatetime, Field, field_validator, model_validator

from gigwire.contracts.groups import Group
from gigwire.contracts.ids import (
    MAIN_BOT,
    ChatId,
    ClusterId,
    FilterId,
    NotificationId,
    UserId,
)
from gigwire.contracts.messages import Event, Frozen
from gigwire.contracts.old_filters import composed_query
from gigwire.contracts.orders import Ban, Ceilings, Order
from gigwire.contracts.peace import Mute, MuteKind, Peace, Weekday
from gigwire.contracts.questions import Question
from gigwire.contracts.reminders import Reminder
from gigwire.contracts.saved import MOST_SAVED, SavedCard

Locale = Literal["en", "ru", "uk", "pt", "es"]
Pace = Literal["instant", "hourly", "daily", "weekly"]
MOST_OFFER: Final = 250_000
EVERY_DAY: Final = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0


class Filter(Frozen):
    """One saved search: `query` in the language of docs/filters.md, canonical, is all it means.

    `filter_id` is a digest of that meaning. Records from before the language have fields in its
    place: `query` is composed of those when they are read.
    """

    filter_id: FilterId
    name: str
    query: str = ""
    is_paused: bool = False
    priority: Literal["low", "normal", "high"] = "normal"
    since: AwareDatetime | None = None  # when it got this meaning; None: before that was noted
    thread_id: int | None = None  # the forum topic that it posts into; None: where all is written

    @model_validator(mode="before")
    @classmethod
    def _with_query(cls, fields: object) -> object:
        if isinstance(fields, dict) and not fields.get("query"):
            return {**fields, "query": composed_query(fields)}
        return fields


class QuietHours(Frozen):
    """Local wall time during which nothing rings; may wrap past midnight.

    They begin on each of `days` at `start_minute` and last until `end_minute` comes next, at most a
    day; equal minutes mean none.
    """

    start_minute: int = Field(ge=0, lt=1440)  # minutes after local midnight
    end_minute: int = Field(ge=0, le=1440)
    days: tuple[Weekday, ...] = EVERY_DAY


class Draft(Frozen):
    """A filter being put together by buttons. `skills`: keys of chips; own words begin with `=`."""

    skills: tuple[str, ...] = ()
    budget: int | None = None  # least, whole units of the person's currency; 0: any
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Removed(Frozen):
    """The filter deleted last, and where it stood: what Undo brings back."""

    filter: Filter
    place: int = Field(ge=0)


class Unmuted(Frozen):
    """The mute taken off the list last, and where it stood: what Undo brings back."""

    mute: Mute
    place: int = Field(ge=0)


class Dialog(Frozen):
    """Where the conversation stands, so that any process goes on from there.

    `stage` is that of the first steps; `awaits` says what the next typed text is for, and of
    which filter (`about`).
    """

    stage: Literal["fresh", "skills", "budget", "pace", "done"] = "fresh"
    draft: Draft = Draft()
    awaits: Literal[
        "", "edit", "copy", "rename", "zone", "mute_word", "mute_client", "mute_source", "import"
    ] = ""
    about: FilterId | None = None
    removed: Removed | None = None
    unmuted: Unmuted | None = None
    is_zone_asked: bool = False
    offer: str = Field(default="", max_length=MOST_OFFER)  # a file to import, until it is taken


class Subscriber(Event):
    """The whole of one reader's settings (topic `subscribers`, compacted, key = user id).

    A reader is a person, or a group: then `user_id` is the (negative) id its chat had first.
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
    quiet_hours: tuple[QuietHours, ...] = ()  # quiet is what any of them covers
    daily_cap: int = Field(default=30, ge=0)  # instant cards a local day; the rest: digest
    pace: Pace = "instant"
    digest_minute: int = Field(default=9 * 60, ge=0, lt=1440)  # of the local day, for overflow
    peace: Peace = Peace()
    media: bool = False  # whether a project's pictures and files come with its card
    taste_off: bool = False  # score by filters alone, whatever the person likes
    news_off: bool = False  # no broadcasts
    saved: tuple[SavedCard, ...] = Field(default=(), max_length=MOST_SAVED)  # newest first
    reminders: tuple[Reminder, ...] = ()  # those that came stay until the next is set
    # The newest update that the conversation has applied, and the last few: pushed updates may
    # come in another order than they were made in. A repeat changes nothing.
    last_update_id: int = 0
    applied: tuple[int, ...] = ()
    dialog: Dialog = Dialog()
    bot: str = MAIN_BOT  # whom the person met first: only that one may write to them
    ban: Ban | None = None  # then `status` is blocked
    ceilings: Ceilings = Ceilings()  # set by those who run the bot
    group: Group | None = None  # of a group or channel

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _as_several(cls, value: object) -> object:
        """Read what was written when there was one span, or none."""
        if value is None:
            return ()
        return (value,) if isinstance(value, QuietHours | dict) else value


class ChatReport(Frozen):
    """What notify met when it wrote to a person: for whom settings are kept, not for the chat."""

    reason: str  # blocked, deactivated, chat_not_found ...; migrated; topic_gone, topic_closed
    moved_to: ChatId | None = None
    thread_id: int | None = None  # of a topic
    lives_at: UserId | None = None  # `moved_here`: who the group is that now has this chat


class TelegramUpdate(Event):
    """One update as the Bot API gave it (topic `telegram.updates`, key = user id).

    What comes from a group has the group's chat id for key and `user_id`, whoever sent it.
    It comes again with `is_admin` where what it asks for is an admin's, as notify found it out.
    Or, with `report`, what notify met: then there is no payload and `update_id` means nothing.
    """

    update_id: int
    user_id: UserId
    chat_id: ChatId
    payload: dict[str, Any]
    received_at: AwareDatetime
    report: ChatReport | None = None
    attachment: str | None = None  # text of a small document that came with it
    bot: str = MAIN_BOT  # which of our bots got it; `update_id` counts in each bot anew
    # Not to be done: it stands for a flood that was dropped, and the person is told to slow down.
    is_shed: bool = False
    order: Order | None = None  # of those who run the bot: no payload, `update_id` means nothing
    is_admin: bool | None = None  # whether the sender is one of the group; None: not asked


Action = Literal[
    "save", "unsave", "hide", "unhide", "like", "unlike", "less", "unless", "applied", "unapplied",
    "forget", "why", "digest",
]  # fmt: skip


class FeedbackGiven(Event):
    """What a person did with a card (topic `feedback`, key = user id).

    `less` says of what: `subject` is a word, a client's name, a board. `forget` is about no card:
    whatever was learnt of the person goes. `why` and `digest` ask a `question`: what became of a
    project, and that what waits is sent now.
    """

    user_id: UserId
    action: Action
    notification_id: NotificationId = NotificationId("")
    cluster_id: ClusterId | None = None
    aspect: MuteKind | None = None
    subject: str = ""
    question: Question | None = None
