"""The analyser: from text to what filters and projects are compared by. Knows no filter.

Owns tokens, word forms, synonyms and the form of an analysed project. The same version must have
analysed both sides of a comparison: `ANALYSER` rises with any change of a rule or dictionary.
"""

from gigwire.domain.text.terms import Mode, Scope, Term, Trigger
from gigwire.domain.text.tokens import ANALYSER, MAX_CHARACTERS, TOKEN, term_tokens, tokens

__all__ = [
    "ANALYSER",
    "MAX_CHARACTERS",
    "TOKEN",
    "Mode",
    "Scope",
    "Term",
    "Trigger",
    "term_tokens",
    "tokens",
]
