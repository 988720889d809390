"""Pushes updates to the webhook: in order within a chat, chats side by side, again until taken.

Rules of telegram-bot-api WebhookActor.cpp: a failed push is repeated at once, then after 2, 4, 8...
seconds up to a drawn 60 to 120; the bot's own Retry-After (at most an hour) is honoured; 410 for 23
hours closes the hook. Owns the queues per chat; what is pending is the update queue's business.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from typing import TYPE_CHECKING

import aiohttp

from local.telegram.hook_answers import read_call
from local.telegram.reading import integer, text_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local.telegram.agenda import Agenda
    from local.telegram.journal import Event
    from local.telegram.params import Params
    from local.telegram.updates import Pending
    from local.telegram.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
ANSWER_SECONDS = 60.0
LONGEST_RETRY_AFTER = 3600
GONE_SECONDS = 23 * 3600
FIRST_PAUSE = 2.0


class NotTaken(Exception):  # noqa: N818 - why an update stays
    """The webhook did not take the update; `retry_after` where it said when to come again."""

    def __init__(
        self, why: str, retry_after: float | None = None, *, is_gone: bool = False
    ) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.is_gone = is_gone


class Lanes:
    """Updates waiting for the hook, one queue a chat; a chat is free, taken or pausing."""

    def __init__(self) -> None:
        self._queues: dict[int, deque[Pending]] = {}
        self._failures: dict[int, int] = {}
        self.ready: asyncio.Queue[int] = asyncio.Queue()

    def add(self, update: Pending) -> None:
        """Queue behind the chat's other updates."""
        queue = self._queues.get(update.chat_id)
        if queue is None:
            self._queues[update.chat_id] = deque([update])
            self.ready.put_nowait(update.chat_id)
        else:
            queue.append(update)

    def head(self, chat_id: int) -> Pending:
        """The oldest update of a chat that was given out by `ready`."""
        return self._queues[chat_id][0]

    def taken(self, chat_id: int) -> None:
        """The head was delivered: the chat is free for the next."""
        self._failures.pop(chat_id, None)
        queue = self._queues[chat_id]
        queue.popleft()
        if queue:
            self.ready.put_nowait(chat_id)
        else:
            del self._queues[chat_id]

    def pause_after_failure(self, chat_id: int) -> float:
        """Seconds before the head is tried again."""
        failures = self._failures.get(chat_id, 0)
        self._failures[chat_id] = failures + 1
        if failures == 0:
            return 0.0
        return min(FIRST_PAUSE * 2.0 ** min(failures - 1, 10), random.uniform(60, 120))


class Pusher:
    """Serves the hook that is set, if one is; follows its changes."""

    def __init__(
        self, world: World, agenda: Agenda, call: Callable[[str, Params], Awaitable[None]]
    ) -> None:
        self._world = world
        self._agenda = agenda
        self._call = call
        self._lanes = Lanes()
        self._changed = asyncio.Event()
        self._gone_since: float | None = None
        world.listeners.append(self._notice)
        world.updates.listeners.append(self._queue)

    async def run(self) -> None:
        """Push for ever."""
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        connector = aiohttp.TCPConnector(limit=0, force_close=False)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as http:
            while True:
                self._changed.clear()
                hook = self._world.hook
                if hook is None:
                    await self._changed.wait()
                    continue
                await self._serve(http, hook)

    async def _serve(self, http: aiohttp.ClientSession, hook: Event) -> None:
        lanes = self._lanes = Lanes()
        self._gone_since = None
        for update in self._world.updates.pending.values():
            lanes.add(update)
        workers = [
            asyncio.ensure_future(self._work(http, hook, lanes))
            for _ in range(integer(hook, "max_connections"))
        ]
        changed = asyncio.ensure_future(self._changed.wait())
        try:
            done, _ = await asyncio.wait([changed, *workers], return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            for one in (changed, *workers):
                one.cancel()
            await asyncio.gather(changed, *workers, return_exceptions=True)

    async def _work(self, http: aiohttp.ClientSession, hook: Event, lanes: Lanes) -> None:
        while True:
            chat_id = await lanes.ready.get()
            update = lanes.head(chat_id)
            is_wanted = update.update_id in self._world.updates.pending
            if is_wanted and update.expires >= self._world.clock.unix():
                try:
                    call = await self._push(http, hook, update)
                except NotTaken as failure:
                    self._put_off(lanes, chat_id, failure)
                    continue
                self._world.commit("hooked", update_id=update.update_id)
                self._gone_since = None
                if call is not None:
                    await self._call(*call)
            lanes.taken(chat_id)

    async def _push(
        self, http: aiohttp.ClientSession, hook: Event, update: Pending
    ) -> tuple[str, Params] | None:
        headers = {}
        if secret := text_of(hook, "secret_token"):
            headers[SECRET_HEADER] = secret
        try:
            async with http.post(text_of(hook, "url"), json=update.body, headers=headers) as answer:
                if answer.ok:
                    return await read_call(answer)
                raise _not_taken(answer)
        except TimeoutError:
            raise NotTaken("Read timeout expired") from None
        except aiohttp.ClientConnectorError:
            raise NotTaken("Connection refused") from None
        except aiohttp.ClientError:
            raise NotTaken("Connection reset by peer") from None

    def _put_off(self, lanes: Lanes, chat_id: int, failure: NotTaken) -> None:
        pause = lanes.pause_after_failure(chat_id)
        if failure.retry_after is not None:
            pause = failure.retry_after
        self._world.commit("hook_failed", why=str(failure), chat_id=chat_id, pause=pause)
        self._agenda.after(pause, lambda: lanes.ready.put_nowait(chat_id))
        self._note_gone(is_gone=failure.is_gone)

    def _note_gone(self, *, is_gone: bool) -> None:
        now = self._world.clock.monotonic()
        if not is_gone:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = now
        elif now - self._gone_since > GONE_SECONDS:
            self._world.commit("webhook", hook=None)

    def _notice(self, event: Event) -> None:
        if event["kind"] in ("webhook", "reset"):
            self._changed.set()

    def _queue(self, update: Pending) -> None:
        if self._world.hook is not None:
            self._lanes.add(update)


def _not_taken(answer: aiohttp.ClientResponse) -> NotTaken:
    why = f"Wrong response from the webhook: {answer.status} {answer.reason}"
    given = answer.headers.get("Retry-After", "")
    wait = min(int(given), LONGEST_RETRY_AFTER) if given.isdecimal() else None
    return NotTaken(why, wait, is_gone=answer.status == 410)
