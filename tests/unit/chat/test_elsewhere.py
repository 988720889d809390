"""A person of one bot at another one: what is answered and changed, what counts as a repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gigwire.domain.chat import commands, elsewhere, filters
from gigwire.domain.chat.records import records_of
from tests.unit.chat.test_conversation import a_turn, person, texts

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.chat.turn import Turn


def at_east(subscriber: Subscriber | None, update_id: int = 100) -> Turn:
    """A turn of user 5 at the bot `east`."""
    return replace(a_turn(subscriber, update_id), bot="east")


def test_first_contact_fixes_the_bot() -> None:
    """Whom /start was said to is whom the cards come from."""
    subscriber = commands.start(at_east(None)).subscriber
    assert subscriber is not None
    assert subscriber.bot == "east"


def test_reply_leaves_by_the_bot_that_was_spoken_to() -> None:
    """Only that one can answer a press, and only there is the conversation."""
    turn = at_east(person())
    (due,) = records_of(turn, elsewhere.spoken(turn)).due
    assert due.bot == "east"


def test_same_update_id_of_two_bots_is_two_updates() -> None:
    """Each bot counts its own: neither a repeat, nor the same notification."""
    held = person("python")
    ours, theirs = a_turn(held, held.last_update_id), at_east(held, held.last_update_id)
    assert ours.is_repeat
    assert not theirs.is_repeat
    ids = {records_of(one, elsewhere.spoken(one)).due[0].notification_id for one in (ours, theirs)}
    assert len(ids) == 2


def test_start_at_another_bot_moves_nobody_who_is_reached() -> None:
    """Settings stay; the person is told where to go on."""
    turn = at_east(person("python"))
    decision = elsewhere.start(turn)
    assert decision.subscriber is None
    assert texts(decision) == [turn.words("elsewhere")]


def test_start_at_another_bot_takes_over_who_had_blocked_theirs() -> None:
    """Filters are kept, cards come from the new bot, whose update ids count from then on."""
    held = person("python").model_copy(update={"status": "blocked"})
    moved = elsewhere.start(at_east(held, 7)).subscriber
    assert moved is not None
    assert (moved.bot, moved.status, moved.last_update_id) == ("east", "active", 7)
    assert moved.filters == held.filters
    assert replace(a_turn(moved, 7), bot="east").is_repeat


def test_press_at_another_bot_counts_but_its_update_id_does_not() -> None:
    """Old cards keep working after a move; the own bot's last update stays noted."""
    held = person("python")
    changed = filters.add(at_east(held, 9_999), "rust").subscriber
    assert changed is not None
    assert changed.last_update_id == held.last_update_id
    assert len(changed.filters) == 2
