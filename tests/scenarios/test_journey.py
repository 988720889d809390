"""A person's first minutes on the chat page, in a real browser, against every real stage."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Locator, Page, expect

from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.people import FeedbackGiven
from gigwire.contracts.topics import TOPICS
from gigwire.operate.demo.drain import until_drained
from gigwire.runtime.kafka import read_to_end
from tests.support.browser import visiting

if TYPE_CHECKING:
    from tests.scenarios.conftest import Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.timeout(600),
]

WORD = "zymurgy"  # no generated project has it
CARD_MS = 30_000  # the machine of a test may be busy
TITLE = f"Recipe database for {WORD} lovers"


async def type_and_send(page: Page, text: str) -> None:
    """Type into the message box and press Enter."""
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def new_person(page: Page) -> None:
    """Open a fresh chat through the page's own dialog."""
    await page.get_by_role("button", name="New person", exact=True).click()
    await page.get_by_label("Name").fill("Vera Holm")
    await page.get_by_label("Language").select_option("en")
    await page.get_by_role("button", name="Open the chat").click()
    await expect(page.get_by_role("heading", name="Vera Holm")).to_be_visible()


def said(page: Page, text: str) -> Locator:
    """The newest message of the bot that has these words."""
    return page.locator(".message:not(.is-own)", has_text=text).last


async def hidden_clusters(scene: Scene) -> list[str]:
    """Clusters that somebody hid, as the feedback topic has them."""
    partitions = range(TOPICS["feedback"].partitions)
    rows = await read_to_end(scene.city.settings, "feedback", partitions)
    given = []
    for _, _, _, value in rows:
        with suppress(Poison):  # another scenario writes what nobody can read
            given.append(decode(FeedbackGiven, value))
    return [str(one.cluster_id) for one in given if one.action == "hide"]


async def test_a_person_starts_adds_a_filter_gets_a_card_and_hides_it(scene: Scene) -> None:
    """From /start through the first steps to Hide with nothing but the page."""
    async with visiting() as visitor:
        page = await visitor.open(scene.town.telegram)
        await new_person(page)
        await type_and_send(page, "/start")
        await expect(said(page, "Welcome")).to_be_visible()
        await type_and_send(page, WORD)
        for button in ("Next ›", "Any", "At once, one by one"):
            await page.get_by_role("button", name=button, exact=True).click()
        await expect(said(page, "I am watching for")).to_contain_text(WORD)
        await until_drained(scene.reader, 60)
        await scene.town.publish({"board": "freelancer", "title": TITLE, "language": "en"})
        card = said(page, TITLE)
        await expect(card).to_be_visible(timeout=CARD_MS)
        await expect(card.get_by_role("button", name="Save")).to_be_visible()
        before = len(await hidden_clusters(scene))
        await card.get_by_role("button", name="Hide").click()
        await expect(page.locator(".toast")).to_be_visible()
        await until_drained(scene.reader, 60)
        assert len(await hidden_clusters(scene)) == before + 1
        assert visitor.complaints == []
