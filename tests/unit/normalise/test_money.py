"""From what a board states to a budget; how texts are read: tests/unit/money."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.messages import RawBudget
from gigwire.domain.money.amounts import amount_of
from gigwire.domain.money.budget import budget_of
from gigwire.domain.money.parse import parse_budget
from gigwire.domain.rates import current_rates, minor_digits
from local.boards.money import RATES, RATES_DATE

RUB, USD = "RUB", "USD"


def test_yearly_pay_becomes_monthly_and_daily_is_unknown() -> None:
    """What has no period of ours is converted exactly, or not claimed at all."""
    yearly = budget_of(RawBudget(text="$60k per year"))

    assert yearly is not None
    assert (yearly.minimum, yearly.period) == (500_000, "monthly")
    assert budget_of(RawBudget(text="500 руб в день")) is None


def test_dollar_sign_means_the_country_of_the_board() -> None:
    """A bare `$` is a peso at a Mexican board, the US dollar anywhere unknown."""
    at_home = budget_of(RawBudget(text="$5,000"), country="mx")
    anywhere = budget_of(RawBudget(text="$5,000"))

    assert at_home is not None
    assert anywhere is not None
    assert (at_home.currency, anywhere.currency) == ("MXN", "USD")


def test_amount_without_any_currency_is_unknown() -> None:
    """A number alone is not money unless the source has a currency of its own."""
    bare = RawBudget(minimum=Decimal(1000))

    assert budget_of(bare) is None
    in_rubles = budget_of(bare, default_currency=RUB)
    assert in_rubles is not None
    assert (in_rubles.minimum, in_rubles.maximum, in_rubles.currency) == (100_000, None, RUB)


def test_currency_outside_the_table_keeps_its_amount_without_dollars() -> None:
    """We do not invent a rate."""
    budget = budget_of(RawBudget(minimum=Decimal(10), currency="XAF"))

    assert budget is not None
    assert (budget.minimum, budget.usd_minimum, budget.rate_date) == (1_000, None, None)


def test_crossed_limits_and_absurd_amounts_are_put_right() -> None:
    """Limits are swapped; negative and astronomic ones are unknown."""
    crossed = budget_of(RawBudget(minimum=Decimal(9), maximum=Decimal(5), currency=USD))
    absurd = RawBudget(minimum=Decimal(-5), maximum=Decimal(10) ** 20, currency=USD)

    assert crossed is not None
    assert (crossed.minimum, crossed.maximum) == (500, 900)
    assert budget_of(absurd) is None


def test_currency_without_minor_units_is_counted_in_whole_ones() -> None:
    """A Chilean peso is its own smallest unit."""
    budget = budget_of(RawBudget(text="CLP 10.000"))

    assert budget is not None
    assert (budget.minimum, budget.usd_minimum, budget.usd_maximum) == (10_000, 1_060, 1_060)


def test_rates_equal_those_of_the_boards_truth() -> None:
    """The local boards' ground truth and normalise convert alike."""
    table = current_rates()

    assert table.date == RATES_DATE
    assert {code: float(table.usd_per_unit[code]) for code in RATES} == RATES


AMOUNTS = st.integers(min_value=1, max_value=10**12)
CURRENCIES = st.sampled_from(sorted(current_rates().usd_per_unit))


@settings(deadline=None)
@given(minor=AMOUNTS, currency=CURRENCIES)
def test_dollars_enclose_the_exact_value(minor: int, currency: str) -> None:
    """Rounding goes outward, by less than one cent."""
    table = current_rates()
    exact = Decimal(minor).scaleb(2 - minor_digits(currency)) * table.usd_per_unit[currency]
    low, high = (table.usd_cents(minor, currency, way) for way in ("down", "up"))

    assert low is not None
    assert high is not None
    assert low <= exact <= high
    assert high - low <= 1


@settings(deadline=None)
@given(amount=st.integers(min_value=1_000, max_value=10**9))
def test_thousands_are_parted_the_same_in_every_style(amount: int) -> None:
    """`1,234`, `1.234`, `1 234`, `1’234` and `1234` are one number."""
    styles = [f"{amount:,}".replace(",", sign) for sign in (",", ".", " ", "\u00a0", "’", "")]

    assert {amount_of(style) for style in styles} == {Decimal(amount)}


@settings(deadline=None)
@given(low=st.integers(1, 10**6), width=st.integers(0, 10**6), currency=CURRENCIES)
def test_written_range_comes_back(low: int, width: int, currency: str) -> None:
    """What is written as a range is read as that range."""
    parsed = parse_budget(f"{low} - {low + width} {currency}")

    assert parsed is not None
    limits = (Decimal(low), Decimal(low + width))
    assert (parsed.minimum, parsed.maximum, parsed.currency) == (*limits, currency)


@settings(deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_read_or_unknown_and_never_zero(text: str) -> None:
    """Nothing a board writes makes the parser fail or claim a free project."""
    budget = budget_of(RawBudget(text=text), default_currency=USD)

    assert budget is None or all(it is None or it > 0 for it in (budget.minimum, budget.maximum))
