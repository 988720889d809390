"""The cards of `benchmarks.delivery_kills`: asked for, waited for, and counted at the server.

Owns no process. Each wait ends with `StalledError` where nothing moves: it says what is missing.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import timedelta
from itertools import count as count_up
from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import digest
from gigwire.operate.ledger.read import Wanted, read_entries
from gigwire.runtime.clock import SYSTEM_CLOCK
from tests.support.due import a_card, a_due
from tests.support.gigs import a_step

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from rich.progress import Progress

    from benchmarks.delivery_post import Post
    from gigwire.contracts.delivery import LedgerEntry, NotificationDue
    from gigwire.contracts.ids import NotificationId
    from tests.support.bot_lab import BotLab

FIRST_USER: Final = 860_000_001
STALL_SECONDS: Final = 90.0  # a hand-over takes 10 s; on a loaded machine several times that
SHOWN: Final = 5
BATCH: Final = 2_000
LOOK_SECONDS: Final = 0.2
Where = dict[str, list[tuple[int, int]]]


class StalledError(RuntimeError):
    """Nothing moved for `STALL_SECONDS`; the text says what is missing."""


class Run:
    """One lab with its cards, and what Telegram accepted of them."""

    def __init__(self, lab: BotLab, post: Post, progress: Progress, seed: int) -> None:
        self.lab = lab
        self.post = post
        self.cards: dict[NotificationId, NotificationDue] = {}
        self.rng = random.Random(seed)
        self._progress = progress
        self._bar = progress.add_task("asked for", total=None)
        self._users = count_up(FIRST_USER)

    def say(self, text: str) -> None:
        """One line above the bar."""
        self._progress.console.print(text, highlight=False)

    def phase(self, name: str) -> None:
        """What the bar shows from now on."""
        self._progress.update(self._bar, description=name, total=len(self.cards))

    async def ask_for(self, count: int, name: str) -> None:
        """More cards, each for somebody new: several of one chat would leave as one list."""
        for begin in range(0, count, BATCH):
            users = [next(self._users) for _ in range(min(BATCH, count - begin))]
            crowd = {"first_id": users[0], "count": len(users), "press": 0.0}
            await self.lab.telegram.admin("POST", "crowd", crowd)
            # Of an hour from now: a card of five minutes ago would be a line of a list, whose
            # buttons do not tell which card it was.
            fresh = SYSTEM_CLOCK.now() + timedelta(hours=1)
            made = [
                a_due(user, name, a_card(user, a_step(name)), event_time=fresh) for user in users
            ]
            self.cards |= {one.notification_id: one for one in made}
            await self.lab.due(*made)
        self.phase(name)

    async def count(self) -> int:
        """How many messages Telegram accepted."""
        counters = await self.lab.telegram.admin("GET", "counters")
        count = int(counters["accepted"])
        self._progress.update(self._bar, completed=count)
        return count

    async def reaches(self, goal: int) -> None:
        """Wait until Telegram accepted so many."""
        await self._until(self.count, goal, LOOK_SECONDS)
        await asyncio.sleep(self.rng.random() / 3)  # a random moment is the point

    async def settled(self) -> dict[str, int]:
        """Wait until each card has an end; how many ended in which state."""
        states: dict[str, str] = {}

        async def ended() -> int:
            await self.count()
            states.update(await self._states())
            return sum(states.get(key, "INTENT") != "INTENT" for key in self.cards)

        await self._until(ended, len(self.cards), 2.0)
        return dict(Counter(states[key] for key in self.cards))

    async def late_intents(self) -> int:
        """Cards with an end behind which a process that had lost its partition wrote INTENT."""
        counting, last = await self._states(), await self.lab.last_states()
        return sum(last[key] == "INTENT" != state for key, state in counting.items())

    async def closed(self) -> None:
        """Wait until nothing is UNKNOWN."""

        async def closed() -> int:
            return -len(await self.unknown())

        await self._until(closed, 0, 2.0)

    async def accepted(self) -> Where:
        """Chat and message of each acceptance, by the card: its buttons carry the cluster."""
        found: Where = {}
        for row in await self.lab.telegram.rows("sent"):
            keyboard = (row.get("reply_markup") or {}).get("inline_keyboard", [])
            marks = [b["callback_data"] for line in keyboard for b in line if "callback_data" in b]
            for name in {mark.split(":")[1] for mark in marks}:
                key = digest(row["chat_id"], name)
                found.setdefault(key, []).append((row["chat_id"], row["message_id"]))
        return found

    async def unknown(self) -> list[LedgerEntry]:
        """What `gigwire ledger list` shows."""
        return await read_entries(self.lab.settings, Wanted())

    async def _until(self, look: Callable[[], Awaitable[int]], goal: int, pause: float) -> None:
        """Wait until `look` gives the goal; a look that takes long is not repeated at once.

        Raises:
            StalledError: what it gives did not grow for `STALL_SECONDS`.
        """
        best, moved = await look(), SYSTEM_CLOCK.monotonic()
        while best < goal:
            began = SYSTEM_CLOCK.monotonic()
            if began - moved > STALL_SECONDS:
                raise StalledError(await self._missing(best, goal))
            now = await look()
            if now > best:
                best, moved = now, SYSTEM_CLOCK.monotonic()
            await asyncio.sleep(max(pause, 2 * (SYSTEM_CLOCK.monotonic() - began)))

    async def _states(self) -> dict[str, str]:
        """The state that counts, by the rule of notify: an INTENT behind an end is a zombie's."""
        entries = await read_entries(self.lab.settings, Wanted(state=None))
        return {one.notification_id: one.state for one in entries}

    async def _missing(self, reached: int, goal: int) -> str:
        states = await self._states()
        there = await self.accepted()
        late = [key for key in self.cards if key not in there]
        stories = await self.lab.ledger()
        still = [key for key in self.cards if states.get(key, "INTENT") == "INTENT"]
        told = "; ".join(
            f"{key}: {', '.join(one.state for one in stories.get(key, []))}"
            for key in still[:SHOWN]
        )
        how = Counter(states.get(key, "not in the ledger") for key in late)
        first = ", ".join(f"{key} ({states.get(key, '-')})" for key in late[:SHOWN])
        return (
            f"nothing moved for {STALL_SECONDS:.0f} s at {reached:,} of {goal:,};"
            f" {len(late):,} cards are not at the server: {dict(how)}; the first: {first};"
            f" {len(still):,} without an end; the first: {told}\n" + self.post.tail()
        )


def in_doubt(entries: dict[str, list[LedgerEntry]], ends: Iterable[float]) -> list[int]:
    """How many of what was in flight at each end of a process became UNKNOWN, in order of the ends.

    By the time of the INTENT: an heir closes it when the request comes again and has its turn,
    which may be after the next end. Also those that an answer closed by itself later on.
    """
    moments = sorted(ends)
    counts = [0] * max(1, len(moments))
    for story in entries.values():
        states = [one.state for one in story]
        if "UNKNOWN" not in states:
            continue
        before = story[: states.index("UNKNOWN") + 1]
        begun = [one for one in before if one.state == "INTENT"] or before
        at = max(one.event_time.timestamp() for one in begun)
        counts[min(sum(moment < at for moment in moments), len(counts) - 1)] += 1
    return counts
