"""Numbers that are no money: dates, phones, links, counts of days and pages. Five languages."""

from __future__ import annotations

import re
from typing import Final

# What takes the place of a decoy: joins no number, ends no word, is no price.
BLANK: Final = "\u2400"
_DECOYS: Final = re.compile(
    r"(?:https?://|www\.|t\.me/)\S+"
    r"|(?<![\w$€£])\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"
    r"|(?<![\d.,])\d{1,2}:\d{2}(?!\d)"
    r"|(?<![\w$€£.,])\d{1,2}/\d{1,2}(?![\d.,])"  # 24/7, 5/2
    r"|(?<!\w)\+\d[\d\s().-]{7,18}\d(?!\d)"
    r"|(?<![\w$€£])[78][\s(-]{1,2}\d{3}[\s)-]{1,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
    r"|[№#]\s{0,2}\d{1,9}"
)
_UNITS: Final = (
    r"%|процент|відсот|percent\b|por\s*cent|por\s+ciento"
    r"|(?:раб(?:очих|\.)?\s*)?(?:дн(?:я|ей|і|ів)?\b|день\b)|сут(?:ки|ок)|недел|нед\b|тижн|тижд"
    r"|месяц|міс(?:яц|\b)|мес\b|лет\b|года?\b|років\b|роки\b"
    r"|час(?:а|ов)?\b|годин|мин(?:ут|\b)|хвилин|сек(?:унд|\b)"
    r"|(?:business\s+)?days?\b|weeks?\b|months?\b|years?\b|hours?\b|hrs?\b|min(?:utes?|s)?\b|sec"
    r"|(?:di|hor|seman)as?\b|días?\b|m[eê]s(?:es)?\b|a[nñ]os?\b|minutos?\b"
    r"|шт\b|штук|страниц|сторін|слов\b|слова\b|слів\b|знак|символ|человек|чел\b|осіб\b"
    r"|заявок|откликов|відгуків|ставок|пунктов|раз(?:а|ів)?\b"
    r"|bids?\b|proposals?\b|pages?\b|words?\b|people\b|items?\b|times?\b|pcs\b"
    r"|prop(?:uesta|osta)s?\b|p[áa]ginas?\b|pala(?:v|b)ras?\b|pessoas\b|personas\b|vezes\b|veces\b"
    r"|янв|фев|март|апр|ма[яй]\b|июн|июл|авг|сент|окт|ноя|дек"
    r"|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд"
    r"|(?:of\s+)?(?:jan|feb|mar(?:ch)?\b|apr|may\b|june?\b|july?\b|aug|sept?|oct|nov|dec)"
    r"|de\s+(?:jan|ene|fe[bv]|mar|a[bv]r|ma[iy]|jun|jul|ago|se[pt]|out|oct|nov|de[zc]|dic)"
)
_COUNTED: Final = re.compile(rf"\+?[\s\u00a0-]{{0,2}}(?:{_UNITS})", re.IGNORECASE)


def without_decoys(line: str) -> str:
    """The line with dates, times, phones, links and numbers of order blanked."""
    return _DECOYS.sub(BLANK, line)


def is_count(line: str, end: int) -> bool:
    """Whether the number that ends at `end` counts days, pages, per cent or the like."""
    return _COUNTED.match(line, end) is not None
