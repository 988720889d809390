"""Signs, words and codes of currencies to ISO 4217. Owns the meaning of a bare `$`."""

from __future__ import annotations

import re
from typing import Final

# What a bare `$` means at a board of that country; anywhere else it is the US dollar.
DOLLARS: Final = {
    "ar": "ARS", "au": "AUD", "ca": "CAD", "cl": "CLP", "co": "COP", "mx": "MXN",
    "nz": "NZD", "sg": "SGD", "hk": "HKD", "uy": "UYU",
}  # fmt: skip

_CODES: Final = [
    "AED", "ARS", "AUD", "BRL", "BYN", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "EUR",
    "GBP", "HKD", "ILS", "INR", "JPY", "KZT", "MXN", "NZD", "PEN", "PHP", "PLN", "RON",
    "RUB", "SEK", "SGD", "TRY", "UAH", "USD", "UYU", "ZAR",  # codespell:ignore zar
]  # fmt: skip

_WORDS: Final = {
    "us$": "USD", "u$s": "USD", "u$d": "USD", "r$": "BRL", "mx$": "MXN", "ar$": "ARS", "a$": "AUD",
    "c$": "CAD", "ca$": "CAD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "s/": "PEN",
    "€": "EUR", "£": "GBP", "₽": "RUB", "₴": "UAH", "₹": "INR", "₸": "KZT", "zł": "PLN", "¥": "JPY",
    "₺": "TRY", "₪": "ILS", "rur": "RUB", "руб": "RUB", "рублей": "RUB", "рубля": "RUB",
    "рубль": "RUB", "р": "RUB", "rub": "RUB", "rubles": "RUB", "грн": "UAH", "гривень": "UAH",
    "гривні": "UAH", "гривна": "UAH", "гривен": "UAH", "uah": "UAH", "hrn": "UAH",
    "долларов": "USD", "доллара": "USD", "доллар": "USD", "доларів": "USD", "долар": "USD",
    "долл": "USD", "дол": "USD", "usdt": "USD", "бакс": "USD", "баксов": "USD", "dollars": "USD",
    "dollar": "USD", "dólares": "USD", "dolares": "USD", "usd": "USD", "евро": "EUR",
    "євро": "EUR", "euros": "EUR", "euro": "EUR", "reais": "BRL", "real": "BRL", "rs": "INR",
    "rupees": "INR", "тенге": "KZT", "тг": "KZT", "zl": "PLN", "zlotych": "PLN", "pounds": "GBP",
}  # fmt: skip

_ISO: Final = {**{code.lower(): code for code in _CODES}, **_WORDS}


def _pattern() -> str:
    signs = sorted((word for word in _ISO if not word.isalpha()), key=len, reverse=True)
    words = sorted((word for word in _ISO if word.isalpha()), key=len, reverse=True)
    bounded = rf"(?<![^\W\d_])(?:{'|'.join(words)})(?![^\W\d_])\.?"
    # A letter before `r$` or `s/` would be the end of another word (`por$`, `hours/`).
    return rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, signs))})|[€£₽₴₹₸¥₺₪$]|{bounded}"


CURRENCY: Final = _pattern()


# Names of several words, and thousands of rubles in two letters, as one word that we know.
_SHORT: Final = (
    (r"(?<=\d)(\s{0,2})т\.?\s?р(?![^\W\d_])\.?", r"\1тыс р"),
    (r"\bбел(?:орусск\w{1,3}|\.)?\s{0,2}руб\w{0,4}", "BYN"),
    (r"\b(?:канадск\w{1,3}\s+доллар\w{0,2}|canadian\s+dollars?)", "CAD"),
    (r"\b(?:австралийск\w{1,3}\s+доллар\w{0,2}|australian\s+dollars?)", "AUD"),
    (r"\bpesos\s+mexicanos", "MXN"),
    (r"\bpesos\s+colombianos", "COP"),
    (r"\bpesos\s+argentinos", "ARS"),
    (r"\bpesos\s+chilenos", "CLP"),
    (r"\bpesos\s+uruguayos", "UYU"),
    (r"\b(?:nuevos\s+)?soles\b", "PEN"),
)
_SHORTER: Final = tuple((re.compile(long, re.IGNORECASE), short) for long, short in _SHORT)


def in_short(line: str) -> str:
    """The line with currencies that are written in several words in one that `CURRENCY` finds."""
    for long, short in _SHORTER:
        line = long.sub(short, line)
    return line


def iso_of(sign: str | None, *, country: str | None = None) -> str | None:
    """Name the ISO 4217 code of a sign, word or code; None where there is none or it is unknown.

    A bare `$` is the dollar or peso of `country` (ISO 3166-1 alpha-2), else the US dollar.
    """
    if not sign:
        return None
    word = sign.strip().lower().rstrip(".")
    if word == "$":
        return DOLLARS.get((country or "").lower(), "USD")
    if known := _ISO.get(word):
        return known
    return word.upper() if re.fullmatch(r"[a-z]{3}", word) else None
