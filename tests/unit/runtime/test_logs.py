"""Logs: one format, no tokens."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import orjson

from gigwire.runtime.logs import configure_logging, get_logger, redact
from gigwire.runtime.settings import LogSettings

if TYPE_CHECKING:
    import pytest

TOKEN = "4200000001:AAcanaryAAcanaryAAcanaryAAcanaryAA"


def test_a_token_in_any_text_is_replaced() -> None:
    """The bot's number stays, the secret part goes, in URLs as well."""
    assert redact(f"https://x/bot{TOKEN}/getMe") == "https://x/bot4200000001:***/getMe"


def test_no_log_line_carries_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    """Our events, others' records and tracebacks are all searched."""
    configure_logging(LogSettings(format="json"), stage="notify")
    get_logger("notify").info("notify.started", url=f"https://x/bot{TOKEN}/getMe")
    logging.getLogger("somebody").warning("failed at %s", TOKEN)
    try:
        int(TOKEN)  # its error quotes what it was given
    except ValueError:
        get_logger("notify").exception("notify.failed")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert not any("canary" in line for line in lines)
    assert orjson.loads(lines[0])["event"] == "notify.started"
    assert orjson.loads(lines[0])["level"] == "info"
