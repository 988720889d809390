"""What an admin types behind `/admin`, read. Pure; nothing here may anything.

ban 5 | unban 5 | limits 5 filters:3 cards:10 | limits 5 off | note FL.ru answers slowly | note off
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import ValidationError

from gigwire.contracts.ids import UserId
from gigwire.contracts.orders import MOST_NOTE, Ceilings

if TYPE_CHECKING:
    from gigwire.contracts.orders import OrderKind

_ID: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_LIMIT: Final = re.compile(r"(filters|cards):([0-9]{1,4})", re.ASCII)


class WrongWish(ValueError):  # noqa: N818 - a decision: the admin is told what was not understood
    """Its text is the part that is wrong."""


class Note(NamedTuple):
    """Tell everybody; an empty text ends it."""

    text: str


class About(NamedTuple):
    """Something about one person."""

    kind: OrderKind
    user: UserId
    ceilings: Ceilings = Ceilings()


def wish_of(text: str) -> Note | About | None:
    """What is wished for; None: to see how things are.

    Raises:
        WrongWish: it is not understood.
    """
    verb, _, rest = text.strip().partition(" ")
    rest = " ".join(rest.split())
    match verb.lower():
        case "":
            return None
        case "note":
            return Note(_note(rest))
        case "ban":
            return About("ban", _user(rest))
        case "unban":
            return About("unban", _user(rest))
        case "limits":
            who, _, limits = rest.partition(" ")
            return About("limits", _user(who), ceilings_of(limits))
    raise WrongWish(verb)


def ceilings_of(text: str) -> Ceilings:
    """`filters:3 cards:10`, one of them, or `off`.

    Raises:
        WrongWish: nothing, or something else.
    """
    if text.lower() == "off":
        return Ceilings()
    parts = [_LIMIT.fullmatch(part) for part in text.lower().split()]
    if not parts or None in parts:
        raise WrongWish(text)
    try:
        return Ceilings.model_validate({part[1]: int(part[2]) for part in parts if part})
    except ValidationError:
        raise WrongWish(text) from None


def _user(text: str) -> UserId:
    if not _ID.fullmatch(text):
        raise WrongWish(text)
    return UserId(int(text))


def _note(text: str) -> str:
    if not text or len(text) > MOST_NOTE:
        raise WrongWish(text[:40] or "note")
    return "" if text.lower() == "off" else text
