"""Which of a project's files come with its card. Owns the choice; how they are sent is notify's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from gigwire.contracts.delivery import Media

if TYPE_CHECKING:
    from gigwire.contracts.messages import Attachment, Project

MOST: Final = 10  # of one album (Bot API, sendMediaGroup)
# What Telegram fetches for sendDocument by an address; anything else it refuses.
FETCHED: Final = (".pdf", ".zip", ".gif")
MAX_NAME: Final = 80


def media_of(project: Project) -> tuple[Media, ...]:
    """The files worth a message, in the board's order; one is a card's own, several an album.

    Only pictures where there are any: they tell at a glance, and an album takes no mixture. The
    others are a press away, at the board.
    """
    photos = [file for file in project.attachments if file.kind == "photo"]
    chosen = photos or [file for file in project.attachments if _is_fetched(file)]
    return tuple(
        Media(kind=file.kind, file=file.url, caption=file.name[:MAX_NAME] if not photos else "")
        for file in chosen[:MOST]
    )


def _is_fetched(file: Attachment) -> bool:
    return (urlsplit(file.url).path or file.name).lower().endswith(FETCHED)
