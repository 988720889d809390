"""Whole dialogues through ingress, chat and notify: real long poll, real Kafka, real answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.lexicon import lexicon
from gigwire.contracts.codec import decode
from gigwire.contracts.ids import ClusterId, UserId, notification_id
from gigwire.contracts.people import FeedbackGiven, Subscriber
from tests.support.bot_lab import IN_BOTH_MODES, NO_LIMITS, BotLab
from tests.support.due import a_due
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gigwire.contracts.people import Locale

pytestmark = [pytest.mark.asyncio(loop_scope="module"), IN_BOTH_MODES]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(lab: BotLab) -> AsyncIterator[BotLab]:
    """The lab with the three stages running."""
    await lab.telegram.limits(**NO_LIMITS)
    for stage in ("notify", "chat", "ingress"):
        await lab.start(stage)
    yield lab


async def join(bot: BotLab, user: int, language: str = "en") -> None:
    """A person who has not spoken to the bot yet."""
    await bot.telegram.person(user, language, has_started=False)


async def say(bot: BotLab, user: int, text: str) -> None:
    """The person types."""
    await bot.telegram.admin("POST", "say", {"user": user, "text": text})


async def press(bot: BotLab, user: int, button: str, times: int = 1) -> None:
    """The person presses the newest button of that text."""
    body = {"user": user, "button": button, "times": times}
    await bot.telegram.admin("POST", "press", body)


async def heard(bot: BotLab, user: int, amount: int) -> list[dict[str, Any]]:
    """Wait for that many messages of the bot; gives them all."""
    found: list[dict[str, Any]] = []

    async def is_there() -> bool:
        found[:] = await bot.messages(user)
        return len(found) >= amount

    await until_async(is_there)
    return found


async def edited(bot: BotLab, user: int, part: str) -> None:
    """Wait until a message was edited so that it, or its keyboard, holds `part`."""

    async def is_there() -> bool:
        return any(part in str(row) for row in await bot.messages(user, "edited"))

    await until_async(is_there)


async def settings_of(bot: BotLab, user: int) -> Subscriber:
    """The newest settings in Kafka."""
    found = [decode(Subscriber, value) for value in await bot.values("subscribers")]
    return [one for one in found if one.user_id == user][-1]


@pytest.mark.parametrize(
    ("language", "locale", "typed"),
    [
        ("en", "en", "python telegram bot from $500"),
        ("ru", "ru", "python телеграм бот от 500$"),
        ("uk", "uk", "python телеграм бот від 500$"),
        ("pt-br", "pt", "python bot telegram a partir de $ 500"),
        ("es-MX", "es", "python bot telegram desde $500"),
    ],
)
async def test_person_starts_adds_lists_and_deletes(
    bot: BotLab, user: int, language: str, locale: Locale, typed: str
) -> None:
    """From /start to an empty list again, each screen in the language of the client."""
    words = lexicon(locale)
    await join(bot, user, language)
    await say(bot, user, "/start")
    await say(bot, user, typed)
    await say(bot, user, "/filters")
    welcome, saved, listed = await heard(bot, user, 3)
    assert welcome["text"].startswith(words("first-title"))
    person = await settings_of(bot, user)
    (query,) = [one.query for one in person.filters]
    assert person.locale == locale
    assert query.endswith(" budget>=500usd")
    assert query in saved["text"]
    assert query in listed["text"]
    button = listed["reply_markup"]["inline_keyboard"][0][0]["text"]
    await press(bot, user, button)
    await edited(bot, user, words("preview-blind"))
    await press(bot, user, "🗑 " + words("button-remove"))
    await edited(bot, user, words("filter-deleted", query="@").split(":")[0])
    assert (await settings_of(bot, user)).filters == ()


async def test_undo_takes_a_saved_filter_back(bot: BotLab, user: int) -> None:
    """One tap after saving, and the message says so."""
    await join(bot, user)
    await say(bot, user, "logo design")
    await heard(bot, user, 1)
    await press(bot, user, "↩️ Undo", times=2)
    await edited(bot, user, "Deleted")
    assert (await settings_of(bot, user)).filters == ()


async def test_wrong_filter_is_explained_in_the_persons_language(bot: BotLab, user: int) -> None:
    """What is wrong, and an example that works; nothing is saved."""
    await join(bot, user, "ru")
    await say(bot, user, "/start")
    await say(bot, user, '/add "телеграм бот')
    _, problem = await heard(bot, user, 2)
    assert "не закрыта" in problem["text"]
    assert (await settings_of(bot, user)).filters == ()


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("/nonsense", "do not know this command"),
        ("/quiet 25-99", "did not understand"),
        ("/quiet 22-8 Mars/Olympus", "did not understand"),
        ("/quiet 22-8 Europe/Kyiv", "22:00–08:00 (Europe/Kyiv)"),
        ("how does this work?", "search words"),
        ("/add", "After /add"),
        ("/help", "How to tell me"),
        ("/pause", "Paused"),
    ],
)
async def test_anything_typed_gets_an_answer(bot: BotLab, user: int, typed: str, part: str) -> None:
    """No silence: known, unknown and wrong input are all answered."""
    await join(bot, user)
    await say(bot, user, typed)
    (answer,) = await heard(bot, user, 1)
    assert part in answer["text"]


async def test_language_and_currency_are_chosen_by_buttons(bot: BotLab, user: int) -> None:
    """The next screen speaks the chosen language."""
    await join(bot, user)
    await say(bot, user, "/language")
    await heard(bot, user, 1)
    await press(bot, user, "Português")
    await edited(bot, user, "Ajustes › Idioma")
    await say(bot, user, "/currency")
    await heard(bot, user, 2)
    await press(bot, user, "BRL")
    await edited(bot, user, "✓ BRL")
    person = await settings_of(bot, user)
    assert (person.locale, person.currency) == ("pt", "BRL")


async def test_presses_change_the_card_and_are_recorded(bot: BotLab, user: int) -> None:
    """The buttons show what is so; a double tap saves once; the list has it."""
    await join(bot, user)
    await say(bot, user, "/start")
    await heard(bot, user, 1)
    await bot.due(a_due(user))
    await heard(bot, user, 2)
    await press(bot, user, "Save", times=2)
    await edited(bot, user, "✓ Saved")
    await press(bot, user, "Less like this")
    await edited(bot, user, "Less of board: FL.ru")
    await press(bot, user, "Less of board: FL.ru")
    await edited(bot, user, "Less of FL.ru · undo")
    await press(bot, user, "Hide")
    await edited(bot, user, "Hidden · undo")
    await say(bot, user, "/saved")
    assert "Python bot" in (await heard(bot, user, 3))[-1]["text"]
    found = [decode(FeedbackGiven, value) for value in await bot.values("feedback")]
    mine = [one for one in found if one.user_id == user]
    assert {one.action for one in mine} == {"save", "less", "hide"}
    assert {one.notification_id for one in mine} == {
        notification_id(UserId(user), ClusterId("c1"), "instant")
    }
    person = await settings_of(bot, user)
    assert [one.title for one in person.saved] == ["Python bot"]
    assert [one.value for one in person.peace.mutes] == ["fl"]


async def test_block_and_return_change_the_status_only(bot: BotLab, user: int) -> None:
    """Filters survive a block; /start brings the person back."""

    async def has_status(status: str) -> bool:
        return (await settings_of(bot, user)).status == status

    await join(bot, user)
    await say(bot, user, "logo design")
    await heard(bot, user, 1)
    await bot.telegram.admin("POST", "block", {"user": user})
    await until_async(lambda: has_status("blocked"))
    await bot.telegram.admin("POST", "unblock", {"user": user})
    await say(bot, user, "/start")
    await until_async(lambda: has_status("active"))
    assert len((await settings_of(bot, user)).filters) == 1


async def test_unreadable_update_goes_to_the_dlq_and_the_next_is_answered(
    bot: BotLab, user: int
) -> None:
    """Bytes that are no update stop nobody."""
    await join(bot, user)
    await bot.put_raw("telegram.updates", b"\xff\xfe", user)
    await say(bot, user, "/help")
    await heard(bot, user, 1)
    assert b"\xff\xfe" in await bot.values("telegram.updates.dlq", partitions=1)
