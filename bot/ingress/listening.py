"""Which bots hear, as one answer for the whole stage: ready when every one does that has a token.

Owns the word on refused tokens: one of several is told of and tried again, the last ends the
stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.api import variable_of
from gigwire.contracts.errors import Fatal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.runtime.process import Runtime


class Listening:
    """What is known of each bot. `waits` names why it hears nothing; empty: it hears."""

    def __init__(self, runtime: Runtime, names: Iterable[str]) -> None:
        self._runtime = runtime
        self._waits = dict.fromkeys(names, "start")
        self._refused: set[str] = set()

    def hears(self, name: str) -> None:
        """Telegram has answered this bot."""
        self._waits[name] = ""
        self._note(name, is_refused=False)

    def waits(self, name: str, reason: str) -> None:
        """This bot hears nothing now."""
        self._waits[name] = reason
        self._tell()

    def refused(self, name: str) -> None:
        """Telegram does not know its token.

        Raises:
            Fatal: no other bot is left.
        """
        if self._refused | {name} == set(self._waits):
            where = ", ".join(variable_of(one) for one in self._waits)
            raise Fatal(f"Telegram refuses the token: check {where}")
        self._waits[name] = ""  # the others go on: nothing is waited for
        self._note(name, is_refused=True)
        self._runtime.log.error("ingress.token_refused", bot=name, setting=variable_of(name))

    def _note(self, name: str, *, is_refused: bool) -> None:
        (self._refused.add if is_refused else self._refused.discard)(name)
        self._runtime.metrics.set(
            "gigwire_telegram_halted", float(is_refused), stage="ingress", bot=name
        )
        self._tell()

    def _tell(self) -> None:
        waiting = [f"{name}: {why}" for name, why in self._waits.items() if why]
        if waiting:
            self._runtime.health.waiting(f"telegram: {', '.join(waiting)}")
        else:
            self._runtime.health.ready()
