"""A person's first day on the chat page, in a real browser, against every real stage."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest

from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.people import FeedbackGiven
from gigwire.contracts.topics import TOPICS
from gigwire.operate.demo.drain import until_drained
from gigwire.runtime.kafka import read_to_end
from tests.support.browser import visiting
from tests.support.journey import Journey
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from tests.scenarios.conftest import Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.timeout(600),
]

# No generated project has either word: one in thirty has, say, wordpress among its skills.
WORD: Final = "zymurgy"
UNWANTED: Final = "moonshine"
PRESSED: Final = ["save", "like", "less", "unless", "hide", "unhide"]
EARLIER: Final = ("a shop", "a museum", "a school")


class Vera:
    """What she wants, and what the boards have for her."""

    name = "Vera Holm"
    wish = WORD
    wrong = f"{WORD} lang:xx"
    right = f"{WORD} -{UNWANTED}"
    title = f"Recipe database for {WORD} lovers"
    later: tuple[str, ...] = (f"Map of {WORD} clubs", f"Calendar of {WORD} fairs")


async def is_observed(scene: Scene, title: str) -> bool:
    """Whether the boards' readers have seen this project; others' come and change meanwhile."""
    partitions = range(TOPICS["projects.raw"].partitions)
    rows = await read_to_end(scene.city.settings, "projects.raw", partitions)
    return any(title.encode() in (value or b"") for _, _, _, value in rows)


async def given_by(scene: Scene, user: int) -> list[str]:
    """What a person did with cards, in order, as the feedback topic has it."""
    partitions = range(TOPICS["feedback"].partitions)
    rows = await read_to_end(scene.city.settings, "feedback", partitions)
    given = []
    for _, _, _, value in rows:
        with suppress(Poison):  # another scenario writes what nobody can read
            given.append(decode(FeedbackGiven, value))
    hers = sorted((one for one in given if one.user_id == user), key=lambda one: one.event_time)
    return [str(one.action) for one in hers]


async def test_a_person_lives_a_day_with_the_bot(scene: Scene) -> None:
    """First steps, a filter mended, a card and its buttons, settings, quiet hours, a digest."""

    async def post(title: str) -> None:
        asked = {"board": "freelancer", "title": title, "language": "en"}
        if title == Vera.title:  # long enough to be folded; the others' texts are made up
            asked["body"] = "Please write how long it takes and what you made before. " * 8
        await scene.town.publish(asked)
        await until_async(partial(is_observed, scene, title))

    async def settle() -> None:
        await until_drained(scene.reader, 60)

    for whom in EARLIER:
        await post(f"Site on {WORD} for {whom}")
    await settle()
    async with visiting() as visitor:
        journey = Journey(await visitor.open(scene.town.telegram), Vera(), post)
        await journey.meet()
        await journey.take_the_first_steps()
        await journey.edit_the_filter()
        await settle()
        card = await journey.get_a_card()
        await journey.act_on(card)
        await journey.hide_and_undo(card)
        await journey.change_settings()
        await journey.sleep_and_wake(settle)
        await settle()
        assert await given_by(scene, journey.number) == PRESSED
        assert visitor.complaints == []
