"""The locale files as `Words`: Fluent messages with plural rules. Owns loading, not wording.

Each file is read once, at first use of its locale. A missing key or a wrong placeholder is a
mistake of ours that tests find; at run time it raises, so that nobody is sent a broken text.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from fluent.runtime import FluentBundle, FluentResource

if TYPE_CHECKING:
    from gigwire.contracts.people import Locale


class FluentWords:
    """Texts of one locale."""

    def __init__(self, locale: Locale, source: str) -> None:
        self._locale = locale
        # No isolation marks: values are our own markup or cleaned of direction characters.
        self._bundle = FluentBundle([locale], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))

    @property
    def locale(self) -> Locale:
        """Whose texts these are."""
        return self._locale

    def __call__(self, key: str, /, **values: str | int) -> str:
        """The text of a key.

        Raises:
            LookupError: no such key, or a placeholder that `values` lacks.
        """
        message = self._bundle.get_message(key)
        if message.value is None:
            raise LookupError(f"{key} has no text in {self._locale}")
        text, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise LookupError(f"{key} in {self._locale}: {errors[0]}")
        return str(text)


def locale_source(locale: Locale) -> str:
    """The Fluent source of a locale: all files that begin with its name."""
    folder = resources.files("bot.chat").joinpath("locales")
    parts = sorted(one.name for one in folder.iterdir() if one.name.split(".")[0] == locale)
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in parts)


@cache
def lexicon(locale: Locale) -> FluentWords:
    """The words of a locale."""
    return FluentWords(locale, locale_source(locale))
