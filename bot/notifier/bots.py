"""The tokens at work: by whose hand a request is sent, and which tokens Telegram refuses.

A refused token halts its own bot: its requests stay where they are and one is tried once a minute.
Owns no queue; docs/decisions/0011-bots-as-shards.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.api import variable_of
from bot.notifier.sender import Sender
from gigwire.contracts.errors import Fatal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram import Bot

    from gigwire.runtime.process import Runtime

HALT_SECONDS: Final = 60.0  # until a refused token is tried again: a sick server may recover


class Bots:
    """Senders by bot's name, and what is known of their tokens."""

    def __init__(self, runtime: Runtime, bots: Mapping[str, Bot]) -> None:
        self._runtime = runtime
        self._senders = {name: Sender(bot) for name, bot in bots.items()}
        self._halted: set[str] = set()
        self._returned: set[str] = set()
        for name in bots:
            self._tell(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every bot of the settings, also those given up."""
        return tuple(self._runtime.settings.telegram.tokens)

    def sender(self, name: str) -> Sender | None:
        """Who sends for a bot; None: it was given up on purpose, nobody does."""
        return self._senders.get(name)

    def is_halted(self, name: str) -> bool:
        """Whether a bot's new requests must wait in Kafka: refused, or of no name that we know."""
        return name in self._halted or name not in self.names

    def refused(self, name: str) -> float:
        """Telegram does not know the token; gives the seconds until it may be tried again.

        Raises:
            Fatal: no other bot is left; offsets are kept.
        """
        self._halted.add(name)
        self._tell(name)
        if self._halted == set(self._senders):
            where = ", ".join(map(variable_of, self._senders))
            raise Fatal(f"Telegram refuses the token: check {where}; offsets are kept")
        self._runtime.log.error("notify.token_refused", bot=name, setting=variable_of(name))
        return HALT_SECONDS

    def works(self, name: str) -> None:
        """The server took a bot's call, or refused it on its merits."""
        if name in self._halted:
            self._halted.discard(name)
            self._returned.add(name)
            self._tell(name)
            self._runtime.log.info("notify.token_works", bot=name)

    def take_returned(self) -> set[str]:
        """Bots that work again since this was asked last."""
        returned, self._returned = self._returned, set()
        return returned

    def _tell(self, name: str) -> None:
        halted = float(name in self._halted)
        self._runtime.metrics.set("gigwire_telegram_halted", halted, stage="notify", bot=name)
