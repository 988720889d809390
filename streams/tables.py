"""Faust tables as typed state: one frozen model a key, JSON bytes in the changelog.

Owns which rows belong to this worker. Faust's memory store keeps rows of partitions that have
gone (stores/memory.py `on_recovery_completed` forgets recovered rows only); here they are dropped.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from gigwire.contracts.codec import encode
from gigwire.contracts.errors import Fatal
from gigwire.contracts.messages import Frozen
from gigwire.contracts.topics import CHANGELOGS
from gigwire.runtime.kafka import partition_of_key
from streams.transport import consumer_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from streams.transport import MendedApp

    Build = Callable[[frozenset[int]], Awaitable[None] | None]

M = TypeVar("M", bound=Frozen)
MOST_REMEMBERED: Final = 1024


class StateTable(Generic[M]):
    """The rows of this worker's partitions.

    Writes are allowed only while an event is handled; the row's changelog partition is the
    event's, so key and event must agree on it. Write whole states with a version or a cause in
    them, never increments: after a crash an input may be handled again.
    """

    def __init__(self, table: Any, model: type[M], partitions: int) -> None:
        self._table, self._model, self._partitions = table, model, partitions
        # Rows of 50 KB are read several times an event. Held by the very bytes they were read
        # from, so that a row replaced by recovery is never answered from here.
        self._read: dict[bytes, tuple[bytes, M]] = {}

    def get(self, key: bytes) -> M | None:
        """The state of a key, None if there is none."""
        row: bytes | None = self._table.get(key)
        if row is None:
            return None
        known = self._read.get(key)
        if known is not None and known[0] is row:
            return known[1]
        return self._remember(key, row, self._model.model_validate_json(row))

    def put(self, key: bytes, state: M) -> None:
        """Replace the state of a key."""
        row = encode(state)
        self._table[key] = row
        self._remember(key, row, state)

    def _remember(self, key: bytes, row: bytes, state: M) -> M:
        if len(self._read) >= MOST_REMEMBERED:
            self._read.clear()
        self._read[key] = (row, state)
        return state

    def remove(self, key: bytes) -> None:
        """Forget a key; unknown ones change nothing."""
        if key in self._rows:
            del self._table[key]

    def rows(self, partitions: frozenset[int]) -> Iterator[tuple[int, bytes, M]]:
        """(partition, key, state) of these partitions, in no order."""
        for key, row in list(self._rows.items()):
            partition = partition_of_key(key, self._partitions)
            if partition in partitions:
                yield partition, key, self._model.model_validate_json(row)

    def keep_only(self, partitions: frozenset[int]) -> None:
        """Drop rows of other partitions from memory; their changelog is not touched."""
        store = self._table.data
        for key in list(self._rows):
            if partition_of_key(key, self._partitions) not in partitions:
                del self._rows[key]
                store._key_partition.pop(key, None)  # noqa: SLF001 - Faust's own note of the row

    @property
    def _rows(self) -> dict[bytes, bytes]:
        rows: dict[bytes, bytes] = self._table.data.data
        return rows


class Tables:
    """The tables of one stage, and the moments at which their partitions come and go."""

    def __init__(self, app: MendedApp, stage: str) -> None:
        self._app, self._stage = app, stage
        self._opened: list[tuple[Any, StateTable[Any]]] = []
        self._on_recovered: list[Build] = []
        app.on_partitions_assigned.connect(self._drop_rows_of_others)

    def open(self, name: str, model: type[M]) -> StateTable[M]:
        """A table of the one list of changelogs.

        Raises:
            Fatal: the list has no such table for this stage.
        """
        rows = [row for row in CHANGELOGS if (row.stage, row.table) == (self._stage, name)]
        if not rows:
            raise Fatal(f"gigwire.contracts.topics lists no table {name} of {self._stage}")
        partitions = rows[0].partitions
        table = self._app.Table(name, key_type=bytes, value_type=bytes, partitions=partitions)
        if not self._opened:  # once a recovery is enough: all tables are complete by then
            table.on_recover(self._recovered)
        state = StateTable(table, model, partitions)
        self._opened.append((table, state))
        return state

    def on_recovered(self, build: Build) -> None:
        """Have `build(owned partitions)` called after each recovery, before any event of them.

        What it returns is awaited. A rebalance may begin meanwhile: then its work is for nothing,
        and another call follows.
        """
        self._on_recovered.append(build)

    def on_revoked(self, drop: Callable[[], None]) -> None:
        """Have `drop()` called when partitions are taken away (Faust takes all, then assigns)."""

        async def revoked(*_: Any, **__: Any) -> None:
            drop()

        self._app.on_partitions_revoked.connect(revoked, weak=False)

    def _owned(self, table: Any) -> frozenset[int]:
        topic = table.changelog_topic_name
        actives = self._app.assignor.assigned_actives()
        return frozenset(tp.partition for tp in actives if tp.topic == topic)

    async def _drop_rows_of_others(self, *_: Any, **__: Any) -> None:
        for table, state in self._opened:
            state.keep_only(self._owned(table))

    async def _recovered(self) -> None:
        # Faust swallows what a callback raises (recovery.py:641 waits and never looks).
        work = asyncio.ensure_future(self._build())
        await asyncio.wait([work])
        if (error := work.exception()) is not None:
            await consumer_of(self._app).fail(error)

    async def _build(self) -> None:
        owned = self._owned(self._opened[0][0])
        for build in self._on_recovered:
            if (work := build(owned)) is not None:
                await work
            await asyncio.sleep(0)
