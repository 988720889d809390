"""Presses every button that can be reached, each kind a few times, and looks what comes of it."""

from __future__ import annotations

import re
from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gigwire.contracts.delivery import Button
    from tests.support.phone import Phone, Shown

MOST_OF_A_KIND = 2
MOST_OF_A_FAMILY = 8
_PARTICULAR = re.compile(r"(?=[^:]*\d)[^:]{7,}|\d+")


class Step(NamedTuple):
    """A message that a press led to. `path`: what was pressed, from the root on."""

    path: tuple[str, ...]
    titles: tuple[str, ...]
    phone: Phone
    number: int
    pressed_on: int | None = None  # None: a root

    @property
    def shown(self) -> Shown:
        """The message."""
        return self.phone.messages[self.number]

    @property
    def data(self) -> str:
        """What was pressed last."""
        return self.path[-1].partition(" ")[0]


def title_of(shown: Shown) -> str:
    """The first line, whatever its numbers are."""
    return re.sub(r"\d+", "0", shown.seen.split("\n", 1)[0])


class Walker:
    """Goes on where nobody was before: what was pressed from one root is not from the next."""

    def __init__(self) -> None:
        self.pressed: set[str] = set()
        self._kinds: Counter[str] = Counter()

    async def walk(self, root: str, first: Phone, number: int) -> AsyncIterator[Step]:
        """The root's message, then each that its buttons lead to, the nearest first."""
        start = Step((root,), (title_of(first.messages[number]),), first, number)
        waiting = deque([start])
        while waiting:
            step = waiting.popleft()
            yield step
            for one in step.shown.buttons:
                if self._is_new(one):
                    waiting.extend(await _after(step, one.data or ""))

    def _is_new(self, one: Button) -> bool:
        if not one.data or one.data in self.pressed:
            return False
        words = _PARTICULAR.sub("#", one.data).split(":")
        kind, family = ":".join(words[:4]), ":".join(words[:2])
        if self._kinds[kind] >= MOST_OF_A_KIND or self._kinds[family] >= MOST_OF_A_FAMILY:
            return False
        self._kinds.update({kind, family})
        self.pressed.add(one.data)
        return True


async def _after(step: Step, data: str) -> list[Step]:
    """What a press leads to: the message as it is then, and those that came new."""
    phone = step.phone.copy()
    await phone.press(step.number, data)
    numbers = [step.number, *(one for one in phone.messages if one not in step.phone.messages)]
    found = []
    for at, number in enumerate(numbers):
        name = f"{data} +{at}" if at else data
        titles = (*step.titles, title_of(phone.messages[number]))
        found.append(Step((*step.path, name), titles, phone, number, step.number))
    return found
