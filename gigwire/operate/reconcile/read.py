"""Reading the world for reconcile: Kafka's topics, the boards' truth, the Bot API's record.

Truth and record exist only where the local stack runs; without them the pipeline's own clusters
and the ledger stand in. Owns the reading, not the comparing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import aiohttp
import orjson

from gigwire.contracts.delivery import LedgerEntry, NotificationDecided, NotificationDue
from gigwire.contracts.errors import Transient
from gigwire.contracts.messages import UniqueProject
from gigwire.contracts.people import Subscriber
from gigwire.contracts.rates import RatesPublished
from gigwire.contracts.returned import NotificationReturned
from gigwire.domain.rates import book_of
from gigwire.operate.events import events_of
from gigwire.operate.reconcile.again import read_again
from gigwire.operate.reconcile.deliveries import (
    Mail,
    deliveries_of,
    message_of,
    returned_of,
    strays_of,
)
from gigwire.operate.reconcile.excuses import (
    excuses_of_decisions,
    excuses_of_ledger,
    members_of,
)
from gigwire.operate.reconcile.facts import Books
from gigwire.operate.reconcile.truth import person_of, versions_of_truth, versions_of_unique

if TYPE_CHECKING:
    from gigwire.domain.rates import RateBook
    from gigwire.operate.reconcile.deliveries import Message
    from gigwire.operate.reconcile.facts import Version
    from gigwire.runtime.settings import Settings

# What shows a card or a list of them; an album's files tell of nothing new.
TELLING: Final = ("sendMessage", "sendPhoto", "sendDocument")


class Witnesses(NamedTuple):
    """Base addresses of what knows better than Kafka; None: there is none."""

    boards: str | None = None
    telegram: str | None = None


async def read_books(settings: Settings, witnesses: Witnesses) -> Books:
    """Everything reconcile compares, read once, from the start of each topic."""
    uniques = await events_of(settings, "projects.unique", UniqueProject)
    people = await events_of(settings, "subscribers", Subscriber)
    decisions = await events_of(settings, "notifications.decisions", NotificationDecided)
    returns = await events_of(settings, "notifications.returned", NotificationReturned)
    mail = Mail(
        await events_of(settings, "notifications.due", NotificationDue),
        await events_of(settings, "notifications.ledger", LedgerEntry),
        await _record(witnesses.telegram),
    )
    book = book_of(await events_of(settings, "rates", RatesPublished))
    versions = await _versions(witnesses.boards, uniques, book)
    clusters = {version.key: version.cluster for version in versions}
    members = members_of(uniques, clusters)
    return Books(
        versions=versions,
        people=[person_of(one) for one in people],
        deliveries=deliveries_of(mail, clusters),
        excuses={
            **excuses_of_decisions(decisions, members),
            **excuses_of_ledger(mail, clusters),
        },
        unknown=mail.in_state("UNKNOWN"),
        open_intents=mail.unfinished(),
        strays=strays_of(mail),
        returned=returned_of(returns, clusters),
        again=await read_again(settings),
    )


async def _versions(
    boards: str | None, uniques: list[UniqueProject], book: RateBook
) -> list[Version]:
    if boards is None:
        return versions_of_unique(uniques, book)
    steps: list[dict[str, Any]] = []
    while True:
        page = orjson.loads(await _get(f"{boards}/control/truth?since={len(steps)}"))
        steps += page["steps"]
        if len(steps) >= page["end"]:
            return versions_of_truth(steps, book)


async def _record(telegram: str | None) -> list[Message] | None:
    if telegram is None:
        return None
    body = await _get(f"{telegram}/admin/transcript?format=ndjson&kinds=sent")
    rows: list[dict[str, Any]] = [orjson.loads(line) for line in body.splitlines() if line]
    return [message_of(row) for row in rows if row.get("method") in TELLING]


async def _get(url: str) -> bytes:
    try:
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            answer.raise_for_status()
            return await answer.read()
    except aiohttp.ClientError as error:
        raise Transient(f"{url} does not answer ({error}); is the local stack up?") from error
