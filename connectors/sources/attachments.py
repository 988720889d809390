"""Files that boards show with a project: their addresses, and what kind of file each is.

Decoration of a project: what has another shape than ours is left out, and never costs the project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from gigwire.contracts.messages import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST: Final = 20  # of one project; boards take 5 to 10
PHOTOS: Final = (".jpg", ".jpeg", ".png", ".webp")


def attachment_of(url: str, name: str = "") -> Attachment:
    """One file by its address, which may lack its scheme; a picture is known by its name."""
    if "://" not in url:
        url = f"https://{url.lstrip('/')}"
    try:
        ending = (name or urlsplit(url).path).lower()
    except ValueError:  # an address that is none: normalise drops it
        ending = name.lower()
    return Attachment(kind="photo" if ending.endswith(PHOTOS) else "document", url=url, name=name)


def listed(items: object, url: str, name: str) -> tuple[Attachment, ...]:
    """The files of a JSON list of objects, whose fields for address and name are given."""
    rows: Iterable[object] = items if isinstance(items, list) else ()
    found = [
        attachment_of(address, title if isinstance(title := row.get(name), str) else "")
        for row in rows
        if isinstance(row, dict) and isinstance(address := row.get(url), str) and address
    ]
    return tuple(found[:MOST])
