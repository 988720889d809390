"""One request to a source and what became of it: readable page, nothing new, refused, unreadable.

Owns the meaning of HTTP statuses. Writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from connectors.polite import Answer, fetch
from gigwire.contracts.errors import Poison, Transient
from gigwire.domain.collect import retry_after_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    import aiohttp

    from connectors.sources.base import Page, Request, Source
    from gigwire.domain.collect import Outcome
    from gigwire.runtime.clock import Clock


class Asked(NamedTuple):
    """The result of one request.

    `page` is there only when the answer could be read (outcome `empty` until somebody compares it
    with what is known), `error` only when it could not (outcome `unreadable`).
    """

    outcome: Outcome
    page: Page | None = None
    answer: Answer | None = None
    error: Poison | None = None
    reason: str | None = None
    retry_after: float | None = None

    @property
    def is_success(self) -> bool:
        """Whether the board is well and we understand it."""
        return self.outcome in ("new", "empty", "not_modified")


async def ask(
    session: aiohttp.ClientSession,
    source: Source,
    request: Request,
    conditions: Mapping[str, str],
    clock: Clock,
) -> Asked:
    """Send a request and read the answer; never raises for what a board does."""
    try:
        answer = await fetch(session, request, conditions)
    except Transient as error:
        return Asked("failed", reason=error.reason)
    except Poison as error:
        return Asked("unreadable", error=error, reason=str(error))
    if answer.status == 304:
        return Asked("not_modified", answer=answer)
    if answer.status != 200:
        return _refused(answer, clock)
    try:
        page = source.read(answer.body, clock.now(), answer.charset)
    except Poison as error:
        return Asked("unreadable", answer=answer, error=error, reason=str(error))
    reason = f"{len(page.rejects)} items unreadable" if page.rejects else None
    return Asked("empty", page, answer, reason=reason)


def _refused(answer: Answer, clock: Clock) -> Asked:
    """A status other than 200 and 304. RFC 9110 gives 503 a Retry-After as well as 429."""
    retry_after = retry_after_seconds(answer.headers.get("retry-after"), clock.now())
    is_throttled = answer.status == 429 or (answer.status == 503 and retry_after is not None)
    return Asked(
        "throttled" if is_throttled else "failed",
        answer=answer,
        reason=f"status_{answer.status}",
        retry_after=retry_after,
    )
