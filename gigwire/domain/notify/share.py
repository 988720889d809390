"""What part of a token's pace a process has that owns some of the partitions. Pure arithmetic.

The parts of all owners never send more in a second than the whole token would, whatever the moments
at which each of them sends.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from gigwire.contracts.topics import USER_PARTITIONS


class Share(NamedTuple):
    """A pace: calls a second, and how many may leave together."""

    rate: float
    burst: float


def share_of(rate: float, burst: float, owned: int) -> Share:
    """The share of `owned` partitions in a token's `rate` and `burst`.

    The whole sends less than rate + burst in any second (GCRA). A part has no burst, so it sends at
    most its rate, rounded up; where the roundings of small parts would add up to more than the
    whole's, a part has whole calls only.
    """
    if owned >= USER_PARTITIONS:
        return Share(rate, burst)
    part = max(1, owned) / USER_PARTITIONS
    own, most = rate * part, (rate + burst) * part
    if math.ceil(own) > most >= 1:
        own = float(math.floor(most))
    return Share(own, 1.0)
