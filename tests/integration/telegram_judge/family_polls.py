"""Checks of getUpdates: confirmation, limits, waiting, conflicts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.integration.telegram_judge.check import API, SERVER, Check, Family
from tests.integration.telegram_judge.desk import keys

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

POLL = API + "getUpdates"
CLIENT = SERVER + "Client.cpp"
HOOK_ACTIVE = (
    "TelegramConflictError: Conflict: can't use getUpdates method while webhook is active; use "
    "deleteWebhook to delete the webhook first"
)
CONFLICT = (
    "TelegramConflictError: Conflict: terminated by other getUpdates request; make sure that "
    "only one bot instance is running"
)


async def _say(desk: Desk, count: int) -> None:
    for number in range(count):
        await desk.admin("POST", "say", user=desk.user, text=f"s{number}")


async def _texts(desk: Desk, **fields: Any) -> list[object]:
    await desk.advance(4)  # past the time in which repeating an offset is slowed down
    found = await desk.bot.get_updates(**fields)
    return [update.message.text if update.message else None for update in found]


async def _is_polled(desk: Desk) -> bool:
    return bool((await desk.counters())["is_polled"])


async def comes_again(desk: Desk) -> object:
    """Two polls without an offset."""
    await _say(desk, 2)
    return await _texts(desk), await _texts(desk)


async def confirmed(desk: Desk) -> object:
    """A poll with the offset after the first of two."""
    await _say(desk, 2)
    first = (await desk.bot.get_updates())[0].update_id
    return await _texts(desk, offset=first + 1)


async def ids_grow(desk: Desk) -> object:
    """Ids of three updates."""
    await _say(desk, 3)
    ids = [update.update_id for update in await desk.bot.get_updates()]
    return [one - ids[0] for one in ids]


async def limited(desk: Desk) -> object:
    """A poll with limit 2 of 5."""
    await _say(desk, 5)
    return await _texts(desk, limit=2)


async def hundred(desk: Desk) -> object:
    """A poll with limit 500 of 110."""
    await _say(desk, 110)
    return len(await _texts(desk, limit=500))


async def negative(desk: Desk) -> object:
    """A poll with offset -2 of 5, then one without."""
    await _say(desk, 5)
    return await _texts(desk, offset=-2), (await desk.counters())["pending_updates"]


async def kinds(desk: Desk) -> object:
    """Allowed_updates of presses alone; a text and a press."""
    await desk.bot.get_updates(allowed_updates=["callback_query"])
    await desk.send(reply_markup=keys("A"))
    await _say(desk, 1)
    await desk.admin("POST", "press", user=desk.user, button="A")
    found = await desk.bot.get_updates(offset=-100)
    return [update.event_type for update in found]


async def kept_kinds(desk: Desk) -> object:
    """Allowed_updates once, then polls without."""
    await _texts(desk, allowed_updates=["callback_query"])
    await _texts(desk)
    await _say(desk, 1)
    return await _texts(desk)


async def all_again(desk: Desk) -> object:
    """Allowed_updates empty after a narrow one."""
    await _texts(desk, allowed_updates=["callback_query"])
    await _texts(desk, allowed_updates=[])
    await _say(desk, 1)
    return await _texts(desk)


async def wakes(desk: Desk) -> object:
    """A waiting poll, then a text."""
    polling = asyncio.ensure_future(_texts(desk, timeout=30, offset=1 << 40))
    await desk.until(lambda: _is_polled(desk))
    await _say(desk, 1)
    return await polling


async def conflict(desk: Desk) -> object:
    """A second poll while the first waits."""
    first = asyncio.ensure_future(desk.outcome(desk.bot.get_updates(timeout=30, offset=1 << 40)))
    await desk.until(lambda: _is_polled(desk))
    await desk.lab.bot().get_updates(offset=1 << 41)
    return await first


async def a_day(desk: Desk) -> object:
    """A text, 24 hours and a second later."""
    await _say(desk, 1)
    await desk.advance(24 * 3600 + 1)
    return await _texts(desk)


async def old_press(desk: Desk) -> object:
    """A press and a text, 151 s later."""
    await desk.send(reply_markup=keys("A"))
    await desk.admin("POST", "press", user=desk.user, button="A")
    await _say(desk, 1)
    await desk.advance(151)
    return await _texts(desk)


async def impatient(desk: Desk) -> object:
    """The same offset again at once, two texts pending."""
    await desk.bot.get_updates(offset=1)  # confirms nothing, whatever ids the server has come to
    await _say(desk, 2)
    return len(await desk.bot.get_updates(offset=1))


async def hooked(desk: Desk) -> object:
    """A poll while a webhook is set."""
    await desk.bot.set_webhook("http://127.0.0.1:9/hook")
    return await desk.outcome(desk.bot.get_updates())


async def hook_takes_over(desk: Desk) -> object:
    """Call setWebhook while a poll waits."""
    offset = 1 << 40
    polling = asyncio.ensure_future(desk.outcome(desk.bot.get_updates(timeout=30, offset=offset)))
    await desk.until(lambda: _is_polled(desk))
    await desk.bot.set_webhook("http://127.0.0.1:9/hook")
    return await polling


async def no_hook(desk: Desk) -> object:
    """Call deleteWebhook, read without aiogram."""
    return await desk.said("deleteWebhook")


FAMILY = Family(
    "Long polls",
    (
        Check(
            213,
            "what is not confirmed comes again",
            POLL + " offset",
            comes_again,
            (["s0", "s1"], ["s0", "s1"]),
        ),
        Check(214, "an offset confirms all below it", POLL + " offset", confirmed, ["s1"]),
        Check(215, "ids are consecutive", API + "Update update_id", ids_grow, [0, 1, 2]),
        Check(216, "limit", POLL + " limit", limited, ["s0", "s1"]),
        Check(217, "at most 100", POLL + " limit", hundred, 100),
        Check(
            218,
            "a negative offset forgets the older",
            POLL + " offset",
            negative,
            (["s3", "s4"], 2),
        ),
        Check(
            219, "only the kinds asked for", POLL + " allowed_updates", kinds, ["callback_query"]
        ),
        Check(220, "the choice of kinds is kept", POLL + " allowed_updates", kept_kinds, []),
        Check(221, "an empty list means the default", POLL + " allowed_updates", all_again, ["s0"]),
        Check(222, "a waiting poll is woken", POLL + " timeout", wakes, ["s0"]),
        Check(223, "a second poll ends the first", CLIENT, conflict, CONFLICT),
        Check(224, "updates are kept a day", API + "Getting updates", a_day, []),
        Check(225, "presses 150 s", CLIENT + " add_update", old_press, ["s0"]),
        Check(226, "who repeats an offset at once gets one", CLIENT, impatient, 1),
        Check(
            227,
            "no polls beside a webhook",
            CLIENT,
            hooked,
            HOOK_ACTIVE,
        ),
        Check(
            228,
            "setWebhook ends a waiting poll",
            CLIENT,
            hook_takes_over,
            "TelegramConflictError: Conflict: terminated by setWebhook request",
        ),
        Check(
            229,
            "deleteWebhook without one",
            API + "deleteWebhook",
            no_hook,
            "200 Webhook is already deleted",
        ),
    ),
)
