"""Comparing what should have happened with what did. Pure; the verdict is a count per kind."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gigwire.operate.reconcile.facts import Books, Delivery, Expectation, Pair


MOST_APART: Final = 0.05  # of the dearer budget: boards convert and round


class Report(NamedTuple):
    """The verdict. Counts are of (user, cluster) pairs, `unknown` of notifications.

    lost: expected, not delivered, and no reason recorded. duplicate: deliveries beyond the first.
    phantom: delivered although nothing asked for it. unaccounted: notifications without a
    terminal state, and accepted messages that no ledger entry owns, beyond those UNKNOWN.
    """

    expected: int
    indeterminate: int
    delivered: int
    explained: int
    lost: list[Pair]
    duplicate: list[Pair]
    phantom: list[Pair]
    unknown: list[str]
    unaccounted: list[str]
    told_again: list[str]  # the deliveries of each duplicate, for whoever looks for its cause

    @property
    def is_clean(self) -> bool:
        """Whether every promise held."""
        return not (self.lost or self.duplicate or self.phantom or self.unaccounted)


def settle(expectations: Mapping[Pair, Expectation], books: Books) -> Report:
    """Compare. An UNKNOWN notification explains at most one stray message."""
    told = Counter(delivery.pair for delivery in books.deliveries)
    expected = {pair for pair, what in expectations.items() if what == "expected"}
    missing = expected - set(told)
    explained = {pair for pair in missing if pair in books.excuses}
    strays = [f"message {one.message_id} in chat {one.chat_id}" for one in books.strays]
    return Report(
        expected=len(expected),
        indeterminate=sum(what == "indeterminate" for what in expectations.values()),
        delivered=len(told),
        explained=len(explained),
        lost=sorted(missing - explained),
        duplicate=sorted(_repeats(told, books)),
        phantom=sorted(set(told) - set(expectations)),
        unknown=sorted(books.unknown),
        unaccounted=books.open_intents + strays[len(books.unknown) :],
        told_again=_evidence(_repeats(told, books), books.deliveries),
    )


def _repeats(told: Counter[Pair], books: Books) -> list[Pair]:
    """Each delivery beyond a pair's first, by the messages a person saw.

    A marked line of what was really given back is one more that is allowed, once for each return.
    So is another board's copy whose budget, as it was then, is another one: told as what it shows.
    """
    messages: dict[Pair, dict[tuple[int, int], Delivery]] = {}
    for one in books.deliveries:
        messages.setdefault(one.pair, {}).setdefault((one.chat_id, one.message_id), one)
    marked = {(one.doubt, one.pair) for one in books.deliveries if one.doubt}
    allowed = Counter(pair for _, pair in marked & books.returned)
    for pair, seen in messages.items():
        earlier: list[Delivery] = []
        for one in seen.values():
            is_news = earlier and all(_is_another_offer(other, one) for other in earlier)
            allowed[pair] += bool(is_news)
            earlier.append(one)
    return [pair for pair in told for _ in range(len(messages[pair]) - 1 - allowed[pair])]


def _is_another_offer(first: Delivery, other: Delivery) -> bool:
    """Two boards' cards whose budgets differ by more than 5 %: dedupe keeps such projects apart.

    A project that is dearer since may reach us by its copy before its own board's change does.
    """
    if first.key == other.key or first.cents is None or other.cents is None:
        return False
    pairs = zip(first.cents, other.cents, strict=True)
    return any(one and two and abs(one - two) > MOST_APART * max(one, two) for one, two in pairs)


def _evidence(pairs: list[Pair], deliveries: list[Delivery]) -> list[str]:
    return [
        f"{one.pair.user_id}/{one.pair.cluster}: message {one.message_id} at {one.accepted_at},"
        f" notification {one.notification_id}, project {one.key} seen at {one.seen_at},"
        f" {'instant' if one.is_instant else 'digest'}"
        for one in deliveries
        if one.pair in pairs
    ]
