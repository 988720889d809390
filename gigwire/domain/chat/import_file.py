"""A file for `/import`, read: whatever somebody sends becomes settings or a list of what is wrong.

Never raises. Owns the checks beyond shape: filters are parsed again, addresses and zones looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from pydantic import ValidationError

from gigwire.contracts.portable import FORMAT, MOST_FILE, VERSION, Portable
from gigwire.contracts.reminders import Reminder
from gigwire.domain.cards.html import clean, safe_url
from gigwire.domain.chat.locales import CURRENCIES
from gigwire.domain.filters import filter_of, problem_of_adding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from gigwire.contracts.people import Filter
    from gigwire.contracts.saved import SavedCard
    from gigwire.domain.filters import Problem

Kind = Literal["large", "json", "format", "version", "unknown", "missing", "value", "filter"]
MOST_TOLD: Final = 5
MOST_TITLE: Final = 300
MOST_CAP: Final = 1_000
MOST_MESSAGE: Final = 2**31


class Wrong(NamedTuple):
    """What is wrong. `where`: the field, as `filters[2].query`; `problem`: of a filter."""

    kind: Kind
    where: str = ""
    problem: Problem | None = None
    typed: str = ""


class Read(NamedTuple):
    """Settings and their filters made anew; None where anything is wrong."""

    portable: Portable | None = None
    filters: tuple[Filter, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def read_file(text: str) -> Read:
    """The settings that a text holds."""
    if len(text) > MOST_FILE:
        return Read(wrong=(Wrong("large"),))
    try:
        raw = orjson.loads(text)
    except ValueError:  # also what cannot be encoded: half a surrogate pair
        return Read(wrong=(Wrong("json"),))
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        return Read(wrong=(Wrong("format"),))
    if raw.get("version") != VERSION or isinstance(raw["version"], bool):
        return Read(wrong=(Wrong("version", str(raw.get("version"))[:20]),))
    try:
        portable = Portable.model_validate_json(text)
    except ValidationError as error:
        found = [_wrong_of(one) for one in error.errors(include_url=False, include_input=False)]
        return Read(wrong=tuple(found[:MOST_TOLD]))
    return _checked(raw, portable)


def _checked(raw: dict[str, Any], portable: Portable) -> Read:
    made, wrong = _filters(portable)
    unknown = (Wrong("unknown", one) for one in _unknown(raw, portable.model_dump(mode="json")))
    values = (Wrong("value", one) for one in _values(portable))
    everything = (*unknown, *values, *wrong)
    if everything:
        return Read(wrong=everything[:MOST_TOLD])
    return Read(portable, made)


def _wrong_of(error: ErrorDetails) -> Wrong:
    kind: Kind = "missing" if error["type"] == "missing" else "value"
    where = ""
    for part in error["loc"]:
        where += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return Wrong(kind, where.removeprefix("."))


def _unknown(raw: object, known: object, where: str = "") -> Iterator[str]:
    """Names in the text that the shape does not have: a typo would else be a silent loss."""
    if isinstance(raw, dict) and isinstance(known, dict):
        for name, value in raw.items():
            place = f"{where}.{name}".removeprefix(".")
            if name not in known:
                yield place
            else:
                yield from _unknown(value, known[name], place)
    elif isinstance(raw, list) and isinstance(known, list):
        for number, (one, other) in enumerate(zip(raw, known, strict=False), 1):
            yield from _unknown(one, other, f"{where}[{number}]")


def _values(portable: Portable) -> Iterator[str]:
    """Fields whose shape is right and whose value is none that we would set."""
    if portable.currency not in CURRENCIES:
        yield "currency"
    if not _is_zone(portable.timezone):
        yield "timezone"
    if portable.peace.client_cap > MOST_CAP:
        yield "peace.client_cap"
    yield from _values_of_lists(portable)


def _values_of_lists(portable: Portable) -> Iterator[str]:
    for number, span in enumerate(portable.quiet_hours, 1):
        if span.start_minute == span.end_minute or not span.days:
            yield f"quiet_hours[{number}]"
    for number, card in enumerate(portable.saved, 1):
        wrong = _of_card(card, is_named=_is_name(card.cluster_id))
        yield from (f"saved[{number}].{name}" for name in wrong)
    for number, reminder in enumerate(portable.reminders, 1):
        wrong = _of_card(reminder, is_named=0 < reminder.message_id < MOST_MESSAGE)
        yield from (f"reminders[{number}].{name}" for name in wrong)


def _of_card(card: SavedCard | Reminder, *, is_named: bool) -> Iterator[str]:
    if not is_named:
        yield "message_id" if isinstance(card, Reminder) else "cluster_id"
    if card.url is not None and safe_url(card.url) is None:
        yield "url"
    if not clean(card.title) or len(card.title) > MOST_TITLE:
        yield "title"


def _is_name(text: str) -> bool:
    """A button carries it beside other words, and callback data is 64 bytes."""
    return 0 < len(text) <= 24 and text.isascii() and text.replace("-", "").isalnum()


def _is_zone(name: str) -> bool:
    try:
        return ZoneInfo(name).key == name
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder of zones
        return False


def _filters(portable: Portable) -> tuple[tuple[Filter, ...], tuple[Wrong, ...]]:
    made: list[Filter] = []
    wrong: list[Wrong] = []
    for number, one in enumerate(portable.filters, 1):
        where = f"filters[{number}]"
        wanted, problems = filter_of(one.query, portable.currency, one.name)
        if wanted is None:
            wrong.append(Wrong("filter", f"{where}.query", problems[0], one.query))
        elif problem := problem_of_adding(wanted, made):
            wrong.append(Wrong("filter", where, problem))
            break
        elif wanted.filter_id not in {held.filter_id for held in made}:
            changes = {"is_paused": one.is_paused, "priority": one.priority}
            made.append(wanted.model_copy(update=changes))
    return tuple(made), tuple(wrong)
