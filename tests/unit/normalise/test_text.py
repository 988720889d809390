"""Markup, mojibake and invisible characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.domain.html_text import MAX_BODY, MAX_TITLE, line_of, text_of
from gigwire.domain.normalise_mojibake import repair_mojibake

MARKUP = (
    ("a<br />\r\nb", "a\nb"),
    ("<p>Hi <b>you</b></p>\n<p>two</p>", "Hi you\ntwo"),
    ("<ul><li>a</li><li>b</li></ul>tail", "- a\n- b\ntail"),
    ("Tom &amp; Jerry &amp;quot;x&amp;quot;", 'Tom & Jerry "x"'),
    ("&lt;p&gt;Hi&lt;/p&gt;there", "Hi\nthere"),
    ("<b>Use</b> the &lt;div&gt; tag", "Use the <div> tag"),
    ("Map List<String> where a < b & c", "Map List<String> where a < b & c"),
    ("<script>alert(1)</script>ok<style>p{}</style>", "ok"),
    ("<!-- secret -->seen", "seen"),
    ("line one\nline two <b>x</b>", "line one\nline two x"),
    ("a\n\n\n\n\nb   c\u00a0\u00a0d", "a\n\nb c d"),
    ("<p>", ""),
)
HIDDEN = "pay\u202epal\u200b\u00ad &#8238;<b>\x00ok</b>\ufeff\ud800"


@pytest.mark.parametrize(("markup", "text"), MARKUP)
def test_markup_becomes_the_text_a_reader_sees(markup: str, text: str) -> None:
    """Tags go, breaks stay, entities are undone twice, talk about code survives."""
    assert text_of(markup) == text


def test_invisible_characters_are_removed_even_when_escaped() -> None:
    """Bidi overrides, zero-width characters, controls and lone surrogates never get through."""
    assert text_of(HIDDEN) == "paypal ok"


def test_joined_emoji_stays_whole() -> None:
    """The zero-width joiner is kept where it joins emoji, and only there."""
    assert text_of("👩\u200d💻 dev\u200dops") == "👩\u200d💻 devops"


def test_very_deep_markup_keeps_its_text() -> None:
    """Ten thousand nested tags neither fail nor hide what they hold."""
    assert text_of("<div>" * 10_000 + "deep" + "</div>" * 10_000) == "deep"


def test_long_text_is_cut_at_a_word() -> None:
    """Caps hold, and the cut is marked."""
    body = text_of("word " * 10_000)

    assert len(body) <= MAX_BODY
    assert body.endswith("word…")
    assert len(line_of("x" * 1_000)) == MAX_TITLE


def test_title_is_one_line() -> None:
    """Line breaks of a title become blanks."""
    assert line_of(" Site<br>on \n\t Python ") == "Site on Python"


@pytest.mark.parametrize("codec", ["cp1251", "cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["Нужен сайт на Python", "Привет, мир", "ИИ для А и Б сидели"])
def test_double_encoded_cyrillic_is_repaired(text: str, codec: str) -> None:
    """UTF-8 read as another code page, the way browsers do it, comes back."""
    broken = "".join(_shown(byte, codec) for byte in text.encode())

    assert broken != text
    assert repair_mojibake(broken) == text


def _shown(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize("text", ["Summary 💪", "It’s done", "a — b"])
def test_single_sign_of_three_or_four_bytes_is_repaired(text: str) -> None:
    """`рџ’Є` for an emoji and `вЂ™` for an apostrophe are no words of any language."""
    assert repair_mojibake("".join(_shown(byte, "cp1251") for byte in text.encode())) == text


@pytest.mark.parametrize("text", ["aplicação móvel", "café", "it’s — “quoted”", "diseño"])
def test_double_encoded_latin_is_repaired(text: str) -> None:
    """One accented letter is proof enough: its two bytes never stand side by side by chance."""
    assert repair_mojibake("".join(_shown(byte, "cp1252") for byte in text.encode())) == text


@pytest.mark.parametrize(
    "text", ["Сёстры", "СЁ", "AÇÃO", "MANHÃ\u00a0", "Рік і ріг", "naïve Ð", "Ñandú", "Москва — №1"]
)
def test_real_words_are_left_alone(text: str) -> None:
    """What is not provably broken is not touched."""
    assert repair_mojibake(text) == text


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="cp1251"), max_size=60))
def test_text_of_the_cyrillic_code_page_is_only_changed_into_shorter_text(text: str) -> None:
    """A repair always shortens; nothing else is ever rewritten."""
    repaired = repair_mojibake(text)

    assert repaired == text or len(repaired) < len(text)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_comes_out_clean(text: str) -> None:
    """No input fails, and no control or surrogate survives."""
    cleaned = text_of(text)

    assert cleaned.encode().decode() == cleaned
    assert not any(ord(char) < 32 and char != "\n" for char in cleaned)
    assert cleaned == cleaned.strip()
