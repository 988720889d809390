"""What the body of a stream stage is given, and what it must offer. Owns no stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.stages import Stage
    from gigwire.runtime.process import Runtime
    from gigwire.runtime.rates import FollowedRates
    from streams.sending import Sender
    from streams.tables import Tables
    from streams.transport import MendedApp
    from streams.wrapper import Step


@dataclass(frozen=True)
class Shell:
    """The parts around a stage's decisions."""

    app: MendedApp
    runtime: Runtime
    stage: Stage
    tables: Tables
    sender: Sender
    rates: FollowedRates  # loaded where the table of topics says so


class Body(Protocol):
    """A stage: its steps, and work beside them that runs while the worker does."""

    @property
    def steps(self) -> Sequence[Step[Any]]:
        """One step for each topic read."""

    async def beside(self) -> None:
        """Run until cancelled; an error ends the worker. Return at once if there is nothing."""
