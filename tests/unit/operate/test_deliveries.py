"""Whose message is whose: ledger first, then the id in the buttons, else a stray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.delivery import CardEdit, LedgerEntry, NotificationDue
from gigwire.contracts.ids import notification_id
from gigwire.operate.reconcile.deliveries import Mail, Message, deliveries_of, strays_of
from tests.support.example_parts import CHAT, CLUSTER, NOTIFICATION, UNIQUE, USER
from tests.support.messages import message

if TYPE_CHECKING:
    from gigwire.contracts.ids import NotificationId

CLUSTERS = {"fl:5520499": "true-1"}
CHANGE = notification_id(USER, CLUSTER, "change", 1)


def a_card() -> NotificationDue:
    """The instant card of the golden examples."""
    due = message("notifications.due")
    assert isinstance(due, NotificationDue)
    return due


def an_entry(name: NotificationId = NOTIFICATION, **changes: object) -> LedgerEntry:
    """A ledger entry of user 1, SENT as message 12 unless changed."""
    entry = message("notifications.ledger")
    assert isinstance(entry, LedgerEntry)
    return entry.model_copy(update={"notification_id": name, **changes})


def test_an_edit_of_a_card_does_not_take_the_card_away() -> None:
    """The edit's entry names the same message; the card still counts as delivered once."""
    edit = a_card().model_copy(
        update={
            "notification_id": CHANGE,
            "kind": "change",
            "content": CardEdit(project=UNIQUE, card_id=NOTIFICATION),
        }
    )
    entries = [an_entry(), an_entry(CHANGE, kind="change")]
    mail = Mail([a_card(), edit], entries, [Message(CHAT, 12, "", (NOTIFICATION,))])
    assert [one.pair.cluster for one in deliveries_of(mail, CLUSTERS)] == ["true-1"]
    assert strays_of(mail) == []


def test_a_message_whose_answer_was_lost_is_known_by_its_buttons() -> None:
    """The ledger says UNKNOWN; the record proves the delivery."""
    unknown = an_entry(state="UNKNOWN", message_id=None)
    mail = Mail([a_card()], [unknown], [Message(CHAT, 40, "", (NOTIFICATION,))])
    assert len(deliveries_of(mail, CLUSTERS)) == 1
    assert mail.in_state("UNKNOWN") == [NOTIFICATION]


def test_a_second_message_of_the_same_card_is_a_second_delivery() -> None:
    """A blind resend cannot hide behind the first message's entry."""
    twice = [Message(CHAT, 12, "", (NOTIFICATION,)), Message(CHAT, 13, "", (NOTIFICATION,))]
    mail = Mail([a_card()], [an_entry()], twice)
    assert len(deliveries_of(mail, CLUSTERS)) == 2


def test_a_message_without_owner_is_a_stray() -> None:
    """Nobody's message is shown, with its first words."""
    mail = Mail([a_card()], [an_entry()], [Message(CHAT, 99, "hello", ())])
    assert [one.text for one in strays_of(mail)] == ["hello"]


def test_a_request_without_an_end_is_unfinished() -> None:
    """Neither an INTENT nor silence is a terminal state."""
    assert Mail([a_card()], [], []).unfinished() == [NOTIFICATION]
    assert Mail([a_card()], [an_entry(state="INTENT")], []).unfinished() == [NOTIFICATION]


def test_an_intent_behind_an_end_changes_nothing() -> None:
    """A process that woke without its partition may store one late; the card stays told."""
    late = an_entry(state="INTENT", message_id=None)
    mail = Mail([a_card()], [late, an_entry(), late], None)
    assert mail.unfinished() == []
    assert len(deliveries_of(mail, CLUSTERS)) == 1


def test_a_further_attempt_opens_what_was_unknown() -> None:
    """Its INTENT counts, and so does its end."""
    unknown = an_entry(state="UNKNOWN", message_id=None)
    further = an_entry(state="INTENT", message_id=None, attempt=1)
    assert Mail([a_card()], [unknown, further], None).unfinished() == [NOTIFICATION]
    assert Mail([a_card()], [unknown, further, an_entry(attempt=1)], None).unfinished() == []
