"""The collect stage: one task a source, one producer, one HTTP session. Owns their wiring only."""

from __future__ import annotations

import asyncio
from random import SystemRandom
from typing import TYPE_CHECKING

from connectors.collect_topics import CollectTopics, read_cursors
from connectors.feed import Feed
from connectors.polite import open_session
from connectors.sources.fl import Fl
from connectors.sources.freelancehunt import Freelancehunt
from connectors.sources.freelancer import Freelancer
from connectors.sources.kwork import Kwork
from connectors.sources.telegram_channel import TelegramChannel
from gigwire.domain.collect import Pace, empty_cursor
from gigwire.runtime.kafka import open_producer

if TYPE_CHECKING:
    from connectors.sources.base import Source
    from gigwire.runtime.process import Runtime
    from gigwire.runtime.settings import CollectSettings, SourceSettings


def enabled_sources(settings: CollectSettings) -> list[tuple[Source, SourceSettings]]:
    """The sources to poll with their settings; one for each Telegram channel.

    Freelancehunt answers nobody without a token, so without one it is left out.
    """
    freelancehunt_token = settings.freelancehunt.token.get_secret_value()
    found: list[tuple[Source, SourceSettings]] = [
        (Freelancer(settings.freelancer.url), settings.freelancer),
        (Fl(settings.fl.url), settings.fl),
        (Kwork(settings.kwork.url), settings.kwork),
    ]
    if freelancehunt_token:
        hunt = Freelancehunt(settings.freelancehunt.url, token=freelancehunt_token)
        found.append((hunt, settings.freelancehunt))
    telegram = settings.telegram_channel
    found += [(TelegramChannel(name, telegram.url), telegram) for name in settings.channels]
    return [(source, its) for source, its in found if its.is_enabled]


async def run_collect(runtime: Runtime) -> None:
    """Poll every enabled source until the runtime's stop; the polls in hand are finished.

    Raises:
        KafkaError: Kafka did not take a record in time. The cursors stay where they were, so
            that the next start repeats what was not acknowledged.
    """
    settings = runtime.settings
    sources = enabled_sources(settings.collect)
    if not settings.collect.freelancehunt.token.get_secret_value():
        runtime.log.warning("collect.source_left_out", source="freelancehunt", reason="no token")
    runtime.health.waiting("reading cursors")
    cursors = await read_cursors(settings)
    async with (
        open_producer(settings, "collect") as producer,
        open_session(settings.collect) as http,
    ):
        topics = CollectTopics(runtime, producer)
        async with asyncio.TaskGroup() as group:
            for source, its in sources:
                pace = Pace(
                    interval_seconds=its.interval_seconds,
                    requests_per_day=source.requests_per_day,
                )
                cursor = cursors.get(source.feed) or empty_cursor(source.feed, runtime.clock.now())
                feed = Feed(runtime, source, pace, cursor, SystemRandom())
                group.create_task(feed.run(http, topics))
            runtime.health.ready()
            runtime.log.info("collect.started", feeds=[source.feed for source, _ in sources])
