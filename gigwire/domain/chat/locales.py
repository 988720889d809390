"""From a client's language code to a locale, and the currency to begin with. Owns no texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from gigwire.contracts.people import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALES: Final[tuple[Locale, ...]] = get_args(Locale)
NATIVE_NAMES: Final[Mapping[Locale, str]] = {
    "en": "English",
    "ru": "Русский",
    "uk": "Українська",
    "pt": "Português",
    "es": "Español",
}
CURRENCIES: Final = ("USD", "EUR", "GBP", "UAH", "RUB", "BRL")
_FIRST_CURRENCY: Final[Mapping[Locale, str]] = {
    "en": "USD",
    "ru": "RUB",
    "uk": "UAH",
    "pt": "BRL",
    "es": "USD",  # spoken in twenty countries; their boards count in dollars
}


def locale_for(language_code: str | None) -> Locale:
    """The locale of an IETF tag as Telegram's clients send it (`pt-br`, `uk`); else English."""
    primary = (language_code or "").lower().replace("_", "-").split("-")[0]
    return next((locale for locale in LOCALES if locale == primary), "en")


def currency_for(locale: Locale) -> str:
    """The currency a new person reads budgets in, until they choose (/currency)."""
    return _FIRST_CURRENCY[locale]
