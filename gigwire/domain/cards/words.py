"""The seam to the locale files: a person's language as a function from key to text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gigwire.contracts.people import Locale


class Words(Protocol):
    """Texts of one locale. Values are put in as they are: escape them before."""

    @property
    def locale(self) -> Locale:
        """Whose texts these are."""

    def __call__(self, key: str, /, **values: str | int) -> str:
        """The text of a key; `key` is written as a literal, so that a test can find it."""
