"""Screenshots for docs/images: a sight of the chat in light, in dark and on a phone, made small.

Owns the forms and the size of a file; what stands before it is `journey` and `take_pictures`.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from tests.support.browser import PHONE
from tests.support.small_png import small_png

if TYPE_CHECKING:
    from playwright.async_api import FloatRect, Locator, Page

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
TALL: Final = (400, 2_400)  # all of a sight fits, and nothing has to be scrolled
MARGIN: Final = 6
MOST_BYTES: Final = 38_000
CUT_BYTES: Final = 27_000  # there are many of these
# Walls, keys and tiles of one colour: shades would take most of a small file's colours.
PLAIN: Final = """
.talk::before { display: none }
.avatar, .photo { background: color-mix(in srgb, var(--tint), var(--tint-2)) }
.key { backdrop-filter: none; background: linear-gradient(var(--key), var(--key)), var(--wall) }
"""
DRESS: Final = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
# Nothing moves, nothing covers a sight, no key looks pressed.
CALM: Final = """() => new Promise((resolve) => {
  document.getElementById("toasts")?.replaceChildren();
  document.activeElement?.blur();
  let still = 0, before = -1;
  const look = () => {
    const now = document.getElementById("scroller")?.scrollTop ?? 0;
    still = now === before ? still + 1 : 0;
    before = now;
    still < 10 ? requestAnimationFrame(look) : resolve();
  };
  look();
})"""
PIXELS: Final = """async (png) => {
  const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const brush = canvas.getContext("2d");
  brush.drawImage(image, 0, 0);
  const bytes = brush.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""


class Camera(NamedTuple):
    """Writes pictures; `canvas` is a page of its own that reads what the browser took."""

    canvas: Page

    async def keep(self, name: str, png: bytes, most_bytes: int = MOST_BYTES) -> None:
        """Write a browser's picture, made small."""
        encoded = base64.b64encode(png).decode()
        width, height, raw = await self.canvas.evaluate(PIXELS, encoded)
        pixels = np.frombuffer(base64.b64decode(raw), np.uint8).reshape(height, width, 4)
        small = small_png(np.ascontiguousarray(pixels[:, :, :3]), most_bytes)
        (IMAGES / f"{name}.png").write_bytes(small)
        sys.stdout.write(f"{name}.png  {width} x {height}  {len(small) / 1000:.1f} KB\n")

    async def whole(self, page: Page, name: str) -> None:
        """All of the window."""
        await calm(page)
        await self.keep(name, await page.screenshot())

    async def cut(self, page: Page, name: str, *sights: Locator) -> None:
        """These sights out of a tall window."""
        await calm(page)
        boxes = [box for sight in sights if (box := await sight.bounding_box())]
        await self.keep(name, await page.screenshot(clip=around(boxes)), CUT_BYTES)

    async def every_form(self, page: Page, name: str, *sights: Locator) -> None:
        """Light, dark, and the whole screen of a phone that ends with the last sight."""
        await self.cut(page, name, *sights)
        await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        await self.cut(page, f"{name}-dark", *sights)
        await page.emulate_media(color_scheme="light", reduced_motion="reduce")
        await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        await sights[-1].scroll_into_view_if_needed()
        await self.whole(page, f"{name}-phone")
        await page.set_viewport_size({"width": TALL[0], "height": TALL[1]})


async def pose(page: Page, scheme: Literal["light", "dark"] = "light") -> None:
    """The page as pictures want it, until it is loaded anew."""
    await page.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    await page.evaluate(DRESS, PLAIN)


async def calm(page: Page) -> None:
    """Until the page stands still."""
    await page.mouse.move(0, 0)
    await page.evaluate(CALM)


def around(boxes: list[FloatRect]) -> FloatRect:
    """All of these sights, and what lies beside them."""
    top = min(box["y"] for box in boxes) - MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    return {"x": 0, "y": top, "width": TALL[0], "height": bottom - top}
