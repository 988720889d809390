"""Projects as the worst of strangers would write them, from a seed; and what the judge says.

The judge is the local Bot API server's own parser: what it refuses, a chat would never see.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.messages import Budget, Client, Link
from local.telegram.entities import kept_text
from local.telegram.html_mode import parse_html
from local.telegram.keyboards import checked_markup
from tests.support.due import a_card
from tests.support.gigs import NOON, a_project, a_step
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from random import Random

    from gigwire.contracts.delivery import Card
    from gigwire.domain.cards.card import Message

PIECES: Final = (
    "<", ">", "&", '"', "'", "`", "\\", "</b>", "</a>", "<b", "<a href='javascript:x'>",
    "<blockquote>", "</blockquote>", "<tg-time unix='1'>", "<script>", "<!--", "]]>", "&amp;",
    "&#60;", "&#x0;", "&#xD800;", "&bogus;", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff",
    "\u00ad", "\u2060", "👨‍👩‍👧", "🇺🇦", "🏳️‍🌈",
    "e\u0301\u0301\u0301\u0301\u0301", "\u0489" * 9, "\ud83d", "\udc00",
    "\x00", "\x1b[31m", "\n\n\n", "\r", "\t", "\u2028", "\u3164", "\ufdd0", "\U000e0041", "\ue000",
    "{ $count }", "{", "%s", "слово", "word", "/start", "@admin", "#tag", "tg://user?id=1",
    "https://evil.example/", " ", "  ",
)  # fmt: skip
URLS: Final = (
    "https://fl.ru/1", "javascript:alert(1)", "https://fl.ru@evil.example/", "https://a.example/\u202egpj",
    'https://a.example/"><b>', "http://localhost/", "https://", "ftp://a.example", "https://[::1]/",
    "https://a.example:99999/", "https://xn--80ak6aa92e.example/", "https://fl.ru.evil.example/?a=<&>",
    "tg://resolve?domain=x", "", "https://a.example/" + "x" * 5_000, "https://аpple.example/",
)  # fmt: skip
TIMES: Final = (
    None, NOON - timedelta(days=9), NOON + timedelta(days=3), datetime(9999, 12, 31, tzinfo=UTC),
    datetime(1, 1, 2, tzinfo=UTC), datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
)  # fmt: skip
AMOUNTS: Final = (None, 0, -5, 1, 99, 50_000, 10**14, 10**40)


def hostile_card(rng: Random) -> Card:
    """A card all of whose free fields are hostile."""
    project = a_project(
        _text(rng),
        _text(rng, 400),
        url=_url(rng),
        source=rng.choice(("fl", "kwork", _text(rng) or "x")),
        skills=tuple(_text(rng) for _ in range(rng.randrange(3))),
        language=rng.choice(("en", "ru", "und")),
        budget=_budget(rng),
        client=_client(rng),
        bids=rng.choice((None, -1, 0, 1, 21, 10**30)),
        expires_at=rng.choice(TIMES),
        published_at=rng.choice(TIMES),
    )
    links = tuple(Link(source=_text(rng), url=_url(rng)) for _ in range(rng.randrange(4)))
    step = a_step(project=project).model_copy(update={"links": links})
    terms = tuple(_text(rng) for _ in range(rng.randrange(4)))
    return a_card(1, step, title_terms=terms, filter_name=_text(rng))


def judged(message: Message) -> str:
    """What the person sees, after the server's own parser and our strict reader agreed to it.

    Raises:
        BotApiError: the server answers 400.
        AssertionError: something hides, or a link or button is not what it must be.
    """
    seen, entities = kept_text(message.text, parse_html, [])
    assert seen == visible_text(message.text).strip(), "the two readers differ"
    for entity in entities:
        url = str(entity.get("url", "https://"))
        assert url.startswith(("https://", "http://")), url
    checked_markup({"inline_keyboard": [[_wire(one) for one in row] for row in message.keyboard]})
    return seen


def _wire(button: Any) -> dict[str, object]:
    return {"text": button.text, "url": button.url, "callback_data": button.data}


def _text(rng: Random, most: int = 40) -> str:
    length = rng.choice((0, 1, rng.randrange(most), 3_000 if rng.random() < 0.02 else 3))
    return "".join(rng.choices(PIECES, k=length))


def _url(rng: Random) -> str:
    return rng.choice((*URLS, _text(rng)))


def _budget(rng: Random) -> Budget | None:
    if rng.random() < 0.3:
        return None
    limits: Any = {name: rng.choice(AMOUNTS) for name in ("minimum", "maximum")}
    dollars: Any = {f"usd_{name}": rng.choice(AMOUNTS) for name in limits}
    currency = rng.choice(("USD", "RUB", "JPY", "XXX", _text(rng)))
    return Budget(
        **limits, **dollars, currency=currency, period=rng.choice(("fixed", "hourly", "monthly"))
    )


def _client(rng: Random) -> Client | None:
    rating = rng.choice((None, -1.0, 0.0, 4.87, 5.0, float("inf"), float("nan"), 1e300))
    return rng.choice(
        (None, Client(rating=rating, reviews=rng.choice((None, -3, 1, 10**40)), name=_text(rng)))
    )
