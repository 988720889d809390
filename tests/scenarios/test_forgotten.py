"""Somebody with a card and a save leaves a running city: every topic, table and folder searched.

`tests/integration/bot/test_forgotten.py` is the short half, of the bot's stages alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from bot.lexicon import lexicon
from connectors.sinks.clickhouse.client import open_clickhouse
from gigwire.contracts.ids import UserId
from gigwire.operate.demo.drain import until_drained
from gigwire.operate.demo.people import Resident
from gigwire.operate.forget.stores import look, names
from tests.scenarios.test_operate import gigwire
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from tests.scenarios.conftest import Scene

pytestmark = [
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.timeout(900),
]

USER: Final = 7_310_018_843  # no other number of a record looks like it
WORD: Final = "dulcimer"
WORDS: Final = lexicon("en")
# Tombstones stand over them; everything else about people expires by age.
ERASED: Final = frozenset({
    "subscribers", "notifications.ledger", "match-subscriber_by_user-changelog",
    "personalise-subscriber_by_user-changelog", "personalise-pacing_by_user-changelog",
    "personalise-taste_by_user-changelog", "personalise-scheduled_by_user-changelog",
})  # fmt: skip
PARTS: Final = ("kafka", "clickhouse", "telegram", "boards")  # searched by what they serve


async def press(scene: Scene, button: str) -> None:
    """The person presses the newest button of that text."""
    body = {"user": USER, "button": button}
    await scene.town._post(f"{scene.town.telegram}/admin/press", body)


async def shown(scene: Scene, text: str) -> None:
    """Wait for a message that holds the text, as sent or edited."""

    async def is_there() -> bool:
        page = await scene.town.get(f"{scene.town.telegram}/admin/transcript?kinds=sent,edited")
        mine = [row for row in page["rows"] if row["chat_id"] == USER]
        return any(text in row.get("text", "") for row in mine)

    await until_async(is_there, 60)


async def test_whoever_leaves_is_in_no_store_that_promises_it(scene: Scene) -> None:
    """And the operator's command says the same, then that nothing is left to do."""
    await scene.town.join(USER, Resident("Ada", "en", ()))
    await scene.town.say(USER, f"/add {WORD}")
    await until_drained(scene.reader, 60)
    title = f"Repair of a {WORD}"
    await scene.town.publish({"board": "freelancer", "title": title, "language": "en"})
    await shown(scene, title)
    await press(scene, WORDS("button-more"))
    await press(scene, WORDS("button-save"))
    await until_drained(scene.reader, 60)
    before = {one.store for one in await look(scene.city.settings, UserId(USER))}
    assert before >= ERASED - {"personalise-scheduled_by_user-changelog"}
    assert await rows(scene)
    await scene.town.say(USER, "/delete_me")
    await shown(scene, "Shall I forget you?")
    await press(scene, WORDS("button-forget-sure"))
    await shown(scene, "Really?")
    await press(scene, WORDS("button-forget-now"))
    await shown(scene, "Forgotten.")
    await until_async(lambda: is_erased(scene), 200)
    said = await gigwire(scene, "forget", str(USER), "--json")
    left = {one["topic"]: one for one in said.json["topics"]}
    assert said.code == 0, said.err
    assert all(one["until"] or one["topic"] == "ops.audit" for one in left.values() if one["left"])
    # The order itself was written down with the number, and goes like the rest.
    await until_async(lambda: is_erased(scene), 200)
    assert written_down(scene) == []


async def is_erased(scene: Scene) -> bool:
    """Whether the stores that promise it hold nothing, and ClickHouse neither."""
    held = {one.store for one in await look(scene.city.settings, UserId(USER))}
    return held.isdisjoint(ERASED) and not await rows(scene)


async def rows(scene: Scene) -> dict[str, int]:
    """Rows of any column of any table in which the number stands by itself."""
    settings = scene.city.settings.clickhouse
    pattern, found = names(UserId(USER)), {}
    async with open_clickhouse(settings) as client:
        tables = await client.query(
            "SELECT name FROM system.tables WHERE database = {db:String}"
            " AND engine LIKE '%MergeTree'",
            parameters={"db": settings.database},
        )
        for (table,) in tables.result_rows:
            text = f"SELECT * FROM {settings.database}.{table}"  # noqa: S608 - names of ours
            held = (await client.query(text)).result_rows
            named = sum(bool(pattern.search(repr(row).encode())) for row in held)
            if named:
                found[str(table)] = named
    return found


def written_down(scene: Scene) -> list[str]:
    """Files of the stages (logs, ports) that hold the number."""
    root, pattern = scene.city.settings.state_dir, names(UserId(USER))
    files = [one for one in root.rglob("*") if one.is_file()]
    own = [one for one in files if one.relative_to(root).parts[0] not in PARTS]
    return [str(one) for one in own if pattern.search(one.read_bytes())]
