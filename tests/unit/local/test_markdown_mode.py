"""The server's MarkdownV2: what td's own tests say of its parser, and what aiogram writes."""

from __future__ import annotations

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration, markdown_decoration
from hypothesis import given
from hypothesis import strategies as st

from local.telegram.entities import kept_text, utf16_length
from local.telegram.errors import BotApiError
from local.telegram.html_mode import parse_html
from local.telegram.markdown_mode import parse_markdown

RESERVED = "is reserved and must be escaped with the preceding '\\'"
CHARACTERS = r"ab 1_*[]()~`>#+-=|{}.!\<&" + '"💰é\n'
SPLIT = ("bold", "italic", "underline", "strikethrough", "spoiler")


def marks(source: str) -> str:
    """Text and entities in short."""
    text, entities = parse_markdown(source)
    found = sorted(
        entities, key=lambda one: (one["offset"], -int(str(one["length"])), str(one["type"]))
    )
    return " | ".join([text, *(f"{o['type']} {o['offset']}+{o['length']}" for o in found)])


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("\\\\\\a\\1\\é\\", "\\a1\\é\\"),
        ("x``", "x"),
        ("x``````", "x"),
        ("x____", "x"),
        ("💰_a \\* b_", "💰a * b | italic 2+5"),
        ("x_a *b*_", "xa b | italic 1+3 | bold 3+1"),
        ("x_a __b___", "xa b | italic 1+3 | underline 3+1"),
        ("x__a _b_ __", "xa b  | underline 1+4 | italic 3+1"),
        ("||a||", "a | spoiler 0+1"),
        ("~a~", "a | strikethrough 0+1"),
        ("`_a*`", "_a* | code 0+3"),
        ("```py\na```", "a | pre 0+1"),
        ("```py\r\na\n```", "a\n | pre 0+2"),
        ("```py a```", " a | pre 0+2"),
        ("[ ](as)", " "),
        ("[](a.example)", ""),
        ("[a\\.example]b", "a.exampleb | text_link 0+9"),
        ("[x](https://a.example?\\()", "x | text_link 0+1"),
        ("[x](tg://user?id=5)", "x | text_mention 0+1"),
        ("![👍](TG://EMoJI/?test=1&id=25#id=32)a", "👍a | custom_emoji 0+2"),
        ("![9 am](tg://time?unix=1700000000&format=wDT)", "9 am | date_time 0+4"),
        (">", ""),
        ("> \n> \n>", " \n \n | blockquote 0+4"),
        ("> \\>\n \\> \n>", " >\n > \n | blockquote 0+3"),
        ("\r>a", "\ra | blockquote 1+1"),
        (">\n\r>2", "\n\r2 | blockquote 0+1 | blockquote 2+1"),
        (">\n**>2", "\n2 | blockquote 0+1 | blockquote 1+1"),
        (">**\n>2", "\n2 | blockquote 0+2"),
        ("*>a\n*", "a\n | blockquote 0+2 | bold 0+2"),
        (">*a*\n", "a\n | blockquote 0+2 | bold 0+1"),
        ("*a\n>b\n>c\nd*\ne", "a\nb\nc\nd\ne | bold 0+7 | blockquote 2+4"),
        (">`b\n>c\nd`\n>e\nf", "b\n>c\nd\ne\nf | blockquote 0+9 | code 0+6"),
        (">a\n>q||e||w||\nb", "a\nqew\nb | expandable_blockquote 0+6 | spoiler 3+1"),
        (">a\n>q||ew||\r\nb", "a\nqew\r\nb | blockquote 0+7 | spoiler 3+2"),
        (">a||\r\nb", "a\r\nb | expandable_blockquote 0+3"),
        (">a||", "a | expandable_blockquote 0+1"),
        (">||", ""),
    ],
)
def test_marked_up_text_is_text_and_entities(source: str, seen: str) -> None:
    """Also nested, empty, escaped, and over several lines."""
    assert marks(source) == seen


@pytest.mark.parametrize(
    ("source", "error"),
    [
        *((character, f"Character '{character}' {RESERVED}") for character in "]()>#+-=|{}.!"[:3]),
        *((f"a{character}", f"Character '{character}' {RESERVED}") for character in ">#+-=|{}.!"),
        ("💰_a", "Can't find end of Italic entity at byte offset 4"),
        ("💰_a * b ", "Can't find end of Bold entity at byte offset 7"),
        ("💰_a * b _", "Can't find end of Italic entity at byte offset 11"),
        ("x`", "Can't find end of Code entity at byte offset 1"),
        ("x```a", "Can't find end of Pre entity at byte offset 1"),
        ("x```a ", "Can't find end of PreCode entity at byte offset 1"),
        ("x```a b`", "Can't find end of Code entity at byte offset 7"),
        ("x__a_", "Can't find end of Italic entity at byte offset 4"),
        ("x_a__", "Can't find end of Underline entity at byte offset 3"),
        ("x__a _b___", "Can't find end of Italic entity at byte offset 9"),
        ("x||a\\|", "Can't find end of Spoiler entity at byte offset 1"),
        ("[a\\.b](c\\)", "Can't find end of a URL at byte offset 7"),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("x![👍]", "Custom emoji entity must contain a tg://emoji URL"),
        ("![👍](tg://emoji?id=1", "Can't find end of a custom emoji URL at byte offset 8"),
        ("![👍](t://emoji?id=1)", "Custom emoji URL must have scheme tg"),
        ("![👍](tg:emojis?id=1)", 'Custom emoji URL must have host "emoji"'),
        ("![👍](tg://emoji?a=1#&id=2)", "Custom emoji URL must have an emoji identifier"),
        ("![👍](tg://emoji?id=025)", "Invalid custom emoji identifier specified"),
        ("![9 am](tg://time?unix=x)", "Invalid Unix time specified"),
        (">*b\n>c\nd*", "Can't find end of Bold entity at byte offset 1"),
        (">\n*a*>2", f"Character '>' {RESERVED}"),
        (">a\n>q||ew\n||b", "Can't find end of Spoiler entity at byte offset 5"),
        (">a\n>q||e||w__\n||b", "Can't find end of Underline entity at byte offset 11"),
        (">a\n>q||\n||b", "Can't find end of Spoiler entity at byte offset 8"),
    ],
)
def test_markup_that_is_none_is_refused_in_telegrams_words(source: str, error: str) -> None:
    """The byte offset is that of the source."""
    with pytest.raises(BotApiError) as caught:
        parse_markdown(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {error}"


@given(st.text(CHARACTERS, max_size=30))
def test_text_that_aiogram_escapes_is_the_same_text(text: str) -> None:
    """No character of it is taken for markup."""
    assert parse_markdown(markdown_decoration.quote(text)) == (text, [])
    assert parse_html(html_decoration.quote(text)) == (text, [])


@given(
    st.lists(
        st.tuples(st.text(CHARACTERS.replace("\n", ""), min_size=1), st.sampled_from(SPLIT)),
        max_size=5,
    )
)
def test_markup_that_aiogram_writes_is_what_it_meant(parts: list[tuple[str, str]]) -> None:
    """Text and entities to markup by aiogram, back by the server: the same, in both modes."""
    text, meant = "x", []
    for words, kind in parts:
        meant.append(
            MessageEntity(type=kind, offset=utf16_length(text), length=utf16_length(words))
        )
        text += words + "x"
    wanted = [(one.type, one.offset, one.length) for one in meant]
    for decoration, parse in ((markdown_decoration, parse_markdown), (html_decoration, parse_html)):
        seen, found = kept_text(decoration.unparse(text, meant), parse, [])
        entities = [one for one in found if one["type"] in SPLIT]  # besides tags and commands
        assert seen == text
        assert [(one["type"], one["offset"], one["length"]) for one in entities] == wanted
