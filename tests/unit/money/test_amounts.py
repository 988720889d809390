"""A budget as amounts that filters compare with."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.messages import Budget
from gigwire.domain.money import UNKNOWN_HIGHEST, UNKNOWN_LOWEST, Amounts, amounts_of
from gigwire.domain.rates import current_rates, minor_digits

TABLE = current_rates()
CURRENCIES = sorted(TABLE.usd_per_unit)
MINOR = st.integers(min_value=1, max_value=10**15)
LISTED = st.sampled_from(CURRENCIES)


def exact(minor: int, currency: str, target: str) -> Fraction:
    """The unrounded amount of `target`'s minor units, computed another way."""
    rates = TABLE.usd_per_unit
    usd = Fraction(minor, int(10 ** minor_digits(currency))) * Fraction(rates[currency])
    return Fraction(usd / Fraction(rates[target]) * 10 ** minor_digits(target))


def amounts(minimum: int | None, maximum: int | None, currency: str) -> Amounts:
    """The amounts of a fixed budget by the bundled table."""
    return amounts_of(Budget(minimum=minimum, maximum=maximum, currency=currency), TABLE)


@settings(deadline=None)
@given(one=MINOR, other=MINOR, currency=LISTED | st.just("XAF"))
def test_the_own_currency_is_never_touched(one: int, other: int, currency: str) -> None:
    """A limit equal to the budget passes on both sides, listed currency or not."""
    low, high = sorted((one, other))

    assert amounts(low, high, currency).limits(currency) == (low, high)


@settings(deadline=None)
@given(one=MINOR, other=MINOR, currency=LISTED, target=LISTED)
def test_conversion_encloses_the_exact_amounts(
    one: int, other: int, currency: str, target: str
) -> None:
    """No project is lost to rounding, and less than one minor unit is given away."""
    low, high = sorted((one, other))
    limits = amounts(low, high, currency).limits(target)

    assert limits is not None
    assert 0 <= exact(low, currency, target) - limits[0] < 1
    assert 0 <= limits[1] - exact(high, currency, target) < 1


@settings(deadline=None)
@given(minor=MINOR, more=MINOR, currency=LISTED, target=LISTED)
def test_a_larger_budget_never_converts_to_less(
    minor: int, more: int, currency: str, target: str
) -> None:
    """Conversion is monotone at both ends."""
    small = amounts(minor, minor, currency).limits(target)
    large = amounts(minor + more, minor + more, currency).limits(target)

    assert small is not None
    assert large is not None
    assert small[0] <= large[0]
    assert small[1] <= large[1]


@pytest.mark.parametrize(
    ("minimum", "maximum", "limits"),
    [(500, None, (500, 500)), (None, 900, (900, 900)), (900, 500, (500, 900))],
)
def test_an_open_end_is_the_other_one(
    minimum: int | None, maximum: int | None, limits: tuple[int, int]
) -> None:
    """One stated amount is a range of itself; crossed ends are put right."""
    assert amounts(minimum, maximum, "USD").limits("USD") == limits


def test_nothing_stated_is_unknown_in_every_currency() -> None:
    """No budget and a budget without amounts tell nothing."""
    for nothing in (amounts_of(None, TABLE), amounts(None, None, "EUR")):
        assert nothing.limits("EUR") is None
        assert nothing.period is None


def test_an_unlisted_currency_is_known_only_to_itself() -> None:
    """We do not invent a rate, in neither direction."""
    assert amounts(1, 2, "XAF").limits("USD") is None
    assert amounts(1, 2, "USD").limits("XAF") is None


def test_a_row_holds_the_limits_of_each_currency() -> None:
    """Columns in the order asked; what is unknown passes every lenient comparison."""
    found = amounts(10_000, 20_000, "USD")
    row = found.row(["EUR", "XAF", "USD"])

    assert row[:, 0].tolist() == list(found.limits("EUR") or ())
    assert row[:, 1].tolist() == [UNKNOWN_LOWEST, UNKNOWN_HIGHEST]
    assert row[:, 2].tolist() == [10_000, 20_000]


@settings(deadline=None)
@given(one=MINOR, other=MINOR, currency=LISTED | st.just("XAF"))
def test_a_row_says_what_the_limits_say(one: int, other: int, currency: str) -> None:
    """The quick way and the plain one agree on every currency."""
    found = amounts(one, other, currency)
    wanted = [*CURRENCIES, "XAF", "XOF"]
    plain = [found.limits(it) or (UNKNOWN_LOWEST, UNKNOWN_HIGHEST) for it in wanted]

    cut = [[min(low, UNKNOWN_HIGHEST - 1), high] for low, high in plain]
    clipped = [[low, high if low < 0 else min(high, UNKNOWN_HIGHEST - 1)] for low, high in cut]
    assert found.row(wanted).T.tolist() == clipped


def test_a_row_is_computed_once_and_cannot_be_changed() -> None:
    """Equal budgets on one day share their row, whoever decoded them."""
    first, second = (amounts(10_000, 20_000, "USD").row(CURRENCIES) for _ in range(2))

    assert first is second
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0] = 1


def test_an_amount_beyond_a_column_is_still_known() -> None:
    """The largest budget in the smallest currency stays below the mark of the unknown."""
    row = amounts(10**15, 10**15, "JPY").row(["COP"])

    assert UNKNOWN_LOWEST < row[0, 0] <= row[1, 0] < UNKNOWN_HIGHEST
