"""Rows of one table by key, as JSON bytes, with a day each and their expiry. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from gigwire.contracts.messages import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPIRED_AT_ONCE: Final = 32  # a day's rows leave a few at a time: no single event pays for all

R = TypeVar("R", bound=Frozen)


class Shelf(Generic[R]):
    """Bytes take a third of the memory of models; a read parses one row (5 us)."""

    def __init__(self, model: type[R]) -> None:
        self._model = model
        self._rows: dict[str, tuple[int, bytes]] = {}
        self._keys_by_day: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def nbytes(self) -> int:
        """Bytes of the rows themselves, without the dict around them."""
        return sum(len(packed) for _, packed in self._rows.values())

    def get(self, key: str) -> R | None:
        """The row of that key."""
        found = self._rows.get(key)
        return None if found is None else self._model.model_validate_json(found[1])

    def put(self, key: str, row: R, day: int) -> bool:
        """Store a row under its day, never an earlier one; returns whether it moved."""
        known = self._rows.get(key)
        latest = day if known is None else max(day, known[0])
        self._rows[key] = (latest, row.model_dump_json().encode())
        is_moved = known is None or latest != known[0]
        if is_moved:
            self._keys_by_day.setdefault(latest, []).append(key)
        return is_moved

    def expire(self, first_day: int) -> tuple[str, ...]:
        """Remove up to 32 rows whose day is before `first_day`; returns their keys."""
        expired: list[str] = []
        for day in [day for day in self._keys_by_day if day < first_day]:
            expired.extend(self._leave(day, EXPIRED_AT_ONCE - len(expired)))
            if len(expired) >= EXPIRED_AT_ONCE:
                break
        return tuple(expired)

    def _leave(self, day: int, count: int) -> Iterator[str]:
        keys = self._keys_by_day[day]
        while keys and count:
            key = keys.pop()
            if key in self._rows and self._rows[key][0] == day:
                del self._rows[key]
                count -= 1
                yield key
        if not keys:
            del self._keys_by_day[day]
