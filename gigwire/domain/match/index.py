"""The seam between the match agent and whatever index stands behind it. Owns no evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gigwire.contracts.ids import UserId
    from gigwire.contracts.messages import Project, UserHit
    from gigwire.contracts.people import Subscriber


class MatchIndex(Protocol):
    """Filters of the users of one or more partitions, answerable for one project.

    Not thread-safe; one caller at a time. After `add` or `remove` returns, `match` obeys it.
    """

    def add(self, subscriber: Subscriber) -> None:
        """Put a subscriber in, or replace what is known; an older version changes nothing."""

    def remove(self, user_id: UserId) -> None:
        """Forget a subscriber; unknown ones change nothing."""

    def match(self, project: Project) -> tuple[UserHit, ...]:
        """Users with at least one fitting filter, each once, in order of user id."""

    def __len__(self) -> int:
        """Filters that can match now (of active subscribers, not paused)."""
