"""The decision of the normalise stage: is this observation new, changed, closed or nothing?

Owns the history of one project (`SeenProject`, the row of table seen_by_project). How a field is
cleaned: `normalise_project` and below. The source in ids stays as collect wrote it.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads annotations
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pydantic import AwareDatetime

from gigwire.contracts.ids import EventId, ProjectKey, digest
from gigwire.contracts.messages import CleanProject, Frozen, Language
from gigwire.domain.normalise_project import project_of
from gigwire.domain.rates import day_of

if TYPE_CHECKING:
    from gigwire.contracts.messages import Project, RawProject
    from gigwire.domain.rates import RateBook, RateTable

MAX_STEPS: Final = 4  # steps remembered for redelivery; more than a commit interval ever holds

Kind = Literal["new", "changed", "closed"]


class Step(Frozen):
    """One output that was decided, and by which observation."""

    cause: str
    kind: Kind
    revision: int


class SeenProject(Frozen):
    """What we know of one project: the row of table seen_by_project (JSON, under 600 bytes).

    `steps`: the last outputs, newest last. They make a redelivered observation (at least once:
    the row may be durable where the output is not) give its output again, with the same id.
    """

    key: ProjectKey
    content_hash: str
    revision: int
    status: Literal["open", "closed"]
    language: Language
    seen_at: AwareDatetime
    steps: tuple[Step, ...] = ()


class NormaliseResult(NamedTuple):
    """The row to store and what to send (at most one event)."""

    state: SeenProject
    outputs: tuple[CleanProject, ...]


def decide(
    raw: RawProject, seen: SeenProject | None, now: datetime, book: RateBook | None = None
) -> NormaliseResult:
    """Decide what one observation adds to what is known.

    Never seen: `new`. Other content, or open again: `changed`, revision + 1. Closed: `closed`
    once. The same content, a close of what was never sent, an observation older than the last:
    nothing. The same observation again: the same output again, or nothing. Outputs are in order
    per key; event ids depend on key, revision and kind only. Money is converted by the table of
    the day of the event (`book`; None: the bundled one), so that a replay gives the same cents.

    Raises:
        Poison: as `normalise_project.project_of`.
    """
    cause = digest(raw.event_id, raw.seen_at.isoformat(), size=6)
    project = project_of(raw, revision=0, now=now, rates=_rates(raw, book))
    if seen is None:
        seen = _never_seen(project)
    if step := next((step for step in seen.steps if step.cause == cause), None):
        return NormaliseResult(seen, (_event(raw, project, step, now),))
    if raw.seen_at < seen.seen_at:
        return NormaliseResult(seen, ())
    kind = _kind(raw, project, seen)
    if kind is None:
        return NormaliseResult(_observed(seen, raw, project), ())
    step = Step(cause=cause, kind=kind, revision=seen.revision + (kind == "changed"))
    return NormaliseResult(_stepped(seen, raw, project, step), (_event(raw, project, step, now),))


def _rates(raw: RawProject, book: RateBook | None) -> RateTable | None:
    # A board's clock that runs ahead names a day whose table may still come.
    return book.at(day_of(min(raw.event_time, raw.seen_at))) if book else None


def _kind(raw: RawProject, project: Project, seen: SeenProject) -> Kind | None:
    if not seen.steps:
        return "new" if raw.status == "open" else None
    if raw.status == "closed":
        return "closed" if seen.status == "open" else None
    is_same = seen.status == "open" and project.content_hash == seen.content_hash
    return None if is_same else "changed"


def _never_seen(project: Project) -> SeenProject:
    return SeenProject(
        key=project.key,
        content_hash="",
        revision=0,
        status="closed",
        language=project.language,
        seen_at=project.seen_at,
    )


def _observed(seen: SeenProject, raw: RawProject, project: Project) -> SeenProject:
    """Nothing to tell. Returns `seen` itself for an exact repeat, so that nothing is written."""
    if seen.steps:
        return seen
    return seen.model_copy(
        update={
            "content_hash": project.content_hash,
            "status": raw.status,
            "seen_at": raw.seen_at,
        }
    )


def _stepped(seen: SeenProject, raw: RawProject, project: Project, step: Step) -> SeenProject:
    return SeenProject(
        key=seen.key,
        # A closing record is often cut short: what was known to be the content stays.
        content_hash=seen.content_hash if step.kind == "closed" else project.content_hash,
        revision=step.revision,
        status=raw.status,
        language=project.language,
        seen_at=raw.seen_at,
        steps=(*seen.steps, step)[-MAX_STEPS:],
    )


def _event(raw: RawProject, project: Project, step: Step, now: datetime) -> CleanProject:
    return CleanProject(
        event_id=EventId(digest("clean", project.key, step.revision, step.kind)),
        trace_id=raw.trace_id,
        # A board's clock that runs ahead must not make the stages behind us forget the present.
        event_time=min(raw.event_time, now),
        kind=step.kind,
        project=project.model_copy(update={"revision": step.revision}),
    )
