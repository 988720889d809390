"""The language of filters as people type it, and which filters may be saved.

Owns parsing, limits and problems as message keys. Owns neither evaluation (`gigwire.domain.match`)
nor the words that people read (the bot's locales).
"""

from gigwire.domain.filters.problems import Problem, ProblemKey
from gigwire.domain.filters.simple import Parsed, parse_simple
from gigwire.domain.filters.validate import (
    MAX_CHARACTERS,
    MAX_FILTERS,
    MAX_TERMS,
    canonical,
    validate,
    validate_all,
)

__all__ = [
    "MAX_CHARACTERS",
    "MAX_FILTERS",
    "MAX_TERMS",
    "Parsed",
    "Problem",
    "ProblemKey",
    "canonical",
    "parse_simple",
    "validate",
    "validate_all",
]
