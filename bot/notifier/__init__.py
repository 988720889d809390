"""The notify stage: every call to the Bot API, once, at Telegram's pace.

Owns the ledger protocol's shell, pacing and lanes at work, and the sending session. Decides nothing
about projects or people. docs: gigwire/domain/notify for the decisions themselves.
"""

from bot.notifier.stage import run_notify

__all__ = ["run_notify"]
