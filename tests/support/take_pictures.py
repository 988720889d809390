"""`make pictures`: takes every picture of docs/images anew, from a whole running town.

The same journey as the test's, at the width of a phone; then the desk with everybody's chats, light
and dark. Owns which pictures there are; what happens on them is `journey` and `picture_world`.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from playwright.async_api import Locator, expect
from rich.console import Console

from gigwire.operate.demo.city import City, open_city
from gigwire.operate.demo.drain import until_drained
from gigwire.operate.demo.people import residents
from gigwire.operate.demo.town import Town, open_town
from gigwire.operate.demo.view import Moment, picture
from gigwire.operate.demo.watch import Watch, follow
from gigwire.operate.status import read_status
from gigwire.runtime.kafka import open_producer
from gigwire.runtime.lag import open_lag_reader
from gigwire.runtime.tasks import background
from tests.support.browser import Visitor, browser_path, visiting
from tests.support.camera import TALL, Camera, pose
from tests.support.journey import CARD_MS, Journey
from tests.support.picture_world import a_raw, put, put_past, sketches

if TYPE_CHECKING:
    from aiokafka import AIOKafkaProducer

    from gigwire.runtime.lag import LagReader

DESK: Final = (960, 640)
SHARP: Final = 1.5  # dots a pixel, where a picture is small
TERMINAL: Final = 104  # columns
STRANGERS: Final = 1_000  # the page gives its first person the first resident's number
BUSY_SECONDS: Final = 20.0  # of projects for everybody, before the desk is taken
IN_EVERY_FORM: Final = ("skills", "card", "settings")


class Vera:
    """Whose day is shown."""

    name = "Vera Holm"
    wish = "python, telegram bot"
    wrong = "python telegram lang:xx -wordpress"
    right = "python telegram -wordpress"
    title = "Telegram shop bot in Python"
    later: tuple[str, ...] = (
        "Python bot for a Telegram channel of a bakery",
        "Telegram reports from Python scripts",
    )


class Set(NamedTuple):
    """Everything that stands on the stage."""

    city: City
    town: Town
    reader: LagReader
    producer: AIOKafkaProducer
    visitor: Visitor
    camera: Camera

    async def settle(self) -> None:
        """Until nothing is on its way any more."""
        await until_drained(self.reader, 120)


async def open_set(exits: AsyncExitStack, folder: Path) -> Set:
    """Start everything."""
    city = await exits.enter_async_context(open_city(folder / "state", _tell))
    addresses = city.stack.addresses
    town = await exits.enter_async_context(open_town(addresses["telegram"], addresses["boards"]))
    reader = await exits.enter_async_context(open_lag_reader(city.settings))
    producer = await exits.enter_async_context(open_producer(city.settings, "pictures"))
    visitor = await exits.enter_async_context(visiting())
    camera = Camera(await visitor.open("about:blank"))
    return Set(city, town, reader, producer, visitor, camera)


def _tell(step: str) -> None:
    sys.stdout.write(f"{step}\n")


async def a_day(stage: Set) -> int:
    """Vera's day, a picture at each sight; gives the number of her chat."""
    page = await stage.visitor.open(stage.town.telegram, TALL, sharpness=SHARP)
    await pose(page)
    posted = 0

    async def post(title: str) -> None:
        nonlocal posted
        posted += 1
        await put(stage.city.settings, stage.producer, a_raw(title, posted))

    async def snap(name: str, *sights: Locator) -> None:
        take = stage.camera.every_form if name in IN_EVERY_FORM else stage.camera.cut
        await take(page, name, *sights)

    journey = Journey(page, Vera(), post, snap)
    await journey.meet()
    await journey.take_the_first_steps()
    await journey.edit_the_filter()
    await stage.settle()
    card = await journey.get_a_card()
    await journey.act_on(card)
    await journey.hide_and_undo(card)
    await journey.change_settings()
    await journey.sleep_and_wake(stage.settle)
    await an_album(stage, journey)
    return journey.number


async def an_album(stage: Set, journey: Journey) -> None:
    """A project with pictures, for somebody who wants them."""
    await journey.say("/files")
    await expect(journey.said("Pictures and files of projects now come")).to_be_visible()
    await stage.settle()
    title = "Python bot with stickers for Telegram"
    await put(stage.city.settings, stage.producer, a_raw(title, 9, attachments=sketches(3)))
    album = journey.page.locator(".album").last
    await expect(album.locator(".photo")).to_have_count(3, timeout=CARD_MS)
    await stage.camera.cut(journey.page, "album", album)


async def everybody(stage: Set, chat: int) -> None:
    """Twelve people with filters, projects for them, and how that looks in a terminal."""
    names = {chat: Vera.name}
    for number, resident in residents(1):
        user = number + STRANGERS
        names[user] = resident.name
        await stage.town.join(user, resident)
        for text in resident.says:
            await stage.town.say(user, text)
    await stage.settle()
    watch = Watch()
    async with background(follow(stage.city.settings, watch)):
        await stage.town.open_boards(3.0)
        await asyncio.sleep(BUSY_SECONDS)
        stages = await read_status(stage.city.settings, stage.reader, 1.0)
        await stage.town.close_boards()
    moment = Moment(BUSY_SECONDS, 60.0, stage.town.telegram, stages, 0)
    await the_terminal(stage, moment, watch, names)
    await stage.settle()


async def the_terminal(stage: Set, moment: Moment, watch: Watch, names: dict[int, str]) -> None:
    """The demo's live view, as it stood at that moment."""
    console = Console(record=True, width=TERMINAL, file=StringIO())
    console.print(picture(moment, watch, names))
    page = await stage.visitor.open("about:blank", DESK)
    await page.context.set_offline(offline=True)  # the drawing asks for a font from afar
    await page.set_content(f'<body style="margin:0">{console.export_svg(title="make demo")}')
    shot = await page.locator("svg").first.screenshot()
    await stage.camera.keep("live-view", shot)


async def the_page(stage: Set, chat: int) -> None:
    """The whole page at a desk, light and dark, and the boards' own page."""
    await put(stage.city.settings, stage.producer, a_raw("Telegram quiz bot, Python", 12))
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page = await stage.visitor.open(f"{stage.town.telegram}/#{chat}", DESK, scheme)
        await pose(page, scheme)
        await expect(page.locator(".message", has_text="Telegram quiz bot")).to_be_visible()
        await stage.camera.whole(page, f"chat-{scheme}")
    boards = await stage.visitor.open(stage.town.boards, DESK)
    await stage.camera.whole(boards, "boards")


async def main() -> None:
    """Take them all."""
    try:
        browser_path()
    except LookupError as error:
        sys.exit(str(error))
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as exits:
            stage = await open_set(exits, Path(folder))
            await put_past(stage.city.settings, stage.producer)
            chat = await a_day(stage)
            await everybody(stage, chat)
            await the_page(stage, chat)


if __name__ == "__main__":
    asyncio.run(main())
