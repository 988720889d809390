"""Words written down by hand: those without forms, and forms that no dictionary gets right.

Owns reading `fixed.txt` and `forms.txt`; the rules for what belongs there stand in those files.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from gigwire.domain.text.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def fixed_words() -> frozenset[str]:
    """Tokens that are found by themselves alone."""
    return frozenset(token for line in curated_lines("fixed.txt") for token in tokens(line))


@cache
def irregular_forms() -> dict[str, frozenset[str]]:
    """Lemmas by token, where the dictionaries are wrong or silent."""
    table: dict[str, frozenset[str]] = {}
    for line in curated_lines("forms.txt"):
        lemmas, forms = (tokens(part) for part in line.split(":"))
        table |= dict.fromkeys(forms, frozenset(lemmas))
    return table


def curated_lines(name: str) -> Iterator[str]:
    """Lines of a file beside this module, without comments (`## `) and empty lines."""
    text = resources.files("gigwire.domain.text").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        content = line.partition("##")[0].strip()
        if content:
            yield content
