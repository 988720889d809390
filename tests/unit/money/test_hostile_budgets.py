"""Texts that want to break the parser."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.domain.money.parse import parse_budget
from tests.support.patience import CATASTROPHE_SECONDS

PIECES = (
    *"0123456789",
    *" .,-+$€₽%/:()~≈\u00a0\u202f\u0000\u202e",
    *("к", "тыс", "руб", "от ", "до ", "k", "mil", "per hour", "R$", "a partir de ", "дней"),
)


@pytest.mark.parametrize(
    "piece",
    ["1 ", "+1 ", "1000 000 ", "$", "от ", "1-", "1.", "1,", "\u00a0", "R$ 1.000,00 - ", "до 5 % "],
)
def test_a_megabyte_is_read_in_no_time(piece: str) -> None:
    """The cost does not follow the length of the text."""
    text = piece * (1_000_000 // len(piece))
    took = []
    for _ in range(3):
        began = time.process_time()
        parse_budget(text)
        took.append(time.process_time() - began)

    assert min(took) < CATASTROPHE_SECONDS


@settings(deadline=None, max_examples=300)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.characters(), max_size=60))
def test_any_mixture_is_read_or_unknown(pieces: list[str]) -> None:
    """Never an error, never a price of nothing, never limits that cross."""
    parsed = parse_budget("".join(pieces))

    if parsed is not None:
        limits = [limit for limit in parsed[:2] if limit is not None]
        assert limits
        assert all(limit > 0 for limit in limits)
        assert limits == sorted(limits)


def test_a_number_at_the_cut_is_not_read_in_half() -> None:
    """Beyond the characters read there may be more digits."""
    text = "x " * 197 + "$10" + "0" * 20 + " for all"

    assert parse_budget(text) is None
