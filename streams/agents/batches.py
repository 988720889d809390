"""Batches of `projects.fanout`, each read and opened once for all partitions of this process.

The bytes are the same in every partition, so they are the name under which a batch is remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.codec import decode
from gigwire.contracts.messages import ProjectsFannedOut
from gigwire.domain.match.records import OpenStep, opened

if TYPE_CHECKING:
    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.prepared import Prepared

# Partitions are read at different paces, a few fetches (streams.topology) apart at most. At some
# 15 KB a project 60 MB; what is forgotten too early is opened again, at 0.15 ms a project.
MOST_PROJECTS: Final = 4_000


class Batch(NamedTuple):
    """One batch, ready for any partition. `prepared` by the dictionary's `version`."""

    fanned: ProjectsFannedOut
    steps: tuple[OpenStep, ...]
    prepared: tuple[Prepared, ...]
    version: int


class Batches:
    """The last batches."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._by_value: dict[bytes, Batch] = {}
        self._projects = 0

    def read(self, value: bytes | None) -> ProjectsFannedOut:
        """The event of a record.

        Raises:
            Poison: as `decode`.
        """
        known = self._by_value.get(value or b"")
        return known.fanned if known else self._open(value).fanned

    def batch(self, value: bytes | None) -> Batch:
        """The batch of a record, seen through all that the dictionary knows by now.

        Raises:
            Poison: as `decode`.
        """
        known = self._by_value.get(value or b"") or self._open(value)
        if value and known.version != self._dictionary.version:
            version = self._dictionary.version
            renewed = tuple(self._dictionary.renewed(one) for one in known.prepared)
            known = self._by_value[value] = known._replace(prepared=renewed, version=version)
        return known

    def _open(self, value: bytes | None) -> Batch:
        fanned = decode(ProjectsFannedOut, value)
        steps = opened(fanned)
        prepared = tuple(self._dictionary.prepare(one.subject) for one in steps)
        made = Batch(fanned, steps, prepared, self._dictionary.version)
        self._by_value[value or b""] = made
        self._projects += len(steps)
        while self._projects > MOST_PROJECTS and len(self._by_value) > 1:
            oldest = self._by_value.pop(next(iter(self._by_value)))
            self._projects -= len(oldest.steps)
        return made
