"""Quiet hours by weekday: read in five languages, shown as they can be typed again."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon
from gigwire.contracts.people import EVERY_DAY, Locale, QuietHours
from gigwire.domain.chat.quiet import QUIET_OFF, QuietWish, parse_quiet, quiet_text
from gigwire.domain.localtime import covers_week

WEEK = (
    QuietHours(start_minute=1380, end_minute=480, days=(0, 1, 2, 3, 4)),
    QuietHours(start_minute=0, end_minute=1440, days=(5, 6)),
)
spans = st.builds(
    QuietHours,
    start_minute=st.integers(0, 1438),
    end_minute=st.just(1439),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 23:00-08:00, Sat-Sun all day",
        "mon tue wed thu fri 23-8; sat sun",
        "пн-пт 23-8, сб-вс весь день",
        "понеділок–п'ятниця 23.00 – 8.00, субота-неділя увесь день",
        "seg-sex 23 às 8, sábado-domingo o dia todo",
        "segunda-feira a sexta-feira 23-8, sab-dom",
        "lunes a viernes 23 a 8, sáb-dom todo el día",
    ],
)
def test_weekdays_are_read_in_every_language(text: str) -> None:
    """However a person writes a working week, it is one."""
    assert parse_quiet(text) == QuietWish(WEEK)
    assert parse_quiet(f"{text} Europe/Kyiv") == QuietWish(WEEK, "Europe/Kyiv")


@pytest.mark.parametrize(
    "text",
    ["Mon-Xyz 22-8", "all day", "0-24", "Mon-Sun", "22-8 9-10", "Mon", "Mon 22-8,", "22-8 Europe"],
)
def test_wish_that_is_half_understood_or_for_ever_is_refused(text: str) -> None:
    """A day that is silent by its name alone is fine; a silent week is what /pause is for."""
    wish = parse_quiet(text)
    assert (wish is not None) is (text == "Mon")


@pytest.mark.parametrize("text", ["off", "Выкл", "ні", "não", "apagar"])
def test_off_is_understood(text: str) -> None:
    """In any language."""
    assert parse_quiet(text) == QUIET_OFF


@given(st.lists(spans, min_size=1, max_size=3).map(tuple), st.sampled_from(get_args(Locale)))
@settings(deadline=None)
def test_what_is_shown_can_be_typed_again(hours: tuple[QuietHours, ...], locale: Locale) -> None:
    """People copy what they see; it means the same."""
    assert not covers_week(hours)
    assert parse_quiet(quiet_text(hours, lexicon(locale))) == QuietWish(hours)
    assert quiet_text((WEEK[0],), lexicon("en")) == "Mon–Fri 23:00–08:00"
    assert quiet_text((WEEK[0].model_copy(update={"days": EVERY_DAY}),), lexicon("en")) == (
        "23:00–08:00"
    )
