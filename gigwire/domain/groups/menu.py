"""The commands of a group as Telegram's menu lists them: for its admins, and for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gigwire.domain.cards.words import Words

Commands = tuple[tuple[str, str], ...]


def admins_menu(words: Words) -> Commands:
    """What admins of a group are offered, in the order of the menu."""
    return (
        ("filters", words("menu-filters")),
        ("new", words("menu-new")),
        ("add", words("menu-add")),
        ("settings", words("menu-settings")),
        ("pause", words("menu-pause")),
        ("resume", words("menu-resume")),
        ("quiet", words("menu-quiet")),
        ("stats", words("menu-stats")),
        ("status", words("menu-status")),
        *members_menu(words),
    )


def members_menu(words: Words) -> Commands:
    """What everybody in a group is offered: the one command that changes nothing."""
    return (("help", words("menu-help")),)
