"""Kwork: the exchange's list of orders, JSON as its own web page gets it, twelve a page.

Reads the two other shapes of the same items as well: the page's `stateData`, and the mobile API's
`response` (which needs a login, so that nothing here asks for it).
"""

from __future__ import annotations

import html
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from connectors.sources.attachments import listed
from connectors.sources.base import Found, Page, Request, Source, observed, read_items
from connectors.sources.fields import Fields, json_object, shown
from connectors.sources.russian_time import date_without_year, time_left
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Client, RawBudget

if TYPE_CHECKING:
    from gigwire.contracts.messages import RawProject

PATH: Final = "/projects"
MOST_LEFT: Final = 366 * 24 * 3600  # seconds that an order may stay open


class Kwork(Source):
    """Orders of all categories; no credential needed."""

    name = "kwork"
    default_url = "https://kwork.ru"

    def request(self, position: int = 0) -> Request:
        """Ask for page `position`, counted from 1 (0 is the first, too)."""
        headers = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
        page = max(1, position)
        form = {"c": "all", "page": str(page)}
        return Request(self.base_url + PATH, "POST", headers, form, page)

    def read(self, body: bytes, seen_at: datetime, charset: str | None = None) -> Page:
        """Read an answer, see Source.read."""
        answer = json_object(body, charset)
        if "response" in answer.value:
            items = answer.items("response")
            return read_items(items, partial(self._order, seen_at), shown)
        is_state = "wantsListData" in answer.value
        listing = answer.needed("wantsListData" if is_state else "data")
        page = read_items(listing.items("wants"), partial(self._want, seen_at), shown)
        return Page(page.projects, page.rejects, more=_next_page(listing))

    def _want(self, seen_at: datetime, item: object) -> RawProject:
        fields = Fields(item, "want")
        native_id = fields.native_id()
        dates, user = fields.inner("wantDates"), fields.inner("user")
        is_open = fields.flag("isWantActive") is not False and fields.text("status") in (
            "active",
            None,
        )
        left = time_left(fields.text("timeLeft"))
        found = Found(
            native_id=native_id,
            url=f"{self.base_url}{PATH}/{native_id}",
            title=html.unescape(fields.text("name") or ""),
            body=fields.text("description") or "",
            budget=_budget(fields, "priceLimit", "possiblePriceLimit"),
            category=_category(fields),
            client=_client(user) if user else None,
            bids=fields.whole("kwork_count"),
            attachments=listed(fields.value.get("files"), "url", "fname"),
            status="open" if is_open else "closed",
            published_at=date_without_year(dates.text("dateCreate") if dates else None, seen_at),
            expires_at=seen_at + left if left else None,
        )
        return observed(self.name, found, seen_at)

    def _order(self, seen_at: datetime, item: object) -> RawProject:
        """An item of the mobile API."""
        fields = Fields(item, "order")
        native_id = fields.native_id()
        left = fields.whole("time_left")
        if left is not None and not 0 <= left <= MOST_LEFT:
            raise Poison("bad_time", "order.time_left")
        owner = fields.whole("user_id")
        found = Found(
            native_id=native_id,
            url=f"{self.base_url}{PATH}/{native_id}",
            title=html.unescape(fields.text("title") or ""),
            body=fields.text("description") or "",
            budget=_budget(fields, "price", "possible_price_limit"),
            category=_category(fields),
            client=Client(
                native_id=None if owner is None else str(owner),
                name=fields.text("username"),
                hired_percent=fields.whole("user_hired_percent"),
            ),
            bids=fields.whole("offers"),
            published_at=fields.epoch("date_confirm"),
            expires_at=None if left is None else seen_at + timedelta(seconds=left),
        )
        return observed(self.name, found, seen_at)


def _next_page(listing: Fields) -> int | None:
    pages = listing.inner("pagination")
    current = pages.whole("current_page") if pages else None
    last = pages.whole("last_page") if pages else None
    return current + 1 if current is not None and last is not None and current < last else None


def _budget(fields: Fields, wish: str, limit: str) -> RawBudget | None:
    """What the client would like to pay, and what they would at most."""
    minimum, maximum = fields.amount(wish), fields.amount(limit)
    if minimum is None and maximum is None:
        return None
    highest = max(minimum or Decimal(0), maximum or Decimal(0))
    return RawBudget(minimum=minimum, maximum=highest, currency="RUB", period="fixed")


def _category(fields: Fields) -> str | None:
    number = fields.whole("category_id")
    return None if number is None else str(number)


def _client(user: Fields) -> Client:
    more = user.inner("data")
    number = user.whole("USERID")
    return Client(
        native_id=None if number is None else str(number),
        name=user.text("username"),
        hired_percent=more.whole("wants_hired_percent") if more else None,
    )
