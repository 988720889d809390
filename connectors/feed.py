"""One feed being polled: ask, read, publish what is new, then move the cursor. In that order.

A crash anywhere repeats observations (with equal event ids) and never loses one: the cursor moves
only after Kafka has all that a whole poll found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from connectors.asking import Asked, ask
from connectors.poll_report import polled_event, report
from gigwire.domain.collect import (
    Pace,
    PollState,
    body_digest,
    counted,
    fresh,
    held_back,
    is_same_place,
    mark_of,
    moved,
    next_poll,
    untouched,
)

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    import aiohttp

    from connectors.collect_topics import CollectTopics
    from connectors.sources.base import Page, Request, Source
    from gigwire.contracts.messages import RawProject
    from gigwire.contracts.sources import SourceCursor
    from gigwire.runtime.process import Runtime

MOST_PAGES: Final = 10  # of one poll: how long a pause of ours can be made up for
PAGE_GAP_SECONDS: Final = 2.0
REJECT_MARK: Final = "!"  # before the digest of an unreadable item, among the ids seen


@dataclass
class Haul:
    """What one poll brought in so far."""

    projects: list[RawProject] = field(default_factory=list)  # to publish, newest first
    seen: dict[str, str] = field(default_factory=dict)  # all that was shown, newest first
    validators: dict[str, str] = field(default_factory=dict)  # of the first page
    requests: int = 0


class Feed:
    """The task of one source. `run` ends when the runtime's stop is set, after the poll in hand."""

    def __init__(
        self, runtime: Runtime, source: Source, pace: Pace, cursor: SourceCursor, rng: Random
    ) -> None:
        self._runtime = runtime
        self._source = source
        self._pace = pace
        self._cursor = cursor
        self._rng = rng
        self._state = PollState(failures=cursor.failures)
        self._sent: dict[str, str] = {}  # Kafka has them, the cursor does not say so yet
        self._buried = ""  # the last unreadable page: one letter, not one a poll

    async def run(self, session: aiohttp.ClientSession, topics: CollectTopics) -> None:
        """Poll until told to stop."""
        clock, stop = self._runtime.clock, self._runtime.stop
        due = self._cursor.next_poll_at or clock.now()
        while not await stop.wait(max(0.0, (due - clock.now()).total_seconds())):
            due = await self.poll(session, topics)

    async def poll(self, session: aiohttp.ClientSession, topics: CollectTopics) -> datetime:
        """One poll over as many pages as hold something new; returns when the next is due."""
        haul = Haul()
        last = await self._read_pages(session, topics, haul)
        await topics.publish(reversed(haul.projects))
        self._sent.update({it.native_id: mark_of(it) for it in haul.projects})
        now = self._runtime.clock.now()
        self._state = counted(self._state, haul.requests, now)
        self._state, due = next_poll(
            self._state, self._pace, last.outcome, last.retry_after, now, self._rng
        )
        cursor = self._next_cursor(haul, last, due, now)
        if not is_same_place(self._cursor, cursor):
            await topics.move(cursor)
        self._cursor = cursor
        return due

    async def _read_pages(
        self, session: aiohttp.ClientSession, topics: CollectTopics, haul: Haul
    ) -> Asked:
        """Read pages until one ends with something known; returns the last request's result."""
        clock = self._runtime.clock
        request: Request | None = self._source.request()
        while True:
            assert request is not None
            began = clock.monotonic()
            conditions = self._conditions(request) if not haul.requests else {}
            asked = await ask(session, self._source, request, conditions, clock)
            took = clock.monotonic() - began
            haul.requests += 1
            asked, new = await self._taken(topics, request, asked, haul)
            following = self._following(request, asked.page, haul)
            if following is None and self._is_gap(asked.page):
                asked = asked._replace(reason="gap: the oldest item shown was not known")
            polled = polled_event(self._source, request, asked, new, clock.now(), took)
            report(self._runtime, polled, self._source.feed)
            await topics.tell(polled)
            if following is None:
                return asked
            request = following
            await self._runtime.stop.wait(min(PAGE_GAP_SECONDS, self._pace.interval_seconds / 10))

    async def _taken(
        self, topics: CollectTopics, request: Request, asked: Asked, haul: Haul
    ) -> tuple[Asked, int]:
        """Put a readable page into the haul, bury what cannot be read; how many are new."""
        if asked.error is not None:
            body = asked.answer.body if asked.answer else b""
            if body_digest(body) != self._buried:
                await topics.bury(self._source.feed, request.url, asked.error, body)
                self._buried = body_digest(body)
        if asked.page is None or asked.answer is None:
            return asked, 0
        self._buried = ""
        haul.validators = haul.validators or asked.answer.headers
        new = fresh(asked.page.projects, {**self._cursor.seen, **self._sent, **haul.seen})
        haul.projects += new
        for project in asked.page.projects:
            haul.seen.setdefault(project.native_id, mark_of(project))
        await self._bury_rejects(topics, request, asked.page, haul)
        return (asked._replace(outcome="new") if new else asked), len(new)

    async def _bury_rejects(
        self, topics: CollectTopics, request: Request, page: Page, haul: Haul
    ) -> None:
        for reject in page.rejects:
            digested = body_digest(reject.item)
            name = REJECT_MARK + digested
            if name not in self._cursor.seen and name not in self._sent:
                await topics.bury(self._source.feed, request.url, reject.error, reject.item)
                self._sent[name] = digested
            haul.seen[name] = digested

    def _conditions(self, request: Request) -> dict[str, str]:
        if request.method != "GET":
            return {}
        wanted = {
            "If-None-Match": self._cursor.etag,
            "If-Modified-Since": self._cursor.last_modified,
        }
        return {name: value for name, value in wanted.items() if value}

    def _following(self, request: Request, page: Page | None, haul: Haul) -> Request | None:
        """The next page's request; None at the end, at something known, or after enough pages.

        The oldest item of a page decides: boards pin known ones to the top.
        """
        if page is None or haul.requests >= MOST_PAGES:
            return None
        if page.projects and page.projects[-1].native_id in self._cursor.seen:
            return None
        return self._source.following(request, page)

    def _is_gap(self, page: Page | None) -> bool:
        """Whether items may have left the board's window unseen."""
        if page is None or not page.projects or not self._cursor.seen:
            return False
        is_cut = page.more is not None or not self._source.has_pages
        return is_cut and page.projects[-1].native_id not in self._cursor.seen

    def _next_cursor(self, haul: Haul, last: Asked, due: datetime, now: datetime) -> SourceCursor:
        if last.outcome == "not_modified" and haul.requests == 1:
            return untouched(self._cursor, now)
        if last.is_success:
            self._sent.clear()
            oldest_first = dict(reversed(haul.seen.items()))
            return moved(self._cursor, oldest_first, haul.validators, now)
        if last.retry_after is not None:
            return held_back(self._cursor, self._state, due, now)
        return self._cursor
