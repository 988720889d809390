"""Every screen that any button leads to, in five languages: found by pressing all of them."""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING, get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.cards.card import Reader, render_card
from gigwire.domain.chat.codes import screen_data
from gigwire.domain.chat.menu import menu
from gigwire.domain.chat.show import CRUMB
from gigwire.domain.chat.turn import Around
from tests.support.due import a_card
from tests.support.gigs import NOON
from tests.support.phone import USER, Phone, Shown
from tests.support.talk import KEY, recent_of, steps_of_days
from tests.support.walker import Step, Walker, title_of
from tests.unit.chat.test_locales import messages

if TYPE_CHECKING:
    from gigwire.contracts.delivery import Reply

LOCALES: tuple[Locale, ...] = get_args(Locale)
AROUND = Around(recent_of(steps_of_days(1, "Python scraper")[-8:]), KEY, "gigwire_bot")
WRONG = (
    '"never closed', "budget>=abc", "/nonsense", "how does this work?", "\u202eevil\u200b", "🙂",
    "x" * 4_000, "<b>&amp;", "-", "/remind", "/quiet 99-99", "/start f_forged",
)  # fmt: skip
KEYS = {key for key in messages("en") if "-" in key}
OF_NAMES = re.compile(r":(add|drop|language|currency|is):|~1(one|take):")
OTHERS = re.compile(r"Python|python|logo|rust|https?:|^\d|/\w+$|Freelancer")
WORDS = re.compile(r"[^\W\d_]{3,}\W+[^\W\d_]{3,}")
IGNORED = {"event_id", "version", "last_update_id", "event_time", "dialog", "applied"}


async def known(locale: Locale) -> Phone:
    """Somebody with two filters, one deleted, quiet hours, a saved card and a reminder of it."""
    phone, words = Phone(locale, AROUND), lexicon(locale)
    await phone.say("/start")
    for query in ("python -wordpress", "logo", "rust"):
        await phone.say(f"{query} budget>=1usd")
    await phone.press(phone.last, screen_data("one", phone.person.filters[-1].filter_id, "delete"))
    await phone.press(phone.last, screen_data("set", "quiet", "night", 22, 8))
    card = phone.receive(*render_card(a_card(USER), Reader(words, "USD", NOON)))
    await phone.press(card, _data(phone, card, words("button-save")))
    await phone.tap(words("button-remind"))
    await phone.tap(words("button-remind-hour"))
    (request,) = phone.further
    note: Reply = request.event.content
    phone.receive(note.text, note.keyboard)
    return phone


def _data(phone: Phone, number: int, text: str) -> str:
    return next(one.data or "" for one in phone.messages[number].buttons if one.text == text)


async def roots(locale: Locale) -> dict[str, tuple[Phone, int]]:
    """Where a walk begins: the first steps of a newcomer, all that waits, each command."""
    newcomer, person = Phone(locale, AROUND), await known(locale)
    await newcomer.say("/start")
    found = {"/start": (newcomer, newcomer.last)}
    found |= {f"message {number}": (person, number) for number in person.messages}
    for name, _ in menu(lexicon(locale)):
        phone = person.copy()
        await phone.say(f"/{name}")
        found[f"/{name}"] = (phone, phone.last)
    return found


WALKS: dict[Locale, tuple[Walker, dict[tuple[str, ...], Step]]] = {}


async def explored(locale: Locale) -> tuple[Walker, dict[tuple[str, ...], Step]]:
    """All screens by the way that leads there; a language is walked once for all tests."""
    if locale not in WALKS:
        walker = Walker()
        steps: dict[tuple[str, ...], Step] = {}
        for root, (phone, number) in (await roots(locale)).items():
            async for step in walker.walk(root, phone, number):
                steps[step.path] = step
        WALKS[locale] = walker, steps
    return WALKS[locale]


@pytest.mark.parametrize("locale", LOCALES)
async def test_every_button_leads_to_a_valid_screen(locale: Locale) -> None:
    """The phone judges each; none is out of date where it stands, and a double tap does it once."""
    _, steps = await explored(locale)
    assert len(steps) > 150
    for path, step in steps.items():
        assert path[0].startswith("message") or step.phone.toast != lexicon(locale)(
            "toast-outdated"
        ), path
        if step.pressed_on == step.number:
            again = step.phone.copy()
            await again.press(step.number, step.data)
            assert settings_of(again) == settings_of(step.phone), path


def settings_of(phone: Phone) -> dict[str, object]:
    """What a person set, without where the conversation stands."""
    return phone.person.model_dump(exclude=IGNORED)


@pytest.mark.parametrize("locale", LOCALES)
async def test_back_leads_where_one_came_from(locale: Locale) -> None:
    """To a screen on the way here, or to the list or settings where a short cut led; unchanged."""
    _, steps = await explored(locale)
    words = lexicon(locale)
    homes = {title_of(steps[(root,)].shown) for root in ("/filters", "/settings", "/new")}
    homes |= {title_of(Shown(words("filters-title", count=many))) for many in (1, 2, 5)}
    count = 0
    for path, step in steps.items():
        for one in step.shown.buttons:
            if one.text != words("button-back") or not one.data:
                continue
            count += 1
            back = step.phone.copy()
            await back.press(step.number, one.data)
            assert back.messages[step.number].seen != step.shown.seen, path
            title = title_of(back.messages[step.number])
            is_up = title_of(step.shown).startswith(f"{title}{CRUMB}")
            assert is_up or title in homes.union(step.titles) or ":language:" in str(path), path
            assert settings_of(back) == settings_of(step.phone), path
    assert count > 30


@pytest.mark.parametrize("locale", LOCALES)
async def test_wrong_words_anywhere_are_answered_and_buttons_live_on(locale: Locale) -> None:
    """Wherever one stands: nonsense gets a message, and the next press still does its work."""
    _, steps = await explored(locale)
    for step, typed in zip(list(steps.values())[::3], cycle(WRONG), strict=False):
        phone = step.phone.copy()
        await phone.say(typed)
        if data := next((one.data for one in step.shown.buttons if one.data), None):
            await phone.press(step.number, data)


@pytest.mark.parametrize("locale", LOCALES)
async def test_buttons_of_long_ago_harm_nobody(locale: Locale) -> None:
    """All that was ever pressed, pressed by a newcomer, by somebody else, by a stranger."""
    walker, steps = await explored(locale)
    newcomer, other = steps[("/start",)].phone.copy(), steps[("/filters",)].phone.copy()
    for at, data in enumerate(sorted(walker.pressed)):
        phone = (newcomer, other, newcomer, Phone(locale, AROUND))[at % 4]
        await phone.press(phone.receive("old"), data)


@pytest.mark.parametrize("locale", [one for one in LOCALES if one != "en"])
async def test_every_screen_speaks_its_language(locale: Locale) -> None:
    """No key of a text is shown, and no line of words is the English one of the same screen."""
    _, english = await explored("en")
    _, steps = await explored(locale)
    shared = [path for path in steps if path in english and ":language:" not in str(path)]
    assert len(shared) > len(steps) // 2
    for path in shared:
        theirs, ours = _lines(english[path]), _lines(steps[path])
        assert not KEYS.intersection(" ".join(ours).split()), path
        assert theirs & ours == set(), path


def _lines(step: Step) -> set[str]:
    """Lines and buttons of two words or more that we wrote: no names, queries, titles."""
    buttons = [one.text for one in step.shown.buttons if not OF_NAMES.search(one.data or "")]
    lines = (*step.shown.seen.split("\n"), *buttons, step.phone.toast)
    return {line for line in lines if WORDS.search(line) and not OTHERS.search(line)}


@pytest.mark.parametrize("locale", LOCALES)
async def test_button_of_another_version_brings_the_screen_of_now(locale: Locale) -> None:
    """Kindly, in the person's language, and nothing is changed."""
    person = await known(locale)
    for data in ("~0set:pace:daily", "~9one:abc:delete", "~2first:pace:daily", "~0gone:x", "~7new"):
        phone = person.copy()
        await phone.press(phone.last, data)
        assert phone.toast == lexicon(locale)("toast-outdated")
        assert phone.screen.keyboard
        assert settings_of(phone) == settings_of(person)


@pytest.mark.parametrize(
    "data",
    ["~1set:cap:7", "~1set:quiet:span:9999:1", "~1set:quiet:night:22:22", "~1zone:is:../etc",
     "~1one:nobody:delete", "~1first:add:nothing:0", "~1list:undo:zzz", "~1take:f_forged",
     "~1set:language:xx", "~1first:least:99999999999", "~1ask:is:Mars/Base", "~1one:::::",
     "sv:r:nobody:zzz", "sv:p:-1", "ts:x", "rm:x:nobody", "rm:hour:99x", "kz", "kw:c1:fl:zzzzzzz"],
)  # fmt: skip
async def test_forged_button_changes_no_setting(data: str) -> None:
    """Any bytes may come back from a client."""
    person = await known("en")
    phone = person.copy()
    await phone.press(phone.last, data)
    assert settings_of(phone) == settings_of(person)
