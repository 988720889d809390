"""Checks of the limits: models, scopes, penalties, hidden counts, paid broadcasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.telegram_judge.check import API, OK, SERVER, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

FAQ = "bots FAQ: My bot is hitting limits"
PAID = "bots FAQ: How can I message all of my bot's subscribers at once"
BODY = API + "ResponseParameters"
FLOOD = "grammY guide: Flood limits"
FREE: dict[str, object] = {"whole_bot": None, "chat": None, "group": None}


def wait(seconds: int) -> str:
    """What aiogram raises."""
    return f"TelegramRetryAfter({seconds})"


def burst(count: int, **limits: object) -> Act:
    """Messages at once to one person: how many pass, and what the first refused one hears."""

    async def act(desk: Desk) -> object:
        await desk.admin("PUT", "clock", speed=0)
        await desk.lab.limits(**{**FREE, **limits})
        said = await desk.try_many(count)
        refused = [one for one in said if one != OK]
        return said.count(OK), refused[0] if refused else OK

    act.__doc__ = f"{count} messages at once; limits {limits}"
    return act


def paced(pauses: list[float], **limits: object) -> Act:
    """Messages with pauses between them in the server's time; what each hears."""

    async def act(desk: Desk) -> object:
        await desk.admin("PUT", "clock", speed=0)
        await desk.lab.limits(**{**FREE, **limits})
        heard = [await desk.try_send()]
        for pause in pauses:
            await desk.advance(pause)
            heard.append(await desk.try_send())
        return [0 if one == OK else int(one.partition("(")[2][:-1]) for one in heard]

    act.__doc__ = f"messages {pauses} s apart; limits {limits}"
    return act


async def published(desk: Desk) -> object:
    """31 people get a message at once under the default limits."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits()
    await desk.admin("POST", "crowd", first_id=830_000_001, count=31)
    said = [await desk.try_send(chat_id=830_000_001 + number) for number in range(31)]
    return said.count(OK), said[-1]


async def even_pace(desk: Desk) -> object:
    """270 people at 27/s under the default limits."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits()
    await desk.admin("POST", "crowd", first_id=831_000_001, count=270)
    said = []
    for number in range(270):
        said.append(await desk.try_send(chat_id=831_000_001 + number))
        await desk.advance(1 / 27)
    return said.count(OK)


async def in_group(desk: Desk) -> object:
    """21 messages to a group, 2 s apart, under the default limits."""
    await desk.admin("PUT", "clock", speed=0)
    chat_id = await desk.group()
    await desk.lab.limits()
    said = []
    for number in range(21):
        said.append(await desk.try_send(str(number), chat_id=chat_id))
        await desk.advance(2)
    return said.count(OK), said[-1]


async def group_edits(desk: Desk) -> object:
    """A message to a group and 20 edits of it."""
    await desk.admin("PUT", "clock", speed=0)
    chat_id = await desk.group()
    await desk.lab.limits()
    sent = await desk.send("0", chat_id=chat_id)
    said = [
        await desk.outcome(
            desk.bot.edit_message_text(str(n), chat_id=chat_id, message_id=sent.message_id)
        )
        for n in range(1, 21)
    ]
    return said.count(OK)


async def private_edits(desk: Desk) -> object:
    """40 edits of one message to a person under the default limits."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits()
    sent = await desk.send("0")
    said = [
        await desk.outcome(
            desk.bot.edit_message_text(str(n), chat_id=desk.user, message_id=sent.message_id)
        )
        for n in range(1, 41)
    ]
    return said.count(OK)


async def body(desk: Desk) -> object:
    """A refused message, read without aiogram."""
    await desk.lab.limits(**{**FREE, "whole_bot": {"count": 1, "seconds": 3600}})
    await desk.send()
    status, answer = await desk.raw("sendMessage", chat_id=desk.user, text="x")
    seconds = answer["parameters"]["retry_after"]
    return (
        status,
        seconds == 3600,
        answer["description"] == f"Too Many Requests: retry after {seconds}",
    )


async def header(desk: Desk) -> object:
    """The Retry-After header of a refused message."""
    await desk.lab.limits(**{**FREE, "whole_bot": {"count": 1, "seconds": 3600}})
    await desk.send()
    url = f"{desk.lab.url}/bot{desk.bot.token}/sendMessage"
    async with desk.lab.http.post(url, json={"chat_id": desk.user, "text": "x"}) as answer:
        return answer.headers["Retry-After"]


async def fixed(desk: Desk) -> object:
    """3 messages where 2 a fixed hour fit; 2 more after the wait."""
    await desk.admin("PUT", "clock", speed=0)
    model = {"kind": "fixed", "count": 2, "seconds": 3600}
    await desk.lab.limits(**{**FREE, "whole_bot": model})
    said = await desk.try_many(3)
    seconds = int(said[2].partition("(")[2][:-1])
    await desk.advance(seconds)
    return 1 <= seconds <= 3600, [(await desk.try_send()) != OK for _ in range(2)]


async def one_chat_only(desk: Desk) -> object:
    """A person over the chat's limit; another person gets a message."""
    await desk.lab.limits(**{**FREE, "chat": {"count": 1, "seconds": 60}})
    other = await desk.lab.person(desk.user + 700_000_000)
    said = await desk.try_many(2)
    return said[1] != OK, await desk.try_send(chat_id=other)


async def observed(desk: Desk) -> object:
    """3 messages where 1 fits, in mode observe."""
    await desk.admin("PUT", "clock", speed=0)
    model = {"count": 1, "seconds": 60}
    await desk.lab.limits(**{**FREE, "mode": "observe", "whole_bot": model})
    before = (await desk.counters()).get("observed", 0)
    said = await desk.try_many(3)
    return said.count(OK), (await desk.counters())["observed"] - before


async def hidden(desk: Desk) -> object:
    """100 messages at once where 15 to 26 fit; the count is in the verdict only."""
    await desk.admin("PUT", "clock", speed=0)
    model = {"count": 15, "most": 26, "seed": 4, "seconds": 60}
    await desk.lab.limits(**{**FREE, "whole_bot": model})
    shown = (await desk.admin("GET", "limits"))["whole_bot"]
    passed = (await desk.try_many(30)).count(OK)
    drawn = (await desk.verdict())["counts_in_force"]["global"]
    return passed == drawn, 15 <= passed <= 26, shown["count"], shown["most"]


async def paid(desk: Desk) -> object:
    """40 messages at once with allow_paid_broadcast and 100 stars."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits(chat=None, stars=100)
    said = await desk.try_many(40, allow_paid_broadcast=True)
    bill = (await desk.verdict())["paid"]
    return said.count(OK), bill["messages"], round(bill["stars_left"], 1)


async def broke(desk: Desk) -> object:
    """The same without stars."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits(chat=None)
    return (await desk.try_many(40, allow_paid_broadcast=True)).count(OK)


async def long_texts(desk: Desk) -> object:
    """20 texts of 600 characters where those above 500 weigh 3 and 30 fit."""
    await desk.admin("PUT", "clock", speed=0)
    model = {"count": 30, "seconds": 60}
    limits = {**FREE, "whole_bot": model, "long_characters": 500, "long_weight": 3}
    await desk.lab.limits(**limits)
    said = [await desk.try_send(f"{n}" + "x" * 600) for n in range(20)]
    return said.count(OK)


async def all_methods(desk: Desk) -> object:
    """5 times getMe where 3 calls fit and replies count."""
    await desk.admin("PUT", "clock", speed=0)
    model = {"count": 3, "seconds": 60}
    await desk.lab.limits(**{**FREE, "whole_bot": model, "replies_count": True})
    return [await desk.outcome(desk.bot.get_me()) for _ in range(4)]


async def free_poll(desk: Desk) -> object:
    """Call getUpdates where nothing fits any more."""
    await desk.lab.limits(
        **{**FREE, "whole_bot": {"count": 1, "seconds": 60}, "replies_count": True}
    )
    await desk.send()
    return await desk.outcome(desk.bot.get_updates())


TEN = {"whole_bot": {"count": 10, "seconds": 60}}
BUCKET = {"chat": {"kind": "bucket", "count": 1, "seconds": 1, "burst": 5}}
STRICT = {"whole_bot": {"count": 1, "seconds": 1}, "penalty_seconds": 10, "growth": 2}
PATIENT = {"whole_bot": {"count": 1, "seconds": 10}}
FAMILY = Family(
    "Limits",
    (
        Check(161, "30 a second for the whole bot", FAQ, published, (30, wait(1))),
        Check(162, "an even 27/s is never refused", FAQ, even_pace, 270),
        Check(163, "a chat takes a short burst of 5", FAQ, burst(8, **BUCKET), (5, wait(1))),
        Check(
            164,
            "then one a second",
            FAQ,
            paced([0, 0, 0, 0, 0, 1, 0, 1], **BUCKET),
            [0, 0, 0, 0, 0, 1, 0, 1, 0],
        ),
        Check(165, "20 a minute for a group", FAQ, in_group, (20, wait(20))),
        Check(166, "edits use a group's budget", FLOOD, group_edits, 19),
        Check(167, "and not a private chat's", FLOOD, private_edits, 40),
        Check(168, "the wait is in the body", BODY, body, (429, True, True)),
        Check(169, "and in a header", SERVER + "Query.cpp set_retry_after_error", header, "3600"),
        Check(170, "sliding window", FLOOD, burst(12, **TEN), (10, wait(60))),
        Check(
            171,
            "it slides",
            FLOOD,
            paced([30, 31, 0], whole_bot={"count": 2, "seconds": 60}),
            [0, 0, 0, 29],
        ),
        Check(172, "fixed window", FLOOD, fixed, (True, [False, False])),
        Check(
            173,
            "token bucket",
            FLOOD,
            burst(9, whole_bot={"kind": "bucket", "count": 1, "seconds": 2, "burst": 3}),
            (3, wait(2)),
        ),
        Check(174, "another chat is not concerned", FLOOD, one_chat_only, (True, OK)),
        Check(
            175,
            "a penalty holds",
            FLOOD,
            paced([1, 0, 11], **{**STRICT, "growth": 1}),
            [0, 0, 10, 0],
        ),
        Check(
            176, "and grows when ignored", FLOOD, paced([0, 5, 5, 40], **STRICT), [0, 10, 20, 40, 0]
        ),
        Check(
            177,
            "asking early does not lengthen it otherwise",
            FLOOD,
            paced([1, 4, 5], **PATIENT),
            [0, 9, 5, 0],
        ),
        Check(
            178,
            "limits that only watch",
            "telegram-bot-test-server: flood control",
            observed,
            (3, 2),
        ),
        Check(179, "hidden limits", FLOOD, hidden, (True, True, 15.0, 26.0)),
        Check(180, "paid broadcast: beyond 30 for 0.1 star each", PAID, paid, (40, 10, 99.0)),
        Check(181, "without stars nothing is paid", PAID, broke, 30),
        Check(182, "long texts hit limits sooner", "Bot Support: Hitting limits", long_texts, 10),
        Check(183, "429 on any method", FLOOD, all_methods, [OK, OK, OK, wait(60)]),
        Check(184, "but polls are free", FLOOD, free_poll, OK),
    ),
)
