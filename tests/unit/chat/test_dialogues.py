"""Whole dialogues in five languages through the real dispatcher, a new process at every turn.

Every tap is a double tap, every turn is decided twice from the same bytes, wrong input and old
buttons come between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.cards.card import Reader, render_card
from gigwire.domain.chat.menu import menu
from gigwire.domain.chat.turn import Around
from tests.support.due import a_card
from tests.support.gigs import NOON
from tests.support.phone import USER, Phone
from tests.support.talk import KEY, recent_of, steps_of_days

if TYPE_CHECKING:
    from gigwire.domain.cards.words import Words

LOCALES: tuple[Locale, ...] = get_args(Locale)
AROUND = Around(recent_of(steps_of_days(2, "Python scraper")[-30:]), KEY, "gigwire_bot")


def a_phone(locale: Locale) -> tuple[Phone, Words]:
    """A newcomer's phone, strict with the bot."""
    return Phone(locale, AROUND, is_strict=True), lexicon(locale)


async def onboarded(locale: Locale) -> tuple[Phone, Words]:
    """Somebody who took the first steps."""
    phone, words = a_phone(locale)
    await phone.say("/start")
    await phone.tap("Python", times=2)
    await phone.tap(words("button-next"), times=2)
    await phone.tap(words("budget-any"), times=2)
    await phone.tap(words("pace-instant"), times=2)
    return phone, words


@pytest.mark.parametrize("locale", LOCALES)
async def test_first_steps_with_every_detour(locale: Locale) -> None:
    """A picture, own words, pages, another currency, Back; then projects and the time zone."""
    phone, words = a_phone(locale)
    await phone.say("/start")
    await phone.show(photo=[{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}])
    assert phone.screen.html == words("unknown-content")
    await phone.say("python, haskell")
    await phone.tap("haskell", times=2)
    await phone.tap(words("button-page", page=1, pages=2).split("(")[0])
    await phone.tap(words("button-next"), times=2)
    await phone.tap(words("button-currency", currency=phone.person.currency), times=2)
    await phone.tap("EUR", times=2)
    await phone.tap(words("button-back"))
    await phone.tap(words("button-next"))
    old = phone.find("300")
    await phone.tap("100", times=2)
    await phone.tap(words("button-back"))
    await phone.tap("300", times=2)
    await phone.tap(words("pace-hourly"), times=2)
    assert phone.screen.html.startswith(words("zone-question")[:10])
    await phone.tap(phone.screen.buttons[0].text, times=2)
    await phone.press(*old)
    person = phone.person
    assert [one.query for one in person.filters] == ["python budget>=300eur"]
    assert (person.pace, person.currency) == ("hourly", "EUR")
    assert person.timezone != "UTC"


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_filters_whole_life(locale: Locale) -> None:
    """Edited wrongly and rightly, named, copied, ranked, paused, shared, advised, deleted, back."""
    phone, words = await onboarded(locale)
    await phone.say("/filters")
    await phone.tap("Python", times=2)
    await phone.tap(words("button-edit"), times=2)
    await phone.say('python "open')
    assert "\n       ^</pre>" in phone.screen.html
    await phone.say("python -php budget>=1usd")
    await phone.tap(words("button-rename"), times=2)
    await phone.say("Nachtschicht")
    await phone.tap(words("button-copy"), times=2)
    await phone.say("logo")
    await phone.tap(words("button-this-filter"))
    await phone.tap(words("rank-normal"))
    await phone.tap(words("button-pause"), times=2)
    await phone.tap("⏯ " + words("button-resume"), times=2)
    for act in ("button-backtest", "button-advice", "button-share"):
        await phone.tap(words(act), times=2)
        await phone.tap(words("button-back"))
    await phone.tap(words("button-remove"), times=2)
    assert [one.name for one in phone.person.filters] == ["Nachtschicht"]
    await phone.tap(words("button-undo"), times=2)
    kept = [(one.name, one.query, one.priority) for one in phone.person.filters]
    assert kept == [
        ("Nachtschicht", "python -php budget>=1usd", "normal"),
        ("logo", "logo", "high"),
    ]


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_shared_filter_is_looked_at_and_taken(locale: Locale) -> None:
    """The link of one person opens at another, in that one's language."""
    giver, words = await onboarded(locale)
    await giver.tap(words("button-this-filter"))
    await giver.tap(words("button-share"))
    shared = giver.messages[giver.find(words("button-back"))[0]]
    payload = shared.html.partition("?start=")[2].partition("\n")[0]
    taker, theirs = a_phone("uk" if locale == "en" else "en")
    await taker.say(f"/start {payload[:-1]}")
    assert taker.screen.html == theirs("share-wrong")
    await taker.say(f"/start {payload}")
    await taker.tap(theirs("button-take"), times=2)
    assert [one.query for one in taker.person.filters] == [giver.person.filters[0].query]


@pytest.mark.parametrize("locale", LOCALES)
async def test_settings_by_buttons_and_by_typing(locale: Locale) -> None:
    """Each setting is set where it stands; wrong hours and places are explained."""
    phone, words = await onboarded(locale)
    await phone.say("/settings")
    for crumb, choice in (
        ("crumb-pace", words("pace-weekly")), ("crumb-cap", "50"), ("crumb-digest", "18:00"),
        ("crumb-currency", "GBP"), ("crumb-quiet", "22:00–08:00"),
    ):  # fmt: skip
        await phone.tap(words(crumb), times=2)
        await phone.tap(choice, times=2)
        await phone.tap(words("button-back"), times=2)
    await phone.tap(words("crumb-zone"), times=2)
    await phone.say("Atlantis")
    await phone.say("Kyiv")
    for switch in ("crumb-news", "crumb-media"):
        await phone.say("/settings")
        await phone.tap(words(switch))
    await phone.say("/quiet 25-99")
    assert phone.screen.html == words("quiet-wrong")
    await phone.say("/quiet Mon-Fri 23-7")
    person = phone.person
    assert (person.pace, person.daily_cap, person.digest_minute) == ("weekly", 50, 18 * 60)
    assert (person.currency, person.timezone) == ("GBP", "Europe/Kyiv")
    assert (person.news_off, person.media, person.quiet_hours[0].start_minute) == (True, True, 1380)


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_card_and_all_its_buttons(locale: Locale) -> None:
    """Saved, applied, liked, lessened, reminded of, hidden; each taken back; seen in its list."""
    phone, words = await onboarded(locale)
    card = phone.receive(*render_card(a_card(USER), Reader(words, "USD", NOON)))
    for do in ("button-save", "button-apply", "button-more", "button-liked", "button-applied"):
        await phone.tap(words(do))
        if do in ("button-save", "button-apply"):
            await phone.tap(words("button-hide"))
            await phone.tap(words("button-hidden"))
    await phone.tap(words("button-less"), times=2)
    await phone.tap(words("button-less-source", name="FL.ru"))
    await phone.tap(words("button-lessened", name="FL.ru"), times=2)
    await phone.tap(words("button-remind"))
    await phone.tap(words("button-remind-hour"), times=2)
    await phone.say("/reminders")
    await phone.tap("✕ 1", times=2)
    await phone.say("/remind 20:30", reply_to=card)
    await phone.say("/saved")
    await phone.tap(words("button-saved-remove", number=1), times=2)
    person = phone.person
    assert (person.saved, person.peace.mutes, len(person.reminders)) == ((), (), 1)


@pytest.mark.parametrize("locale", LOCALES)
async def test_every_command_of_the_menu_is_answered(locale: Locale) -> None:
    """As menus write them, as people mistype them, twice; to a stranger as to a friend."""
    stranger, words = a_phone(locale)
    phone, _ = await onboarded(locale)
    for name, _ in menu(words):
        for one in (stranger, phone):
            await one.say(f"/{name}")
            first = one.screen.html
            await one.say(f"/{name}@gigwire_bot  nonsense \u202e")
            assert one.screen.html
            assert first != words("unknown-command"), name
    await phone.say("/resume")
    assert [one.query for one in phone.person.filters] == ["python", "nonsense"]  # of /add
