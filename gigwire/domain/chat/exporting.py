"""`/export`: a person's settings as one file. Owns what of them is portable, not its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from gigwire.contracts.delivery import Document
from gigwire.contracts.portable import Portable, PortableFilter
from gigwire.domain.chat.turn import Decision

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.people import Subscriber
    from gigwire.domain.chat.turn import Turn

# Fields that are the same in the settings and in the file.
SETTINGS: Final = (
    "locale", "currency", "timezone", "quiet_hours", "daily_cap", "pace", "digest_minute", "peace",
    "media", "taste_off", "news_off",
)  # fmt: skip
FILE_NAME: Final = "gigwire-{day}.json"


def export(turn: Turn) -> Decision:
    """The file, with what is in it and what is not."""
    portable = portable_of(turn.person, turn.now)
    caption = turn.words("export-caption", filters=len(portable.filters), saved=len(portable.saved))
    name = FILE_NAME.format(day=turn.now.date().isoformat())
    return Decision(says=(Document(name=name, content=text_of(portable), caption=caption),))


def portable_of(person: Subscriber, now: datetime) -> Portable:
    """What of the settings makes sense elsewhere."""
    filters = tuple(
        PortableFilter(
            name=one.name, query=one.query, is_paused=one.is_paused, priority=one.priority
        )
        for one in person.filters
    )
    # Built without checks: what the person has is theirs, and comes out as it is.
    return Portable.model_construct(
        exported_at=now,
        status="paused" if person.status == "paused" else "active",
        filters=filters,
        saved=person.saved,
        reminders=tuple(one for one in person.reminders if one.at > now),
        **{name: getattr(person, name) for name in SETTINGS},
    )


def text_of(portable: Portable) -> str:
    """The file's text: indented, for people look into it."""
    return orjson.dumps(portable.model_dump(mode="json"), option=orjson.OPT_INDENT_2).decode()
