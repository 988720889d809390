"""The part of a stage that has nothing to do beside its events."""

from __future__ import annotations


class Idle:
    """No work beside."""

    async def beside(self) -> None:
        """Return at once."""
