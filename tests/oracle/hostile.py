"""What nobody types and everybody can send: queries and projects made to break a reader.

Pieces of the language between pieces of nastiness, and giants. Chance comes from `random.Random`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.ids import ProjectKey
from gigwire.contracts.messages import Budget, Client, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

NOW: Final = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
NASTY: Final = (
    "\x00", "\ud800", "\udfff\ud800", "\u202e", "\u2066\u2069", "\u200b", "\u200d", "\ufeff",
    "e" + "\u0301" * 40, "и" + "\u0306" * 20, "Z\u0351\u036b\u0343",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f3f3\ufe0f\u200d\U0001f308", "שלום", "مرحبا", "ﷺ", "ﬁ", "İ", "ı", "ß", "ẞ", "ǅ", "Ω",
    "\U0001d561\U0001d56a\U0001d565\U0001d559\U0001d560\U0001d55f", "pуthоn", "сaйт", "１２３", "²",
    "½", "٣", "Ⅷ", "\u2028", "\x85", "\t", "\r\n", "\\", "'", "’", "`", "\xa0", "\u3000", "漢字",
    "ไทย", "한글", "\U0010ffff", "\x1b[31m", "%s", "{0}", "<b>",
)  # fmt: skip
GRAMMAR: Final = (
    "(", ")", "((", "))", '"', '="', "«", "»", "„", "|", ",", ";", "\n", "-", "--", "—", "=",
    "*", "!", "!!", "/", "OR", "NOT", "НЕ", "И", "E", "O", "AND", "title:", "body:", "skill:",
    "client.name:", "title:title:", "lang:", "lang:ru", "lang:(ru | en)", "source:(",
    "type:fixed!", "client.country:", "budget", "budget>=", "budget>=500usd", "budget:..",
    "budget:1..", "budget>=-5$", "budget>=1e999", "rate<=25$/h", "age<2h", "age<1y", "bids<10",
    "client.rating>=9,9", "client.verified:maybe", "500 $+", "от 500$", "до", ">", ">=", "<", "≥",
    "100%", "15k", "1.2.3.4", "R$", "₽", "NaN", "-0", "python", "бот*", "a*", "*", "**", "=c++",
    ".net", "c#", "1с", "ui/ux", "e-commerce", "/bot/", "/(/", "/a{1000}{1000}/", "/(a*)*b/",
    "/(a|a)*$/", "/(?i)x/", r"/\p{Cyrillic}/", r"/\b\w+\b/", "/(?=x)/", r"/(.)\1/", "/[/", "//",
    "/[а-я]{1,100}/",
)  # fmt: skip


def a_text(r: Random, pieces: int = 12) -> str:
    """Some pieces one after another, mostly with spaces between."""
    return "".join(
        r.choice(r.choice((NASTY, GRAMMAR, GRAMMAR))) + r.choice(("", " ", " ", " "))
        for _ in range(r.randint(0, pieces))
    )


def a_giant(r: Random) -> str:
    """Up to a megabyte of one kind of trouble."""
    size = r.choice((3_000, 100_001, 1_000_000))
    piece = r.choice(
        (*NASTY, *GRAMMAR, "a", "a ", "а-", "1", "1 000 ", "(", "-(", "a|", '"', "title:(", "ab")
    )
    ends = r.choice(
        (
            ("", ""),
            ("python ", ""),
            ("/", "/"),
            ('"', '"'),
            ("(" * 1_000, ")" * 1_000),
            ("budget>=", "usd"),
        )
    )
    return ends[0] + piece * (size // len(piece)) + ends[1]


def a_small_query(r: Random) -> str:
    """A query that may be right: regular ones stand between the nasty ones."""
    return r.choice(("", "", "python ", "* ", "бот, ")) + a_text(r, 8)


def a_project(r: Random, text: Callable[[Random], str] = a_text) -> Project:
    """A project of such texts; not validated where its texts are no Unicode."""
    fields: dict[str, Any] = {
        "key": ProjectKey("fl:1"),
        "source": r.choice(("fl", a_text(r, 2))),
        "native_id": "1",
        "url": "https://fl.example/1",
        "title": text(r),
        "body": text(r) + r.choice(("", " python", " бот сайта")),
        "skills": tuple(a_text(r, 3) for _ in range(r.choice((0, 1, 30)))),
        "category": r.choice((None, a_text(r, 2))),
        "language": r.choice(("und", "ru", "en")),
        "budget": r.choice((None, _budget(r))),
        "client": r.choice((None, Client(), _client(r))),
        "bids": r.choice((None, 0, -1, 2**80)),
        "published_at": r.choice((None, NOW, NOW.replace(year=1970), NOW.replace(year=9999))),
        "seen_at": NOW,
    }
    return Project.model_construct(**fields)


def _budget(r: Random) -> Budget:
    ends = (None, 0, 1, -1, 10**15, 10**30, 2**62, 2**63)
    return Budget(
        minimum=r.choice(ends),
        maximum=r.choice(ends),
        currency=r.choice(("USD", "JPY", "XXX", "", "usd")),
        period=r.choice(("fixed", "hourly", "monthly")),
    )


def _client(r: Random) -> Client:
    return Client.model_construct(
        name=r.choice((None, a_text(r, 4))),
        country=r.choice((None, "us", "US", "", "\x00")),
        rating=r.choice((None, 0.0, 5.0, -1.0, 1e308)),
        reviews=None,
        hired_percent=r.choice((None, 0, 101, -1)),
        is_verified=r.choice((None, True, False)),
        spent_usd=r.choice((None, 0, -1, 2**62, 2**64)),
    )
