"""The typed door to clickhouse-connect: one asynchronous client, opened with patience."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import clickhouse_connect
from clickhouse_connect.driver.exceptions import ClickHouseError

from gigwire.contracts.errors import Transient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from clickhouse_connect.driver.asyncclient import AsyncClient

    from gigwire.runtime.settings import ClickHouseSettings

CONNECT_SECONDS: Final = 5
REQUEST_SECONDS: Final = 30
DEFAULT_PORT: Final = 8123


@asynccontextmanager
async def open_clickhouse(settings: ClickHouseSettings) -> AsyncIterator[AsyncClient]:
    """A client without sessions, so that its requests may run side by side; leaving closes it.

    Raises:
        Transient: the server does not answer, or refuses the user.
    """
    address = urlsplit(settings.url)
    try:
        client = await clickhouse_connect.get_async_client(
            host=address.hostname or "127.0.0.1",
            port=address.port or DEFAULT_PORT,
            interface=address.scheme,
            username=settings.user,
            password=settings.password.get_secret_value(),
            autogenerate_session_id=False,
            connect_timeout=CONNECT_SECONDS,
            send_receive_timeout=REQUEST_SECONDS,
        )
    except (ClickHouseError, OSError) as error:
        raise Transient(f"ClickHouse at {settings.url}: {error}") from error
    try:
        yield client
    finally:
        await client.close()
