"""Checks of setWebhook, deleteWebhook and getWebhookInfo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import SetWebhook

from tests.integration.telegram_judge.check import API, OK, SERVER, Check, Family
from tests.integration.telegram_judge.hook import hook_info, say

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

SET = API + "setWebhook"
INFO = API + "getWebhookInfo"
BAD = "TelegramBadRequest: Bad Request: "
NOWHERE = "http://127.0.0.1:9/hook"


def refused_address(url: str) -> Act:
    """An address under the rules of api.telegram.org."""

    async def act(desk: Desk) -> object:
        await desk.admin("PUT", "rules", is_remote=True)
        return await desk.outcome(desk.bot.set_webhook(url))

    act.__doc__ = f"setWebhook of {url} at api.telegram.org"
    return act


async def words(desk: Desk) -> object:
    """Call setWebhook twice and deleteWebhook, read without aiogram."""
    said = [await desk.said("setWebhook", url=NOWHERE) for _ in range(2)]
    return [*said, await desk.said("deleteWebhook")]


async def too_often(desk: Desk) -> object:
    """Two different addresses within a second."""
    await desk.admin("PUT", "clock", speed=0)
    said = [await desk.outcome(desk.bot.set_webhook(f"{NOWHERE}{n}")) for n in range(2)]
    await desk.advance(1)
    return [*said, await desk.outcome(desk.bot.set_webhook(f"{NOWHERE}3"))]


async def as_set(desk: Desk) -> object:
    """Call getWebhookInfo of a new hook."""
    await desk.bot.set_webhook(NOWHERE, max_connections=7, ip_address="127.0.0.1")
    info = await hook_info(desk)
    return info["url"] == NOWHERE, info["max_connections"], info["ip_address"]


async def of_none(desk: Desk) -> object:
    """Call getWebhookInfo without a hook, two texts pending."""
    await say(desk, "a", "b")
    info = await hook_info(desk)
    return info["url"], info["pending_update_count"]


SETTING = (
    Check(
        230,
        "Telegram's words for it",
        SERVER + "process_set_webhook_query",
        words,
        ["200 Webhook was set", "200 Webhook is already set", "200 Webhook was deleted"],
    ),
    Check(
        231,
        "once a second",
        SERVER + "process_set_webhook_query",
        too_often,
        [OK, "TelegramRetryAfter(1)", OK],
    ),
    Check(
        232,
        "a server of one's own takes plain HTTP and any port",
        API + "Using a Local Bot API Server",
        SetWebhook(url=NOWHERE),
        OK,
    ),
    Check(
        233,
        "api.telegram.org wants HTTPS",
        "bots webhook guide",
        refused_address("http://a.example/h"),
        f"{BAD}bad webhook: An HTTPS URL must be provided for webhook",
    ),
    Check(
        234,
        "on four ports",
        SET + " notes",
        refused_address("https://a.example:8444/h"),
        f"{BAD}bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    Check(
        235, "8443 is one of them", SET + " notes", refused_address("https://a.example:8443/h"), OK
    ),
    Check(
        236,
        "a host that does not resolve",
        "known text of setWebhook",
        SetWebhook(url="https://nobody.invalid/h"),
        f"{BAD}bad webhook: Failed to resolve host: Name or service not known",
    ),
    Check(
        237,
        "an address that is none",
        "known text of setWebhook",
        SetWebhook(url="foo://"),
        f"{BAD}invalid webhook URL specified",
    ),
    Check(
        238,
        "a secret of other characters",
        SET + " secret_token",
        SetWebhook(url=NOWHERE, secret_token="a b"),
        f"{BAD}secret token contains illegal characters",
    ),
    Check(
        239,
        "a secret of 257",
        SET + " secret_token",
        SetWebhook(url=NOWHERE, secret_token="x" * 257),
        f"{BAD}secret token is too long",
    ),
    Check(240, "what was set is told", INFO, as_set, (True, 7, "127.0.0.1")),
    Check(241, "an empty url where none is set", INFO, of_none, ("", 2)),
)
FAMILY = Family("Setting a webhook", (*SETTING,))
