"""The language of filters as people type it, and which filters may be saved.

Owns parsing, printing, the canonical form, limits, problems as message keys, and regular
expressions. Owns neither evaluation (`gigwire.domain.match`) nor the words that people read (the
bot's locales). docs/filters.md is its reference.
"""

from gigwire.domain.filters.canonical import canonical, filter_id_of
from gigwire.domain.filters.limits import (
    MAX_CHARACTERS,
    MAX_CONDITIONS,
    MAX_DEPTH,
    MAX_EVERYTHING,
    MAX_FILTERS,
    MAX_TEXT,
)
from gigwire.domain.filters.parser import Parsed, parse
from gigwire.domain.filters.patterns import compiled_pattern, pattern_found
from gigwire.domain.filters.printer import printed
from gigwire.domain.filters.problems import Problem, ProblemKey
from gigwire.domain.filters.saved import (
    ParsedFilter,
    compiled_query,
    filter_of,
    problem_of_adding,
)
from gigwire.domain.filters.shape import leaves, requires_word

__all__ = [
    "MAX_CHARACTERS",
    "MAX_CONDITIONS",
    "MAX_DEPTH",
    "MAX_EVERYTHING",
    "MAX_FILTERS",
    "MAX_TEXT",
    "Parsed",
    "ParsedFilter",
    "Problem",
    "ProblemKey",
    "canonical",
    "compiled_pattern",
    "compiled_query",
    "filter_id_of",
    "filter_of",
    "leaves",
    "parse",
    "pattern_found",
    "printed",
    "problem_of_adding",
    "requires_word",
]
