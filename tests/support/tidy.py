"""Taking a test's topics away again: a broker for hundreds of tests holds no 10,000 partitions."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from aiokafka.errors import KafkaConnectionError

from gigwire.runtime.kafka import open_admin
from gigwire.runtime.settings import KafkaSettings, Settings


async def delete_topics(settings: Settings) -> None:
    """Delete every topic whose name begins with the settings' prefix, which must not be empty."""
    prefix = settings.kafka.prefix
    assert prefix, "else all topics of the broker would go"
    # A broker that has ended with its test holds nothing.
    with suppress(KafkaConnectionError):
        async with open_admin(settings) as admin:
            found = [name for name in await admin.list_topics() if name.startswith(prefix)]
            if found:
                await admin.delete_topics(found)


def delete_topics_now(bootstrap: str, prefix: str) -> None:
    """The same where no loop runs; in a thread, so that no test's loop is touched."""
    settings = Settings(kafka=KafkaSettings(bootstrap=bootstrap, prefix=prefix))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, delete_topics(settings)).result()
