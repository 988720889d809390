"""The commands as Telegram's menu lists them, in one person's language. Owns their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gigwire.domain.cards.words import Words


def menu(words: Words) -> tuple[tuple[str, str], ...]:
    """(command without slash, what it does), in the order of the menu."""
    return (
        ("filters", words("menu-filters")),
        ("new", words("menu-new")),
        ("add", words("menu-add")),
        ("saved", words("menu-saved")),
        ("taste", words("menu-taste")),
        ("reminders", words("menu-reminders")),
        ("settings", words("menu-settings")),
        ("pause", words("menu-pause")),
        ("resume", words("menu-resume")),
        ("quiet", words("menu-quiet")),
        ("snooze", words("menu-snooze")),
        ("files", words("menu-files")),
        ("currency", words("menu-currency")),
        ("language", words("menu-language")),
        ("export", words("menu-export")),
        ("import", words("menu-import")),
        ("delete_me", words("menu-delete")),
        ("groups", words("menu-groups")),
        ("digest", words("menu-digest")),
        ("schedule", words("menu-schedule")),
        ("why", words("menu-why")),
        ("stats", words("menu-stats")),
        ("status", words("menu-status")),
        ("help", words("menu-help")),
    )
