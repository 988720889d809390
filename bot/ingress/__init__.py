"""The ingress stage: Telegram's updates into Kafka, acknowledged there before Telegram forgets.

Owns the long polls, one a bot, and nothing of the conversation. Only one process may poll a token:
a second one is answered 409 by Telegram, waits and takes over when the first is gone.
"""

from bot.ingress.stage import run_ingress

__all__ = ["run_ingress"]
