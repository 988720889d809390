"""The method that waits, getUpdates: what its arguments mean. The queue owns the updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.telegram.errors import HOOK_IS_ACTIVE, BotApiError

if TYPE_CHECKING:
    from local.telegram.params import Params
    from local.telegram.updates import Update
    from local.telegram.world import World

IMPATIENT_SECONDS = 0.5
REPEATED_SECONDS = 3.0


class Polling:
    """Compares with the last poll, because Telegram slows down one that repeats itself."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def get_updates(self, params: Params) -> list[Update]:
        """Confirm, wait if there is nothing, answer the oldest updates.

        Raises:
            BotApiError: 409 to the poll that another one or a webhook replaces.
        """
        queue = self._world.updates
        if self._world.hook is not None:
            raise BotApiError(409, HOOK_IS_ACTIVE)
        allowed = params.texts("allowed_updates")
        if allowed is not None and allowed != queue.allowed:
            self._world.commit("allowed", kinds=allowed)
        offset = params.integer("offset") or 0
        limit, timeout = self._slowed(offset, params)
        confirmed = queue.confirmed_by(offset)
        if confirmed is not None:
            self._world.commit("confirmed", offset=confirmed)
        await queue.wait(timeout)
        return queue.first(limit)

    def _slowed(self, offset: int, params: Params) -> tuple[int, float]:
        limit = params.integer("limit") or 100
        timeout = float(params.integer("timeout") or 0)
        now = self._world.clock.monotonic()
        last_offset, last_started = self._world.updates.last_poll
        if offset == last_offset:
            since = now - last_started
            limit = 1 if since < IMPATIENT_SECONDS else limit
            timeout = REPEATED_SECONDS if since < REPEATED_SECONDS and timeout < 3 else timeout
        self._world.updates.last_poll = offset, now
        return limit, timeout
