"""The chat page in a real browser, against a small scripted aiogram bot."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from playwright.async_api import Page, expect

from tests.support.browser import PHONE, Visitor, visiting
from tests.support.telegram_lab import TelegramLab, own_server, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local.process import ChildProcess

pytestmark = pytest.mark.browser

CARD = (
    '<b><a href="https://example.org/p/1">Bot for a shop</a></b> &lt;script&gt;\n'
    '💰 <i>$450</i> until <tg-time unix="1700000000" format="D">then</tg-time>\n'
    "<blockquote expandable>One\nTwo\nThree\nFour\nFive</blockquote>"
)
KEYS = InlineKeyboardMarkup.model_validate(
    {
        "inline_keyboard": [
            [{"text": "Open", "url": "https://example.org/p/1"}],
            [{"text": "Save", "callback_data": "save"}, {"text": "Hide", "callback_data": "hide"}],
        ]
    }
)


def scripted() -> Dispatcher:
    """Greets, answers words with a card, hides it on request."""
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        assert message.from_user is not None
        await message.answer(f"Hello in {message.from_user.language_code}. What do you do?")

    @dispatcher.message()
    async def card(message: Message) -> None:
        await message.answer(CARD, parse_mode="HTML", reply_markup=KEYS)

    @dispatcher.callback_query(F.data == "hide")
    async def hide(query: CallbackQuery) -> None:
        await query.answer("Hidden for good")
        assert isinstance(query.message, Message)
        await query.message.edit_text("Hidden")

    @dispatcher.callback_query(F.data == "save")
    async def save(query: CallbackQuery) -> None:
        await query.answer("Saved, and said loudly", show_alert=True)

    return dispatcher


@asynccontextmanager
async def answering(bot: Bot) -> AsyncIterator[None]:
    """The scripted bot polls for the time of the block."""
    dispatcher = scripted()
    run = dispatcher.start_polling(
        bot, handle_signals=False, close_bot_session=False, polling_timeout=5
    )
    polling = asyncio.ensure_future(run)
    try:
        yield
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[TelegramLab, ChildProcess]]:
    """A server of the test's own, with room for quick sends."""
    async with own_server(tmp_path) as (lab, child):
        await lab.limits(mode="observe")
        yield lab, child


@pytest.fixture
async def lab(served: tuple[TelegramLab, ChildProcess]) -> TelegramLab:
    """The server without its process."""
    return served[0]


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    """A browser that must have nothing to complain about."""
    async with visiting() as opened:
        yield opened
        assert opened.complaints == []


async def meet(page: Page, name: str, language: str) -> None:
    """Make a new person by the dialog; the chat is open afterwards."""
    await page.get_by_role("button", name="New person", exact=True).click()
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("Language").select_option(language)
    await page.get_by_role("button", name="Open the chat").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def type_in(page: Page, text: str) -> None:
    """Type and press Enter."""
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def test_a_visitor_meets_the_bot_and_hides_a_card(lab: TelegramLab, visitor: Visitor) -> None:
    """New person, /start, words, a card, Hide: toast and edit arrive without a reload."""
    page = await visitor.open(lab.url)
    async with answering(lab.bot()):
        await meet(page, "Dana Kovalenko", "uk")
        await type_in(page, "/start")
        await expect(page.locator(".bubble", has_text="Hello in uk")).to_be_visible()
        await type_in(page, "python bot")
        await page.get_by_role("button", name="Hide").click()
        await expect(page.locator(".toast")).to_have_text("Hidden for good")
        await expect(page.locator(".bubble", has_text="Hidden")).to_contain_text("edited")
        await expect(page.get_by_role("button", name="Hide")).to_have_count(0)


async def test_a_card_shows_its_entities_and_no_markup_of_strangers(
    lab: TelegramLab, visitor: Visitor
) -> None:
    """Bold link, italic, local date, a quote that unfolds; a script stays text."""
    bot, user = lab.bot(), await lab.person(5)
    await bot.send_message(user, CARD, parse_mode="HTML", reply_markup=KEYS)
    page = await visitor.open(f"{lab.url}/#{user}")
    words = page.locator(".words")
    await expect(words.locator("a:has(b)")).to_have_attribute("href", "https://example.org/p/1")
    await expect(words).to_contain_text("<script>")
    await expect(words.locator("i")).to_have_text("$450")
    await expect(words.locator("time.moment")).to_have_text("14 November 2023")
    await expect(page.locator("a.key")).to_have_attribute("rel", "noopener noreferrer")
    folded = words.locator(".folded")
    before = await folded.bounding_box()
    await page.get_by_label("Show all of the quote").click()
    after = await words.locator("blockquote span").bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"]


async def test_an_alert_answer_opens_a_dialog(lab: TelegramLab, visitor: Visitor) -> None:
    """`show_alert` is a dialog that waits for OK, with the keyboard alone."""
    bot, user = lab.bot(), await lab.person(5)
    await bot.send_message(user, "card", reply_markup=KEYS)
    page = await visitor.open(f"{lab.url}/#{user}")
    async with answering(bot):
        await page.get_by_role("button", name="Save").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_contain_text("Saved, and said loudly")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_list_counts_unread_and_puts_the_newest_first(
    lab: TelegramLab, visitor: Visitor
) -> None:
    """Badges grow live, the chat jumps up, opening it clears them; search finds people."""
    bot, first, second = lab.bot(), await lab.person(5), await lab.person(6)
    page = await visitor.open(lab.url)
    rows = page.locator(".chat")
    await expect(rows.first).to_contain_text("Person 6")
    for number in range(3):
        await bot.send_message(first, f"news {number}")
    await expect(rows.first).to_contain_text("Person 5")
    await expect(rows.first.locator(".badge")).to_have_text("3")
    await expect(page).to_have_title("(3) Gigwire chats")
    await rows.first.click()
    await expect(page).to_have_title("Gigwire chats")
    await page.get_by_label("Search chats").fill("person 6")
    await expect(rows).to_have_count(1)
    await bot.send_message(second, "found")
    await expect(rows.first).to_contain_text("found")


async def test_the_page_catches_up_after_the_server_was_killed(
    served: tuple[TelegramLab, ChildProcess], visitor: Visitor
) -> None:
    """What was sent while the page was cut off appears once, without a reload."""
    lab, child = served
    bot, user = lab.bot(), await lab.person(5)
    await bot.send_message(user, "before")
    page = await visitor.open(f"{lab.url}/#{user}")
    await expect(page.locator("#status.is-live")).to_be_visible()
    await child.kill()
    await expect(page.locator("#status")).to_have_text("connecting…")
    await child.start()
    await bot.send_message(user, "after")
    await expect(page.locator("#status.is-live")).to_be_visible()
    await expect(page.locator(".bubble", has_text="after")).to_have_count(1)


async def test_a_phone_shows_one_pane_at_a_time(lab: TelegramLab, visitor: Visitor) -> None:
    """List, then chat, then back; nothing is wider than the screen."""
    bot, user = lab.bot(), await lab.person(5)
    await bot.send_message(user, "x" * 400, reply_markup=KEYS)
    page = await visitor.open(lab.url, PHONE, "dark")
    await page.locator(".chat").tap()
    await expect(page.locator(".side")).to_be_hidden()
    await expect(page.locator(".bubble")).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0]
    await page.get_by_label("Back to the chats").tap()
    await expect(page.locator(".side")).to_be_visible()
    await expect(page.locator(".talk")).to_be_hidden()


async def test_the_theme_follows_the_system_until_it_is_chosen(
    lab: TelegramLab, visitor: Visitor
) -> None:
    """Dark by the system's wish; the button's choice outlives a reload."""
    page = await visitor.open(lab.url, scheme="dark")
    surface = "getComputedStyle(document.querySelector('.side')).backgroundColor"
    dark = await page.evaluate(surface)
    await page.get_by_label("Switch between light and dark").click()
    light = await page.evaluate(surface)
    await page.reload()
    assert dark != light
    assert await page.evaluate(surface) == light


async def test_long_chats_load_older_messages_and_stay_at_the_end(
    lab: TelegramLab, visitor: Visitor
) -> None:
    """The newest is in view; scrolling up brings the first; a new one is counted, not jumped to."""
    bot, user = lab.bot(), await lab.person(5)
    for number in range(120):
        await bot.send_message(user, f"message {number}.\n\n\nend")
    page = await visitor.open(f"{lab.url}/#{user}")
    await expect(page.locator(".bubble", has_text="message 119.")).to_be_in_viewport()
    first = page.locator(".bubble", has_text="message 0.")
    await until(lambda: _scrolled_up(page, first.count))
    await bot.send_message(user, "fresh")
    await expect(page.locator("#down-count")).to_have_text("1")
    await page.get_by_label("To the newest message").click()
    await expect(page.locator(".bubble", has_text="fresh")).to_be_in_viewport()


async def _scrolled_up(page: Page, count: object) -> bool:
    assert callable(count)
    await page.locator("#scroller").evaluate("box => box.scrollTo(0, 0)")
    return bool(await count())


async def test_commands_and_reply_keys_are_a_press_away(lab: TelegramLab, visitor: Visitor) -> None:
    """A slash lists the commands in the person's language; reply keys outlive a reload."""
    bot, user = lab.bot(), await lab.person(5, language="pt")
    await bot.set_my_commands([BotCommand(command="pausa", description="x")], language_code="pt")
    await bot.set_my_commands([BotCommand(command="pause", description="x")])
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="My filters")]])
    await bot.send_message(user, "menu", reply_markup=keyboard)
    page = await visitor.open(f"{lab.url}/#{user}")
    await page.get_by_role("button", name="My filters").click()
    await expect(page.locator(".is-own .bubble", has_text="My filters")).to_be_visible()
    await page.get_by_label("Message", exact=True).fill("/")
    await page.get_by_role("button", name="/pausa").click()
    await expect(page.locator(".is-own .bubble", has_text="/pausa")).to_be_visible()
    await expect(page.locator(".bubble", has_text="/pause")).to_have_count(0)


async def test_a_blocked_bot_can_be_let_in_again(lab: TelegramLab, visitor: Visitor) -> None:
    """The button in the head blocks; the composer gives way to Unblock."""
    user = await lab.person(5)
    page = await visitor.open(f"{lab.url}/#{user}")
    await page.get_by_label("Block the bot").click()
    await expect(page.get_by_label("Message", exact=True)).to_be_hidden()
    await page.locator("#unblock").click()
    await expect(page.get_by_label("Message", exact=True)).to_be_visible()
