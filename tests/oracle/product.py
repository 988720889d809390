"""The judge's records in the product's terms: the only place of the oracle that knows both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gigwire.contracts.messages import Budget, Client, Project
from gigwire.domain.match.subject import Subject, subject_of
from gigwire.domain.rates import RateTable
from tests.oracle.naive import RATES

if TYPE_CHECKING:
    from tests.oracle.trees import Gig

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TABLE = RateTable(
    date="2026-11-18", usd_per_unit={name: Decimal(rate) for name, rate in RATES.items()}
)


def project_of(gig: Gig) -> Project:
    """The project that a gig stands for."""
    texts = {one.name: one.text for one in gig.fields}
    published = NOW - timedelta(seconds=int(gig.counts["age"] or 0))
    is_told = gig.number % 2 == 0  # else the board does not say when, and our poll counts
    return Project.model_validate(
        {
            "key": f"{gig.members['source']}:{gig.number}",
            "source": gig.members["source"],
            "native_id": str(gig.number),
            "url": f"https://board.example/{gig.number}",
            "title": texts["title"],
            "body": texts["body"],
            "skills": tuple(one.text for one in gig.fields if one.name == "skill"),
            "category": texts["category"] or None,
            "language": gig.members["lang"] or "und",
            "budget": _budget(gig),
            "client": _client(gig, texts["client"]),
            "bids": gig.counts["bids"],
            "published_at": published if is_told else None,
            "seen_at": NOW if is_told else published,
        }
    )


def subject(gig: Gig) -> Subject:
    """The gig, analysed, at the oracle's one moment and by its rates."""
    return subject_of(project_of(gig), NOW, rates=TABLE)


def _budget(gig: Gig) -> Budget | None:
    if gig.currency is None:
        return None
    period = gig.members["type"] or "hourly"
    return Budget.model_validate(
        {"minimum": gig.low, "maximum": gig.high, "currency": gig.currency, "period": period}
    )


def _client(gig: Gig, name: str) -> Client | None:
    rating, verified = gig.counts["client.rating"], gig.counts["client.verified"]
    client = Client.model_validate(
        {
            "name": name or None,
            "country": gig.members["client.country"],
            "rating": None if rating is None else float(rating / 100),
            "hired_percent": gig.counts["client.hired"],
            "is_verified": None if verified is None else bool(verified),
            "spent_usd": gig.spent,
        }
    )
    return client if client != Client() else None
