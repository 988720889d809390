"""Projects by address: which cluster a link means, also where another board's copy was seen.

The newest steps of as many clusters as previews hold, shared with those; of older ones, only which
address was which cluster, for what became of them is known elsewhere. Owns no judgement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gigwire.contracts.ids import ClusterId
    from gigwire.contracts.messages import UniqueProject

MOST: Final = 1_500
MOST_LINKS: Final = 20_000  # a quarter of a kilobyte each
_LINK: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*)?", re.IGNORECASE)


class Known(NamedTuple):
    """One project: its newest text, when it came first, whether it closed."""

    step: UniqueProject
    first: datetime
    is_open: bool = True


class KnownProjects:
    """At most so many projects and addresses, the oldest leave first."""

    def __init__(self, most: int = MOST, most_links: int = MOST_LINKS) -> None:
        self._most = most
        self._most_links = most_links
        self._held: dict[ClusterId, Known] = {}
        self._clusters: dict[str, ClusterId] = {}

    def __len__(self) -> int:
        return len(self._held)

    @property
    def since(self) -> datetime | None:
        """When the oldest that is held came; None of none."""
        return next((one.first for one in self._held.values()), None)

    def add(self, step: UniqueProject) -> None:
        """Take in a step; a repeat changes nothing, a copy elsewhere adds its address."""
        known = self._held.get(step.cluster_id)
        if known is None:
            self._held[step.cluster_id] = Known(step, step.event_time, step.kind != "closed")
        elif step.kind == "closed":
            self._held[step.cluster_id] = known._replace(is_open=False)
        elif step.revision > known.step.revision:
            self._held[step.cluster_id] = known._replace(step=step)
        for address in _addresses(step):
            self._clusters.pop(address, None)  # the last seen leave last
            self._clusters[address] = step.cluster_id
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]
        while len(self._clusters) > self._most_links:
            del self._clusters[next(iter(self._clusters))]

    def of(self, cluster: ClusterId) -> Known | None:
        """The project of a cluster."""
        return self._held.get(cluster)

    def named(self, link: str) -> Known | None:
        """The project that a link means."""
        cluster = self.cluster_of(link)
        return self._held.get(cluster) if cluster is not None else None

    def cluster_of(self, link: str) -> ClusterId | None:
        """Which project a link means, also one that is too old to be held."""
        return self._clusters.get(address_of(link))


def link_in(text: str) -> str | None:
    """The first link of a text, as it was written."""
    found = _LINK.search(text)
    return found[0].rstrip(".,;:!?)") if found else None


def address_of(link: str) -> str:
    """What two spellings of a link have in common: host and path."""
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/").removesuffix(".html")
    return f"{host}{path}".lower()


def _addresses(step: UniqueProject) -> Iterator[str]:
    for url in (step.project.url, *(one.url for one in step.links)):
        if address := address_of(url):
            yield address
