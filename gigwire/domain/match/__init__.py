"""Which filters fit a project: the interface of an index, the first index, and its exact rules.

Owns evaluation and the score. Owns neither the language people type (`gigwire.domain.filters`) nor
whether and when somebody is told (`gigwire.domain.personalise`).
"""

from gigwire.domain.match.evaluate import hit_of
from gigwire.domain.match.index import MatchIndex
from gigwire.domain.match.pivot import PivotIndex

__all__ = ["MatchIndex", "PivotIndex", "hit_of"]
