"""Topics of bytes: the event is made straight from the record, without codecs and their look-ups.

What the bytes mean is decided behind the stream, by gigwire.contracts.codec.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from faust import Event, Schema

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from faust.types import Message


class RawSchema(Schema[bytes, bytes | None]):
    """Key and value as they lie in Kafka; a value may be missing (a tombstone)."""

    def __init__(self) -> None:
        super().__init__(
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            allow_empty=True,
        )

    def compile(self, app: Any, **_: Any) -> Callable[..., Awaitable[Any]]:
        """The function that makes an event of a record; it cannot fail."""

        async def decode(message: Message, *, propagate: bool = False) -> Event:
            del propagate
            return Event(app, message.key, message.value, message.headers, message)

        return decode
