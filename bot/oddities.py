"""The bot's one wrapper round code that meets strangers' input: one odd input stops nobody."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from gigwire.contracts.errors import Poison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from structlog.stdlib import BoundLogger


@contextmanager
def refusing(log: BoundLogger, event: str, reason: str, **context: str | int) -> Iterator[None]:
    """Turn whatever the body raises into Poison(`reason`), logged with its traceback as `event`."""
    try:
        yield
    except Exception as error:
        log.exception(event, **context)
        raise Poison(reason, type(error).__name__) from error
