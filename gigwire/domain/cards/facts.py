"""What a board tells about an offer beside its text: deadline, client, bids. Owns no budget.

Figures come from strangers: what cannot be true is left out rather than shown.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

from babel.dates import format_datetime
from babel.numbers import format_decimal

from gigwire.domain.cards.html import escape, shown

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import Client, Project
    from gigwire.contracts.people import Locale
    from gigwire.domain.cards.words import Words

MOST_UNIX: Final = 2**31  # Bot API, MessageEntity.unix_time: what is not below is refused
MAX_NAME: Final = 30
MOST_COUNT: Final = 1_000_000
TIME_FORMAT: Final = "wDt"  # weekday, long date, short time, in the reader's own zone
BABEL: Final[dict[Locale, str]] = {
    "en": "en",
    "ru": "ru",
    "uk": "uk",
    "pt": "pt_BR",
    "es": "es",
}


def deadline(project: Project, now: datetime, words: Words) -> str | None:
    """When the board stops taking offers, as a date that the reader's client shows in its zone.

    None where the board tells none, or one that is over.
    """
    until = project.expires_at
    if until is None or until <= now:
        return None
    return words("card-deadline", when=moment(until, words))


def moment(at: datetime, words: Words) -> str:
    """A time as Telegram's date entity; in UTC and plain where an entity cannot hold it."""
    written = format_datetime(at.astimezone(UTC), "d MMM y, HH:mm", locale=BABEL[words.locale])
    plain = escape(f"{written} UTC")
    unix = int(at.timestamp())
    if not 0 < unix < MOST_UNIX:
        return plain
    return f'<tg-time unix="{unix}" format="{TIME_FORMAT}">{plain}</tg-time>'


def standing(project: Project, words: Words) -> tuple[str, ...]:
    """The client's standing at the board, and how many have offered: what is known of it."""
    client = project.client
    found = []
    if client is not None:
        found = [_name(client), _rating(client, words), _verified(client, words)]
    return tuple(one for one in (*found, _bids(project.bids, words)) if one is not None)


def _name(client: Client) -> str | None:
    """In italics, as nothing else of a card: so a press finds whom it is about."""
    name = shown(client.name or "", MAX_NAME)
    return f"<i>{name}</i>" if name else None


def _rating(client: Client, words: Words) -> str | None:
    rating, reviews = client.rating, client.reviews
    if rating is None or not 0 < rating <= 5:
        return None
    shown = format_decimal(rating, "0.0", locale=BABEL[words.locale])
    if reviews is None or not 0 < reviews < MOST_COUNT:
        return words("card-rating", rating=shown)
    return words("card-rating-reviews", rating=shown, count=reviews)


def _verified(client: Client, words: Words) -> str | None:
    return words("card-verified") if client.is_verified else None


def _bids(bids: int | None, words: Words) -> str | None:
    if bids is None or not 0 <= bids < MOST_COUNT:
        return None
    return words("card-bids", count=bids)
