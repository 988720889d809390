"""Settings › Peace: each setting reached by buttons, mutes by typing, undo, old buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.ids import MessageId
from gigwire.contracts.peace import Mute, Peace
from gigwire.contracts.people import Locale
from gigwire.domain.chat import buttons, settings
from gigwire.domain.chat.mutes import PAGE, key_of
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Pressed
from tests.support.talk import Talk

if TYPE_CHECKING:
    from gigwire.domain.chat.turn import Decision

LOCALES: tuple[Locale, ...] = get_args(Locale)


def at_peace(locale: Locale = "en") -> Talk:
    """Somebody who wants Python, on the screen Peace, reached from the settings."""
    talk = Talk(language=locale)
    talk.start()
    talk.say("python budget>=1usd")
    talk.run(settings.show)
    talk.tap(lexicon(locale)("crumb-peace"))
    return talk


def peace_of(talk: Talk) -> Peace:
    """The person's settings."""
    assert talk.person is not None
    return talk.person.peace


def muted(talk: Talk) -> list[str]:
    """The values that are muted."""
    return [one.value for one in peace_of(talk).mutes]


@pytest.mark.parametrize(
    ("taps", "expected"),
    [
        (("Urgent", "best 10%"), {"urgent_percentile": 90}),
        (("One client", "2"), {"client_cap": 2}),
        (("How often", "Less often", "Less often", "More often"), {"less_often": 1}),
        (("Weekly report", "Weekly report"), {"has_report": False}),
        (("Weekly report", "prices"), {"has_market_note": False}),
        (("Weekly report", "Fri", "18:00"), {"report_weekday": 4, "report_hour": 18}),
        (("Back", "Digest", "Sun", "3"), {"digest_weekday": 6, "digest_top": 3}),
    ],
)
def test_each_setting_is_a_few_taps_away(taps: tuple[str, ...], expected: dict[str, int]) -> None:
    """And nothing else is changed; the way back leads up to all settings."""
    talk = at_peace()
    for text in taps:
        talk.tap(text)
    assert peace_of(talk) == Peace().model_copy(update=expected)
    while "‹ Back" in talk.buttons:
        talk.tap("Back")
    assert talk.text.startswith("<b>Settings</b>")


@pytest.mark.parametrize("locale", LOCALES)
def test_word_is_muted_by_typing_and_removed_with_undo(locale: Locale) -> None:
    """Several at once, each once; Undo brings one back to its place, in every language."""
    words, talk = lexicon(locale), at_peace(locale)
    talk.tap(words("crumb-mutes"))
    talk.tap(words("mute-word"))
    talk.say("WordPress,  bitrix, wordpress, opencart")
    assert muted(talk) == ["WordPress", "bitrix", "wordpress", "opencart"]
    talk.tap("✕")
    assert muted(talk) == ["bitrix", "wordpress", "opencart"]
    talk.tap(words("button-undo"))
    assert muted(talk)[0] == "WordPress"
    assert words("button-undo") not in "".join(talk.buttons)
    assert talk.person is not None
    assert talk.person.dialog.awaits == ""


def test_client_and_board_are_muted_by_name() -> None:
    """A client's name keeps its commas; a board is known by its name, domain or key."""
    talk = at_peace()
    talk.tap("Muted")
    talk.tap("➕ Client")
    talk.say("Smith, Jones and Sons")
    talk.tap("➕ Board")
    talk.say("freelancehunt.com, FL.ru")
    talk.tap("➕ Board")
    talk.tap("Kwork")
    talk.tap("✓ FL.ru")
    assert muted(talk) == ["Smith, Jones and Sons", "freelancehunt", "kwork"]


def test_what_cannot_be_muted_is_asked_for_again() -> None:
    """No setting changes, the question stays open, and Back ends it."""
    talk = at_peace()
    talk.tap("Muted")
    for kind, wrong in (("Board", "Monster"), ("Word", "!!!"), ("Client", "x" * 101)):
        talk.press("~1peace:mutes")
        talk.tap(kind)
        talk.say(wrong)
        assert muted(talk) == []
        assert talk.person is not None
        assert talk.person.dialog.awaits
    talk.tap("Back")
    assert talk.person is not None
    assert talk.person.dialog.awaits == ""


def test_muting_a_word_of_an_own_filter_is_warned_of() -> None:
    """Nobody mutes themselves unknowingly."""
    talk = at_peace()
    talk.tap("Muted")
    talk.tap("Word")
    talk.say("pythons")
    assert "You look for this word yourself" in talk.text


def test_list_of_a_hundred_goes_by_pages_and_takes_no_more() -> None:
    """Every one can be reached and taken off; the 101st is refused."""
    talk = at_peace()
    talk.press("~1peace:mute:word")
    talk.say(", ".join(f"word{number}" for number in range(100)))
    seen = set()
    for _ in range(100 // PAGE + 1):
        seen |= {one for one in talk.buttons if one.startswith("✕")}
        talk.tap("More (")
    assert (len(muted(talk)), len(seen)) == (100, 100)
    talk.press("~1peace:mute:word")
    talk.say("further")
    assert len(muted(talk)) == 100
    assert "full" in talk.text


@pytest.mark.parametrize(
    "data",
    ["~1peace:urgent:97", "~1peace:often:5", "~1peace:often:-1", "~1peace:hour:24", "~1peace:day:7",
     "~1peace:unmute:zzz:0", "~1peace:remute:zzz", "~1peace:board:mars:off", "~1peace:mute:all",
     "~1peace:mutes:999", "~1peace:nothing:1", "~1set:top:11", "~1set:day:x", "~0peace:often:3"],
)  # fmt: skip
def test_old_or_forged_button_changes_no_setting(data: str) -> None:
    """It is answered with the screen of now."""
    talk = at_peace()
    before = peace_of(talk)
    talk.press(data)
    assert peace_of(talk) == before
    assert talk.keyboard


def test_second_tap_on_a_removed_mute_says_so() -> None:
    """A double tap takes one off, not two."""
    talk = at_peace()
    talk.press("~1peace:mute:word")
    talk.say("one, two")
    data = f"~1peace:unmute:{key_of(Mute(kind='word', value='one'))}:0"
    talk.press(data)
    talk.press(data)
    assert (muted(talk), talk.toast) == (["two"], "It is off the list already.")


def test_taste_is_switched_off_and_forgotten_here_too() -> None:
    """Forgetting asks first, and tells personalise once."""
    talk = at_peace()
    talk.tap("My taste")
    talk.tap("Switch off")
    assert talk.person is not None
    assert talk.person.taste_off
    talk.tap("Forget")
    turn, decision = talk.turn(), _pressed(talk, "Yes")
    assert [one.topic for one in records_of(turn, decision).further] == ["feedback"]


def _pressed(talk: Talk, text: str) -> Decision:
    (found,) = [one.data for row in talk.keyboard for one in row if text in one.text]
    return buttons.press(talk.turn(), Pressed("q", MessageId(7)), found or "")
