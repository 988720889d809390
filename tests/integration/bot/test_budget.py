"""One budget for every method of a token: replies, toasts, edits and cards by one pace."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.bot_lab import BotLab  # noqa: TC001 - a fixture's type
from tests.support.due import a_due
from tests.support.waiting import until_async

ROOT = Path(__file__).parents[3]
MOST = 30  # in any second, of all methods; ours is 27 with a burst of 2
FIRST, TALKERS, CARDS = 4_000_000, 24, 120
# getUpdates and setMyCommands belong to ingress, which sends nothing to anybody.
DOORS = {
    "bot/api.py",
    "bot/ingress/hook.py",
    "bot/ingress/menu.py",
    "bot/ingress/poller.py",
    "bot/ingress/stage.py",
    "bot/notifier/bots.py",
    "bot/notifier/sender.py",
    "bot/notifier/stage.py",
    "bot/chat/routes.py",  # the type of that bot
    "bot/chat/mute.py",  # a bot without a token, for the dispatcher's sake
    "bot/chat/stage.py",
}


@pytest.mark.asyncio(loop_scope="module")
async def test_every_call_of_a_token_is_in_one_pace_and_in_the_ledger(lab: BotLab) -> None:
    """People type and press while cards flow; each call the server saw is an outcome of notify.

    The server counts every method but getUpdates in the bot's 30 a second, and refuses none.
    """
    telegram = lab.telegram
    await telegram.limits(edits_count=True, replies_count=True)
    await telegram.admin("POST", "crowd", {"first_id": FIRST, "count": CARDS + TALKERS})
    for stage in ("ingress", "chat", "notify"):
        await lab.start(stage)
    talkers = range(FIRST, FIRST + TALKERS)
    asked = [a_due(user, "first") for user in talkers]
    await lab.due(*asked)
    await lab.settled(*asked)
    cards = [a_due(user, "flow") for user in range(FIRST + TALKERS, FIRST + TALKERS + CARDS)]
    await lab.due(*cards)
    for user in talkers:
        await telegram.admin("POST", "press", {"user": user, "button": "Save"})
        await telegram.admin("POST", "say", {"user": user, "text": "/help"})
    await lab.settled(*cards)
    await until_async(lambda: is_quiet(lab, len(asked) + len(cards) + 3 * TALKERS))

    rows = await telegram.rows("sent,edited,answered,deleted")
    kinds = {row["kind"] for row in rows}
    assert kinds == {"sent", "edited", "answered"}
    times = sorted(row["at"] for row in rows)
    assert max(sum(1 for at in times if begin <= at < begin + 1) for begin in times) <= MOST
    verdict = await telegram.admin("GET", "verdict")
    assert verdict["refused_429"] == 0
    sent = [state for state in (await lab.last_states()).values() if state == "SENT"]
    assert len(sent) == len(rows)


async def is_quiet(lab: BotLab, calls: int) -> bool:
    """Whether the server has seen so many calls, and the ledger every one of them."""
    rows = await lab.telegram.rows("sent,edited,answered")
    states = (await lab.last_states()).values()
    return len(rows) >= calls and "INTENT" not in states


def test_bot_and_its_methods_are_named_by_the_two_doors_only() -> None:
    """Nothing but notify's sender and ingress could call the Bot API."""
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and names_a_call(node)
    }
    assert found <= DOORS


def names_a_call(node: ast.ImportFrom) -> bool:
    """Whether it imports what can make calls."""
    module = node.module or ""
    is_client = module == "aiogram" and any(one.name == "Bot" for one in node.names)
    return is_client or module.startswith(("aiogram.methods", "aiogram.client"))
