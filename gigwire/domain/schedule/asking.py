"""How a person asks to be reminded of a card: the button's choices, /remind, /reminders.

Pure, like all of the conversation: each function is a turn in, a decision out. Repeats and double
taps set one reminder a card, because its id is made of the card's message.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from babel.dates import format_skeleton

from gigwire.contracts.delivery import Button, Reply
from gigwire.contracts.ids import EventId, digest
from gigwire.contracts.reminders import Reminder, ScheduleId
from gigwire.contracts.schedule import ScheduleRequested
from gigwire.domain.cards.html import link, safe_url, shown
from gigwire.domain.chat.turn import Decision, Outgoing, answer, edit, reply
from gigwire.domain.localtime import local_day, zone_of
from gigwire.domain.schedule.wish import MORNING, evening_of_today, time_of, tomorrow_at

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.ids import MessageId
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.turn import Pressed, Turn

MARK: Final = "rm"  # what our callback data begins with
MOST_REMINDERS: Final = 20
MAX_TITLE: Final = 100
MAX_BUTTON: Final = 36
_BABEL: Final = {"en": "en", "ru": "ru", "uk": "uk", "pt": "pt_BR", "es": "es"}


class About(NamedTuple):
    """The card that is meant: its message, and what it shows."""

    message_id: MessageId
    title: str
    url: str | None = None


def remind_button(words: Words) -> Button:
    """The button for a card; what is pressed is known by its message."""
    return Button(text=words("button-remind"), data=f"{MARK}:ask")


def ask(turn: Turn, pressed: Pressed, about: About) -> Decision:
    """Offer times, in answer to the card."""
    text = turn.words("remind-when", title=_title(about))
    keyboard = _choices(turn, about.message_id)
    offer = Reply(text=text, keyboard=keyboard, reply_to=about.message_id)
    return Decision(says=(answer(pressed), offer))


def choose(turn: Turn, pressed: Pressed, about: About, choice: str) -> Decision:
    """Set the reminder that a button stands for; its message says so from then on."""
    moment = _moment(turn, choice)
    if moment is None:
        return Decision(says=(answer(pressed, turn.words("toast-remind-late")),))
    decision = remind(turn, moment, about)
    said, keyboard = _said(decision)
    shown_now = edit(pressed, keyboard, said)
    return Decision(decision.subscriber, (answer(pressed), *shown_now), further=decision.further)


def remind(turn: Turn, when: datetime, about: About) -> Decision:
    """Remind of a card at a time, and say so; the same card again moves its reminder."""
    words, zone = turn.words, turn.person.timezone
    reminder = Reminder(
        schedule_id=ScheduleId(digest(turn.user_id, "reminder", about.message_id)),
        at=when,
        title=about.title[:MAX_TITLE],
        url=safe_url(about.url) if about.url else None,
        message_id=about.message_id,
    )
    others = tuple(one for one in _coming(turn) if one.schedule_id != reminder.schedule_id)
    if len(others) >= MOST_REMINDERS:
        return Decision(says=(reply(words("remind-many", limit=MOST_REMINDERS)),))
    kept = tuple(sorted((*others, reminder), key=lambda one: one.at))
    told = words("remind-set", title=_title(about), when=shown_time(when, turn.now, zone, words))
    cancel = Button(text=words("button-remind-cancel"), data=f"{MARK}:x:{reminder.schedule_id}")
    return Decision(
        turn.changed(reminders=kept),
        (Reply(text=told, keyboard=((cancel,),), reply_to=about.message_id),),
        further=(_request(turn, reminder),),
    )


def command(turn: Turn, text: str, about: About | None) -> Decision:
    """`/remind 18:00` in answer to a card."""
    if about is None or not text.strip():
        return Decision(says=(reply(turn.words("remind-usage")),))
    when = time_of(text, turn.now, turn.person.timezone)
    if when is None:
        return Decision(says=(reply(turn.words("remind-wrong")),))
    return remind(turn, when, about)


def listed(turn: Turn) -> Decision:
    """`/reminders`: all that are to come, each with a button that cancels it."""
    return Decision(says=(reply(*_list(_coming(turn), turn)),))


def cancel(turn: Turn, pressed: Pressed, name: str, *, is_listed: bool) -> Decision:
    """Take a reminder back; one that came or is gone is only said to be."""
    words, coming = turn.words, _coming(turn)
    gone = next((one for one in coming if one.schedule_id == name), None)
    left = tuple(one for one in coming if one is not gone)
    text, keyboard = _list(left, turn) if is_listed else (words("remind-cancelled"), ())
    shown_now = edit(pressed, keyboard, text)
    if gone is None:
        return Decision(says=(answer(pressed, words("toast-remind-gone")), *shown_now))
    return Decision(
        turn.changed(reminders=left),
        (answer(pressed, words("toast-remind-cancelled")), *shown_now),
        further=(_request(turn, gone, is_cancelled=True),),
    )


def restored(
    turn: Turn, wanted: tuple[Reminder, ...], keeps: tuple[Reminder, ...]
) -> tuple[tuple[Reminder, ...], tuple[Outgoing, ...]]:
    """Reminders out of a file beside those that are kept, and the requests that make it so.

    Ids are made anew: a file may be another person's. What is neither wanted nor kept is cancelled.
    """
    before = {one.schedule_id: one for one in _coming(turn)}
    names = [ScheduleId(digest(turn.user_id, "reminder", one.message_id)) for one in wanted]
    own = [
        one.model_copy(update={"schedule_id": name, "title": one.title[:MAX_TITLE]})
        for name, one in zip(names, wanted, strict=True)
    ]
    kept = [one for one in before.values() if one in keeps]
    held = {one.schedule_id: one for one in (*own, *kept)}
    chosen = sorted(list(held.values())[:MOST_REMINDERS], key=lambda one: one.at)
    left = {one.schedule_id for one in chosen}
    new = [_request(turn, one) for one in chosen if before.get(one.schedule_id) != one]
    gone = [
        _request(turn, one, is_cancelled=True)
        for one in before.values()
        if one.schedule_id not in left
    ]
    return tuple(chosen), (*new, *gone)


def shown_time(when: datetime, now: datetime, zone: str, words: Words) -> str:
    """A moment as the person's clock shows it: today, tomorrow, or with its date."""
    local = when.astimezone(zone_of(zone))
    clock, day = f"{local:%H:%M}", local_day(when, zone)
    if day == local_day(now, zone):
        return words("when-today", time=clock)
    if day == local_day(tomorrow_at(now, zone, MORNING), zone):
        return words("when-tomorrow", time=clock)
    date = format_skeleton("MMMd", local, locale=_BABEL[words.locale])
    return words("when-day", date=date, time=clock)


def _said(decision: Decision) -> tuple[str, Keyboard]:
    (said,) = decision.says
    assert isinstance(said, Reply), "remind says one thing"
    return said.text, said.keyboard


def _moment(turn: Turn, choice: str) -> datetime | None:
    zone = turn.person.timezone
    match choice:
        case "hour":
            return turn.now + timedelta(hours=1)
        case "evening":
            return evening_of_today(turn.now, zone)
        case "morning":
            return tomorrow_at(turn.now, zone, MORNING)
        case _:
            return None


def _choices(turn: Turn, message: MessageId) -> Keyboard:
    words = turn.words
    hour = Button(text=words("button-remind-hour"), data=f"{MARK}:hour:{message}")
    evening = Button(text=words("button-remind-evening"), data=f"{MARK}:evening:{message}")
    morning = Button(text=words("button-remind-morning"), data=f"{MARK}:morning:{message}")
    is_day = evening_of_today(turn.now, turn.person.timezone) is not None
    return ((hour, *((evening,) if is_day else ())), (morning,))


def _coming(turn: Turn) -> tuple[Reminder, ...]:
    return tuple(one for one in turn.person.reminders if one.at > turn.now)


def _list(reminders: tuple[Reminder, ...], turn: Turn) -> tuple[str, Keyboard]:
    words, zone = turn.words, turn.person.timezone
    if not reminders:
        return words("reminders-none"), ()
    times = [shown_time(one.at, turn.now, zone, words) for one in reminders]
    lines = [
        f"{number}. {time}: {link(one.url, shown(one.title, MAX_TITLE))}"
        for number, (one, time) in enumerate(zip(reminders, times, strict=True), 1)
    ]
    rows = tuple(
        (Button(text=f"✕ {number}. {time}"[:MAX_BUTTON], data=f"{MARK}:l:{one.schedule_id}"),)
        for number, (one, time) in enumerate(zip(reminders, times, strict=True), 1)
    )
    return "\n".join((words("reminders-title", count=len(lines)), "", *lines)), rows


def _title(about: About) -> str:
    url = safe_url(about.url) if about.url else None
    return f"<b>{link(url, shown(about.title, MAX_TITLE))}</b>"


def _request(turn: Turn, reminder: Reminder, *, is_cancelled: bool = False) -> Outgoing:
    person, words = turn.person, turn.words
    about = About(reminder.message_id, reminder.title, reminder.url)
    opening = (Button(text=words("button-open"), url=reminder.url),) if reminder.url else ()
    again = _again(reminder.message_id, words)
    event = ScheduleRequested(
        event_id=EventId(digest(reminder.schedule_id, turn.update_id, str(is_cancelled))),
        trace_id=turn.trace_id,
        event_time=turn.now,
        schedule_id=reminder.schedule_id,
        user_id=turn.user_id,
        chat_id=turn.chat_id,
        at=reminder.at,
        content=Reply(
            text=words("remind-note", title=_title(about)),
            keyboard=(*((opening,) if opening else ()), again),
            reply_to=reminder.message_id,
        ),
        locale=person.locale,
        currency=person.currency,
        is_cancelled=is_cancelled,
    )
    return Outgoing("notifications.scheduled", event)


def _again(message: MessageId, words: Words) -> tuple[Button, ...]:
    return (
        Button(text=words("button-remind-hour"), data=f"{MARK}:hour:{message}"),
        Button(text=words("button-remind-morning"), data=f"{MARK}:morning:{message}"),
    )
