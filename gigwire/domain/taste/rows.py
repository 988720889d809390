"""What is remembered of a person's taste (table `taste_by_user`): small, bounded, JSON-able."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.ids import ClusterId, UserId
from gigwire.contracts.messages import Frozen

MOST_RATED: Final = 120  # projects, newest kept: a year of presses at two a week
MOST_WEIGHTS: Final = 200

Act = Literal["save", "like", "hide", "less", "applied"]


class Rated(Frozen):
    """What a person did with one project, and the words it was known by."""

    acts: tuple[Act, ...]
    words: tuple[str, ...] = ()
    at: AwareDatetime


class Taste(Frozen):
    """What a person did, and the profile that follows from it.

    `rated` says what holds for each project now, so that a repeat counts nothing and an undo
    leaves no trace. `weights`: words for (above 0) and against (below), by `learning.profile_of`.
    """

    user_id: UserId
    rated: dict[ClusterId, Rated] = Field(default_factory=dict)  # in the order of the last press
    weights: dict[str, float] = Field(default_factory=dict)

    def acts_of(self, cluster: ClusterId) -> tuple[Act, ...]:
        """What holds for one project."""
        rated = self.rated.get(cluster)
        return rated.acts if rated else ()
