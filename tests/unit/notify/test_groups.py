"""Groups at the last mile: topics, questions, cards without personal buttons, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Album, Answer, Digest, Media
from gigwire.contracts.groups import AdminQuestion
from gigwire.contracts.ids import MessageId, NotificationId, UserId
from gigwire.domain.cards.card import Reader
from gigwire.domain.notify.book import Book
from gigwire.domain.notify.calls import (
    AnswerPress,
    AskAdmins,
    SendAlbum,
    SendText,
    call_for,
    instead_of,
    list_for,
)
from gigwire.domain.notify.desk import Desk
from gigwire.domain.notify.outcomes import (
    CHAT_REASONS,
    TOPIC_REASONS,
    Accepted,
    Failure,
    Refused,
    outcome_of,
)
from gigwire.domain.notify.protocol import Done, Send, deliver
from gigwire.domain.notify.request import Request
from gigwire.domain.notify.urgency import are_listed_together
from tests.support.due import a_card, a_due, a_reply
from tests.support.gigs import NOON

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationDue
    from gigwire.domain.notify.outcomes import FailureKind

GROUP = -1001
OURS = Reader(lexicon("en"), "USD", NOON, is_shared=True)


def question(name: str = "q") -> NotificationDue:
    """Whether somebody is an admin."""
    content = AdminQuestion(sender=UserId(5), update_id=7, update={"update_id": 7})
    return a_due(GROUP, name, content, kind="question", lane=0, cluster_id=None)


def test_everything_new_names_its_topic_and_edits_do_not() -> None:
    """Cards, digests, replies, albums; a list of cards as its first one."""
    there: dict[str, Any] = {"thread_id": 7}
    media = (Media(kind="photo", file="a"), Media(kind="photo", file="b"))
    album = Album(card_id=NotificationId("n"), media=media)
    made = [
        call_for(a_due(GROUP, **there), None, OURS),
        call_for(a_due(GROUP, "d", Digest(items=(a_card(GROUP),)), **there), None, OURS),
        call_for(a_reply(GROUP).model_copy(update=there), None, OURS),
        call_for(a_due(GROUP, "a", album, **there), MessageId(3), OURS),
        list_for([a_due(GROUP, "x", **there), a_due(GROUP, "y", **there)], OURS),
    ]
    assert [one.thread_id for one in made if isinstance(one, SendText | SendAlbum)] == [7] * 5


def test_card_in_a_group_has_no_personal_button() -> None:
    """Open, and the filter for whoever wants it, too."""
    call = call_for(a_due(GROUP), None, OURS)
    assert isinstance(call, SendText)
    texts = [one.text for row in call.keyboard for one in row]
    assert texts == [OURS.words("button-open"), OURS.words("button-mine")]
    assert call.keyboard[0][1].data == "~1mine:f1"


def test_cards_of_two_topics_never_share_a_message() -> None:
    """A list has one place."""
    one, other = a_due(GROUP, "1", thread_id=7), a_due(GROUP, "2", thread_id=8)
    assert not are_listed_together(one, other)
    assert are_listed_together(one, a_due(GROUP, "3", thread_id=7))


def test_question_and_toast_wait_for_no_minute_of_a_group() -> None:
    """Both leave nothing in the chat, and somebody has pressed; messages keep to 20 a minute."""
    desk = Desk(27.0, burst=50, chat_rate=1.0)
    desk.token.set_share(24)
    for number in range(25):
        due = a_due(GROUP, f"d{number}", Digest(items=(a_card(GROUP),)), kind="digest", lane=3)
        desk.offer(Request(due, 0, 0, taken_at=0.0))
    now = 0.0
    while (request := desk.take(now)) is not None or now < 5:
        if request is not None:
            desk.finished(request)
        now += 1.0
    toast = Answer(callback_query_id="q", url="https://t.me/b?start=f_x")
    for one in (question(), a_due(GROUP, "t", toast, kind="answer", lane=0)):
        desk.offer(Request(one, 0, 0, taken_at=now))
        taken = desk.take(now)
        assert taken is not None
        assert taken.due.kind == one.kind
        desk.finished(taken)


def test_question_is_a_call_of_its_own_and_ends_in_the_ledger() -> None:
    """INTENT, one call, SENT: as everything else, so that a repeat of the request asks nothing."""
    due, book = question(), Book()
    assert call_for(due, None, OURS) == AskAdmins(due.chat_id)
    steps = deliver(due, book, lambda: NOON)
    assert next(steps).entry.state == "INTENT"  # type: ignore[union-attr]  # a Write comes first
    assert isinstance(next(steps), Send)
    sent = steps.send(Accepted(admins=frozenset({5})))
    assert sent.entry.state == "SENT"  # type: ignore[union-attr]  # and last
    with pytest.raises(StopIteration) as ended:
        next(steps)
    assert isinstance(ended.value.value, Done)
    with pytest.raises(StopIteration):
        next(deliver(due, book, lambda: NOON))


def test_answer_to_a_press_may_open_the_bot() -> None:
    """The link goes with the toast."""
    due = a_due(GROUP, "t", Answer(callback_query_id="q", url="u"), kind="answer", lane=0)
    assert call_for(due, None, OURS) == AnswerPress("q", "", "u")


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("bad_request", "Bad Request: message thread not found", "topic_gone"),
        ("bad_request", "Bad Request: TOPIC_CLOSED", "topic_closed"),
        ("bad_request", "Bad Request: not enough rights to send text messages", "no_rights"),
        ("bad_request", "Bad Request: have no rights to send a message", "no_rights"),
        ("bad_request", "Bad Request: CHAT_WRITE_FORBIDDEN", "no_rights"),
        ("bad_request", "Bad Request: need administrator rights in the channel chat", "no_rights"),
        ("forbidden", "Forbidden: bot was kicked from the supergroup chat", "kicked"),
        ("forbidden", "Forbidden: bot is not a member of the channel chat", "kicked"),
        ("forbidden", "Forbidden: the group chat was deleted", "chat_gone"),
    ],
)
def test_refusal_of_a_group_is_of_its_topic_or_of_the_whole_chat(
    kind: FailureKind, text: str, reason: str
) -> None:
    """What holds for the chat empties its queue, what holds for a topic leaves the others alone."""
    outcome = outcome_of(Failure(kind, text))
    assert outcome == Refused(reason)
    assert (reason in TOPIC_REASONS) != (reason in CHAT_REASONS)
    call = call_for(a_due(GROUP, thread_id=7), None, OURS)
    assert instead_of(call, reason) is None


def test_rush_of_cards_leaves_as_lists_within_twenty_a_minute() -> None:
    """A group that wants all at once gets 120 projects in two topics without a flood."""
    desk = Desk(27.0, burst=2, chat_rate=1.0)
    desk.token.set_share(24)
    for number in range(120):
        due = a_due(GROUP, f"c{number}", thread_id=7 + number % 2)
        desk.offer(Request(due, 0, 0, taken_at=0.0))
    now, calls, told = 0.0, [], 0
    while told < 120 and now < 600:
        while (request := desk.take(now)) is not None:
            assert len({one.due.thread_id for one in request.everyone}) == 1
            calls.append(now)
            told += len(request.everyone)
            desk.finished(request)
        now += 0.25
    assert told == 120
    assert max(sum(1 for other in calls if at <= other < at + 60) for at in calls) <= 20
    assert len(calls) <= 20


def test_crowd_that_presses_is_answered_by_few_calls() -> None:
    """A thousand taps on a channel's settings take no pace away from other people."""
    desk = Desk(27.0, burst=2, chat_rate=1.0)
    desk.token.set_share(24)
    now, calls, answered = 0.0, 0, 0
    for number in range(1_000):
        desk.offer(Request(question(f"q{number}"), 0, number, taken_at=now))
        while (request := desk.take(now)) is not None:
            calls += 1
            answered += len(request.everyone)
            desk.finished(request)
        now += 0.01
    while answered < 1_000 and now < 20:
        now += 0.5
        while (request := desk.take(now)) is not None:
            answered += len(request.everyone)
            desk.finished(request)
    assert answered == 1_000
    assert calls <= 25
