"""One person and one project: every filter explained, what was decided, what became of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.filters import compiled_query
from gigwire.domain.match.explain import explain
from gigwire.domain.match.subject import subject_of
from gigwire.domain.rates import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.delivery import LedgerEntry, NotificationDecided
    from gigwire.contracts.messages import UniqueProject
    from gigwire.contracts.people import Filter, Subscriber
    from gigwire.domain.match.explain import Verdict
    from gigwire.domain.match.subject import Subject
    from gigwire.domain.rates import RateBook

ENDS: Final = {
    "REJECTED": "Telegram refused the message",
    "EXPIRED": "the message was too old to be sent",
    "UNKNOWN": "sent perhaps: the answer of Telegram was lost",
    "INTENT": "being sent, or lost with the process that was sending",
}


class Records(NamedTuple):
    """What was recorded. Each in the order of its log; `steps` are those of the project."""

    steps: Sequence[UniqueProject]
    subscriber: Subscriber | None
    decisions: Sequence[NotificationDecided]
    ledger: Sequence[LedgerEntry]
    book: RateBook


class Judged(NamedTuple):
    """A filter's answer: to the first step that it fits, else to the last there is."""

    filter: Filter
    revision: int
    verdict: Verdict


class Story(NamedTuple):
    """The answer: in one line, then what it rests on."""

    conclusion: str
    project: UniqueProject
    judged: tuple[Judged, ...]
    decisions: tuple[NotificationDecided, ...]
    ledger: tuple[LedgerEntry, ...]


def steps_named(wanted: str, steps: Sequence[UniqueProject]) -> list[UniqueProject]:
    """All steps of the clusters that a key, native id, address, cluster or trace id names."""
    clusters = {step.cluster_id for step in steps if wanted in _names(step)}
    return [step for step in steps if step.cluster_id in clusters]


def _names(step: UniqueProject) -> set[str]:
    project = step.project
    addresses = {link.url for link in step.links}
    own = {project.key, project.native_id, project.url, step.cluster_id, step.trace_id}
    return {str(name) for name in own} | addresses


def story_of(records: Records) -> Story:
    """Join the records; there is at least one step."""
    clusters = {step.cluster_id for step in records.steps}
    decisions = tuple(one for one in records.decisions if one.cluster_id in clusters)
    told = {one.notification_id for one in decisions if one.notification_id}
    ledger = tuple(
        one for one in records.ledger if one.cluster_id in clusters or one.notification_id in told
    )
    judged = _judged(records)
    conclusion = _conclusion(records, judged, decisions, ledger)
    return Story(conclusion, records.steps[-1], judged, decisions, ledger)


def _judged(records: Records) -> tuple[Judged, ...]:
    filters = records.subscriber.filters if records.subscriber else ()
    subjects = [(step.revision, _subject(step, records.book)) for step in records.steps]
    found = []
    for wanted in filters:
        query = compiled_query(wanted.query)
        answers = [Judged(wanted, number, explain(query, one)) for number, one in subjects]
        found.append(next((one for one in answers if one.verdict.holds), answers[-1]))
    return tuple(found)


def _subject(step: UniqueProject, book: RateBook) -> Subject:
    """As `match` sees the step."""
    budget = step.project.budget
    day = (budget and budget.rate_date) or day_of(step.project.seen_at)
    return subject_of(step.project, step.event_time, rates=book.at(day))


def _conclusion(
    records: Records,
    judged: tuple[Judged, ...],
    decisions: Sequence[NotificationDecided],
    ledger: Sequence[LedgerEntry],
) -> str:
    """What happened, from the end of the flow to its beginning."""
    sent = next((one for one in ledger if one.state == "SENT"), None)
    if sent is not None:
        return f"told: message {sent.message_id} at {sent.event_time:%Y-%m-%d %H:%M:%S} UTC"
    if ledger:
        last = ledger[-1]
        reason = f" ({last.reason})" if last.reason else ""
        return f"not told for certain: {ENDS[last.state]}{reason}"
    if decisions:
        one = decisions[-1]
        return f"decided {one.decision}, because: {one.reason}"
    return _undecided(records, judged)


def _undecided(records: Records, judged: tuple[Judged, ...]) -> str:
    person = records.subscriber
    if person is None:
        return "not told: nobody with this id uses the bot now"
    if person.status != "active":
        return f"not told: the person is {person.status}"
    fitting = [one for one in judged if one.verdict.holds]
    if not fitting:
        return f"not told: none of {len(judged)} filters fits"
    if all(one.filter.is_paused for one in fitting):
        return "not told: the filters that fit are paused"
    if person.event_time >= records.steps[-1].event_time:
        return "not told: a filter fits, but the settings are younger than the project"
    return "not told yet: a filter fits, and nothing is decided; see gigwire status"
