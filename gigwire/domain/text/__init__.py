"""The analyser: from text to what filters and projects are compared by. Knows no filter.

Owns tokens, word forms, synonyms and the form of an analysed project. The same version must have
analysed both sides of a comparison: `ANALYSER` rises with any change of a rule or dictionary.
"""

from gigwire.domain.text.analysis import analyse
from gigwire.domain.text.keys import exact_key, keys_of, prefix_key
from gigwire.domain.text.located import Located, located
from gigwire.domain.text.term import load_dictionaries, term_of
from gigwire.domain.text.terms import Mode, Scope, Term, Trigger
from gigwire.domain.text.tokens import ANALYSER, MAX_CHARACTERS, TOKEN, term_tokens, tokens
from gigwire.domain.text.view import SCOPES, Field, Place, View

__all__ = [
    "ANALYSER",
    "MAX_CHARACTERS",
    "SCOPES",
    "TOKEN",
    "Field",
    "Located",
    "Mode",
    "Place",
    "Scope",
    "Term",
    "Trigger",
    "View",
    "analyse",
    "exact_key",
    "keys_of",
    "load_dictionaries",
    "located",
    "prefix_key",
    "term_of",
    "term_tokens",
    "tokens",
]
