"""What a failed call of ingress does: told, counted, and longer waited after each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.ingress.listening import Listening
    from gigwire.domain.notify.outcomes import Failure
    from gigwire.runtime.process import Runtime

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 15.0
REFUSED_PAUSE: Final = 60.0  # a revoked token does not come back by itself; a sick server may


class Pauses:
    """Of one bot; `event` is what the log calls a failure."""

    def __init__(self, runtime: Runtime, name: str, listening: Listening, event: str) -> None:
        self._event = event
        self._runtime = runtime
        self._name = name
        self._listening = listening
        self._pause = FIRST_PAUSE

    def worked(self) -> None:
        """Telegram has answered."""
        self._pause = FIRST_PAUSE
        self._listening.hears(self._name)

    async def failed(self, failure: Failure, *, is_hearing: bool = False) -> None:
        """Wait as long as this failure asks for. `is_hearing`: updates come all the same.

        Raises:
            Fatal: the token is refused, and no other bot is left.
        """
        if failure.kind == "unauthorised":
            self._listening.refused(self._name)
            await self._runtime.stop.wait(REFUSED_PAUSE)
            return
        wait = max(self._pause, failure.retry_after)
        if not is_hearing:
            self._listening.waits(self._name, failure.kind)
        self._runtime.metrics.add("gigwire_retries_total", stage="ingress")
        self._runtime.log.warning(self._event, bot=self._name, kind=failure.kind, pause=wait)
        self._pause = min(LONGEST_PAUSE, self._pause * 2)
        await self._runtime.stop.wait(wait)
