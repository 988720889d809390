"""Which updates count as applied, whatever order they come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gigwire.domain.chat import settings
from gigwire.domain.chat.repeats import MOST, WINDOW, is_applied, noted
from tests.support.talk import Talk


def applied_of(order: list[int]) -> tuple[list[int], tuple[int, tuple[int, ...]]]:
    """Which of these are let through, one after the other, and what is remembered."""
    let: list[int] = []
    held: tuple[int, tuple[int, ...]] = (0, ())
    for one in order:
        if not is_applied(one, *held):
            let.append(one)
            held = noted(one, *held)
    return let, held


@given(st.permutations(range(50, 50 + MOST)))
def test_updates_in_any_order_are_each_applied_once(order: list[int]) -> None:
    """As a webhook may bring them after a failed push; and then all of them once more."""
    let, held = applied_of(order + order)
    assert let == order
    assert held == (50 + MOST - 1, tuple(range(50, 50 + MOST)))


@given(st.integers(1, 200), st.integers(0, 200))
def test_long_poll_that_goes_back_applies_nothing_twice(amount: int, back: int) -> None:
    """In the order of ids, then again from somewhere: after a kill."""
    order = list(range(1, amount + 1))
    assert applied_of(order + order[-back:])[0] == order


def test_settings_from_before_count_all_up_to_the_last() -> None:
    """An upgrade repeats nothing, and from then on remembers."""
    assert is_applied(99, 100, ())
    last, applied = noted(102, 100, ())
    assert not is_applied(101, last, applied)
    assert is_applied(100, last, applied)
    assert is_applied(12, last, applied)


def test_ids_that_start_anew_are_no_repeat() -> None:
    """After a quiet week Telegram counts from somewhere else, higher or lower."""
    for anew in (100 + 2 * WINDOW, 100 - WINDOW - 5):
        assert not is_applied(anew, 100, (99, 100))
        assert noted(anew, 100, (99, 100)) == (anew, (anew,))


def test_message_that_comes_after_a_later_press_is_heard() -> None:
    """Telegram queues presses apart from messages: a push that failed is brought late."""
    talk = Talk()
    talk.start()
    talk.update_id = 10
    talk.run(settings.show)
    talk.press("~1set:pace:daily")
    talk.update_id = 9
    assert not talk.turn().is_repeat
    talk.update_id = 10
    assert talk.person is not None
    assert talk.person.applied[-1] == 12
