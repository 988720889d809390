"""Every screen that any button leads to, in five languages: found by pressing all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.chat import filtering, onboarding, settings, stats
from gigwire.domain.chat.codes import read_screen, screen_data
from tests.support.talk import Talk, recent_of, steps_of_days
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES: tuple[Locale, ...] = get_args(Locale)
RECENT = recent_of(steps_of_days(1, "Python scraper"))
MOST = 400  # screens of a language
BUTTON = 64  # characters that a phone shows of a button, at the very most


def known(locale: Locale) -> Talk:
    """Somebody with two filters, one deleted, and quiet hours."""
    talk = Talk(language=locale, recent=RECENT)
    talk.start()
    for query in ("python -wordpress", "logo", "rust"):
        talk.say(f"{query} budget>=1usd")
    assert talk.person is not None
    talk.press(screen_data("one", talk.person.filters[-1].filter_id, "delete"))
    talk.press(screen_data("set", "quiet", "night", 22, 8))
    return talk


def crawled(first: Talk) -> Iterator[tuple[str, Talk]]:
    """Each new kind of screen once, with the button that led there."""
    seen: set[tuple[str, ...]] = set()
    waiting = [("", first)]
    while waiting:
        came, talk = waiting.pop(0)
        yield came, talk
        for row in talk.keyboard:
            for one in row:
                read = read_screen(one.data or "")
                kind = (read.screen, *read.words[:2]) if read else ()
                if read and kind not in seen and len(seen) < MOST:
                    seen.add(kind)
                    further = talk.copy()
                    further.press(one.data or "")
                    waiting.append((one.data or "", further))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_button_leads_to_a_valid_screen(locale: Locale) -> None:
    """Valid HTML within Telegram's limits, with a way on; and a second tap changes nothing."""
    words, count = lexicon(locale), 0
    commands = (settings.show, filtering.show, onboarding.begin_new, stats.stats, stats.status)
    for command in commands:
        talk = known(locale)
        talk.run(command)
        for came, here in crawled(talk):
            count += 1
            assert 0 < len(visible_text(here.text)) <= 4_096, came
            assert sum(map(len, here.keyboard)) <= 100, came
            for row in here.keyboard:
                assert 0 < len(row) <= 8, came
                for one in row:
                    assert 0 < len(one.text) <= BUTTON, (came, one.text)
                    assert one.url or (one.data and len(one.data.encode()) <= 64), came
            assert here.toast != words("toast-outdated"), came
            _is_steady(came, here)
    assert count > 100


def _is_steady(came: str, here: Talk) -> None:
    """A double tap of what led here: the same settings."""
    if not came:
        return
    again = here.copy()
    again.press(came)
    assert here.person is not None
    assert again.person is not None
    ignored = {"event_id", "version", "last_update_id", "event_time", "dialog", "applied"}
    assert again.person.model_dump(exclude=ignored) == here.person.model_dump(exclude=ignored), came


@pytest.mark.parametrize("locale", LOCALES)
def test_button_of_another_version_brings_the_screen_of_now(locale: Locale) -> None:
    """Kindly, in the person's language, and nothing is changed."""
    words = lexicon(locale)
    for data in ("~0set:pace:daily", "~9one:abc:delete", "~2first:pace:daily", "~0gone:x", "~7new"):
        talk = known(locale)
        before = talk.person
        talk.press(data)
        assert before is not None
        assert talk.person is not None
        assert talk.toast == words("toast-outdated")
        assert talk.keyboard
        assert (talk.person.pace, talk.person.filters) == (before.pace, before.filters)


@pytest.mark.parametrize(
    "data",
    ["~1set:cap:7", "~1set:quiet:span:9999:1", "~1set:quiet:night:22:22", "~1zone:is:../etc",
     "~1one:nobody:delete", "~1first:add:nothing:0", "~1list:undo:zzz", "~1take:f_forged",
     "~1set:language:xx", "~1first:least:99999999999", "~1ask:is:Mars/Base", "~1one:::::"],
)  # fmt: skip
def test_forged_button_changes_no_setting(data: str) -> None:
    """Any bytes may come back from a client."""
    talk = known("en")
    before = talk.person
    talk.press(data)
    assert before is not None
    assert talk.person is not None
    kept = {"filters", "pace", "daily_cap", "timezone", "locale", "quiet_hours"}
    assert talk.person.model_dump(include=kept) == before.model_dump(include=kept)
