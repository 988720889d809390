"""The local ClickHouse: what clients of a real server rely on holds here too."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import clickhouse_connect
import lz4.frame  # type: ignore[import-untyped]  # the package ships no types
import pytest
from clickhouse_connect.driver.exceptions import DatabaseError

from local.clickhouse.wire import encode_body
from tests.support.record_lab import ClickHouseProcess, insert

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from clickhouse_connect.driver.client import Client

LINE = b'{"a":%d,"b":"x","t":"2026-11-21T10:00:00Z"}\n'
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "lz4": lz4.frame.compress,
    "zstd": lambda body: encode_body(body, "zstd"),
}
TABLE = """
CREATE TABLE {name} (a UInt64, b String, t DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY a
SETTINGS non_replicated_deduplication_window = 100
"""


def connect(url: str, **options: Any) -> Client:
    """The synchronous client, as an analyst would open it."""
    host, port = url.removeprefix("http://").split(":")
    return clickhouse_connect.get_client(host=host, port=int(port), **options)


@pytest.fixture
def client(clickhouse_server: str, topic_prefix: str) -> Iterator[Client]:
    """A client whose default database is this test's own."""
    database = "gw_" + topic_prefix.strip(".")
    admin = connect(clickhouse_server)
    admin.command(f"CREATE DATABASE {database}")
    with connect(clickhouse_server, database=database) as own:
        own.command(TABLE.format(name="t"))
        yield own
    admin.command(f"DROP DATABASE {database}")
    admin.close()


async def ask(
    url: str, body: bytes, status: int, headers: dict[str, str] | None = None, **params: str
) -> tuple[bytes, dict[str, str]]:
    """One bare POST: its body and headers, after its status was checked."""
    async with (
        aiohttp.ClientSession() as web,
        web.post(url, params=params, data=body, headers=headers) as answer,
    ):
        content = await answer.read()
        assert answer.status == status, content
        return content, dict(answer.headers)


def test_rows_of_many_blocks_arrive_whole(client: Client) -> None:
    """A compressed insert of several blocks is several frames: none may be forgotten."""
    now, count = datetime(2026, 11, 21, tzinfo=UTC), 200_000
    columns: list[list[Any]] = [list(range(count)), ["x"] * count, [now] * count]
    client.insert("t", columns, column_oriented=True, column_names=["a", "b", "t"])
    assert client.query("SELECT count(), uniqExact(a), max(a) FROM t").result_rows == [
        (count, count, count - 1)
    ]


def test_repeated_token_is_stored_once(client: Client) -> None:
    """The same token twice is one insert; another token with equal rows is another."""
    for token in ("k1", "k1", "k2"):
        settings = {"async_insert": 0, "insert_deduplication_token": token}
        client.raw_insert("t", insert_block=LINE % 1, fmt="JSONEachRow", settings=settings)
    assert client.command("SELECT count() FROM t") == 2


def test_settings_of_one_request_do_not_reach_the_next(client: Client) -> None:
    """Handles are shared: what one request sets, the next one must not see."""
    name = "max_result_rows"
    for _ in range(8):
        found = client.query(f"SELECT getSetting('{name}')", settings={name: 77}).result_rows
        assert int(found[0][0]) == 77
    for _ in range(8):
        assert client.command(f"SELECT getSetting('{name}')") == 0


def test_refused_setting_leaves_the_handle_clean(client: Client) -> None:
    """A request with a wrong setting fails alone."""
    with pytest.raises(DatabaseError) as caught:
        client.raw_query("SELECT 1", settings={"max_threads": "many"})
    assert caught.value.code is not None
    assert client.command("SELECT 1") == 1


def test_parameters_and_empty_results_keep_their_types(client: Client) -> None:
    """Bound values are no SQL, and a result without rows still has its columns."""
    found = client.query("SELECT {s:String} AS s", parameters={"s": "a'b\\c"})
    assert found.result_rows == [("a'b\\c",)]
    assert client.query("SELECT a, t FROM t WHERE a = 5").column_names == ("a", "t")


@pytest.mark.parametrize(
    ("sql", "status", "code", "name"),
    [
        ("SELECT * FROM nowhere", 404, "60", "UNKNOWN_TABLE"),
        ("SELECT FROM WHERE", 400, "62", "SYNTAX_ERROR"),
        ("SELECT throwIf(1)", 500, "395", "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO"),
        ('INSERT INTO t FORMAT JSONEachRow {"a":"x"}', 400, "27", "CANNOT_PARSE"),
        ("CREATE TABLE k (a Int8) ENGINE = Kafka()", 500, "344", "SUPPORT_IS_DISABLED"),
        ("", 400, "62", "SYNTAX_ERROR"),
    ],
)
async def test_errors_have_code_name_and_status(
    client: Client, clickhouse_server: str, sql: str, status: int, code: str, name: str
) -> None:
    """A client tells errors apart by code, a person by the name at the end."""
    body, headers = await ask(
        clickhouse_server, sql.encode(), status, database=str(client.database)
    )
    assert headers["X-ClickHouse-Exception-Code"].startswith(code)
    assert body.startswith(b"Code: ")
    assert name.encode() in body


async def test_bare_requests_of_every_kind_are_understood(
    client: Client, clickhouse_server: str
) -> None:
    """SQL in the body or the address, rows after it or alone, compressed both ways."""
    database = str(client.database)
    into = "INSERT INTO t FORMAT JSONEachRow"
    await ask(clickhouse_server, into.encode() + b"\n" + LINE % 1, 200, database=database)
    await ask(clickhouse_server, LINE % 2, 200, database=database, query=into)
    for number, (encoding, encode) in enumerate(ENCODERS.items(), start=3):
        headers = {"Content-Encoding": encoding}
        body = encode(LINE % number)
        await ask(clickhouse_server, body, 200, headers, database=database, query=into)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body, headers = await ask(
        clickhouse_server, b"SELECT sum(a) FROM t FORMAT JSONEachRow", 200, form, database=database
    )
    assert body == b'{"sum(a)":15}\n'
    assert headers["X-ClickHouse-Format"] == "JSONEachRow"
    assert b'"written_rows"' in headers["X-ClickHouse-Summary"].encode()
    asked = {"Accept-Encoding": "gzip"}
    long = b"SELECT repeat('x', 5000)"
    body, headers = await ask(clickhouse_server, long, 200, asked, enable_http_compression="1")
    assert headers["Content-Encoding"] == "gzip"
    assert body == b"x" * 5000 + b"\n"


async def test_body_that_is_not_what_it_says_is_a_clear_error(clickhouse_server: str) -> None:
    """A wrong or unknown Content-Encoding is refused, not guessed."""
    for encoding in ("gzip", "lz4", "zstd", "rot13"):
        headers = {"Content-Encoding": encoding}
        body, _ = await ask(clickhouse_server, b"SELECT 1", 400, headers)
        assert encoding.encode() in body


def test_read_only_user_reads_and_nothing_else(client: Client, clickhouse_server: str) -> None:
    """Grafana's user may limit its own time but neither write nor lift the limit."""
    reader = connect(
        clickhouse_server, username="grafana", password="grafana", database=str(client.database)
    )
    assert reader.query("SELECT 1", settings={"max_execution_time": 5}).result_rows == [(1,)]
    refused = (
        "INSERT INTO t (a) VALUES (1)",
        "CREATE TABLE z (a Int8) ENGINE = Memory",
        "DROP TABLE t",
        "SET readonly = 0",
    )
    for sql in refused:
        with pytest.raises(DatabaseError) as caught:
            reader.command(sql)
        assert caught.value.code == 164
    reader.close()


async def test_wrong_password_is_forbidden(clickhouse_server: str) -> None:
    """Status and code as a real server gives them."""
    for user, password in (("grafana", "guess"), ("nobody", "")):
        headers = {"X-ClickHouse-User": user, "X-ClickHouse-Key": password}
        body, answer = await ask(clickhouse_server, b"SELECT 1", 403, headers)
        assert answer["X-ClickHouse-Exception-Code"] == "516"
        assert b"AUTHENTICATION_FAILED" in body


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[ClickHouseProcess]:
    """A server that may be killed."""
    process = ClickHouseProcess(tmp_path)
    await process.start()
    yield process
    process.kill()


async def test_acknowledged_rows_and_tokens_survive_kill_9(engine: ClickHouseProcess) -> None:
    """After each kill every acknowledged insert is there, and its token is still known."""
    with connect(engine.url) as client:
        client.command("CREATE DATABASE d")
        client.command(TABLE.format(name="d.t"))
    for round_number in range(3):
        async with await clickhouse_connect.get_async_client(
            host="127.0.0.1", port=engine.port
        ) as client_:
            for number in range(10):
                key = 10 * round_number + number
                token = {"insert_deduplication_token": f"k{key}"}
                await insert(client_, "d.t", [LINE % key], **token)
                await insert(client_, "d.t", [LINE % 0], insert_deduplication_token="k0")
        engine.kill()
        await engine.start()
    with connect(engine.url) as client:
        assert client.query("SELECT count(), uniqExact(a) FROM d.t").result_rows == [(30, 30)]


async def test_second_server_on_the_same_folder_is_refused_in_words(
    engine: ClickHouseProcess, tmp_path: Path
) -> None:
    """One process a folder; the message says what to do."""
    second = ClickHouseProcess(tmp_path)
    with pytest.raises(AssertionError):
        await second.start()
    assert second.exit_code() == 78
    log = (tmp_path / "clickhouse.log").read_text()
    assert "Another process may hold it" in log
    async with aiohttp.ClientSession() as web, web.get(f"{engine.url}/ping") as answer:
        assert await answer.text() == "Ok.\n"
