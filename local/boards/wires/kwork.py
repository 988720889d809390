"""Kwork: POST /projects (form `c`, `page`) as JSON; texts carry HTML entities, dates no year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import orjson

if TYPE_CHECKING:
    from datetime import datetime

    from local.boards.model import Posting
    from local.boards.world import World

A_PAGE: Final = 12
MOST_PAGES: Final = 34
MOSCOW: Final = ZoneInfo("Europe/Moscow")
MONTHS: Final = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_CATEGORY_IDS: Final = {"bots": 41, "web": 38, "mobile": 39, "data": 41, "design": 15, "onec": 80}
_ENTITIES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "«": "&laquo;",
    "»": "&raquo;",
    "—": "&mdash;",
    "\n": "\r\n",
}


def wants(world: World, page: int) -> bytes:
    """One page of orders, newest first; a closed one stays listed with its status."""
    postings = world.newest("kwork", A_PAGE * MOST_PAGES)
    last = max(1, -(-len(postings) // A_PAGE))
    shown = postings[(page - 1) * A_PAGE : page * A_PAGE]
    pagination = {
        "current_page": page,
        "last_page": last,
        "per_page": A_PAGE,
        "total": len(postings),
    }
    return orjson.dumps(
        {"success": True, "data": {"wants": [_want(it) for it in shown], "pagination": pagination}}
    )


def _want(posting: Posting) -> dict[str, object]:
    step = posting.step
    price = step.budget
    return {
        "id": posting.number,
        "status": "stop" if posting.is_closed else "active",
        "isWantActive": not posting.is_closed,
        "name": _escaped(step.title),
        "description": _escaped(step.body),
        "priceLimit": f"{(price.minimum or 0) if price else 0}.00",
        "possiblePriceLimit": (price.maximum or 0) if price else 0,
        "max_days": "10",
        "kwork_count": posting.bids,
        "category_id": str(_CATEGORY_IDS.get(step.category, 11)),
        "timeLeft": f"{1 + posting.number % 3} д. {posting.number % 24} ч.",
        "wantDates": {"dateCreate": _date(posting.first_at)},
        "user": {
            "USERID": step.client.native_id,
            "username": f"user_{step.client.native_id}",
            "data": {"wants_hired_percent": str(step.client.hired_percent)},
        },
    }


def _escaped(text: str) -> str:
    return "".join(_ENTITIES.get(letter, letter) for letter in text)


def _date(moment: datetime) -> str:
    local = moment.astimezone(MOSCOW)
    return f"{local.day} {MONTHS[local.month - 1]}"
