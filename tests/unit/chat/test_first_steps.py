"""The first steps: at most four taps from /start to projects, left and taken up anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.people import Locale
from gigwire.domain.chat.onboarding import begin_new
from gigwire.domain.chat.skills import MOST_CHOSEN, meant, preset, skills
from gigwire.domain.filters import filter_of
from tests.support.talk import Talk, recent_of, steps_of_days
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber

LOCALES: tuple[Locale, ...] = get_args(Locale)


def person(talk: Talk) -> Subscriber:
    """The record so far."""
    assert talk.person is not None
    return talk.person


@pytest.fixture
def talk() -> Talk:
    """Somebody new, while two projects an hour come for three days."""
    return Talk(recent=recent_of(steps_of_days(3, "Python scraper", "Logo for a shop")))


def test_four_taps_lead_to_projects(talk: Talk) -> None:
    """Chip, on, budget, pace: a filter is saved and its newest projects are shown."""
    talk.start()
    talk.tap("Python")
    talk.tap("Next")
    talk.tap("from $100")
    talk.tap("At once")
    assert [one.query for one in person(talk).filters] == ["python budget>=100usd"]
    assert person(talk).dialog.stage == "done"
    done, question = talk.sent[-2:]
    assert visible_text(done).split("\n") == [
        "Done! I am watching for: python budget>=100usd",
        "Projects come: At once, one by one",
        "",
        "Yesterday you would have got 24 projects. The newest:",
        "• Python scraper",
        "  Budget: $100 · 1 h ago",
        "• Python scraper",
        "  Budget: $100 · 2 h ago",
        "• Python scraper",
        "  Budget: $100 · 3 h ago",
    ]
    assert "What time is it" in question


@pytest.mark.parametrize("locale", LOCALES)
def test_steps_speak_the_clients_language(locale: Locale) -> None:
    """From the first screen to the last, and budgets are in the currency of the language."""
    words, talk = lexicon(locale), Talk(language=locale)
    talk.start()
    assert words("first-title") in talk.text
    talk.tap("Python")
    talk.tap(words("button-next"))
    assert words("budget-ask") in talk.text
    talk.tap(words("budget-any"))
    assert words("pace-ask") in talk.text
    talk.tap(words("pace-daily"))
    assert person(talk).pace == "daily"
    assert words("preview-blind") in talk.sent[-2]


def test_time_zone_is_asked_once_and_never_guessed(talk: Talk) -> None:
    """A clock sets it; a second filter asks nothing."""
    talk.start("python")
    talk.tap("Any")
    talk.tap("At once")
    talk.press("~1ask:is:Europe/Kyiv")
    assert person(talk).timezone == "Europe/Kyiv"
    assert "Kyiv" in talk.text
    assert "14:00" in talk.text
    talk.run(begin_new)
    talk.tap("More")
    talk.tap("More")
    talk.tap("Logos")
    talk.tap("Next")
    talk.tap("from $500")
    assert [one.name for one in person(talk).filters] == ["Python", "Logos, branding"]
    assert "What time" not in talk.text


def test_typed_words_become_chips_or_stay_the_persons_own(talk: Talk) -> None:
    """Synonyms find the chip, whatever the language; the rest is looked for as it is."""
    talk.start()
    talk.say("питон, парсинг, haskell")
    assert person(talk).dialog.draft.skills == ("python", "scraping", "=haskell")
    assert "Python, Web scraping, haskell" in visible_text(talk.text)
    talk.tap("✓ haskell")
    assert person(talk).dialog.draft.skills == ("python", "scraping")


def test_typed_filter_ends_the_steps(talk: Talk) -> None:
    """Who knows the language needs no chips."""
    talk.start()
    talk.say("python -logo from $50")
    assert person(talk).dialog.stage == "done"
    assert [one.query for one in person(talk).filters] == ["python -logo budget>=50usd"]


def test_steps_are_taken_up_where_they_were_left(talk: Talk) -> None:
    """/start again shows the step that was open, with what was chosen."""
    talk.start()
    talk.tap("Python")
    talk.tap("Next")
    before = talk.text
    talk.start()
    assert talk.text == before
    talk.tap("from $30")
    talk.start()
    assert "How shall the projects come" in talk.text


def test_skipping_leaves_a_way_back(talk: Talk) -> None:
    """Nothing is saved; /start begins again."""
    talk.start()
    talk.tap("Skip")
    assert person(talk).filters == ()
    assert "send me the words" in talk.text
    talk.start()
    assert "What do you do" in talk.text


def test_deep_link_chooses_chips(talk: Talk) -> None:
    """`py-remote` knows python; what it does not know is left."""
    talk.start("py-remote")
    assert person(talk).dialog.draft.skills == ("python",)
    assert "least a project" in talk.text


def test_double_tap_chooses_once_and_saves_once(talk: Talk) -> None:
    """A button says what it does, not what it turns over."""
    talk.start()
    for _ in range(2):
        talk.press("~1first:add:python:0")
    assert person(talk).dialog.draft.skills == ("python",)
    talk.tap("Next")
    talk.tap("Any")
    for _ in range(2):
        talk.press("~1first:pace:hourly")
    assert len(person(talk).filters) == 1


def test_language_and_currency_change_on_the_way(talk: Talk) -> None:
    """The step goes on in them."""
    talk.start()
    talk.tap("Language")
    talk.tap("Русский")
    assert "Чем вы занимаетесь" in talk.text
    talk.tap("Python")
    talk.tap("Дальше")
    talk.tap("Валюта")
    talk.tap("RUB")
    assert any("15" in text and "₽" in text for text in talk.buttons)


def test_more_chips_than_a_filter_holds_are_refused_kindly(talk: Talk) -> None:
    """The limit is said in the toast."""
    talk.start()
    for key in list(skills())[: MOST_CHOSEN + 1]:
        talk.press(f"~1first:add:{key}:0")
    assert len(person(talk).dialog.draft.skills) == MOST_CHOSEN
    assert str(MOST_CHOSEN) in talk.toast


def test_every_chip_is_a_filter_and_finds_itself() -> None:
    """Queries are valid; a label typed in any language chooses its chip."""
    for key, skill in skills().items():
        assert filter_of(skill.query).filter is not None, key
        for locale in LOCALES:
            label = skill.label(locale)
            assert len(label) <= 24, label
            if "," not in label:
                assert meant(label) == (key,), label


def test_preset_of_unknown_words_is_empty() -> None:
    """A link of another time starts as usual."""
    assert preset("promo2026-x") == ()
