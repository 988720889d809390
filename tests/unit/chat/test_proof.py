"""Which presses prove that a card was delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.ids import ClusterId, MessageId, UserId, notification_id
from gigwire.domain.cards.presses import CardPress
from gigwire.domain.chat import buttons
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Pressed
from tests.unit.chat.test_conversation import a_turn, person

if TYPE_CHECKING:
    from gigwire.contracts.delivery import Proof

CLUSTER = ClusterId("c1")


def proof_of(owner: int, message: int | None = 5) -> tuple[Proof, ...]:
    """Proofs in the records of a press by user 5 on a card made for `owner`."""
    turn = a_turn(person())
    card = CardPress("save", notification_id(UserId(owner), CLUSTER, "instant"), CLUSTER)
    pressed = Pressed("q", MessageId(message) if message else None)
    data = f"s:{card.notification_id}:{card.cluster_id}"
    records = records_of(turn, buttons.press(turn, pressed, data))
    return tuple(due.proof for due in records.due if due.proof is not None)


def test_press_on_ones_own_card_proves_it_once() -> None:
    """The toast carries the card's id and the message that was pressed."""
    (proof,) = proof_of(owner=a_turn().user_id)
    assert proof.message_id == 5


def test_forged_press_about_anothers_card_proves_nothing() -> None:
    """An id that does not follow from the presser is no evidence, though the press is answered."""
    assert proof_of(owner=999_999) == ()


def test_press_on_a_message_out_of_reach_proves_nothing() -> None:
    """Without the message there is nothing that could be edited later."""
    assert proof_of(owner=a_turn().user_id, message=None) == ()
