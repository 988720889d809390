"""Logging: structlog over the standard library, secrets removed. Owns the format, not the events.

Events are stable snake_case `stage.event`; details are keys. Tokens never pass: every string is
searched for Telegram's token form, also in third-party records and tracebacks.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any

import orjson
import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from gigwire.runtime.settings import LogSettings

TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]{30,}")  # Telegram's form, with or without `bot`
NOISY = ("aiokafka", "faust", "mode", "aiohttp.access", "aiogram", "kafka")


def redact(text: str) -> str:
    """Replace anything of a bot token's form by its number and stars."""
    return TOKEN.sub(r"\1:***", text)


def _redact_event(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redact(value)
    return event


def _to_json(event: MutableMapping[str, Any], **_: object) -> str:
    return orjson.dumps(event, default=str).decode()


def configure_logging(settings: LogSettings, *, stage: str | None = None) -> None:
    """Send structlog and standard logging to standard error in one format. Call once a process."""
    is_json = settings.format == "json" or (settings.format == "auto" and not sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_event,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(serializer=_to_json)
        if is_json
        else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _redact_event,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level.upper())
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    if stage is not None:
        structlog.contextvars.bind_contextvars(stage=stage)


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one module; `name` is its stage or part."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
