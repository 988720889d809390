"""What we need to know of an update to route it: its id, its person or group, its chat. Pure.

The payload itself goes on untouched: reading it is the chat stage's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import MAIN_BOT, ChatId, EventId, TraceId, UserId, digest
from gigwire.contracts.people import TelegramUpdate

if TYPE_CHECKING:
    from datetime import datetime

ALLOWED_UPDATES: Final = ("message", "callback_query", "my_chat_member", "channel_post")


def update_id_of(payload: object) -> int | None:
    """The number that Telegram counts acknowledgements by; None where there is none."""
    found = payload.get("update_id") if isinstance(payload, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def read_update(payload: object, now: datetime, bot: str = MAIN_BOT) -> TelegramUpdate:
    """Put an update that `bot` got into its envelope.

    Raises:
        Poison: `no_update_id`, `unknown_update` or `no_sender`.
    """
    number = update_id_of(payload)
    if number is None or not isinstance(payload, dict):
        raise Poison("no_update_id")
    kind = next((name for name in ALLOWED_UPDATES if isinstance(payload.get(name), dict)), None)
    if kind is None:
        raise Poison("unknown_update", ", ".join(sorted(map(str, payload))))
    event: dict[str, Any] = payload[kind]
    place = event.get("message") if kind == "callback_query" else event
    chat = _id(place.get("chat")) if isinstance(place, dict) else None
    # A group's updates go to whoever owns the group, in their order, whoever sent them.
    user = chat if chat is not None and chat < 0 else _id(event.get("from"))
    if user is None:
        raise Poison("no_sender", kind)
    # Each bot counts its own updates.
    identity = digest("update", *(() if bot == MAIN_BOT else (bot,)), number)
    return TelegramUpdate(
        event_id=EventId(identity),
        trace_id=TraceId(identity),
        event_time=now,
        update_id=number,
        user_id=UserId(user),
        chat_id=ChatId(user if chat is None else chat),
        payload=payload,
        received_at=now,
        bot=bot,
    )


def kind_of(payload: dict[str, Any]) -> str:
    """Which of our kinds an update that was read is."""
    return next(name for name in ALLOWED_UPDATES if isinstance(payload.get(name), dict))


def sender_of(payload: dict[str, Any]) -> UserId | None:
    """Who did it, also in a group; None where a channel speaks for itself."""
    found = _id(payload[kind_of(payload)].get("from"))
    return None if found is None else UserId(found)


def said_at(payload: dict[str, Any], now: datetime) -> float:
    """Unix time when the person did it, as Telegram tells it; a press tells none: it is young."""
    date = payload[kind_of(payload)].get("date")
    return min(date, now.timestamp()) if isinstance(date, int) else now.timestamp()


def _id(holder: object) -> int | None:
    found = holder.get("id") if isinstance(holder, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None
