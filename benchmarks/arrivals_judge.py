"""What became of each tap and each project, by the server's record, Kafka's, and what was chosen.

Reads after the run; runs nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.arrivals_people import buttons_of
from benchmarks.delivery_world import percentile
from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.messages import ProjectMatched
from gigwire.contracts.people import Subscriber, TelegramUpdate
from gigwire.domain.chat.skills import query_of
from gigwire.domain.filters import filter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.arrivals_people import Newcomer
    from benchmarks.arrivals_world import Killed, World

KINDS: Final = "said,pressed,sent,edited,answered,rejected"
ACTS: Final = ("said", "pressed")
NUMBER: Final = re.compile(r"Job (\d{6}) for")
BULLET: Final = "• "  # a recent project on the last screen
AFTER_SECONDS: Final = 1.0


class Act(NamedTuple):
    """One message or press of a newcomer, and when it was answered (Unix seconds)."""

    user: int
    at: float
    heard: float  # by ingress
    toasts: tuple[float, ...]
    answers: tuple[float, ...]
    is_press: bool
    is_last: bool


class Record(NamedTuple):
    """All that was read back."""

    acts: list[Act]
    cards: dict[tuple[int, int], list[float]]  # (user, number of the project): when it came
    previews: list[int]  # recent projects on each last screen
    calls: int
    refused: Counter[str]  # by the server's words


async def read(world: World, people: Sequence[Newcomer]) -> Record:
    """Read the servers' records and the topic of updates."""
    heard = await _heard(world)
    record = Record([], defaultdict(list), [], 0, Counter())
    calls = 0
    for bot, server in world.servers.items():
        rows = await server.rows(KINDS)
        calls += sum(row["kind"] in ("sent", "edited", "answered") for row in rows)
        told = (row for row in rows if row["kind"] == "rejected")
        record.refused.update(f"{row['method']}: {row['description']}" for row in told)
        mine = {one.user for one in people if one.bot == bot}
        toasts = defaultdict(list)
        for row in rows:
            if row["kind"] == "answered":
                toasts[row["query_id"]].append(row["at"])
        by_chat = defaultdict(list)
        for row in rows:
            by_chat[row.get("chat_id")].append(row)
        for user, own in by_chat.items():
            _note_cards(own, record)
            if user in mine:
                record.acts.extend(_acts(own, toasts, heard[bot]))
                record.previews.extend(_previews(own))
    return record._replace(calls=calls)


async def hops(world: World) -> dict[str, dict[str, float]]:
    """Where the time of a conversation's calls goes, kills included."""
    decided: dict[str, tuple[float, float]] = {}
    heard = {
        one.trace_id: one.received_at.timestamp()
        for value in await world.lab.values("telegram.updates")
        if (one := decode(TelegramUpdate, value)).report is None
    }
    for value in await world.lab.values("notifications.due"):
        due = decode(NotificationDue, value)
        if due.trace_id in heard:
            at = due.event_time.timestamp()
            decided.setdefault(due.notification_id, (heard[due.trace_id], at))
    waits: dict[str, list[float]] = {"ingress to chat": [], "chat to INTENT": [], "to SENT": []}
    for key, entries in (await world.lab.ledger()).items():
        if key in decided:
            times = [*decided[key], *(one.event_time.timestamp() for one in entries)]
            for name, begin, end in zip(waits, times, times[1:], strict=False):
                waits[name].append(end - begin)
    return {name: spread(values) for name, values in waits.items()}


async def _heard(world: World) -> dict[str, dict[int, float]]:
    """When ingress took each update, by bot and number; the first time counts."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for value in await world.lab.values("telegram.updates"):
        update = decode(TelegramUpdate, value)
        if update.report is None:
            found[update.bot].setdefault(update.update_id, update.received_at.timestamp())
    return found


def _note_cards(rows: Iterable[dict[str, Any]], record: Record) -> None:
    for row in rows:
        if row["kind"] == "sent" and not buttons_of(row):
            for number in NUMBER.findall(row.get("text", "")):
                record.cards[row["chat_id"], int(number)].append(row["at"])


def _previews(rows: Sequence[dict[str, Any]]) -> list[int]:
    """How many recent projects the screen after the last tap showed."""
    screens = [row for row in rows if row["kind"] == "edited" and buttons_of(row)]
    return [screens[-1]["text"].count(BULLET)] if screens else []


def _acts(
    rows: Sequence[dict[str, Any]], toasts: dict[str, list[float]], heard: dict[int, float]
) -> list[Act]:
    """Each act with the screens that came before the next one; people wait for their answers."""
    places = [place for place, row in enumerate(rows) if row["kind"] in ACTS]
    ends = [*places[1:], len(rows)]
    acts = []
    for place, end in zip(places, ends, strict=True):
        row = rows[place]
        answers = tuple(one["at"] for one in rows[place + 1 : end] if buttons_of(one))
        acts.append(
            Act(
                user=row["chat_id"],
                at=row["at"],
                heard=heard.get(row["update_id"], row["at"]),
                toasts=tuple(toasts.get(row.get("query_id", ""), ())),
                answers=answers,
                is_press=row["kind"] == "pressed",
                is_last=end == len(rows),
            )
        )
    return acts


def wrong_answers(acts: Iterable[Act]) -> dict[str, int]:
    """Acts that were not answered exactly once: by one screen, a press also by one toast.

    After the last tap the clocks come as a second message.
    """
    found: Counter[str] = Counter({"lost": 0, "repeated": 0})
    for act in acts:
        wanted = 1 + act.is_last
        toasts = len(act.toasts) - act.is_press
        found["lost"] += len(act.answers) < wanted or toasts < 0
        found["repeated"] += len(act.answers) > wanted or toasts > 0
    return dict(found)


def is_disturbed(begin: float, end: float, killed: Sequence[Killed]) -> bool:
    """Whether a stage was dead between two moments, or as long again since it is back.

    What had waited leaves at the bots' pace meanwhile, and whoever taps waits behind it.
    """
    calm = (one.back + (one.back - one.at) + AFTER_SECONDS for one in killed)
    return any(begin < until and end > one.at for one, until in zip(killed, calm, strict=True))


def spread(values: Iterable[float]) -> dict[str, float]:
    """Count, percentiles and worst, in seconds."""
    found = sorted(values)
    if not found:
        return {"count": 0}
    parts = {f"p{share}": percentile(found, share / 100) for share in (50, 95, 99)}
    return {
        "count": len(found),
        **{name: round(value, 3) for name, value in parts.items()},
        "worst": round(found[-1], 3),
    }


def replies(acts: Iterable[Act], killed: Sequence[Killed]) -> dict[str, dict[str, float]]:
    """How long people waited for screens and toasts, with and without the kills."""
    answered = [act for act in acts if act.answers]
    calm = [act for act in answered if not is_disturbed(act.at, act.answers[0], killed)]
    presses = [act for act in calm if act.toasts]
    return {
        "from ingress": spread(act.answers[0] - act.heard for act in calm),
        "from the tap": spread(act.answers[0] - act.at for act in calm),
        "toast, from ingress": spread(act.toasts[0] - act.heard for act in presses),
        "tap to ingress": spread(act.heard - act.at for act in calm),
        "with the kills, from the tap": spread(act.answers[0] - act.at for act in answered),
    }


def first_cards(record: Record, killed: Sequence[Killed]) -> dict[str, dict[str, float]]:
    """From the last tap to the first card of a project that fits."""
    last = {act.user: act.at for act in record.acts if act.is_last}
    first: dict[int, float] = {}
    for (user, _), times in record.cards.items():
        first[user] = min(first.get(user, times[0]), *times)
    waits = {user: first[user] - at for user, at in last.items() if user in first}
    calm = [
        wait for user, wait in waits.items() if not is_disturbed(last[user], first[user], killed)
    ]
    return {"first card": spread(waits.values()), "first card, no kill": spread(calm)}


async def cards(world: World, record: Record) -> dict[str, Any]:
    """Whether each match was told once, and how long the stream's cards took."""
    matched = set()
    for value in await world.lab.values("matches"):
        one = decode(ProjectMatched, value)
        number = one.project.cluster_id.removeprefix("p")
        if number.isdecimal():
            matched |= {(int(user), int(number)) for user in one.users}
    told, wanted = world.projects.told, set(record.cards)
    newest = {number: times[0] - told[number].at for (_, number), times in record.cards.items()}
    return {
        "projects": len(told),
        "matches": len(matched),
        "lost": len(matched - wanted),
        "unasked": len(wanted - matched),
        "repeated": sum(len(times) > 1 for times in record.cards.values()),
        "project to chat": spread(newest.values()),
    }


async def wrong_settings(world: World, people: Sequence[Newcomer]) -> list[str]:
    """Newcomers whose record is not what they tapped."""
    held: dict[int, Subscriber] = {}
    for value in await world.lab.values("subscribers"):
        one = decode(Subscriber, value)
        if (known := held.get(one.user_id)) is None or known.version <= one.version:
            held[one.user_id] = one
    return [
        f"{one.user} {one.gave_up}" for one in people if not is_as_tapped(one, held.get(one.user))
    ]


def is_as_tapped(person: Newcomer, held: Subscriber | None) -> bool:
    """Whether the record has exactly the search, pace, language and bot that were chosen."""
    if held is None or person.gave_up:
        return False
    text = query_of((*person.chosen, "=" + person.word))
    if person.budget:
        text += f" budget>={person.budget}{held.currency.lower()}"
    wanted = filter_of(text, held.currency).filter
    return (
        wanted is not None
        and [one.query for one in held.filters] == [wanted.query]
        and (held.pace, held.status, held.bot) == ("instant", "active", person.bot)
        and held.locale == person.language.partition("-")[0]
    )
