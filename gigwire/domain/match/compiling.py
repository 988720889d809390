"""Subscribers as columns for a bulk build: each distinct text is planned once. Owns no packing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gigwire.contracts.ids import filter_number
from gigwire.domain.match.columns import Owners, PlanColumns, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.people import Filter, Subscriber
    from gigwire.domain.match.dictionary import Dictionary
    from gigwire.domain.match.plan import Plan


def live_filters(subscriber: Subscriber) -> list[Filter]:
    """Filters that can match: of an active person, not paused."""
    if subscriber.status != "active":
        return []
    return [one for one in subscriber.filters if not one.is_paused]


def compiled(
    subscribers: Iterable[Subscriber], dictionary: Dictionary
) -> tuple[PlanColumns, Owners]:
    """Plans and who has them. People without live filters are in, for their versions."""
    users: list[int] = []
    versions: list[int] = []
    owner: list[int] = []
    numbers: list[int] = []
    texts: list[int] = []
    text_numbers: dict[str, int] = {}
    for at, subscriber in enumerate(subscribers):
        users.append(subscriber.user_id)
        versions.append(subscriber.version)
        for one in live_filters(subscriber):
            owner.append(at)
            numbers.append(filter_number(one.filter_id))
            texts.append(text_numbers.setdefault(one.query, len(text_numbers)))
    plan_numbers: dict[Plan, int] = {}
    plan_of_text = [
        plan_numbers.setdefault(dictionary.plan(text), len(plan_numbers)) for text in text_numbers
    ]
    owners = Owners(
        users=np.array(users, dtype=np.int64),
        versions=np.array(versions, dtype=np.int64),
        owner=np.array(owner, dtype=np.uint32),
        numbers=np.array(numbers, dtype=np.int64),
        plan_of_slot=np.array(plan_of_text, dtype=np.uint32)[np.array(texts, dtype=np.int64)],
    )
    return columns_of(list(plan_numbers)), owners
