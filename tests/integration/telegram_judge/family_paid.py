"""Checks of paid broadcasts: how far they go, what they leave alone, what is charged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.telegram_judge.check import OK, Check, Family
from tests.integration.telegram_judge.family_limits import PAID

if TYPE_CHECKING:
    from tests.integration.telegram_judge.desk import Desk

RICH = 1000  # Stars


async def bill(desk: Desk) -> tuple[int, float]:
    """Messages charged, and what they cost."""
    paid = (await desk.verdict())["paid"]
    return paid["messages"], round(RICH - paid["stars_left"], 1)


async def thousand(desk: Desk) -> object:
    """1,005 messages in one moment with allow_paid_broadcast."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits(chat=None, stars=RICH)
    said = await desk.try_many(1005, allow_paid_broadcast=True)
    return said.count(OK), *await bill(desk)


async def same_chat(desk: Desk) -> object:
    """12 messages at once to one person with allow_paid_broadcast."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits(stars=RICH)
    said = await desk.try_many(12, allow_paid_broadcast=True)
    return said.count(OK), *await bill(desk)


async def refused(desk: Desk) -> object:
    """40 messages at once to somebody who has blocked the bot, all with allow_paid_broadcast."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits(chat=None, stars=RICH)
    await desk.admin("POST", "block", user=desk.user)
    said = await desk.try_many(40, allow_paid_broadcast=True)
    return said.count(OK), *await bill(desk)


async def beside(desk: Desk) -> object:
    """35 messages at once with allow_paid_broadcast, then one without."""
    await desk.admin("PUT", "clock", speed=0)
    await desk.lab.limits(chat=None, stars=RICH)
    said = await desk.try_many(35, allow_paid_broadcast=True)
    return said.count(OK), *await desk.try_many(1)


FAMILY = Family(
    "Paid broadcasts",
    (
        Check(381, "up to 1000 a second, 0.1 Star above 30", PAID, thousand, (1000, 970, 97.0)),
        Check(382, "the limit of a chat stays as it is", PAID, same_chat, (5, 0, 0.0)),
        Check(383, "only what is accepted is charged", PAID, refused, (0, 0, 0.0)),
        Check(
            384,
            "free messages of a second are used by paid ones, too",
            PAID,
            beside,
            (35, "TelegramRetryAfter(1)"),
        ),
    ),
)
