"""Freelancehunt: GET /v2/projects as JSON:API, ten a page, `links.next` while there are more."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import orjson

if TYPE_CHECKING:
    from local.boards.model import Posting
    from local.boards.world import World

A_PAGE: Final = 10
KYIV: Final = ZoneInfo("Europe/Kyiv")
UNAUTHORISED: Final = orjson.dumps(
    {"error": {"status": 401, "title": "Unauthorized", "detail": "Invalid access token"}}
)


def projects(world: World, page: int, base: str) -> bytes:
    """One page, newest first; a closed project stays listed with another status."""
    postings = world.newest("freelancehunt", (page + 1) * A_PAGE)
    shown = postings[(page - 1) * A_PAGE : page * A_PAGE]
    address = f"{base}/freelancehunt/v2/projects"
    links = {"self": f"{address}?page[number]={page}"}
    if len(postings) > page * A_PAGE:
        links["next"] = f"{address}?page[number]={page + 1}"
    return orjson.dumps({"data": [_project(it, base) for it in shown], "links": links})


def _project(posting: Posting, base: str) -> dict[str, object]:
    step = posting.step
    price = step.budget
    api = f"{base}/freelancehunt/v2/projects/{posting.number}"
    status = (31, "Closed") if posting.is_closed else (11, "Open for proposals")
    attributes: dict[str, object] = {
        "name": step.title,
        "description": step.body,
        "description_html": "".join(f"<p>{html.escape(it)}</p>" for it in step.body.split("\n\n")),
        "skills": [{"id": index + 1, "name": skill} for index, skill in enumerate(step.skills)],
        "status": {"id": status[0], "name": status[1]},
        "budget": {"amount": price.minimum, "currency": price.currency} if price else None,
        "bid_count": posting.bids,
        "is_remote_job": False,
        "is_premium": posting.number % 15 == 0,
        "is_only_for_plus": False,
        "location": None,
        "safe_type": "employer",
        "is_personal": None,
        "employer": {
            "id": step.client.native_id,
            "type": "employer",
            "login": f"client-{step.client.native_id}",
            "first_name": step.client.name,
            "self": f"{base}/freelancehunt/v2/employers/{step.client.native_id}",
        },
        "freelancer": None,
        "updates": [],
        "published_at": posting.first_at.astimezone(KYIV).isoformat(timespec="seconds"),
        "expired_at": (posting.first_at + timedelta(days=7))
        .astimezone(KYIV)
        .isoformat(timespec="seconds"),
    }
    links = {"self": {"api": api, "web": base + step.path}, "bids": f"{api}/bids"}
    return {"id": posting.number, "type": "project", "attributes": attributes, "links": links}
