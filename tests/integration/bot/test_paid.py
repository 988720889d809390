"""The paid switch against the server's own bill: above 30 a second, no 429, each Star counted."""

from __future__ import annotations

import aiohttp
import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families

from gigwire.contracts.delivery import Reply
from gigwire.runtime.health import runtime_file
from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.due import a_due

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.long]

FIRST, AMOUNT = 5_000_000, 300
PAID = {"GIGWIRE_TELEGRAM__PAID_RATE_PER_SECOND": "150"}


async def test_paid_broadcast_passes_the_free_limit_and_its_stars_are_counted(lab: BotLab) -> None:
    """300 messages of lane 4, faster than 30 a second, none refused; our bill is the server's."""
    telegram = lab.telegram
    await telegram.limits(stars=1000)
    await telegram.admin("POST", "crowd", {"first_id": FIRST, "count": AMOUNT})
    await lab.start("notify", **PAID)
    dues = [
        a_due(user, "paid", Reply(text="news"), kind="reply", lane=4, cluster_id=None)
        for user in range(FIRST, FIRST + AMOUNT)
    ]
    await lab.due(*dues)
    states = await lab.settled(*dues)
    assert set(states.values()) == {"SENT"}
    verdict = await telegram.admin("GET", "verdict")
    assert verdict["refused_429"] == 0
    assert verdict["mean_per_second"] > 35
    charged = verdict["paid"]["messages"]
    assert charged > 0
    assert 10 * await counted(lab, "gigwire_notify_stars") == pytest.approx(charged, abs=30)


async def counted(lab: BotLab, name: str) -> float:
    """A counter of notify, all bots together."""
    settings = lab.settings.model_copy(update={"state_dir": lab.settings.state_dir / "notify"})
    url = orjson.loads(runtime_file(settings, "notify").read_bytes())["url"]
    async with aiohttp.ClientSession() as http, http.get(f"{url}/metrics") as answer:
        text = await answer.text()
    families = {one.name: one for one in text_string_to_metric_families(text)}
    samples = families[name].samples
    return sum(one.value for one in samples if one.name == f"{name}_total")
