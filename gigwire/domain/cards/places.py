"""How a card names the place of a project: the board's own name, and never a hidden domain."""

from __future__ import annotations

from typing import Final

from gigwire.domain.cards.html import domain_of, safe_url

# Name as the board writes itself, and the domain that its links lead to.
BOARDS: Final[dict[str, tuple[str, str]]] = {
    "freelancer": ("Freelancer.com", "freelancer.com"),
    "fl": ("FL.ru", "fl.ru"),
    "kwork": ("Kwork", "kwork.ru"),
    "freelancehunt": ("Freelancehunt", "freelancehunt.com"),
    "telegram_channel": ("Telegram", "t.me"),
}


def place_name(source: str, url: str) -> str:
    """The board's name; with the real domain beside it where a link leads elsewhere.

    A source that is not in the table is named by its domain, or by its own word without a link.
    """
    address = safe_url(url)
    domain = domain_of(address) if address is not None else None
    if source not in BOARDS:
        return domain or source
    name, home = BOARDS[source]
    is_home = domain is None or domain == home or domain.endswith(f".{home}")
    return name if is_home else f"{name} ({domain})"
