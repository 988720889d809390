"""Several bots: a desk each, and what is left in Kafka of one that cannot send."""

from __future__ import annotations

from itertools import pairwise

from gigwire.domain.notify.aside import Aside
from gigwire.domain.notify.desks import Desks
from gigwire.domain.notify.request import Request
from tests.support.due import a_due
from tests.unit.notify.test_desk import desk_of


def desks_of(*bots: str, most_out: int = 8) -> Desks:
    """A desk of 27/s for each bot."""
    return Desks({bot: desk_of() for bot in bots}, most_out)


def card(user: int, bot: str) -> Request:
    """A card for a person of a bot."""
    return Request(a_due(user, bot=bot), 0, 0, taken_at=0.0)


def play(desks: Desks, until: float) -> list[tuple[float, str]]:
    """Take what may leave, each landing at once: (time, bot)."""
    now, sent = 0.0, []
    while now < until:
        request = desks.take(now)
        if request is not None:
            sent.append((now, request.due.bot))
            desks.of(request).finished(request)
            desks.landed(request)
            continue
        due = desks.next_time()
        if due is None:
            break
        now = max(due, now + 1e-9)
    return sent


def test_two_bots_have_twice_the_pace_of_one() -> None:
    """Each bot's messages are a 27th of a second apart, whatever the other one does."""
    desks = desks_of("main", "east")
    for user in range(1, 300):
        desks.offer(card(user, "main"))
        desks.offer(card(user, "east"))
    sent = play(desks, 5.0)
    for bot in ("main", "east"):
        times = [at for at, name in sent if name == bot]
        assert 27 * 5 <= len(times) <= 27 * 5 + 2
        assert min(b - a for a, b in list(pairwise(times))[2:]) > 1 / 27 - 1e-6


def test_bot_whose_calls_hang_holds_no_other_up() -> None:
    """With all its calls out a bot is passed over, and the next time is another's."""
    desks = desks_of("main", "east", most_out=1)
    desks.offer(card(1, "east"))
    desks.offer(card(2, "east"))
    desks.offer(card(3, "main"))
    first, second = desks.take(0.0), desks.take(0.0)
    assert first is not None
    assert second is not None
    assert {first.due.bot, second.due.bot} == {"main", "east"}
    assert desks.take(9.0) is None
    assert desks.next_time() is None
    landed = first if first.due.bot == "east" else second
    desks.of(landed).finished(landed)
    desks.landed(landed)
    third = desks.take(9.0)
    assert third is not None
    assert third.due.bot == "east"


def test_what_was_set_aside_is_read_again_and_nothing_else() -> None:
    """Offsets 1 and 3 were east's: read from 1 on, only those two count, the end is new again."""
    aside = Aside()
    assert [aside.admit(0, offset) for offset in range(4)] == [(True, False)] * 4
    aside.put(0, 1, "east")
    aside.put(0, 3, "east")
    aside.put(7, 2, "west")
    assert aside.counts() == {"east": 2, "west": 1}
    assert aside.recall("east") == {0: 1}
    seen = [aside.admit(0, offset) for offset in range(1, 5)]
    assert seen == [(True, True), (False, True), (True, True), (True, False)]
    assert len(aside) == 1


def test_request_set_aside_anew_while_read_again_is_not_lost() -> None:
    """A token that is refused a second time leaves the request where it was."""
    aside = Aside()
    aside.admit(0, 0)
    aside.put(0, 0, "east")
    assert aside.admit(0, 0) == (True, True)
    aside.put(0, 0, "east")
    assert aside.recall("east") == {0: 0}
