"""Finds a Chromium for tests marked `browser` and opens pages in it.

Where none is installed the Makefile leaves such tests out and says so; else they fail.
"""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Literal

from playwright.async_api import Browser, Page, async_playwright, expect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "no Chromium on the PATH: `apt-get install chromium` (Debian), or set TEST_BROWSER "
    'to a Chromium\'s path, or leave these tests out with -m "not browser"'
)
DESKTOP = (1280, 820)
PHONE = (390, 844)
PATIENCE_MS = 30_000  # a busy machine draws late


def browser_path() -> str:
    """The browser to drive.

    Raises:
        LookupError: there is none; the text says what to do.
    """
    named = os.environ.get("TEST_BROWSER", "")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise LookupError(MISSING)
    return found


class Visitor:
    """Opens pages; what any of them complained about is in `complaints`."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.complaints: list[str] = []

    async def open(
        self,
        url: str,
        size: tuple[int, int] = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        sharpness: float = 1,
    ) -> Page:
        """A page in a context of its own, loaded; `sharpness` is the screen's dots a pixel."""
        width, height = size
        context = await self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            device_scale_factor=sharpness,
            has_touch=size == PHONE,
            locale="en-GB",
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(url)
        return page


@asynccontextmanager
async def visiting() -> AsyncIterator[Visitor]:
    """A headless browser for the time of the block."""
    # A container's root has no user namespaces for Chromium's sandbox; the pages are our own.
    arguments = ["--no-sandbox"] if os.getuid() == 0 else []
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        try:
            yield Visitor(browser)
        finally:
            await browser.close()
