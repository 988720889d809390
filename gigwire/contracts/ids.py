"""Identifiers and how they are derived. Owns no meaning beyond identity.

Every id that decides about sameness is a hash of what it identifies, so that a repeat of the
same work, by another process or in a replay, arrives at the same id.
"""

from __future__ import annotations

import hashlib
from typing import Final, NewType

EventId = NewType("EventId", str)
TraceId = NewType("TraceId", str)
ProjectKey = NewType("ProjectKey", str)  # "source:native_id"
ClusterId = NewType("ClusterId", str)
UserId = NewType("UserId", int)
ChatId = NewType("ChatId", int)
FilterId = NewType("FilterId", str)
FilterNumber = NewType("FilterNumber", int)  # 48 bits of a FilterId, unique within one person
NotificationId = NewType("NotificationId", str)
MessageId = NewType("MessageId", int)  # of Telegram, within one chat

# The bot of `telegram.token`, and of all records from before there were several.
MAIN_BOT: Final = "main"


def digest(*parts: str | int, size: int = 12) -> str:
    """Hash parts, in order, to lowercase hex of ``2 * size`` characters (BLAKE2b).

    Parts are joined by U+001F, which no part contains in practice; the same parts always give
    the same text, on every machine and Python version.
    """
    joined = "\x1f".join(map(str, parts))
    return hashlib.blake2b(joined.encode(), digest_size=size).hexdigest()


def project_key(source: str, native_id: str) -> ProjectKey:
    """Name a project of one board: also the Kafka key of `projects.raw` and `projects.clean`."""
    return ProjectKey(f"{source}:{native_id}")


def notification_id(
    user: UserId, cluster: str, kind: str, revision: int | str = 0
) -> NotificationId:
    """Name one thing that a person may be told; the ledger lets each name through once."""
    return NotificationId(digest(user, cluster, kind, revision))


def filter_number(filter_id: FilterId) -> FilterNumber:
    """A filter's id as 48 bits, for columns; distinct among the few filters of one person.

    Ids of 12 hex digits, as the filter language derives them, are their own number.
    """
    try:
        return FilterNumber(int(filter_id, 16) & 0xFFFFFFFFFFFF)
    except ValueError:
        return FilterNumber(int(digest("filter-number", filter_id, size=6), 16))


def user_key(user: UserId) -> bytes:
    """Kafka key of everything partitioned by user: the decimal id as bytes, raw on both sides."""
    return str(user).encode()
