"""Freelancer.com: GET /api/projects/0.1/projects/active/ as JSON, newest update first.

The real service drops a project that was awarded; this one shows it once more as closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from local.boards.places import freelancer_seo_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.boards.model import Posting, Step
    from local.boards.world import World

MOST_A_PAGE: Final = 100
USUAL_A_PAGE: Final = 10
PREVIEW_CHARACTERS: Final = 100
_CURRENCY_IDS: Final = {
    "USD": (1, "$", "US Dollar"),
    "AUD": (3, "$", "Australian Dollar"),
    "GBP": (4, "£", "British Pound"),
    "EUR": (8, "€", "Euro"),
    "CAD": (9, "$", "Canadian Dollar"),
    "INR": (11, "₹", "Indian Rupee"),
    "MXN": (24, "$", "Mexican Peso"),
    "BRL": (32, "R$", "Brazilian Real"),
}


def active(world: World, query: Mapping[str, str]) -> bytes:
    """The answer to a listing; `limit`, `offset`, `from_time` and the detail switches count."""
    limit = max(0, min(MOST_A_PAGE, int(query.get("limit", USUAL_A_PAGE))))
    offset = max(0, int(query.get("offset", 0)))
    since = int(query.get("from_time", 0))
    found = [
        posting
        for posting in world.postings["freelancer"].values()
        if posting.updated_at.timestamp() >= since
    ]
    # Stable: of two updates in one moment the later posting comes first.
    found.sort(key=lambda posting: (posting.updated_at, posting.step.seq), reverse=True)
    shown = found[offset : offset + limit]
    result: dict[str, object] = {
        "projects": [_project(posting, query) for posting in shown],
        "users": {str(it.step.client.native_id): _user(it.step) for it in shown}
        if query.get("user_details") == "true"
        else None,
        "selected_bids": None,
        "total_count": len(found),
    }
    return orjson.dumps({"status": "success", "result": result, "request_id": f"local-{offset}"})


def _project(posting: Posting, query: Mapping[str, str]) -> dict[str, object]:
    step = posting.step
    price = step.budget
    currency = price.currency if price else "USD"
    number, sign, name = _CURRENCY_IDS[currency]
    is_full = query.get("full_description") == "true"
    return {
        "id": posting.number,
        "owner_id": step.client.native_id,
        "title": step.title,
        "status": "closed" if posting.is_closed else "active",
        "frontend_project_status": "complete" if posting.is_closed else "open",
        "seo_url": freelancer_seo_url(step.native_id, step.title),
        "type": price.period if price else "fixed",
        "language": step.language,
        "deleted": False,
        "submitdate": int(posting.first_at.timestamp()),
        "time_submitted": int(posting.first_at.timestamp()),
        "time_updated": int(posting.updated_at.timestamp()),
        "bidperiod": 7,
        "budget": {
            "minimum": price.minimum if price else None,
            "maximum": price.maximum if price else None,
            "currency_id": number,
        },
        "currency": {"id": number, "code": currency, "sign": sign, "name": name},
        "jobs": [{"id": index + 1, "name": skill} for index, skill in enumerate(step.skills)],
        "bid_stats": {"bid_count": posting.bids, "bid_avg": None},
        "preview_description": step.body[:PREVIEW_CHARACTERS],
        "description": step.body if is_full else None,
        "location": {"country": {"code": step.client.country}},
    }


def _user(step: Step) -> dict[str, object]:
    client = step.client
    return {
        "id": client.native_id,
        "display_name": client.name,
        "status": {"payment_verified": client.is_verified},
        "location": {"country": {"code": client.country}},
        "employer_reputation": {
            "entire_history": {"overall": client.rating, "reviews": client.reviews}
        },
    }
