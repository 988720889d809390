"""One numbered check of the Bot API server: a row of a family's table. Owns its form, not its run.

`provoke` is an aiogram method (called by a real bot) or a coroutine function of the desk; what it
gives is compared with `seen`. `how` of the generated table is read off it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.integration.telegram_judge.desk import Desk

    Act = Callable[[Desk], Awaitable[object]]
    HearingAct = Callable[[Desk, str], Awaitable[object]]
    AnyAct = Callable[..., Awaitable[object]]

USER = "the person"  # stands for the check's own person in a table
OK = "ok"
YES, NO = True, False
API = "Bot API: "  # core.telegram.org/bots/api, section
SERVER = "telegram-bot-api: "  # its source, file or class
SHORT = 28


class Check(NamedTuple):
    """A row: number, what is promised, Telegram's own words on it, how provoked, what is seen."""

    number: int
    behaviour: str
    reference: str
    provoke: AnyAct | TelegramMethod[Any]
    seen: object
    given: Act | None = None
    is_heard: bool = False
    """Whether it runs twice, with updates coming by long poll and by webhook."""

    @property
    def how(self) -> str:
        """The provocation in words."""
        told = f"{_first_line(self.given)}; " if self.given else ""
        if isinstance(self.provoke, TelegramMethod):
            return told + _call(self.provoke)
        return told + _first_line(self.provoke)


class Family(NamedTuple):
    """One table."""

    title: str
    checks: tuple[Check, ...]


def heard(number: int, behaviour: str, reference: str, act: HearingAct, seen: object) -> Check:
    """A row that runs by long poll and by webhook."""
    return Check(number, behaviour, reference, act, seen, is_heard=True)


def _first_line(act: object) -> str:
    return (getattr(act, "__doc__", "") or "").split("\n")[0].rstrip(".")


def _call(method: TelegramMethod[Any]) -> str:
    name = type(method).__api_method__
    given = {one: getattr(method, one) for one in sorted(method.model_fields_set)}
    told = (f"{one}={_brief(value)}" for one, value in given.items() if value != USER)
    return f"{name}({', '.join(told)})"


def _brief(value: object) -> str:
    if isinstance(value, str) and len(value) > SHORT + 12:
        return f"{value[:6]!r}... ({len(value)} characters)"
    if isinstance(value, BufferedInputFile):
        return f"{value.filename} of {len(value.data)} bytes"
    text = repr(value)
    return text if len(text) <= SHORT + 60 else f"{text[:SHORT]}..."
