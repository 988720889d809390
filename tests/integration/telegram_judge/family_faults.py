"""Checks of failures on demand: what an aiogram program sees, and what was applied all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.telegram_judge.check import API, OK, SERVER, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

AMBIGUOUS = "python-telegram-bot issue 1045"
NO_KEY = "telegram-bot-api issue 126"
RESTART = SERVER + "Query.h"
NET = "TelegramNetworkError: "


def spoilt(timeout: float = 60.0, **fault: object) -> Act:
    """One spoilt message: what aiogram raises, and how many messages the record has."""

    async def act(desk: Desk) -> object:
        await desk.lab.fault(**{"method": "sendMessage", "chat_id": desk.user, **fault})
        bot = desk.bot if timeout == 60.0 else desk.lab.bot(timeout=timeout)
        said = await desk.outcome(bot.send_message(desk.user, "x"))
        return said, len(await desk.mine())

    act.__doc__ = f"sendMessage with the fault {fault}"
    return act


async def header(desk: Desk) -> object:
    """A planned 429, read without aiogram."""
    await desk.lab.fault(method="sendMessage", outcome="error", status=429, retry_after=37)
    status, answer = await desk.raw("sendMessage", chat_id=desk.user, text="x")
    return status, answer["description"], answer["parameters"]


async def bare(desk: Desk) -> object:
    """A planned 503."""
    await desk.lab.fault(method="sendMessage", outcome="error", status=503)
    return await desk.try_send()


async def twice_then_well(desk: Desk) -> object:
    """A fault for two calls, three messages."""
    await desk.lab.fault(method="sendMessage", outcome="error", status=500, times=2)
    return [one == OK for one in await desk.try_many(3)]


async def one_chat(desk: Desk) -> object:
    """A fault of another chat."""
    await desk.lab.fault(method="sendMessage", chat_id=desk.user + 1, outcome="error", status=500)
    return await desk.try_send()


async def one_method(desk: Desk) -> object:
    """A fault of getMe, a message, then getMe."""
    await desk.lab.fault(method="GETME", outcome="error", status=500)
    said = await desk.try_send(), await desk.outcome(desk.bot.get_me())
    return said[0], said[1] != OK


async def by_chance(desk: Desk) -> object:
    """40 messages, each spoilt with probability 0.5 and seed 7, twice."""
    runs = []
    for _ in range(2):
        await desk.lab.fault(
            method="sendMessage", outcome="error", times=0, probability=0.5, seed=7
        )
        runs.append([one == OK for one in await desk.try_many(40)])
        await desk.lab.admin("DELETE", "faults")
    return runs[0] == runs[1], 8 < runs[0].count(True) < 32


async def lost_listed(desk: Desk) -> object:
    """A lost answer; the verdict is read."""
    await desk.lab.fault(method="sendMessage", outcome="drop_after_apply")
    await desk.try_send()
    verdict = await desk.verdict()
    rows = await desk.mine()
    lost = verdict["evidence"]["lost"][0]["message_id"]
    return verdict["lost_answers"], lost == rows[0]["message_id"]


async def resent(desk: Desk) -> object:
    """A lost answer, and the message sent again by a careless program."""
    await desk.lab.fault(method="sendMessage", outcome="drop_after_apply")
    await desk.try_send("same")
    await desk.try_send("same")
    verdict = await desk.verdict()
    return verdict["sent"], verdict["repeats"], verdict["resent_after_lost"]


LOSSES = (
    Check(
        185,
        "applied, the answer lost",
        AMBIGUOUS,
        spoilt(outcome="drop_after_apply"),
        (f"{NET}ServerDisconnectedError", 1),
    ),
    Check(
        186,
        "dropped before it was applied: looks the same",
        AMBIGUOUS,
        spoilt(outcome="drop_before"),
        (f"{NET}ServerDisconnectedError", 0),
    ),
    Check(
        187,
        "reset before",
        AMBIGUOUS,
        spoilt(outcome="reset_before"),
        (f"{NET}ClientOSError", 0),
    ),
    Check(
        188,
        "reset after",
        AMBIGUOUS,
        spoilt(outcome="reset_after_apply"),
        (f"{NET}ClientOSError", 1),
    ),
    Check(
        189,
        "no answer in time, not applied",
        AMBIGUOUS,
        spoilt(0.2, outcome="hang_before"),
        (f"{NET}TimeoutError", 0),
    ),
    Check(
        190,
        "no answer in time, applied",
        AMBIGUOUS,
        spoilt(0.2, outcome="hang_after_apply"),
        (f"{NET}TimeoutError", 1),
    ),
    Check(
        191,
        "an answer cut in the middle",
        AMBIGUOUS,
        spoilt(outcome="cut_after_apply"),
        (f"{NET}ClientPayloadError", 1),
    ),
    Check(
        192,
        "a gateway's page, not applied",
        "aiogram: ClientDecodeError",
        spoilt(outcome="garbage"),
        ("ClientDecodeError", 0),
    ),
    Check(
        193,
        "a gateway's page, applied",
        "aiogram: ClientDecodeError",
        spoilt(outcome="garbage_after_apply"),
        ("ClientDecodeError", 1),
    ),
    Check(
        194,
        "broken JSON, applied",
        "aiogram: ClientDecodeError",
        spoilt(outcome="broken_json_after_apply"),
        ("ClientDecodeError", 1),
    ),
    Check(
        195,
        "500",
        SERVER + "fail_query_with_error",
        spoilt(outcome="error"),
        ("TelegramServerError: Internal Server Error", 0),
    ),
    Check(
        196,
        "500 although applied",
        AMBIGUOUS,
        spoilt(outcome="error_after_apply"),
        ("TelegramServerError: Internal Server Error", 1),
    ),
    Check(
        197,
        "502 in Telegram's form",
        SERVER + "fail_query_with_error",
        spoilt(outcome="error", status=502),
        ("TelegramServerError: Bad Gateway", 0),
    ),
    Check(
        198,
        "the server restarts",
        SERVER + "Query.cpp",
        spoilt(outcome="error", description="Internal Server Error: restart"),
        ("RestartingTelegram: Internal Server Error: restart", 0),
    ),
    Check(
        199,
        "a call dropped by a restart",
        RESTART,
        spoilt(outcome="error", status=429, retry_after=5),
        ("TelegramRetryAfter(5)", 0),
    ),
    Check(
        200,
        "a planned 429 has Telegram's form",
        API + "ResponseParameters",
        header,
        (429, "Too Many Requests: retry after 37", {"retry_after": 37}),
    ),
    Check(
        201,
        "503 is a server error, too",
        SERVER + "fail_query_with_error",
        bare,
        "TelegramServerError: Service Unavailable",
    ),
    Check(
        202,
        "so many calls and no more",
        "telegram-bot-test-server: failNext",
        twice_then_well,
        [False, False, True],
    ),
    Check(203, "of one chat", "telegram-bot-test-server: failNext", one_chat, OK),
    Check(
        204,
        "of one method, in any case",
        "telegram-bot-test-server: failNext",
        one_method,
        (OK, True),
    ),
    Check(
        205,
        "by chance that can be repeated",
        "telegram-bot-test-server: failNext",
        by_chance,
        (True, True),
    ),
    Check(206, "lost answers are listed", NO_KEY, lost_listed, (1, True)),
    Check(207, "there is no idempotency: resending repeats", NO_KEY, resent, (2, 1, 1)),
)
FAMILY = Family("Failures of single calls", (*LOSSES,))
