"""What a statement is, told from its text: an insert with its payload, a read, something refused.

Pure. It looks only as far as the gateway needs; the engine parses and judges everything else.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

HEAD_BYTES: Final = 65_536  # an INSERT's own text is short; its payload may be anything

_COMMENTS: Final = rb"(?:\s|--[^\n]*\n|/\*.*?\*/)*"
_INSERT: Final = re.compile(rb"^" + _COMMENTS + rb"INSERT\s", re.IGNORECASE | re.DOTALL)
_NOT_PAYLOAD: Final = re.compile(rb"\b(SELECT|VALUES|WITH|INFILE)\b", re.IGNORECASE)
_FORMAT: Final = re.compile(rb"\bFORMAT\s+(\w+)(?:[ \t]*\r?\n|\s|;|$)", re.IGNORECASE)
_TRAILING_FORMAT: Final = re.compile(r"\bFORMAT\s+(\w+)\s*;?\s*$", re.IGNORECASE)
_READ: Final = re.compile(
    r"^\s*\(*\s*(SELECT|WITH|SHOW|DESC|DESCRIBE|EXPLAIN|EXISTS)\b", re.IGNORECASE
)
_FORBIDDEN_ENGINE: Final = re.compile(
    r"\bENGINE\s*=?\s*`?(Kafka|RabbitMQ|NATS|FileLog|S3Queue|AzureQueue)\b", re.IGNORECASE
)


class Insert(NamedTuple):
    """An INSERT whose rows follow its text. `head` ends before the word FORMAT."""

    head: str
    format: str
    payload: bytes


def split_insert(text: bytes) -> Insert | None:
    """Cut an INSERT with a payload into its parts; None for every other statement.

    Column lists may not hold columns named like SELECT, VALUES, WITH or FORMAT.
    """
    head = text[:HEAD_BYTES]
    if not _INSERT.match(head):
        return None
    found = _FORMAT.search(head)
    if found is None or _NOT_PAYLOAD.search(head, 0, found.start()):
        return None
    return Insert(
        head=head[: found.start()].decode(errors="replace"),
        format=found.group(1).decode(),
        payload=text[found.end() :],
    )


def forbidden_engine(sql: str) -> str | None:
    """The table engine that must not be created here, if the statement names one.

    The embedded engine cannot start these, keeps their metadata nevertheless, and then refuses to
    open its folder ever again.
    """
    found = _FORBIDDEN_ENGINE.search(sql)
    return found.group(1) if found else None


def output_format(sql: str) -> str | None:
    """The format that the statement itself asks for."""
    found = _TRAILING_FORMAT.search(sql)
    return found.group(1) if found else None


def without_format(sql: str) -> str:
    """The statement without its trailing FORMAT clause."""
    return _TRAILING_FORMAT.sub("", sql)


def is_read(sql: str) -> bool:
    """Whether the statement only reads, so that running it a second time changes nothing."""
    return _READ.match(sql) is not None
