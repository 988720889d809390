"""Checks of MarkdownV2: what becomes an entity, and the words for what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import SendMessage, SendPhoto
from aiogram.utils.formatting import (
    Bold,
    Code,
    DateTime,
    ExpandableBlockQuote,
    Italic,
    Spoiler,
    Strikethrough,
    Text,
    TextLink,
    Underline,
)

from tests.integration.telegram_judge.check import API, USER, YES, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

STYLE = API + "MarkdownV2 style"
PARSER = "td: MessageEntity.cpp parse_markdown_v2"
CANNOT = "TelegramBadRequest: Bad Request: can't parse entities: "
ADDRESS = "https://a.example/p.png"


def markdown(source: str) -> SendMessage:
    """A call in MarkdownV2."""
    return SendMessage(chat_id=USER, text=source, parse_mode="MarkdownV2")


def kept(source: str) -> Act:
    """What the chat keeps: the text, then each entity's type, offset, length."""

    async def act(desk: Desk) -> object:
        sent = await desk.send(source, parse_mode="MarkdownV2")
        marks = [f"{one.type} {one.offset}+{one.length}" for one in sent.entities or []]
        return " | ".join([sent.text or "", *marks])

    shown = source.replace("\r", "\\r")
    act.__doc__ = f"sendMessage of `{shown}`"
    return act


async def in_caption(desk: Desk) -> object:
    """A photo whose caption is `||a||`."""
    sent = await desk.bot(
        SendPhoto(chat_id=desk.user, photo=ADDRESS, caption="||a||", parse_mode="MarkdownV2")
    )
    return [one.type for one in sent.caption_entities or []]


async def same_in_all(desk: Desk) -> object:
    """One text of aiogram's formatting, as HTML, as MarkdownV2 and as entities."""
    # Without what aiogram 3.31 writes wrongly in Markdown: custom emoji, brackets in addresses.
    parts = (
        Bold("b.", Italic("💰"), "!"), " ", Underline("u"), " ", Strikethrough("s"), " ",
        Spoiler("p"), " ", Code("c`\\"), " ", TextLink("l", url="http://a.example/?a=b"), " ",
        DateTime("9 am", unix_time=1_700_000_000, date_time_format="wDT"),
        "\n", ExpandableBlockQuote("q1\nq2"),
    )  # fmt: skip
    content = Text(*parts)
    sent = [
        await desk.send(content.as_html(), parse_mode="HTML"),
        await desk.send(content.as_markdown(), parse_mode="MarkdownV2"),
        await desk.send(**content.as_kwargs(text_key="text")),
    ]
    first = sent[0]
    kinds = {one.type for one in first.entities or []}
    is_same = all((one.text, one.entities) == (first.text, first.entities) for one in sent)
    return is_same, len(kinds)


async def time_told(desk: Desk) -> object:
    """A time as a tag; the entity is read."""
    source = '<tg-time unix="1700000000" format="wDT">t</tg-time>'
    sent = await desk.send(source, parse_mode="HTML")
    assert sent.entities is not None
    return sent.entities[0].unix_time, sent.entities[0].date_time_format


KEPT = (
    Check(302, "bold and italic", STYLE, kept("*a* _b_"), "a b | bold 0+1 | italic 2+1"),
    Check(303, "underline, not two italics", STYLE, kept("__a__"), "a | underline 0+1"),
    Check(304, "one within the other", STYLE, kept("*a _b_*"), "a b | bold 0+3 | italic 2+1"),
    Check(
        305, "struck out, hidden", STYLE, kept("~a~||b||"), "ab | strikethrough 0+1 | spoiler 1+1"
    ),
    Check(306, "a link", STYLE, kept("[a](http://b.example/)"), "a | text_link 0+1"),
    Check(307, "a mention by id", STYLE, kept("[a](tg://user?id=5)"), "a | text_mention 0+1"),
    Check(308, "a custom emoji", STYLE, kept("![👍](tg://emoji?id=5)"), "👍 | custom_emoji 0+2"),
    Check(
        309,
        "a time for the reader's zone",
        STYLE,
        kept("![t](tg://time?unix=1700000000)"),
        "t | date_time 0+1",
    ),
    Check(310, "code takes marks as they are", STYLE, kept("`*a*`"), "*a* | code 0+3"),
    Check(311, "code with a language", STYLE, kept("```py\na```"), "a | pre 0+1"),
    Check(312, "quotation", STYLE, kept(">a\n>b\nc"), "a\nb\nc | blockquote 0+4"),
    Check(
        313,
        "expandable quotation",
        STYLE,
        kept("**>a\n>b||"),
        "a\nb | expandable_blockquote 0+3",
    ),
    Check(314, "escaped characters", STYLE, kept("1\\.5 \\> 1\\!"), "1.5 > 1!"),
    Check(315, "carriage returns are dropped", "td: clean_input_string", kept("a\rb"), "ab"),
    Check(316, "captions as well", API + "sendPhoto parse_mode", in_caption, ["spoiler"]),
    Check(317, "three ways of saying the same", API + "Formatting options", same_in_all, (YES, 9)),
    Check(318, "a time has a format", API + "MessageEntity", time_told, (1_700_000_000, "wDT")),
)
BROKEN = (
    Check(
        319,
        "a reserved character",
        PARSER,
        markdown("Version 1.0"),
        f"{CANNOT}Character '.' is reserved and must be escaped with the preceding '\\'",
    ),
    Check(
        320,
        "a > within a line",
        PARSER,
        markdown("1 > 0"),
        f"{CANNOT}Character '>' is reserved and must be escaped with the preceding '\\'",
    ),
    Check(
        321,
        "an entity without its end",
        PARSER,
        markdown("💰 *a"),
        f"{CANNOT}Can't find end of Bold entity at byte offset 5",
    ),
    Check(
        322,
        "offsets are bytes of the source",
        PARSER,
        markdown("яя __a_"),
        f"{CANNOT}Can't find end of Italic entity at byte offset 8",
    ),
    Check(
        323,
        "code without its end",
        PARSER,
        markdown("```py a`"),
        f"{CANNOT}Can't find end of Code entity at byte offset 7",
    ),
    Check(
        324,
        "an address without its end",
        PARSER,
        markdown("[a](b"),
        f"{CANNOT}Can't find end of a URL at byte offset 4",
    ),
    Check(
        325,
        "an emoji without an address",
        PARSER,
        markdown("![👍]"),
        f"{CANNOT}Custom emoji entity must contain a tg://emoji URL",
    ),
    Check(
        326,
        "an emoji of another scheme",
        PARSER,
        markdown("![👍](http://emoji?id=5)"),
        f"{CANNOT}Custom emoji URL must have scheme tg",
    ),
    Check(
        327,
        "an entity beyond its quotation",
        PARSER,
        markdown(">*a\nb*"),
        f"{CANNOT}Can't find end of Bold entity at byte offset 1",
    ),
)
FAMILY = Family("MarkdownV2", (*KEPT, *BROKEN))
