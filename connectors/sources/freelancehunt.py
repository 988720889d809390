"""Freelancehunt: API v2, JSON:API, ten projects a page; a personal token is needed."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from connectors.sources.base import Found, Page, Request, Source, observed, read_items
from connectors.sources.fields import Fields, json_object, shown
from gigwire.contracts.messages import Client, RawBudget

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import RawProject

PATH: Final = "/v2/projects"
OPEN_STATUS: Final = 11  # "Open for proposals"; any other means that it takes no more
_PAGE: Final = re.compile(r"[?&]page\[number\]=(\d{1,6})(?:&|$)")


class Freelancehunt(Source):
    """The list of open projects of all skills."""

    name = "freelancehunt"
    default_url = "https://api.freelancehunt.com"

    def request(self, position: int = 0) -> Request:
        """Ask for page `position`, counted from 1 (0 is the first, too)."""
        headers = {
            "Accept": "application/json",
            "Accept-Language": "uk",
            "Authorization": f"Bearer {self.token}",
        }
        page = max(1, position)
        url = f"{self.base_url}{PATH}?page%5Bnumber%5D={page}"
        return Request(url, headers=headers, position=page)

    def read(self, body: bytes, seen_at: datetime, charset: str | None = None) -> Page:
        """Read an answer, see Source.read."""
        answer = json_object(body, charset)
        page = read_items(answer.items("data"), partial(self._project, seen_at), shown)
        links = answer.inner("links")
        following = _PAGE.search(unquote((links.text("next") if links else None) or ""))
        return Page(page.projects, page.rejects, more=int(following[1]) if following else None)

    def _project(self, seen_at: datetime, item: object) -> RawProject:
        fields = Fields(item, "project")
        native_id = fields.native_id()
        about = fields.needed("attributes")
        status = about.inner("status")
        found = Found(
            native_id=native_id,
            url=_address(fields) or f"https://freelancehunt.com/project/{native_id}.html",
            title=about.text("name") or "",
            body=about.text("description") or about.text("description_html") or "",
            budget=_budget(about),
            skills=tuple(name for it in about.objects("skills") if (name := it.text("name"))),
            client=_client(about),
            bids=about.whole("bid_count"),
            status="open" if status is None or status.whole("id") == OPEN_STATUS else "closed",
            published_at=about.moment("published_at"),
            expires_at=about.moment("expired_at"),
        )
        return observed(self.name, found, seen_at)


def _address(fields: Fields) -> str | None:
    links = fields.inner("links")
    own = links.inner("self") if links else None
    return own.text("web") if own else None


def _budget(about: Fields) -> RawBudget | None:
    budget = about.inner("budget")
    amount = budget.amount("amount") if budget else None
    if budget is None or amount is None:
        return None
    return RawBudget(
        minimum=amount, maximum=amount, currency=budget.text("currency"), period="fixed"
    )


def _client(about: Fields) -> Client | None:
    employer = about.inner("employer")
    if employer is None:
        return None
    names = (employer.text("first_name"), employer.text("last_name"))
    return Client(
        native_id=str(employer.whole("id") or "") or None,
        name=" ".join(filter(None, names)) or employer.text("login"),
    )
