"""What comes to notify from others: a press, an operator's word, a digest with marked lines.

Personalise is one integer here: how often a card was given back. Real code: none; its rules (once
per return, after it) are tested where they live.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.notify.catalogue import DIGEST, PRESS, RESOLUTIONS, SECOND_DIGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.notify.world import State


def from_outside(state: State, rules: frozenset[str]) -> Iterator[tuple[str, State]]:
    """Each thing that others may do now, with the state it leads to."""
    if state.moves:
        yield from _from_people(state)
    if state.returned[0] and DIGEST not in state.queue:
        yield "personalise: a digest", _asked(state, DIGEST)
    forgets = "returned_once" not in rules and state.returned[0] > 1
    if forgets and DIGEST in state.queue and SECOND_DIGEST not in state.queue:
        yield "personalise: another", _asked(state, SECOND_DIGEST)


def _from_people(state: State) -> Iterator[tuple[str, State]]:
    less = state._replace(moves=state.moves - 1)
    if state.applied[0] and PRESS not in state.queue:
        yield "a press on 0", _asked(less, PRESS)
    mark = state.ledger[0]
    if mark is not None and mark.state == "UNKNOWN" and not state.decided:
        for word, due in RESOLUTIONS.items():
            yield f"operator: 0 is {word}", _asked(less, due)._replace(decided=word)


def _asked(state: State, due: int) -> State:
    return state._replace(queue=(*state.queue, due))
