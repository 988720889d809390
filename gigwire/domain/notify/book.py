"""What is known of each notification of one partition, folded from the ledger topic.

Owns the rule which record counts when several speak of one notification, and which are old enough
to be forgotten. Packed: a mark is one integer under twelve bytes. Reads no topic.
"""

from __future__ import annotations

from binascii import Error, unhexlify
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from gigwire.contracts.ids import MessageId, NotificationId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.delivery import LedgerEntry, LedgerState

STATES: Final[tuple[LedgerState, ...]] = ("INTENT", "SENT", "REJECTED", "EXPIRED", "UNKNOWN")
NUMBERS: Final[dict[str, int]] = {state: number for number, state in enumerate(STATES)}
TERMINAL: Final = frozenset({"SENT", "REJECTED", "EXPIRED", "UNKNOWN"})
PROOF: Final = frozenset({"SENT", "REJECTED"})  # what the server said: true whoever writes it
# What a person is told of a refusal, who asks by /why.
Refusal = Literal["", "chat", "form", "lost"]
REFUSALS: Final[tuple[Refusal, ...]] = get_args(Refusal)
# From the low end: 3 bits of state, 4 of attempt, 20 of day, 1 of captions, 2 of refusals, then the
# message id plus one.
ATTEMPT_SHIFT, DAY_SHIFT, CAPTION_SHIFT, REFUSAL_SHIFT, MESSAGE_SHIFT = 3, 7, 27, 28, 30
MOST_ATTEMPTS: Final = 15
DAY_MASK: Final = 0xFFFFF
# Longer than any request may come back: decision 8 adds the retentions up.
KEPT_DAYS: Final = 90
ID_DIGITS: Final = 24
_INTENT, _SENT, _REJECTED, _EXPIRED, _UNKNOWN = range(5)


class Mark(NamedTuple):
    """The state of one notification, where it can be seen, and which attempt it speaks of."""

    state: LedgerState
    message_id: MessageId | None = None
    attempt: int = 0
    is_captioned: bool = False
    refusal: Refusal = ""  # of REJECTED

    @property
    def is_terminal(self) -> bool:
        """Whether nothing is sent under this id any more without somebody's decision."""
        return self.state in TERMINAL


class Glimpse(NamedTuple):
    """What the book keeps of a ledger record. `day`: the ordinal of the event's date."""

    state: LedgerState
    message_id: MessageId | None = None
    attempt: int = 0
    day: int = 0
    is_captioned: bool = False
    refusal: Refusal = ""


class Book:
    """Marks by notification id. Learning the same records again changes nothing."""

    def __init__(self) -> None:
        self._marks: dict[bytes | str, int] = {}
        self._read_to = -1

    def __len__(self) -> int:
        return len(self._marks)

    def get(self, key: NotificationId) -> Mark | None:
        """The mark of a notification, None where the ledger knows nothing of it."""
        packed = self._marks.get(_short(key))
        if packed is None:
            return None
        message = packed >> MESSAGE_SHIFT
        return Mark(
            STATES[packed & 7],
            MessageId(message - 1) if message else None,
            packed >> ATTEMPT_SHIFT & MOST_ATTEMPTS,
            bool(packed >> CAPTION_SHIFT & 1),
            REFUSALS[packed >> REFUSAL_SHIFT & 3],
        )

    def admits(self, state: LedgerState | None, read_to: int) -> bool:
        """Whether to learn a record whose writer had read this partition up to `read_to`.

        Who had read less than the writer of an earlier record had lost the partition when this one
        came in: a later owner has decided without it. Proof is welcome all the same.
        """
        is_late = read_to < self._read_to
        self._read_to = max(self._read_to, read_to)
        return not is_late or state in PROOF

    def learn(
        self,
        key: NotificationId,
        state: LedgerState | None,
        message_id: MessageId | None = None,
        attempt: int = 0,
        day: int = 0,
    ) -> bool:
        """Fold one record in; state None is a tombstone, which withdraws an INTENT.

        False: the book says otherwise and goes on saying so.

        SENT is proof and wins over everything; REJECTED is the server's word and closes UNKNOWN,
        as does the INTENT of a further attempt. Anything else behind a terminal state was written
        by a process that had lost the partition. `day`: the ordinal of the record's date.
        """
        short = _short(key)
        held = self._marks.get(short)
        if held is not None and not _yields(held, state, attempt):
            return _says(held, state, attempt)
        if state is None:
            self._marks.pop(short, None)
            return True
        caption = (held or 0) >> CAPTION_SHIFT & 1
        message = (held or 0) >> MESSAGE_SHIFT if message_id is None else message_id + 1
        self._marks[short] = (
            NUMBERS[state]
            | min(attempt, MOST_ATTEMPTS) << ATTEMPT_SHIFT
            | (day & DAY_MASK) << DAY_SHIFT
            | caption << CAPTION_SHIFT
            | message << MESSAGE_SHIFT
        )
        return True

    def take(self, key: NotificationId, seen: Glimpse) -> bool:
        """Learn a record with all that stands beside its state; as `learn`."""
        is_believed = self.learn(key, seen.state, seen.message_id, seen.attempt, seen.day)
        if is_believed and seen.is_captioned:
            self._marks[_short(key)] |= 1 << CAPTION_SHIFT
        if is_believed and seen.state == "REJECTED":
            self._marks[_short(key)] |= REFUSALS.index(seen.refusal) << REFUSAL_SHIFT
        return is_believed

    def counts(self, entry: LedgerEntry) -> bool:
        """Learn an entry as it stands; whether it is the one that counts from now on."""
        return self.learn(entry.notification_id, entry.state, entry.message_id, entry.attempt)

    def forget(self, key: NotificationId) -> None:
        """The retention took it out of the ledger."""
        self._marks.pop(_short(key), None)

    def leftovers(self) -> Iterator[NotificationId]:
        """Ids whose last word is INTENT: in flight when a former owner went away."""
        return (_long(key) for key, mark in self._marks.items() if mark & 7 == _INTENT)

    def outlived(self, today: int) -> Iterator[NotificationId]:
        """Ids that ended for good more than KEPT_DAYS before `today` (an ordinal).

        Never an INTENT, nor an UNKNOWN: that is kept until somebody closes it.
        """
        last = today - KEPT_DAYS
        for key, mark in self._marks.items():
            day = mark >> DAY_SHIFT & DAY_MASK
            if 0 < day < last and mark & 7 in (_SENT, _REJECTED, _EXPIRED):
                yield _long(key)


def _yields(held: int, state: LedgerState | None, attempt: int) -> bool:
    """Whether what is held gives way to a record of `state`."""
    number = held & 7
    if number == _INTENT or state == "SENT":
        return True
    if number != _UNKNOWN:
        return False
    held_attempt = held >> ATTEMPT_SHIFT & MOST_ATTEMPTS
    return state == "REJECTED" or (state == "INTENT" and attempt > held_attempt)


def _says(held: int, state: LedgerState | None, attempt: int) -> bool:
    """Whether a record only repeats what is held."""
    held_attempt = held >> ATTEMPT_SHIFT & MOST_ATTEMPTS
    is_same = state is not None and held & 7 == NUMBERS[state]
    return is_same and held_attempt == min(attempt, MOST_ATTEMPTS)


def _short(key: str) -> bytes | str:
    """Twelve bytes for the ids that we make; anything else stays as it is."""
    if len(key) != ID_DIGITS:
        return key
    try:
        short = unhexlify(key)
    except (Error, ValueError):
        return key
    return short if short.hex() == key else key


def _long(key: bytes | str) -> NotificationId:
    return NotificationId(key if isinstance(key, str) else key.hex())
