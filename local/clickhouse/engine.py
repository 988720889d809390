"""The embedded engine: one folder, a few handles, statements in threads. Knows no HTTP.

One process may open a folder at a time, and must not fork afterwards. Settings and the current
database live in a handle, so each statement sets its own and takes them back.
"""

from __future__ import annotations

import asyncio
import queue
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import orjson
from chdb import ChdbError
from chdb.state import sqlitelike

from local.clickhouse import statement, wire

if TYPE_CHECKING:
    from pathlib import Path

HANDLES: Final = 4  # statements that run at once, per kind of user
READ_ONLY: Final = "2"  # reads, and changes of settings other than this one
BACKGROUND_THREADS: Final = 2  # merges share the machine with everything else of the stack
_CODE: Final = re.compile(r"Code: (\d+)\. ")
_NAME: Final = re.compile(r"\(([A-Z][A-Z0-9_]+)\)\s*(?:\(version [^)]*\)\s*)?$")
_SETTING: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


class EngineError(Exception):
    """The engine refused a statement: `code` and `name` as in ClickHouse's ErrorCodes."""

    def __init__(self, text: str) -> None:
        text = text[max(text.find("Code: "), 0) :].strip()
        code, name = _CODE.search(text), _NAME.search(text)
        self.code = int(code.group(1)) if code else 1002
        self.name = name.group(1) if name else "UNKNOWN_EXCEPTION"
        super().__init__(text if code else f"Code: 1002. DB::Exception: {text} ({self.name})")


@dataclass(frozen=True)
class Query:
    """One statement with everything that a request says about it."""

    text: bytes
    database: str = "default"
    settings: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    format: str = "TabSeparated"
    is_read_only: bool = False


@dataclass(frozen=True)
class Answer:
    """Bytes in `format`, and what was read and written."""

    body: bytes
    format: str
    rows_read: int = 0
    bytes_read: int = 0
    rows_written: int = 0
    bytes_written: int = 0


class Engine:
    """The open folder. `run` may be called at any time from the event loop."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        address = f"{folder}?background_pool_size={BACKGROUND_THREADS}"
        self._threads = ThreadPoolExecutor(2 * HANDLES, thread_name_prefix="statement")
        self._writers = _handles(address)
        self._readers = _handles(address)
        for _ in range(HANDLES):
            reader = self._readers.get()
            reader.query(f"SET readonly = {READ_ONLY}")
            self._readers.put(reader)
        self.version = self._ask("version()")
        self.timezone = self._ask("timezone()")

    def _ask(self, expression: str) -> str:
        query = Query(text=f"SELECT {expression}".encode(), is_read_only=True)
        return self._run(query).body.decode().strip()

    async def run(self, query: Query) -> Answer:
        """Run one statement.

        Raises:
            EngineError: the engine refused it; nothing of an insert's single block was stored.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, query)

    def close(self) -> None:
        """Let running statements end, then release the folder."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for handles in (self._readers, self._writers):
            while not handles.empty():
                handles.get().close()

    def _run(self, query: Query) -> Answer:
        handles = self._readers if query.is_read_only else self._writers
        handle = handles.get()
        try:
            return _run_on(handle, query)
        except (RuntimeError, ChdbError) as error:
            raise EngineError(str(error)) from None
        finally:
            handles.put(handle)


def _handles(address: str) -> queue.SimpleQueue[Any]:
    handles: queue.SimpleQueue[Any] = queue.SimpleQueue()
    for _ in range(HANDLES):
        handles.put(sqlitelike.connect(address))
    return handles


def _run_on(handle: Any, query: Query) -> Answer:
    wrong = next((name for name in query.settings if not _SETTING.match(name)), None)
    if wrong is not None:
        raise EngineError(f"Code: 115. DB::Exception: Setting {wrong} is unknown (UNKNOWN_SETTING)")
    try:
        if query.database != "default":
            handle.query(f"USE `{query.database.replace('`', '')}`")
        if query.settings:
            handle.query(
                "SET " + ", ".join(f"{k} = {_quoted(v)}" for k, v in query.settings.items())
            )
        return _execute(handle, query)
    finally:
        _reset(handle, query)


def _reset(handle: Any, query: Query) -> None:
    if query.database != "default":
        handle.query("USE default")
    for name in query.settings:
        try:
            handle.query(f"SET {name} = DEFAULT")
        except ChdbError:  # the SET before was refused for this name: nothing to undo
            continue


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _execute(handle: Any, query: Query) -> Answer:
    insert = statement.split_insert(query.text)
    if insert is not None:
        return _insert(handle, insert)
    sql = query.text.decode(errors="replace")
    engine = statement.forbidden_engine(sql)
    if engine:
        raise EngineError(
            f"Code: 344. DB::Exception: Engine {engine} is not available in the local ClickHouse:"
            " its metadata would lock the data folder (SUPPORT_IS_DISABLED)"
        )
    result = handle.query(sql, query.format, params=query.parameters)
    kind = statement.output_format(sql) or query.format
    body: bytes = result.bytes()
    if kind == "Native" and not body and statement.is_read(sql):
        body = _header(handle, sql, query.parameters)
    return Answer(
        body,
        kind,
        result.rows_read(),
        result.bytes_read(),
        result.rows_written(),
        result.bytes_written(),
    )


def _insert(handle: Any, insert: statement.Insert) -> Answer:
    # The streaming door: a payload inside the SQL text is cut wrongly once it is large.
    stream = handle.send_insert(insert.head, insert.format)
    try:
        if insert.payload:
            stream.append(insert.payload)
        done = stream.finish()
    finally:
        stream.close()
    return Answer(
        b"", insert.format, rows_written=done.rows_written, bytes_written=done.bytes_written
    )


def _header(handle: Any, sql: str, parameters: dict[str, str]) -> bytes:
    described = handle.query(statement.without_format(sql), "JSONCompact", params=parameters)
    meta = orjson.loads(described.bytes())["meta"]
    return wire.empty_native([(column["name"], column["type"]) for column in meta])
