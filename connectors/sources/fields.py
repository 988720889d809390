"""Typed reading of JSON from outside: every wrong type is a `Poison` that names its place."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

import orjson

from connectors.sources.text import decoded, looks_like_html
from gigwire.contracts.errors import Poison

LARGEST_AMOUNT: Final = Decimal(10) ** 12
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
MOST_ID_DIGITS: Final = 20


class Fields:
    """A JSON object whose fields are read by name and type. `where` names it in errors."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise Poison("changed_schema", f"{where} is {_kind(value)}, not an object")
        self.value: dict[str, object] = value
        self._where = where

    def text(self, name: str) -> str | None:
        """A string; None where it is missing, null or empty."""
        value = self.value.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(name, value, "text")
        return value or None

    def whole(self, name: str) -> int | None:
        """A whole number, also as text of digits; None where missing or null."""
        value = self.value.get(name)
        if value is None:
            return None
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            value = int(value[:MOST_ID_DIGITS])
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(name, value, "a whole number")
        return value

    def native_id(self, name: str = "id") -> str:
        """The board's id of an item: a positive whole number, as text."""
        number = self.whole(name)
        if number is None or number <= 0:
            raise Poison("no_id", f"{self._where}.{name} is {_kind(self.value.get(name))}")
        return str(number)

    def amount(self, name: str) -> Decimal | None:
        """Money in major units; zero is how boards write unknown, so it is None."""
        value = self.value.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self._wrong(name, value, "an amount")
        try:
            amount = Decimal(str(value).strip())
        except InvalidOperation:
            raise self._wrong(name, value, "an amount") from None
        if not amount.is_finite() or not 0 <= amount <= LARGEST_AMOUNT:
            raise Poison("bad_amount", f"{self._where}.{name}")
        return amount or None

    def number(self, name: str) -> float | None:
        """Any number; None where missing or null."""
        value = self.value.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(name, value, "a number")
        return float(value)

    def flag(self, name: str) -> bool | None:
        """True or false; None where missing or null."""
        value = self.value.get(name)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(name, value, "true or false")
        return value

    def epoch(self, name: str) -> datetime | None:
        """Seconds since 1970 as UTC; None where missing or null."""
        value = self.whole(name)
        if value is None:
            return None
        if not EARLIEST <= value < LATEST:
            raise Poison("bad_time", f"{self._where}.{name}")
        return datetime.fromtimestamp(value, UTC)

    def moment(self, name: str) -> datetime | None:
        """An ISO time with its offset; None where missing or null."""
        text = self.text(name)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise Poison("bad_time", f"{self._where}.{name}") from None
        if moment.tzinfo is None:
            raise Poison("bad_time", f"{self._where}.{name} has no zone")
        return moment

    def inner(self, name: str) -> Fields | None:
        """A nested object; None where missing or null."""
        value = self.value.get(name)
        return None if value is None else Fields(value, f"{self._where}.{name}")

    def needed(self, name: str) -> Fields:
        """A nested object that must be there."""
        return Fields(self.value.get(name), f"{self._where}.{name}")

    def items(self, name: str) -> list[object]:
        """A list that must be there; its items are unread."""
        value = self.value.get(name)
        if not isinstance(value, list):
            raise Poison("changed_schema", f"{self._where}.{name} is {_kind(value)}, not a list")
        return value

    def objects(self, name: str) -> list[Fields]:
        """A list of objects; empty where missing or null."""
        if self.value.get(name) is None:
            return []
        return [Fields(it, f"{self._where}.{name}[]") for it in self.items(name)]

    def _wrong(self, name: str, value: object, wanted: str) -> Poison:
        return Poison("wrong_shape", f"{self._where}.{name} is {_kind(value)}, not {wanted}")


def json_object(body: bytes, charset: str | None = None) -> Fields:
    """The answer as one JSON object.

    Raises:
        Poison: `html_instead`, `not_json`, `changed_schema`, or as `decoded`.
    """
    text = decoded(body, charset)
    if looks_like_html(text):
        raise Poison("html_instead", "a page for people, not JSON")
    try:
        return Fields(orjson.loads(text), "answer")
    except orjson.JSONDecodeError as error:
        raise Poison("not_json", f"line {error.lineno}, column {error.colno}") from None


def shown(item: object) -> bytes:
    """An item of a JSON list as bytes again, for its dead letter."""
    return orjson.dumps(item)


def _kind(value: object) -> str:
    return "missing" if value is None else type(value).__name__
