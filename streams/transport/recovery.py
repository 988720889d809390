"""Table recovery: ends loudly, and never calls itself complete for an assignment that is gone.

Mends two faults of stock Faust 0.15.3. The reading of changelogs itself is Faust's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from faust.tables.manager import TableManager
from faust.tables.recovery import RebalanceAgain, Recovery, ServiceStopped

from gigwire.contracts.errors import Fatal

if TYPE_CHECKING:
    from faust.types.tables import TableManagerT


class RecoveryTimedOut(Fatal):
    """A step of the recovery did not end in time; the worker has to be restarted."""


class MendedRecovery(Recovery):
    """Faust's recovery, honest about its end."""

    async def _wait(self, coro: Any, timeout: Any = None) -> None:  # noqa: ASYNC109 - Faust's
        """Wait for a step.

        Stock: mode's `wait_first` answers a time-out with `stopped` (services.py:796), `_wait`
        (recovery.py:612) raises ServiceStopped for it and the recovery task ends with `break`:
        no log, no crash, no stream ever resumes.
        """
        try:
            await super()._wait(coro, timeout=timeout)
        except ServiceStopped:
            if self.should_stop or self.app.should_stop:
                raise
            raise RecoveryTimedOut(f"a step of the recovery took longer than {timeout} s") from None

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Resume the streams, unless a newer rebalance has begun.

        Stock: recovery.py:465 swallows RebalanceAgain and goes on to here with half-read tables;
        the callbacks of `on_recover` then see them.
        """
        if self.signal_recovery_start.is_set() or generation_id != self.app.consumer_generation_id:
            raise RebalanceAgain
        await super().on_recovery_completed(generation_id)


class MendedTables(TableManager):
    """Faust's tables with the mended recovery."""

    @property
    def recovery(self) -> Recovery:
        """The recovery service of these tables."""
        if self._recovery is None:
            self._recovery = MendedRecovery(
                self.app, cast("TableManagerT", self), beacon=self.beacon, loop=self.loop
            )
        return self._recovery
