"""Checks of texts: lengths, HTML mode with its byte offsets, entities in UTF-16 units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.methods import SendMessage
from aiogram.types import MessageEntity, ReplyParameters

from tests.integration.telegram_judge.check import API, OK, USER, YES, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

SEND = API + "sendMessage"
HTML = API + "HTML style"
ENTITY = API + "MessageEntity"
PARSER = "td: MessageEntity.cpp parse_html"
CANNOT = "TelegramBadRequest: Bad Request: can't parse entities: "


def text(source: str, **more: object) -> SendMessage:
    """A plain call."""
    return SendMessage(chat_id=USER, text=source, **more)  # type: ignore[arg-type] # rows say which


def html(source: str) -> SendMessage:
    """A call in HTML mode."""
    return SendMessage(chat_id=USER, text=source, parse_mode="HTML")


def kept(source: str) -> Act:
    """What the chat keeps of an HTML text: the text, then each entity's type, offset, length."""

    async def act(desk: Desk) -> object:
        sent = await desk.send(source, parse_mode="HTML")
        marks = [f"{one.type} {one.offset}+{one.length}" for one in sent.entities or []]
        return " | ".join([sent.text or "", *marks])

    act.__doc__ = f"sendMessage of `{source}`"
    return act


async def trimmed(desk: Desk) -> object:
    """Call sendMessage of "  x  "."""
    return (await desk.send("  x \n ")).text


async def found(desk: Desk) -> object:
    """Call sendMessage of a text with a link, a command and a tag."""
    sent = await desk.send("see https://a.example/b /start #tag @somebody")
    return [one.type for one in sent.entities or []]


async def hundred_and_one(desk: Desk) -> object:
    """Call sendMessage with 101 bold letters."""
    sent = await desk.send(" ".join(["<b>x</b>"] * 101), parse_mode="HTML")
    return len(sent.entities or [])


async def given_entities(desk: Desk) -> object:
    """Call sendMessage with entities and no parse mode."""
    sent = await desk.send("💰 pay", entities=[MessageEntity(type="bold", offset=3, length=3)])
    assert sent.entities is not None
    return sent.entities[0].extract_from(sent.text or "")


async def silent(desk: Desk) -> object:
    """Call sendMessage with disable_notification; the transcript is read."""
    await desk.send(disable_notification=True)
    return [row["is_silent"] for row in await desk.mine()]


async def reply(desk: Desk) -> object:
    """Call sendMessage in reply to an earlier one."""
    first = await desk.send("first")
    sent = await desk.send("second", reply_parameters=ReplyParameters(message_id=first.message_id))
    return sent.reply_to_message.text if sent.reply_to_message else None


async def lost_reply(desk: Desk) -> object:
    """Call sendMessage in reply to nothing, allowed to go without."""
    wanted = ReplyParameters(message_id=1, allow_sending_without_reply=True)
    return (await desk.send(reply_parameters=wanted)).reply_to_message


async def ids_grow(desk: Desk) -> object:
    """Two messages."""
    first, second = await desk.send("1"), await desk.send("2")
    return second.message_id > first.message_id


LENGTHS = (
    Check(15, "4096 characters fit", SEND + " text", text("x" * 4096), OK),
    Check(
        16,
        "one more does not",
        SEND + " text",
        text("x" * 4097),
        "TelegramBadRequest: Bad Request: message is too long",
    ),
    Check(17, "characters are code points", SEND + " text", text("💰" * 4096), OK),
    Check(18, "counted after parsing", SEND + " text", html("<b>x</b>" * 600), OK),
    Check(
        19,
        "more than 32 KB before parsing",
        "td: fix_formatted_text",
        text("x" * 33_000),
        "TelegramBadRequest: Bad Request: text is too long",
    ),
    Check(20, "no text", SEND, text(""), "TelegramBadRequest: Bad Request: message text is empty"),
    Check(
        21,
        "only white space",
        SEND,
        text(" \n "),
        "TelegramBadRequest: Bad Request: message text is empty",
    ),
    Check(
        22,
        "only empty tags",
        SEND,
        html("<b></b>"),
        "TelegramBadRequest: Bad Request: text must be non-empty",
    ),
    Check(23, "white space around is cut", "td: clean_input_string", trimmed, "x"),
    Check(
        24,
        "an unknown parse mode",
        API + "Formatting options",
        text("x", parse_mode="Wiki"),
        "TelegramBadRequest: Bad Request: unsupported parse_mode",
    ),
    Check(25, "message ids grow", API + "Message", ids_grow, YES),
    Check(26, "a silent message is silent", SEND + " disable_notification", silent, [True]),
    Check(27, "a reply carries its target", API + "ReplyParameters", reply, "first"),
    Check(
        28,
        "a reply to nothing",
        API + "ReplyParameters",
        text("x", reply_parameters=ReplyParameters(message_id=1)),
        "TelegramBadRequest: Bad Request: message to be replied not found",
    ),
    Check(29, "a reply that may go alone", API + "ReplyParameters", lost_reply, None),
)
MARKS = (
    Check(30, "bold and italic", HTML, kept("<b>a</b><i>b</i>"), "ab | bold 0+1 | italic 1+1"),
    Check(31, "offsets are UTF-16 units", ENTITY, kept("💰<b>a</b>"), "💰a | bold 2+1"),
    Check(
        32, "nested, the outer first", HTML, kept("<b>a<i>b</i></b>"), "ab | bold 0+2 | italic 1+1"
    ),
    Check(
        33,
        "expandable quotation",
        HTML,
        kept("<blockquote expandable>a</blockquote>"),
        "a | expandable_blockquote 0+1",
    ),
    Check(
        34,
        "code with a language",
        HTML,
        kept('<pre><code class="language-py">a</code></pre>'),
        "a | pre 0+1",
    ),
    Check(35, "a link", HTML, kept('<a href="http://a.example/">b</a>'), "b | text_link 0+1"),
    Check(36, "a link nobody can open is dropped", HTML, kept('<a href="foo:bar">b</a>'), "b"),
    Check(37, "spoiler", HTML, kept("<tg-spoiler>a</tg-spoiler>"), "a | spoiler 0+1"),
    Check(
        38,
        "a time for the reader's zone",
        HTML,
        kept('<tg-time unix="1700000000">t</tg-time>'),
        "t | date_time 0+1",
    ),
    Check(39, "four named references", HTML, kept("&lt;&gt;&amp;&quot;"), '<>&"'),
    Check(40, "numeric references", HTML, kept("&#36;&#x24;"), "$$"),
    Check(41, "an unknown reference stays", HTML, kept("&nbsp;a"), "&nbsp;a"),
    Check(
        42,
        "links, commands and tags are found",
        ENTITY,
        found,
        ["url", "bot_command", "hashtag", "mention"],
    ),
    Check(43, "entities without a parse mode", ENTITY, given_entities, "pay"),
    Check(44, "100 entities are kept", "limits.tginfo.me: entities", hundred_and_one, 100),
)
BROKEN = (
    Check(
        45,
        "a tag that is not closed",
        PARSER,
        html("<b>x"),
        f'{CANNOT}Can\'t find end tag corresponding to start tag "b"',
    ),
    Check(
        46,
        "a tag Telegram lacks",
        PARSER,
        html("ab<h1>x</h1>"),
        f'{CANNOT}Unsupported start tag "h1" at byte offset 2',
    ),
    Check(
        47,
        "offsets are bytes of the source",
        PARSER,
        html("я<h1>"),
        f'{CANNOT}Unsupported start tag "h1" at byte offset 2',
    ),
    Check(
        48,
        "tags that cross",
        PARSER,
        html("<b><i>x</b></i>"),
        f'{CANNOT}Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    Check(
        49,
        "an end without a start",
        PARSER,
        html("x</b>"),
        f"{CANNOT}Unexpected end tag at byte offset 1",
    ),
    Check(
        50, "a tag cut short", PARSER, html("a<b"), f"{CANNOT}Unclosed start tag at byte offset 1"
    ),
    Check(
        51,
        "a span that is no spoiler",
        PARSER,
        html("<span>x</span>"),
        f'{CANNOT}Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    Check(
        52,
        "an attribute cut short",
        PARSER,
        html('<a href="x'),
        f"{CANNOT}Unclosed start tag at byte offset 0",
    ),
    Check(
        53,
        "an end tag cut short",
        PARSER,
        html("<b>x</b"),
        f"{CANNOT}Unclosed end tag at byte offset 4",
    ),
    Check(
        54,
        "a comparison in a title",
        PARSER,
        html("5 < 6"),
        f'{CANNOT}Unsupported start tag "" at byte offset 2',
    ),
    Check(
        55,
        "a time that is none",
        PARSER,
        html('<tg-time unix="x">t</tg-time>'),
        f"{CANNOT}Invalid Unix time specified",
    ),
)
FAMILY = Family("Texts and entities", (*LENGTHS, *MARKS, *BROKEN))
