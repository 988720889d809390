"""A person's first day on the chat page, step by step, in a real browser; told in English.

Every step waits for what the page must show. `snap` is given a name and the sights worth a picture:
the test takes none, `tests.support.take_pictures` takes all.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from playwright.async_api import Locator, Page, expect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Settle = Callable[[], Awaitable[None]]  # until nothing is on its way any more
    Post = Callable[[str], Awaitable[None]]  # a project of this title appears at a board
    Snap = Callable[..., Awaitable[None]]  # a name, and the sights of its picture

CARD_MS = 60_000  # the machine of a test may be busy


class Story(Protocol):
    """What the person wants, and what the boards have."""

    name: str
    wish: str  # typed at the chips
    wrong: str  # typed as the filter's new text, with an error
    right: str
    title: str  # of the first card
    later: tuple[str, ...]  # titles of the digest


async def no_picture(_name: str, *_sights: Locator) -> None:
    """A test looks with its own eyes."""


class Journey:
    """One person at one page."""

    def __init__(self, page: Page, story: Story, post: Post, snap: Snap = no_picture) -> None:
        self.page, self.story, self._post, self._snap = page, story, post, snap

    @property
    def number(self) -> int:
        """Of the open chat, which is the person's own."""
        return int(self.page.url.rpartition("#")[2])

    async def say(self, text: str) -> None:
        """Type into the message box and press Enter."""
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.keyboard.press("Enter")

    def said(self, text: str) -> Locator:
        """The newest message of the bot that has these words."""
        return self.page.locator(".message:not(.is-own)", has_text=text).last

    def own(self, text: str) -> Locator:
        """The newest message of the person that has these words."""
        return self.page.locator(".message.is-own", has_text=text).last

    async def tap(self, sight: Locator, button: str) -> None:
        """Press a button of a message."""
        await sight.get_by_role("button", name=button, exact=True).click()

    async def toast(self, text: str) -> None:
        """The answer to the last press is seen."""
        await expect(self.page.locator(".toast", has_text=text).last).to_be_visible()

    async def meet(self) -> None:
        """A fresh chat through the page's own dialog."""
        await self.page.get_by_role("button", name="New person", exact=True).click()
        await self.page.get_by_label("Name").fill(self.story.name)
        await self.page.get_by_label("Language").select_option("en")
        await self.page.get_by_role("button", name="Open the chat").click()
        await expect(self.page.get_by_role("heading", name=self.story.name)).to_be_visible()

    async def take_the_first_steps(self) -> None:
        """Chips, own words, budget, pace; three recent projects; the time zone."""
        await self.say("/start")
        await expect(self.said("Welcome")).to_be_visible()
        await self.say(self.story.wish)
        steps = self.said("Chosen:")
        await expect(steps).to_be_visible()
        await self.tap(steps, "Web scraping")
        steps = self.said("Welcome").last
        await expect(steps.get_by_role("button", name="✓ Web scraping")).to_be_visible()
        await self._snap("skills", self.own(self.story.wish), steps)
        await self.tap(steps, "✓ Web scraping")
        await expect(steps.get_by_role("button", name="Web scraping", exact=True)).to_be_visible()
        await self.tap(steps, "Next ›")
        await self.tap(self.said("Welcome › Budget"), "Any")
        await self.tap(self.said("How shall the projects come?"), "At once, one by one")
        done = self.said("I am watching for")
        await expect(done.locator(".words a")).to_have_count(3)
        question = self.said("What time is it where you are?")
        await self._snap("first-projects", done)
        await question.get_by_role("button", name=re.compile(r"\d\d:\d\d London")).click()
        await expect(self.said("Time zone: London")).to_be_visible()

    async def edit_the_filter(self) -> None:
        """The new text has an error: a mark shows where; then it is right."""
        await self.tap(self.said("I am watching for"), "This filter")
        screen = self.said("My filters ›")
        await expect(screen.get_by_role("button", name="Delete")).to_be_visible()
        await self._snap("filter", screen)
        await self.tap(screen, "✏️ Edit")
        await expect(self.said("Send me the new text")).to_be_visible()
        await self.say(self.story.wrong)
        mistake = self.said("This works:")
        await expect(mistake.locator("pre")).to_contain_text("^")
        await self.say(self.story.right)
        await expect(self.said(self.story.right)).to_be_visible()
        await self._snap("mistake", self.own(self.story.wrong), mistake, self.own(self.story.right))

    async def get_a_card(self) -> Locator:
        """A project appears; its card comes and unfolds."""
        await self._post(self.story.title)
        newest = self.said(self.story.title)
        await expect(newest).to_be_visible(timeout=CARD_MS)
        number = await newest.get_attribute("data-id")
        card = self.page.locator(f'.message[data-id="{number}"]')
        await self._snap("card", card)
        await card.get_by_label("Show all of the quote").click()
        await expect(card.locator(".unfold")).to_have_attribute("aria-expanded", "true")
        return card

    async def act_on(self, card: Locator) -> None:
        """Saved, liked, less of it and that taken back, reminded of."""
        await self.tap(card, "Save")
        await self.toast("Saved")
        await expect(card.get_by_role("button", name="✓ Saved")).to_be_visible()
        await self.tap(card, "More like this")
        await expect(card.get_by_role("button", name="✓ More like this")).to_be_visible()
        await self._snap("card-saved", card)
        await self.tap(card, "Less like this")
        less = card.get_by_role("button", name="Less of board")
        await expect(less).to_be_visible()
        await self._snap("card-less", card)
        await less.click()
        await card.get_by_role("button", name=re.compile(r"^Less of .+ · undo$")).click()
        await self.tap(card, "Remind me")
        offer = self.said("When shall I remind you")
        await expect(offer).to_be_visible()
        await self._snap("card-remind", offer)
        await self.tap(offer, "In 1 hour")
        await expect(self.said("I will remind you")).to_be_visible()

    async def hide_and_undo(self, card: Locator) -> None:
        """The buttons go, a toast says what that means, Undo brings them back."""
        await self.tap(card, "Hide")
        await self.toast("Hidden")
        await self._snap("card-hidden", card)
        await self.tap(card, "Hidden · undo")
        await expect(card.get_by_role("button", name="Hide", exact=True)).to_be_visible()

    async def change_settings(self) -> None:
        """One message, edited in place: the pace there and back, a night's quiet hours."""
        await self.say("/settings")
        screen = self.said("Settings")
        await expect(screen.get_by_role("button", name="⚡ Pace")).to_be_visible()
        await self._snap("settings", screen)
        before = await self.page.locator(".message").count()
        for pace in ("Once an hour, together", "At once, one by one"):
            await self.tap(screen, "⚡ Pace")
            await self.tap(screen, pace)
            await expect(screen.get_by_role("button", name=f"✓ {pace}")).to_be_visible()
            await self.tap(screen, "‹ Back")
            await expect(screen).to_contain_text(f"Projects come: {pace}")
        await self.tap(screen, "🌙 Quiet hours")
        await self.tap(screen, "22:00–08:00")
        await expect(screen.get_by_role("button", name="✓ 22:00–08:00")).to_be_visible()
        await self._snap("quiet-hours", screen)
        await self.tap(screen, "‹ Back")
        await self.tap(screen, "🕊 Peace")
        await expect(screen).to_contain_text("Settings › Peace")
        await self._snap("peace", screen)
        assert await self.page.locator(".message").count() == before

    async def sleep_and_wake(self, settle: Settle) -> None:
        """What comes during quiet hours waits, and is told in one message at their end."""
        hour = datetime.now(UTC).hour  # noqa: TID251 - quiet hours of a real clock
        await self.say(f"/quiet {(hour - 2) % 24}-{(hour + 4) % 24} UTC")
        await expect(self.said("Quiet:").last).to_contain_text("UTC")
        await settle()
        for title in self.story.later:
            await self._post(title)
        await settle()
        await self.say("/quiet off")
        digest = self.said("Came in during your quiet hours")
        await expect(digest).to_be_visible(timeout=CARD_MS)
        for title in self.story.later:
            await expect(digest).to_contain_text(title)
        await self._snap("digest", self.own("/quiet off"), digest)
