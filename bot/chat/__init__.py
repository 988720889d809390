"""The chat stage: updates from Kafka through an aiogram Dispatcher to records for Kafka.

Owns routing, the read model of subscribers and the locale files. Never calls the Bot API: what it
says becomes `notifications.due`, so one budget and one ledger hold for everything.
"""

from bot.chat.stage import run_chat

__all__ = ["run_chat"]
