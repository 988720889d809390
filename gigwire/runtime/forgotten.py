"""The topic of the forgotten, read whole: short, for its records go after a month. No decisions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from gigwire.contracts.codec import decode
from gigwire.contracts.errors import Poison
from gigwire.contracts.forgotten import PersonForgotten
from gigwire.contracts.topics import USER_PARTITIONS
from gigwire.runtime.kafka import read_to_end

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.runtime.settings import Settings

TOPIC: Final = "people.forgotten"


async def read_forgotten(
    settings: Settings, partitions: Iterable[int] = range(USER_PARTITIONS)
) -> list[PersonForgotten]:
    """Every record of these partitions, in order within each."""
    found = []
    for partition, offset, _, value in await read_to_end(settings, TOPIC, list(partitions)):
        try:
            found.append(decode(PersonForgotten, value))
        except Poison as error:
            sys.stderr.write(f"gigwire: {TOPIC} {partition}@{offset} is unreadable: {error}\n")
    return found
