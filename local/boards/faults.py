"""Faults that a test asks a board to show. Owns which, for how long, and what they look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from aiohttp import web
from pydantic import Field, model_validator

from local.boards.model import BOARDS, Board, Value

FaultKind = Literal[
    "304",
    "429",
    "500",
    "503",
    "slow",
    "truncated",
    "wrong_charset",
    "changed_schema",
    "html_instead",
    "reset",
]
KINDS: Final = get_args(FaultKind)
_STATUSES: Final = {"429": 429, "500": 500, "503": 503}
_CHALLENGE: Final = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    b"<body><h1>Checking your browser</h1></body></html>"
)
# Another spelling of what a parser cannot do without, for each board's format.
_RENAMES: Final[dict[Board, tuple[tuple[bytes, bytes], ...]]] = {
    "freelancer": ((b'"projects":', b'"listings":'),),
    "fl": ((b"<item>", b"<entry>"), (b"</item>", b"</entry>")),
    "kwork": ((b'"wants":', b'"orders":'),),
    "freelancehunt": ((b'"attributes":', b'"fields":'),),
    "telegram_channel": ((b"tgme_widget_message", b"tgme_bubble"), (b"data-post", b"data-id")),
}


class FaultAsked(Value):
    """What a control request asks for: the next `count` requests, or all for `seconds`.

    `after`: so many requests go unharmed first (a second page can be hit).
    """

    board: Board
    kind: FaultKind
    count: int | None = Field(default=None, ge=1)
    seconds: float | None = Field(default=None, gt=0)
    after: int = Field(default=0, ge=0)
    retry_after: str | None = None  # as the header says it: seconds or an HTTP date
    delay: float = Field(default=10.0, ge=0)  # of `slow`

    @model_validator(mode="after")
    def _one_length(self) -> FaultAsked:
        if (self.count is None) == (self.seconds is None):
            message = "give either count or seconds"
            raise ValueError(message)
        return self


@dataclass
class Active:
    """A fault on its way: what is left of it. `end` is a monotonic time."""

    asked: FaultAsked
    end: float
    unharmed: int
    requests: int

    def is_over(self, now: float) -> bool:
        """Whether it has hit all that it was asked to hit."""
        return self.requests <= 0 if self.asked.count is not None else now >= self.end


@dataclass
class Faults:
    """Active faults per board, in the order they were asked for."""

    _active: dict[Board, list[Active]] = field(
        default_factory=lambda: {board: [] for board in BOARDS}
    )

    def add(self, asked: FaultAsked, now: float) -> None:
        """Start a fault; `now` is a monotonic time."""
        active = Active(asked, now + (asked.seconds or 0), asked.after, asked.count or 0)
        self._active[asked.board].append(active)

    def clear(self) -> None:
        """End all faults."""
        for active in self._active.values():
            active.clear()

    def take(self, board: Board, now: float) -> FaultAsked | None:
        """The fault for this request, counted; None when the board is well."""
        waiting = self._active[board]
        while waiting and waiting[0].is_over(now):
            waiting.pop(0)
        if not waiting:
            return None
        first = waiting[0]
        if first.unharmed:
            first.unharmed -= 1
            return None
        first.requests -= 1
        return first.asked


def refusal(fault: FaultAsked) -> web.Response | None:
    """The answer that has nothing of the page in it, or None where the fault spoils the page."""
    if fault.kind == "304":
        return web.Response(status=304)
    if fault.kind in _STATUSES:
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        text = "Too Many Requests" if fault.kind == "429" else "Server error"
        return web.Response(status=_STATUSES[fault.kind], text=text, headers=headers)
    if fault.kind == "html_instead":
        return web.Response(body=_CHALLENGE, content_type="text/html", charset="utf-8")
    return None


def spoilt(fault: FaultAsked, body: bytes) -> bytes:
    """The page as a faulty board would send it."""
    match fault.kind:
        case "truncated":
            return body[: max(1, len(body) * 3 // 5)]
        case "wrong_charset":
            # Bytes of one charset under the label of another; a page in plain ASCII gets a letter.
            text = body.decode()
            marked = text if not text.isascii() else re.sub("e", "é", text, count=1)
            return marked.encode("cp1251", errors="replace").replace(b"?", b"\xe9", 1)
        case "changed_schema":
            for old, new in _RENAMES[fault.board]:
                body = body.replace(old, new)
            return body
        case _:
            return body
