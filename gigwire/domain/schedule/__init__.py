"""What is sent at a time: set, moved, cancelled, and due, once.

Owns the row `Scheduled`, the two decisions (request, tick) and the safety argument below. Owns no
clock, no table and no sending. How people ask to be reminded: `asking`, `wish`.

Why nothing is lost or sent twice though a row and its outputs are not written atomically:

 1. What becomes due at a time has one id, hash(person, schedule, time); the ledger lets it through
    once. Moved to another time it is another notification, and the row holds only the newest.
 2. A due item leaves its row only at a later tick than the one that sent it, some seconds later.
    Before that tick is handled what the earlier one sent is acknowledged by Kafka (`settles`; one
    wait serves every partition until what was sent after it is to be taken out, `Stored`). So an
    item is in the row or stands on `notifications.due`; between the two it is both, and is sent
    again after a crash, under the same id. Which tick sent it is remembered in memory alone:
    whoever has forgotten it sends again. To send needs no such wait, so ticks stay punctual.
 3. A request is remembered by its offset: the same one again, after a crash, changes nothing that
    came later. What is cancelled therefore stays in its row, for a while, as cancelled.
"""

from gigwire.domain.schedule.decide import (
    FORGOTTEN,
    LARGEST_REQUEST,
    MOST_AT_ONCE,
    MOST_ITEMS,
    Outcome,
    decide_request,
    decide_tick,
    is_any_forgotten,
    next_due,
)
from gigwire.domain.schedule.rows import Item, Scheduled
from gigwire.domain.schedule.stored import Stored

__all__ = [
    "FORGOTTEN",
    "LARGEST_REQUEST",
    "MOST_AT_ONCE",
    "MOST_ITEMS",
    "Item",
    "Outcome",
    "Scheduled",
    "Stored",
    "decide_request",
    "decide_tick",
    "is_any_forgotten",
    "next_due",
]
