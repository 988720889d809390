"""A broadcast as an admin types it: header lines, a line of dashes, the text. Reads, sends nothing.

/broadcast
to: locale:ru,uk word:python
at: tomorrow 9:00
button: Read more | https://example.com/news
---
The text, with whatever bold and links the admin gave it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gigwire.contracts.broadcasts import Broadcast, BroadcastId, Segment
from gigwire.contracts.delivery import Button
from gigwire.contracts.ids import EventId, TraceId, digest
from gigwire.domain.broadcast.segment import WrongSegment, read_segment
from gigwire.domain.cards.html import safe_url, visible_length
from gigwire.domain.schedule.wish import time_of

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.domain.chat.turn import Turn

MOST_VISIBLE: Final = 3_500  # of the 4,096 characters of a message
MOST_BUTTONS: Final = 6
MAX_LABEL: Final = 40
_BORDER: Final = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_ID_BYTES: Final = 6


class WrongPart(ValueError):  # noqa: N818 - a decision: the admin is told which part
    """A line that cannot be read; its text is the message."""


def draft(turn: Turn, plain: str, html: str) -> Broadcast:
    """The broadcast that a message asks for. `plain` and `html`: the message without its command.

    Raises:
        WrongPart: a header line that is not understood, or a text that is missing or too long.
    """
    head, _ = _parted(plain)
    _, body = _parted(html)
    if not body or visible_length(body) > MOST_VISIBLE:
        raise WrongPart("---")
    name = BroadcastId(digest(turn.user_id, "broadcast", turn.update_id, size=_ID_BYTES))
    fields: dict[str, object] = {}
    buttons: list[tuple[Button, ...]] = []
    for line in filter(None, map(str.strip, head.splitlines())):
        key, _, value = (part.strip() for part in line.partition(":"))
        match key.lower():
            case "to":
                fields["segment"] = _segment(value)
            case "at":
                fields["at"] = _moment(value, turn)
            case "button" if len(buttons) < MOST_BUTTONS:
                buttons.append((_button(value),))
            case _:
                raise WrongPart(line)
    return Broadcast.model_validate(
        {
            "event_id": EventId(digest("broadcast", name, 1)),
            "trace_id": TraceId(name),
            "event_time": turn.now,
            "broadcast_id": name,
            "version": 1,
            "author": turn.user_id,
            "text": body,
            "keyboard": tuple(buttons),
            "changed_by": f"telegram:{turn.user_id}",
            **fields,
        }
    )


def _parted(text: str) -> tuple[str, str]:
    """Head and text; without a border all of it is text."""
    border = _BORDER.search(text)
    if border is None:
        return "", text.strip()
    return text[: border.start()], text[border.end() :].strip()


def _segment(value: str) -> Segment:
    try:
        return read_segment(value)
    except WrongSegment as error:
        raise WrongPart(str(error)) from None


def _moment(value: str, turn: Turn) -> datetime:
    moment = time_of(value, turn.now, turn.person.timezone)
    if moment is None:
        raise WrongPart(value)
    return moment


def _button(value: str) -> Button:
    label, _, address = (part.strip() for part in value.partition("|"))
    url = safe_url(address)
    if not label or len(label) > MAX_LABEL or url is None:
        raise WrongPart(value)
    return Button(text=label, url=url)
