"""Checks of what a webhook gets: pushes, order, retries, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.integration.telegram_judge.check import API, NO, SERVER, YES, Check, Family
from tests.integration.telegram_judge.hook import hook_info, hooked, say, until_failed

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

SET = API + "setWebhook"
INFO = API + "getWebhookInfo"
ACTOR = SERVER + "WebhookActor.cpp"
NOWHERE = "http://127.0.0.1:9/hook"


async def pushed(desk: Desk) -> object:
    """A text with a webhook set."""
    async with hooked(desk) as hook:
        await say(desk, "a")
        await hook.got(desk, 1)
        body, headers = hook.requests[0]
        return hook.texts(), headers["Content-Type"], sorted(body)


async def secret(desk: Desk) -> object:
    """Secret_token given."""
    async with hooked(desk, secret_token="s3-cret_") as hook:
        await say(desk, "a")
        await hook.got(desk, 1)
        return hook.requests[0][1]["X-Telegram-Bot-Api-Secret-Token"]


async def no_secret(desk: Desk) -> object:
    """No secret_token given."""
    async with hooked(desk) as hook:
        await say(desk, "a")
        await hook.got(desk, 1)
        return "X-Telegram-Bot-Api-Secret-Token" in hook.requests[0][1]


async def pending_first(desk: Desk) -> object:
    """Two texts, then setWebhook."""
    await say(desk, "a", "b")
    async with hooked(desk) as hook:
        await hook.got(desk, 2)
        return hook.texts()


async def dropped(desk: Desk) -> object:
    """Two texts, setWebhook with drop_pending_updates, a third."""
    await say(desk, "a", "b")
    async with hooked(desk, drop_pending_updates=True) as hook:
        await say(desk, "c")
        await hook.got(desk, 1)
        return hook.texts()


async def delete_keeps(desk: Desk) -> object:
    """A text nobody takes, deleteWebhook, getUpdates."""
    await desk.bot.set_webhook(NOWHERE)
    await say(desk, "a")
    await desk.bot.delete_webhook()
    await desk.advance(4)
    return len(await desk.bot.get_updates())


async def delete_drops(desk: Desk) -> object:
    """The same with drop_pending_updates."""
    await desk.bot.set_webhook(NOWHERE)
    await say(desk, "a")
    await desk.bot.delete_webhook(drop_pending_updates=True)
    await desk.advance(4)
    return len(await desk.bot.get_updates())


async def chosen_kinds(desk: Desk) -> object:
    """Allowed_updates of presses alone; a text."""
    async with hooked(desk, allowed_updates=["callback_query"]):
        await say(desk, "a")
        info = await hook_info(desk)
        return info["allowed_updates"], info["pending_update_count"]


async def in_order(desk: Desk) -> object:
    """Three texts of one person while the hook is slow."""
    async with hooked(desk) as hook:
        hook.gate.clear()
        await say(desk, "a", "b", "c")
        await hook.got(desk, 1)
        alone = len(hook.requests)
        hook.gate.set()
        await hook.got(desk, 3)
        return alone, hook.texts(), hook.most_under_way


async def side_by_side(desk: Desk) -> object:
    """Texts of 6 people with max_connections 4 while the hook is slow."""
    await desk.admin("POST", "crowd", first_id=840_000_001, count=6)
    async with hooked(desk, max_connections=4) as hook:
        hook.gate.clear()
        for number in range(6):
            await desk.admin("POST", "say", user=840_000_001 + number, text="x")
        await hook.got(desk, 4)
        pending = (await hook_info(desk))["pending_update_count"]
        hook.gate.set()
        await hook.got(desk, 6)
        return hook.most_under_way, pending


async def at_once(desk: Desk) -> object:
    """The first push fails."""
    await desk.admin("PUT", "clock", speed=0)
    async with hooked(desk) as hook:
        hook.answers = [web.Response(status=500)]
        await say(desk, "a", "b")
        await hook.got(desk, 3)
        return hook.texts()


async def doubling(desk: Desk) -> object:
    """Five pushes fail; the pauses are read from the transcript."""
    await desk.admin("PUT", "clock", speed=1000)
    async with hooked(desk) as hook:
        hook.answers = [web.Response(status=500) for _ in range(5)]
        await say(desk, "a")
        await hook.got(desk, 6)
        rows = await desk.lab.rows("hook_failed")
        return [row["pause"] for row in rows if row["chat_id"] == desk.user]


async def capped(desk: Desk) -> object:
    """Nine pushes fail."""
    await desk.admin("PUT", "clock", speed=20_000)
    async with hooked(desk) as hook:
        hook.answers = [web.Response(status=500) for _ in range(9)]
        await say(desk, "a")
        await hook.got(desk, 10)
        rows = await desk.lab.rows("hook_failed")
        pauses = [row["pause"] for row in rows if row["chat_id"] == desk.user]
        return all(60 <= pause <= 120 for pause in pauses[-2:])


async def told_to_wait(desk: Desk) -> object:
    """503 with Retry-After 300."""
    await desk.admin("PUT", "clock", speed=1000)
    async with hooked(desk) as hook:
        hook.answers = [web.Response(status=503, headers={"Retry-After": "300"})]
        await say(desk, "a")
        await hook.got(desk, 2)
        rows = await desk.lab.rows("hook_failed")
        return [row["pause"] for row in rows if row["chat_id"] == desk.user]


async def other_chat(desk: Desk) -> object:
    """One person's push fails for long; another person writes."""
    other = await desk.lab.person(desk.user + 800_000_000)
    await desk.admin("PUT", "clock", speed=0)
    async with hooked(desk) as hook:
        hook.answers = [web.Response(status=503, headers={"Retry-After": "600"})]
        await say(desk, "a")
        await hook.got(desk, 1)
        await desk.admin("POST", "say", user=other, text="b")
        await hook.got(desk, 2)
        return hook.texts()


async def last_error(desk: Desk) -> object:
    """A push answered by 500; getWebhookInfo."""
    await desk.admin("PUT", "clock", speed=0)
    async with hooked(desk) as hook:
        hook.answers = [web.Response(status=503, headers={"Retry-After": "60"})]
        await say(desk, "a")
        await until_failed(desk)
        info = await hook_info(desk)
        return info["last_error_message"], info["pending_update_count"], "last_error_date" in info


async def nobody_there(desk: Desk) -> object:
    """A push to a closed port; getWebhookInfo."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.bot.set_webhook(NOWHERE)
    await say(desk, "a")
    await until_failed(desk)
    return (await hook_info(desk))["last_error_message"]


async def gone(desk: Desk) -> object:
    """410 for 24 hours."""
    await desk.admin("PUT", "clock", speed=0)
    async with hooked(desk) as hook:
        hook.answers = [web.Response(status=410) for _ in range(4)]
        await say(desk, "a")
        await hook.got(desk, 2)
        await desk.advance(23.5 * 3600)

        async def is_closed() -> bool:
            return not (await hook_info(desk))["url"]

        await desk.until(is_closed)
        return (await hook_info(desk))["pending_update_count"]


def answers_with(**response: Any) -> Act:
    """A webhook that answers with a call."""

    async def act(desk: Desk) -> object:
        async with hooked(desk) as hook:
            hook.answers = [
                web.json_response({"method": "sendMessage", "chat_id": desk.user, **response})
            ]
            await say(desk, "a")

            async def is_sent() -> bool:
                return bool(await desk.mine())

            await desk.until(is_sent)
            return [row["text"] for row in await desk.mine()]

    act.__doc__ = f"the hook answers with sendMessage {response}"
    return act


PUSHING = (
    Check(
        242,
        "an update is POSTed as JSON",
        SET,
        pushed,
        (["a"], "application/json", ["message", "update_id"]),
    ),
    Check(243, "with the secret in a header", SET + " secret_token", secret, "s3-cret_"),
    Check(244, "without one there is no header", SET + " secret_token", no_secret, NO),
    Check(245, "what was pending comes first", SET, pending_first, ["a", "b"]),
    Check(246, "unless it is dropped", SET + " drop_pending_updates", dropped, ["c"]),
    Check(247, "deleteWebhook keeps what is pending", API + "deleteWebhook", delete_keeps, 1),
    Check(
        248, "unless told to drop it", API + "deleteWebhook drop_pending_updates", delete_drops, 0
    ),
    Check(
        249,
        "only the kinds asked for",
        SET + " allowed_updates",
        chosen_kinds,
        (["callback_query"], 0),
    ),
    Check(250, "one at a time within a chat, in order", ACTOR, in_order, (1, ["a", "b", "c"], 1)),
    Check(
        251, "at most max_connections side by side", SET + " max_connections", side_by_side, (4, 6)
    ),
    Check(
        252, "a failed push comes again at once, before later ones", ACTOR, at_once, ["a", "a", "b"]
    ),
    Check(253, "then after 2, 4, 8... seconds", ACTOR, doubling, [0, 2, 4, 8, 16]),
    Check(254, "at most 60 to 120", ACTOR, capped, YES),
    Check(255, "the hook's Retry-After is honoured", ACTOR, told_to_wait, [300]),
    Check(256, "a failing chat does not hold up others", ACTOR, other_chat, ["a", "b"]),
    Check(
        257,
        "the last error is told",
        INFO + " last_error_message",
        last_error,
        ("Wrong response from the webhook: 503 Service Unavailable", 1, True),
    ),
    Check(
        258, "so is a closed port", INFO + " last_error_message", nobody_there, "Connection refused"
    ),
    Check(259, "410 for 23 hours closes the hook", ACTOR, gone, 1),
    Check(
        260,
        "a call in the answer is carried out",
        API + "Making requests when getting updates",
        answers_with(text="b"),
        ["b"],
    ),
)
FAMILY = Family("Pushing to a webhook", (*PUSHING,))
