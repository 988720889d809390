"""How large a filter may be. Numbers only."""

from __future__ import annotations

from typing import Final

MAX_TEXT: Final = 2_000  # characters typed, and characters of the canonical text
MAX_CONDITIONS: Final = 64  # leaves of the tree
MAX_DEPTH: Final = 8  # brackets within brackets, in the canonical text
MAX_CHARACTERS: Final = 80  # a word or phrase
MAX_PATTERN: Final = 200  # characters of a regular expression
MAX_VALUES: Final = 20  # values of one `source:(a | b)`
MIN_PREFIX: Final = 2  # characters before the star
MAX_FILTERS: Final = 20  # a person
MAX_EVERYTHING: Final = 3  # of them without a required word
MAX_PROBLEMS: Final = 10  # told at once
NAME_CHARACTERS: Final = 60
