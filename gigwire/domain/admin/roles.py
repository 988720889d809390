"""Who of those who run the bot may do what: ids come from the settings, rights from this table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Role = Literal["admin", "operator", "moderator"]
Right = Literal["see", "ban", "limits", "note", "broadcast"]

RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    "admin": frozenset({"see", "ban", "limits", "note", "broadcast"}),
    "operator": frozenset({"see", "limits", "note"}),
    "moderator": frozenset({"see", "ban"}),
}


class Staff(NamedTuple):
    """Telegram ids by role; somebody in two has the rights of both."""

    admins: tuple[int, ...] = ()
    operators: tuple[int, ...] = ()
    moderators: tuple[int, ...] = ()

    @property
    def everybody(self) -> frozenset[int]:
        """All who have a role."""
        return frozenset((*self.admins, *self.operators, *self.moderators))

    def roles(self, user: int) -> tuple[Role, ...]:
        """The roles of one person."""
        held: tuple[tuple[Role, tuple[int, ...]], ...] = (
            ("admin", self.admins),
            ("operator", self.operators),
            ("moderator", self.moderators),
        )
        return tuple(role for role, ids in held if user in ids)

    def may(self, user: int, right: Right) -> bool:
        """Whether one of the person's roles has the right."""
        return any(right in RIGHTS[role] for role in self.roles(user))
