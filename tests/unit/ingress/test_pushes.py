"""The webhook: who may push, what is acknowledged, and when."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from aiokafka.errors import KafkaTimeoutError, OutOfOrderSequenceNumber

from bot.ingress.stage import doors_of
from gigwire.contracts.errors import Fatal
from tests.support.pushing import BASE, TOKEN, Broker, a_runtime, pushing, text_of


async def test_update_is_acknowledged_once_kafka_has_it() -> None:
    """The record is there before the 200, under the person's key, as it was pushed."""
    broker = Broker()
    async with pushing(broker) as telegram:
        assert (await telegram.push(text_of(9))).status == 200
        (update,) = broker.updates()
        assert (update.update_id, update.user_id, update.bot) == (9, 5, "main")
        assert update.payload == text_of(9)
        assert telegram.counted("gigwire_events_out_total{") == 1


@pytest.mark.parametrize("error", [None, KafkaTimeoutError()])
async def test_update_that_kafka_does_not_take_is_asked_for_again(
    error: Exception | None,
) -> None:
    """503 with a time to come again; it costs the person nothing of the limit of 5."""
    broker = Broker(is_up=False, error=error)
    async with pushing(broker, patience=0.1) as telegram:
        for _ in range(8):
            assert await telegram.push(text_of(9)) == (503, "2")
        broker.is_up, broker.error = True, None
        assert (await telegram.push(text_of(9))).status == 200
    assert len(broker.updates()) == 1


async def test_connection_beyond_repair_ends_the_stage() -> None:
    """The supervisor's next process has a new one; Telegram keeps the update meanwhile."""
    with pytest.raises(Fatal, match="OutOfOrder"):
        async with pushing(Broker(error=OutOfOrderSequenceNumber())) as telegram:
            assert (await telegram.push(text_of(9))).status == 503


@pytest.mark.parametrize("secret", ["", "x", "a" * 64, "ключ".encode().decode("latin-1")])
async def test_push_without_the_secret_is_refused_unread(secret: str) -> None:
    """Whatever stands in the header; a bot that is not ours is refused alike."""
    broker = Broker()
    async with pushing(broker) as telegram:
        assert (await telegram.push(text_of(9), secret)).status == 403
        assert (await telegram.push(text_of(9), bot="other")).status == 403
        assert telegram.counted('gigwire_ingress_refused_total{reason="no_secret"') == 2
    assert broker.sent == []


async def test_stranger_who_goes_on_is_throttled_and_telegram_is_not() -> None:
    """From the same address, as behind a proxy that hides addresses."""
    broker = Broker()
    async with pushing(broker) as telegram:
        said = [(await telegram.push(b"x" * 1000, "wrong")).status for _ in range(14)]
        assert said[:10] == [403] * 10
        assert said[-1] == 429
        assert (await telegram.push(text_of(9))).status == 200
        assert telegram.counted('gigwire_ingress_refused_total{reason="flood"') >= 3


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[1]", b'{"update_id":3}', b"x" * 600_000])
async def test_what_no_stage_could_read_is_a_dead_letter(body: bytes) -> None:
    """Acknowledged: Telegram would bring it for a day. Its bytes are kept, of a giant the first."""
    broker = Broker()
    async with pushing(broker) as telegram:
        assert (await telegram.push(body)).status == 200
    (letter,) = broker.buried()
    assert letter == body[: len(letter)]
    assert len(letter) == min(len(body), 65_536) or body[:1] in (b"[", b"{")
    assert broker.updates() == []


async def test_pushes_side_by_side_do_not_wait_for_each_other() -> None:
    """Forty at once, as Telegram does it."""
    broker = Broker()
    async with pushing(broker) as telegram:
        said = await asyncio.gather(*(telegram.push(text_of(n, user=n)) for n in range(1, 41)))
    assert {one.status for one in said} == {200}
    assert {one.user_id for one in broker.updates()} == set(range(1, 41))


async def test_flood_of_one_person_is_acknowledged_dropped_and_told_once() -> None:
    """Telegram is rid of it, Kafka has the five that are allowed and one that stands for it."""
    broker = Broker()
    async with pushing(broker) as telegram:
        flood = [await telegram.push(text_of(number, user=1)) for number in range(60)]
        others = [await telegram.push(text_of(number, user=number)) for number in range(70, 80)]
        assert {one.status for one in (*flood, *others)} == {200}
        assert telegram.counted("gigwire_ingress_shed_total{") == 55
    kept = Counter((one.user_id == 1, one.is_shed) for one in broker.updates())
    assert kept == {(True, False): 5, (True, True): 1, (False, False): 10}


def test_each_bot_has_its_own_door_and_none_tells_a_token() -> None:
    """Proxies log paths; and whoever knows one bot's secret knows no other's."""
    settings = a_runtime().settings
    doors = doors_of(settings, ["main"])
    assert doors["main"].url == f"{BASE}/main"
    assert TOKEN.split(":")[1] not in str(doors)
    keyed = doors_of(a_runtime(secret="one").settings, ["main"])
    assert keyed["main"].secret != doors["main"].secret
    assert len(keyed["main"].secret) == 64
