"""A batch of projects against a snapshot: calls the kernels, joins segments. Owns no state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.domain.match.found import NOTHING_FOUND, Found, room_for_answers
from gigwire.domain.match.kernels import collect, fit, merge

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
    projects = batch.heads.size
    found = [NOTHING_FOUND] * projects
    slots = max([segment.owners.size for segment in snapshot.segments])
    scratch = dictionary.scratch.take(len(dictionary), slots, projects)
    for segment in snapshot.segments:
        scratch = _fitted(segment, batch, scratch, dictionary, snapshot.sequence)
        _join(found, segment, batch, scratch)
    waiting = _waiting(scratch)
    dictionary.scratch.give(scratch)
    return found, waiting


def _fitted(
    segment: Segment, batch: Batch, scratch: Scratch, dictionary: Dictionary, sequence: int
) -> Scratch:
    """Find what fits all, with more room as soon as it is needed."""
    programs = dictionary.programs.columns
    done = fit(segment, batch, scratch, programs, sequence, 0)
    while done < batch.heads.size:
        scratch = scratch.with_twice_the_room()
        done = fit(segment, batch, scratch, programs, sequence, done)
    return scratch


def _join(found: list[Found], segment: Segment, batch: Batch, scratch: Scratch) -> None:
    """Merge a segment's answers, all projects one after another, into those so far."""
    ends = scratch.ends[: len(found)].tolist()
    if not ends[-1]:
        return
    every = room_for_answers(ends[-1])
    collect(segment.owners, batch.heads, scratch.found, scratch.ends, every)
    begin = 0
    for at, end in enumerate(ends):
        if end > begin:
            more = every.part(begin, end)
            found[at] = Found(*merge(found[at], more)) if found[at].users.size else more
        begin = end


def _waiting(scratch: Scratch) -> list[tuple[int, int]]:
    """(Project, program) of what waits, taken from the scratch."""
    count = int(scratch.waits[0, 1])
    if not count:
        return []
    scratch.waits[0, 1] = 0
    return [(project, program) for project, program in scratch.waits[1 : count + 1].tolist()]
