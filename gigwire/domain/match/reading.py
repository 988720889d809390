"""A batch of projects against a snapshot: calls the kernels, joins segments. Owns no state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.match.found import NOTHING_FOUND, Found
from gigwire.domain.match.kernels import match_batch, merge

if TYPE_CHECKING:
    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.prepared import Batch
    from gigwire.domain.match.rows import Segment
    from gigwire.domain.match.scratch import Scratch


class Snapshot(NamedTuple):
    """What readers read. People who left at or before `sequence` are out."""

    segments: tuple[Segment, ...]
    sequence: int


def answers(
    snapshot: Snapshot, batch: Batch, dictionary: Dictionary
) -> tuple[list[Found], list[tuple[int, int]]]:
    """What fits each project; and (project, program) of answers that wait for patterns."""
    projects = batch.gates.size
    found = [NOTHING_FOUND] * projects
    slots = max(segment.owners.size for segment in snapshot.segments)
    scratch = dictionary.scratch.take(len(dictionary), slots, projects)
    for segment in snapshot.segments:
        scratch = _run(segment, batch, scratch, dictionary, snapshot.sequence)
        _join(found, scratch)
    waiting = scratch.waits[1 : scratch.waits[0, 1] + 1].tolist()
    scratch.waits[0, 1] = 0
    dictionary.scratch.give(scratch)
    return found, waiting


def _run(
    segment: Segment, batch: Batch, scratch: Scratch, dictionary: Dictionary, sequence: int
) -> Scratch:
    """Match all, with more room as soon as it is needed."""
    programs = dictionary.programs.columns
    done = match_batch(segment, batch, scratch, programs, sequence, 0)
    while done < batch.gates.size:
        scratch = scratch.with_twice_the_room()
        done = match_batch(segment, batch, scratch, programs, sequence, done)
    return scratch


def _join(found: list[Found], scratch: Scratch) -> None:
    """Merge a segment's answers, all projects one after another, into those so far."""
    ends = scratch.ends[: len(found)].tolist()
    rows = slice(0, ends[-1])
    users, filters = scratch.users[rows].copy(), scratch.filters[rows].copy()
    scores = scratch.scores[rows].copy()
    begin = 0
    for at, end in enumerate(ends):
        if end > begin:
            more = Found(users[begin:end], filters[begin:end], scores[begin:end])
            found[at] = Found(*merge(found[at], more)) if found[at].users.size else more
        begin = end
