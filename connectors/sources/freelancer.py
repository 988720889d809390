"""Freelancer.com: the public listing of active projects, JSON, newest update first."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlencode

from connectors.sources.attachments import listed
from connectors.sources.base import Found, Page, Request, Source, observed, read_items
from connectors.sources.fields import Fields, json_object, shown
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Client, RawBudget

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import RawProject

PATH: Final = "/api/projects/0.1/projects/active/"
A_PAGE: Final = 50
# The next page starts so much early: projects that close meanwhile move the others up.
OVERLAP: Final = 5
_SWITCHES: Final = {
    "compact": "true",
    "full_description": "true",
    "job_details": "true",
    "attachment_details": "true",
    "user_details": "true",
    "user_employer_reputation": "true",
    "sort_field": "time_updated",
    "limit": str(A_PAGE),
}
# Where an answer leaves out `currency` and gives the id only.
_CURRENCY_BY_ID: Final = {1: "USD", 3: "AUD", 4: "GBP", 8: "EUR", 9: "CAD", 11: "INR"}


class Freelancer(Source):
    """The listing; no credential needed."""

    name = "freelancer"
    default_url = "https://www.freelancer.com"

    def request(self, position: int = 0) -> Request:
        """Ask for `A_PAGE` projects from offset `position` on."""
        query = urlencode({**_SWITCHES, "offset": position})
        headers = {"Accept": "application/json"}
        return Request(f"{self.base_url}{PATH}?{query}", headers=headers, position=position)

    def following(self, request: Request, page: Page) -> Request | None:
        """The next offset, see Source.following: an answer does not tell its own."""
        return None if page.more is None else self.request(request.position + page.more)

    def read(self, body: bytes, seen_at: datetime, charset: str | None = None) -> Page:
        """Read an answer, see Source.read."""
        answer = json_object(body, charset)
        if answer.text("status") != "success":
            raise Poison("not_success", str(answer.value.get("status"))[:80])
        result = answer.needed("result")
        items = result.items("projects")
        users = result.value.get("users")
        read = partial(self._project, users if isinstance(users, dict) else {}, seen_at)
        page = read_items(items, read, shown)
        is_full = len(items) >= A_PAGE
        return Page(page.projects, page.rejects, more=A_PAGE - OVERLAP if is_full else None)

    def _project(self, users: dict[str, object], seen_at: datetime, item: object) -> RawProject:
        fields = Fields(item, "project")
        native_id = fields.native_id()
        seo_url = fields.text("seo_url")
        published = fields.epoch("time_submitted") or fields.epoch("submitdate")
        bid_days = fields.whole("bidperiod")
        stats = fields.inner("bid_stats")
        found = Found(
            native_id=native_id,
            url=f"{self.base_url}/projects/{seo_url or native_id}",
            title=fields.text("title") or "",
            body=fields.text("description") or fields.text("preview_description") or "",
            budget=_budget(fields),
            skills=tuple(name for job in fields.objects("jobs") if (name := job.text("name"))),
            language=fields.text("language"),
            client=_client(fields, users),
            bids=stats.whole("bid_count") if stats else None,
            attachments=listed(fields.value.get("attachments"), "url", "filename"),
            status=_status(fields),
            published_at=published,
            expires_at=published + timedelta(days=min(bid_days, 365))
            if published and bid_days and bid_days > 0
            else None,
        )
        return observed(self.name, found, seen_at)


def _status(fields: Fields) -> Literal["open", "closed"]:
    is_open = fields.text("status") in ("active", None) and not fields.flag("deleted")
    return (
        "open" if is_open and fields.text("frontend_project_status") in ("open", None) else "closed"
    )


def _budget(fields: Fields) -> RawBudget | None:
    budget = fields.inner("budget")
    if budget is None:
        return None
    minimum, maximum = budget.amount("minimum"), budget.amount("maximum")
    if minimum is None and maximum is None:
        return None
    currency = fields.inner("currency")
    code = currency.text("code") if currency else None
    if code is None:
        code = _CURRENCY_BY_ID.get(budget.whole("currency_id") or 0)
    period: Literal["fixed", "hourly"] = "hourly" if fields.text("type") == "hourly" else "fixed"
    return RawBudget(minimum=minimum, maximum=maximum, currency=code, period=period)


def _client(fields: Fields, users: dict[str, object]) -> Client | None:
    owner = fields.whole("owner_id")
    if owner is None:
        return None
    found = users.get(str(owner))
    user = Fields(found if found is not None else {}, "user")
    reputation = user.inner("employer_reputation")
    history = reputation.inner("entire_history") if reputation else None
    status = user.inner("status")
    return Client(
        native_id=str(owner),
        name=user.text("display_name"),
        country=_country(user) or _country(fields),
        rating=history.number("overall") if history else None,
        reviews=history.whole("reviews") if history else None,
        is_verified=status.flag("payment_verified") if status else None,
    )


def _country(fields: Fields) -> str | None:
    location = fields.inner("location")
    country = location.inner("country") if location else None
    code = country.text("code") if country else None
    return code.lower() if code else None
