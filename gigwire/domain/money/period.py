"""What a budget is for: the whole job, an hour, a month. Words of five languages, no amounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from decimal import Decimal

PeriodWord = Literal["fixed", "hourly", "monthly", "yearly", "other"]

_HOURLY: Final = (
    r"/\s*(?:h|hr|hrs|hour|hora|ч|час|годину|hs?)\b|\bhourly\b"
    r"|\b(?:per|an|a|each)\s+hour\b|\bp/h\b|\b(?:в|за)\s+час\b|почасов|погодинн|\b(?:за|на)\s+годину\b"
    r"|\b(?:por|la|a|per)\s+hora\b"
)
_MONTHLY: Final = (
    r"/\s*(?:mo|mon|month|мес|месяц|міс|місяць|mes|mês)\b|\bmonthly\b|\b(?:per|a|each)\s+month\b"
    r"|\b(?:в|за)\s+месяц\b|\b(?:на|за)\s+місяць\b|ежемесячн|щомісячн|\bмес\b"
    r"|\b(?:por|al|ao|per|a)\s+(?:mes|mês)\b|\bmensua(?:l|is|les)\b|\bmensa(?:l|is)\b"
)
_YEARLY: Final = (
    r"/\s*(?:yr|year|год|рік|ano|año)\b|\b(?:per|a)\s+(?:year|annum)\b|\b(?:yearly|annual(?:ly)?)\b"
    r"|\bв\s+год\b|\bна\s+рік\b|\b(?:por|al|ao)\s+(?:ano|año)\b|\banua(?:l|is|les)\b"
)
_OTHER: Final = (
    r"/\s*(?:d|day|wk|week|день|сутки|смену|нед|неделю|тиждень|dia|día|semana|шт|слово|word|page|1000)\b"
    r"|\b(?:per|a|each)\s+(?:day|week|minute|word|page|article|post|piece|item|unit|video|image|lead"
    r"|1000|1k)\b|\beach\b"
    r"|\b(?:в|за)\s+(?:день|неделю|сутки|смену|минуту)\b|\b(?:на|за)\s+(?:тиждень|хвилину)\b"
    r"|\bза\s+(?:1\s?)?(?:шт|штуку|единицу|одиницю|слово|стать?ю|статтю|страницу|сторінку|карточку|картку"
    r"|пост|видео|відео|ролик|экземпляр|1000|тысячу|тисячу)(?![^\W\d_])"
    r"|\b(?:por|al|ao)\s+(?:dia|día|semana)\b"
    r"|\bpor\s+(?:palavra|palabra|p[áa]gina|artigo|artículo|peça|pieza|unidade|unidad|v[íi]deo|imagem"
    r"|imagen|minuto|post)\b|\bcada\s+(?:uno|una|um|uma)\b"
)
_FIXED: Final = (
    r"\bfixed\b|\bfixo\b|\bfij[oa]\b|фикс|фіксован|\bза\s+(?:весь\s+)?про[еє]кт\b|\bper\s+project\b"
    r"|\bpor\s+(?:proyecto|projeto)\b|/\s*(?:заказ|проект|проєкт|project|job)\b"
)
_ORDER: Final[tuple[tuple[PeriodWord, re.Pattern[str]], ...]] = (
    ("hourly", re.compile(_HOURLY)),
    ("monthly", re.compile(_MONTHLY)),
    ("yearly", re.compile(_YEARLY)),
    ("other", re.compile(_OTHER)),
    ("fixed", re.compile(_FIXED)),
)
# `грн/год` is an hour in Ukrainian; `руб/год` is a year in Russian: currency and letters decide.
_UKRAINIAN_HOUR: Final = re.compile(
    r"(?:грн|₴|uah|гривень)\.?\s*(?:/|на|за)\s*год\b|[іїєґ].{0,60}/\s*год\b"
)
_EITHER_HOUR_OR_YEAR: Final = re.compile(r"/\s*год\b")
_LEAST_YEARLY: Final = 1000  # nobody is paid $7 a year


def period_of(text: str, amount: Decimal) -> PeriodWord | None:
    """Find the first stated period of an amount; None where the text tells none.

    `other` is a period that we cannot compare (a day, a week, a word, a piece).
    """
    lowered = text.lower()
    is_small = amount < _LEAST_YEARLY and _EITHER_HOUR_OR_YEAR.search(lowered)
    if is_small or _UKRAINIAN_HOUR.search(lowered):
        return "hourly"
    return next((word for word, pattern in _ORDER if pattern.search(lowered)), None)
