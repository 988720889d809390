"""Telegram's text rules: HTML mode, entities in UTF-16 units, limits, the texts of refusals."""

from __future__ import annotations

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.formatting import Bold, ExpandableBlockQuote, Text, TextLink
from hypothesis import given
from hypothesis import strategies as st

from local.telegram.entities import Entity, kept_text, utf16_length
from local.telegram.errors import BotApiError
from local.telegram.html_mode import parse_html


def parsed(source: str) -> tuple[str, list[Entity]]:
    """What a chat would keep of HTML."""
    return kept_text(source, parse_html, [])


def refusal(source: str) -> str:
    """The text with which HTML is refused."""
    with pytest.raises(BotApiError) as caught:
        parsed(source)
    return caught.value.description


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<strong>x</strong>", "bold"),
        ("<em>x</em>", "italic"),
        ("<ins>x</ins>", "underline"),
        ("<del>x</del>", "strikethrough"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ("<PRE>x</PRE>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<b>x</>", "bold"),
    ],
)
def test_each_tag_becomes_its_entity(source: str, kind: str) -> None:
    """The text loses the tag and the entity covers what was inside."""
    assert parsed(source) == ("x", [{"type": kind, "offset": 0, "length": 1}])


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("ёж <c>", 'Unsupported start tag "c" at byte offset 5'),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(source: str, why: str) -> None:
    """The reason and the byte offset are those the real server gives."""
    assert refusal(source) == f"Bad Request: can't parse entities: {why}"


def test_offsets_after_an_emoji_count_two_units() -> None:
    """Offsets are UTF-16 units, and aiogram cuts the right text out with them."""
    text, entities = parsed("💰🇺🇦 <b>цена 💎</b> ok")
    assert entities == [{"type": "bold", "offset": 7, "length": 7}]
    assert MessageEntity.model_validate(entities[0]).extract_from(text) == "цена 💎"


def test_links_and_times_keep_their_arguments() -> None:
    """A link is checked and completed, a wrong one dropped; a time keeps its format."""
    source = (
        '<a href="https://example.org?a=1&amp;b=2">one</a> <a href="javascript:x">two</a> '
        '<tg-time unix="1700000000" format="wDT">then</tg-time>'
    )
    text, entities = parsed(source)
    assert text == "one two then"
    assert entities == [
        {"type": "text_link", "url": "https://example.org/?a=1&b=2", "offset": 0, "length": 3},
        {
            "type": "date_time",
            "unix_time": 1_700_000_000,
            "date_time_format": "wDT",
            "offset": 8,
            "length": 4,
        },
    ]


def test_entities_of_one_span_are_ordered_outer_first() -> None:
    """A link is outside bold, a quote outside all, whatever the tags' order."""
    source = '<b><a href="https://example.org">x</a></b><i><blockquote>y</blockquote></i>'
    kinds = [entity["type"] for entity in parsed(source)[1]]
    assert kinds == ["text_link", "bold", "blockquote", "italic"]


def test_code_in_pre_is_one_entity_with_its_language() -> None:
    """Telegram merges the two tags."""
    _, entities = parsed('<pre><code class="language-python">x = 1</code></pre>')
    assert entities == [{"type": "pre", "language": "python", "offset": 0, "length": 5}]


def test_references_are_decoded_once() -> None:
    """Named and numbered references become characters, unknown ones stay."""
    assert parsed("&lt;b&gt; &amp;lt; &#65;&#x42; &nbsp; & &#0;")[0] == "<b> &lt; AB &nbsp; & &#0;"


def test_white_space_around_is_cut_and_entities_follow() -> None:
    """Offsets stay right after trimming; an entity of nothing but space goes."""
    text, entities = parsed("\n  <i> </i><b> x </b>\n")
    assert (text, entities) == ("x", [{"type": "bold", "offset": 0, "length": 1}])


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b></b>", "text must be non-empty"),
        ("я" * 4097, "message is too long"),
        ("x" * 32_769, "text is too long"),
    ],
)
def test_empty_and_long_texts_are_refused(source: str, why: str) -> None:
    """4096 code points after parsing, 32 KB before."""
    assert refusal(source) == f"Bad Request: {why}"


def test_length_is_counted_after_parsing_in_code_points() -> None:
    """4096 emoji fit although they are 8192 UTF-16 units."""
    text, entities = parsed(f"<b>{'💎' * 4096}</b>")
    assert len(text) == 4096
    assert entities[0]["length"] == 8192


def test_commands_and_addresses_are_marked_outside_entities() -> None:
    """As Telegram does by itself; never inside a link or code."""
    _, entities = parsed("/start see https://example.org/a. <code>/no</code> @gigwire_bot #go")
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in entities]
    assert found == [
        ("bot_command", 0, 6),
        ("url", 11, 21),
        ("code", 34, 3),
        ("mention", 38, 12),
        ("hashtag", 51, 3),
    ]


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_what_aiogram_renders_is_parsed_back(before: str, bold: str, quote: str) -> None:
    """Text and entities survive aiogram's HTML, whatever characters are in it."""
    link = TextLink("link 🔗", url="https://example.org/")
    source = Text(before, Bold(bold, "b"), link, ExpandableBlockQuote(quote, "q"))
    text, entities = parse_html(source.as_html())
    wanted, wanted_entities = source.render()
    assert text == wanted
    spans = {(e.type, e.offset, e.length) for e in wanted_entities}
    assert {(e["type"], e["offset"], e["length"]) for e in entities} == spans


@given(st.text(max_size=300))
def test_any_text_is_kept_or_refused(source: str) -> None:
    """No input makes the parser fail in another way, and no entity leaves the text."""
    try:
        text, entities = parsed(source)
    except BotApiError as refused:
        text, entities = refused.description, []
    assert text.strip() == text != ""
    for entity in entities:
        assert 0 < int(str(entity["length"])) <= utf16_length(text) - int(str(entity["offset"]))
