"""What a person likes, learnt from what they do with their cards; how it moves a score.

An IDF-weighted Rocchio profile: words of liked projects count for a new one, words of hidden ones
against it, rare words more than usual ones, old presses less than new. Bounded (`Taste`), exact to
undo, and said in the card. Owns no clock, no table, and no decision on who is told.
"""

from gigwire.domain.taste.features import features_of, features_of_text
from gigwire.domain.taste.learning import acted, forgotten
from gigwire.domain.taste.liking import NO_LIKING, Liking, liking_of
from gigwire.domain.taste.rows import Act, Rated, Taste

__all__ = [
    "NO_LIKING",
    "Act",
    "Liking",
    "Rated",
    "Taste",
    "acted",
    "features_of",
    "features_of_text",
    "forgotten",
    "liking_of",
]
