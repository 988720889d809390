"""/why: in answer to a card, why it came; with a link, why that project came or did not.

Says what filters say of it; what became of it is added by personalise, which decided, so that the
person gets one message. What nobody knows is said to be unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.ids import ClusterId, EventId, digest
from gigwire.contracts.people import FeedbackGiven
from gigwire.contracts.questions import Question
from gigwire.domain.cards.card import title_of
from gigwire.domain.cards.facts import moment
from gigwire.domain.cards.html import cut, shown
from gigwire.domain.cards.places import BOARDS, place_name
from gigwire.domain.chat.known import address_of, link_in
from gigwire.domain.chat.turn import Decision, Outgoing, reply
from gigwire.domain.chat.whence import fitting_lines, judged, nearest_line
from gigwire.domain.match.subject import subject_of
from gigwire.domain.personalise.mutes import is_muted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.ids import MessageId
    from gigwire.contracts.people import Action
    from gigwire.domain.chat.known import Known
    from gigwire.domain.chat.turn import Turn
    from gigwire.domain.chat.whence import Judged
    from gigwire.domain.match.subject import Subject

MAX_LINK: Final = 80
MAX_NAME: Final = 40


class Asked(NamedTuple):
    """The message that was answered: its cluster, where its buttons tell it, and its link."""

    message_id: MessageId
    cluster: ClusterId | None = None
    url: str | None = None


def command(turn: Turn, text: str, asked: Asked | None = None) -> Decision:
    """`/why` in answer to a card, or `/why LINK`."""
    words, known = turn.words, turn.around.known
    link = link_in(text) or (asked.url if asked else None)
    cluster = asked.cluster if asked and not link_in(text) else None
    if link is None and cluster is None:
        return Decision(says=(reply(words("why-usage")),))
    found = known.of(cluster) if cluster else None
    found = found or (known.named(link) if link else None)
    cluster = cluster or (known.cluster_of(link) if link else None)
    quoted = asked.message_id if asked else None
    if found is None and cluster is None:
        return Decision(says=(reply(_unseen(turn, link or "")),))
    if found is None:
        text = words("whence-old")
    else:
        cluster, text = found.step.cluster_id, "\n".join(_lines(turn, found, link))
    question = asking(turn, "why", Question(text=text, reply_to=quoted), cluster)
    return Decision(further=(question,))


def asking(
    turn: Turn, action: Action, question: Question, cluster: ClusterId | None = None
) -> Outgoing:
    """The question to personalise."""
    event = FeedbackGiven(
        event_id=EventId(digest(turn.user_id, action, turn.origin)),
        trace_id=turn.trace_id,
        event_time=turn.now,
        user_id=turn.user_id,
        action=action,
        cluster_id=cluster,
        question=question,
    )
    return Outgoing("feedback", event)


def _unseen(turn: Turn, link: str) -> str:
    """Honest about how far back we look."""
    words, known = turn.words, turn.around.known
    boards = ", ".join(name for name, _ in BOARDS.values())
    place = shown(cut(link, MAX_LINK), MAX_LINK)
    if known.since is None:
        return words("preview-blind")
    since = moment(known.since, words)
    return words("whence-unseen", link=place, count=len(known), since=since, boards=boards)


def _lines(turn: Turn, found: Known, link: str | None) -> Iterator[str]:
    words, step, person = turn.words, found.step, turn.person
    project = step.project
    yield f"<b>{title_of(project, words)}</b>"
    place = shown(place_name(project.source, project.url), MAX_NAME)
    yield words("whence-seen", place=place, when=moment(found.first, words))
    if link is not None and address_of(link) != address_of(project.url):
        yield words("whence-copy", place=place)
    if not found.is_open:
        yield words("whence-closed")
    if person.status != "active":
        yield words("status-off")
    if not person.filters:
        yield words("whence-no-filters")
        return
    subject = subject_of(project, step.event_time)
    yield ""
    yield from _judgement(turn, found, subject)
    if any(is_muted((one,), subject) for one in person.peace.mutes):
        muted = (one.value for one in person.peace.mutes if is_muted((one,), subject))
        yield words("whence-muted", name=shown(", ".join(muted), MAX_NAME))


def _judgement(turn: Turn, found: Known, subject: Subject) -> Iterator[str]:
    words, answers = turn.words, judged(turn.person.filters, subject)
    fitting = [one for one in answers if one.verdict.holds]
    live = [one for one in fitting if not one.filter.is_paused]
    if not fitting:
        yield words("whence-none", count=len(answers))
        yield nearest_line(answers, words)
        return
    yield from fitting_lines(live or fitting, subject, words)
    if not live:
        yield words("whence-paused")
    elif (since := _born_after(live, found)) is not None:
        yield since_line(turn, since)


def since_line(turn: Turn, judged_: Judged) -> str:
    """The filter is younger than the project."""
    since = judged_.filter.since
    assert since is not None, "only such filters are younger"
    name = shown(judged_.filter.name, MAX_NAME)
    return turn.words("whence-before", name=name, when=moment(since, turn.words))


def _born_after(live: list[Judged], found: Known) -> Judged | None:
    """The first of the filters that fit, where all of them came after the project."""
    times = [one.filter.since for one in live]
    is_after = all(since is not None and since > found.first for since in times)
    return live[0] if is_after else None
