"""Comparisons as people type them, and the range in whole units that each one means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tests.oracle.naive import NO_CENTS, Judge
from tests.oracle.trees import Cmp
from tests.oracle.worlds import ROUND

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.oracle.trees import Gig

OWN: Final = "EUR"  # the currency of whoever types; meant where none is typed
SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "USD": ("usd", "$", " USD"),
    "EUR": ("eur", "€", " €"),
    "RUB": ("rub", " ₽", "₽"),
    "UAH": ("uah", " ₴", "₴"),
    "BRL": ("brl", " BRL"),
    "JPY": ("jpy", " JPY"),
}
# The operator, and what it adds to the lower and the upper end (None: that end is open).
OPERATORS: Final[tuple[tuple[str, int | None, int | None], ...]] = (
    (">=", 0, None),
    (">=", 0, None),
    ("≥", 0, None),
    (">", 1, None),
    ("<=", None, 0),
    ("≤", None, 0),
    ("<", None, -1),
    ("=", 0, 0),
    (":", 0, 0),
)
AT_LEAST: Final = ("от ", "від ", "from ", "desde ", "a partir de ", ">", "> ")
AT_MOST: Final = ("до ", "up to ")
AGES: Final[dict[str, int]] = {"m": 60, "h": 3_600, "d": 86_400}


class Sum(NamedTuple):
    """A typed amount: its digits, whole minor units, currency and sign."""

    digits: str
    minor: int
    currency: str
    sign: str


def a_limit(r: Random, anchor: Gig) -> Cmp:
    """One comparison of any kind; three in ten are strict. Some lie at the anchor's very limits."""
    if r.random() < 0.5:
        name = r.choice(("budget", "budget", "rate", "client.spent"))
        one = _money(r, name, anchor)
    else:
        one = r.choice(COUNTS)(r)
    return one._replace(is_strict=r.random() < 0.3)


def said(r: Random, anchor: Gig) -> Cmp:
    """`от 500$` and its kin: lenient, for there is no room for a sign."""
    one = _sum(r, "budget", anchor)
    number = f"{one.digits}{one.sign or 'eur'}"
    if r.random() < 0.3:
        return Cmp("budget", None, one.minor, f"{r.choice(AT_MOST)}{number}", one.currency)
    typed = f"{number}+" if r.random() < 0.2 else f"{r.choice(AT_LEAST)}{number}"
    return Cmp("budget", one.minor, None, typed, one.currency)


def _sum(r: Random, name: str, anchor: Gig) -> Sum:
    return (r.random() < 0.5 and _at_the_limit(r, name, anchor)) or _any_sum(r)


def _at_the_limit(r: Random, name: str, anchor: Gig) -> Sum | None:
    """What the anchor pays, in another currency, to the last minor unit or one beside it."""
    currency = r.choice(tuple(SIGNS))
    leaf = Cmp(name, 0, None, "", currency)
    known = leaf._replace(name="rate") if anchor.members["type"] == "hourly" else leaf
    ends = Judge((anchor,)).amounts(known if name != "client.spent" else leaf, anchor)
    if ends is None:
        return None
    minor = max(1, r.choice(ends) + r.choice((-1, 0, 0, 1)))
    digits = _plain(minor, 1 if currency in NO_CENTS else 100)
    return Sum(digits, minor, currency, r.choice(SIGNS[currency]))


def _any_sum(r: Random) -> Sum:
    major = r.choice((*ROUND, r.randint(1, 99_999)))
    currency = r.choice(("USD", "USD", "EUR", "RUB", "UAH", "BRL", "JPY", OWN))
    sign = r.choice((*SIGNS[currency], "") if currency == OWN else SIGNS[currency])
    digits, factor = str(major), 1 if currency in NO_CENTS else 100
    minor = major * factor
    if factor == 100 and sign and r.random() < 0.15:
        cents = r.randint(1, 99)
        return Sum(f"{digits}.{cents:02}", minor + cents, currency, sign)
    if major >= 1_000 and sign and r.random() < 0.3:
        digits = f"{major:,}".replace(",", " ")
    return Sum(digits, minor, currency, sign)


def _compared(r: Random, name: str, number: str, value: int) -> Cmp:
    possible = [one for one in OPERATORS if value > 0 or one[0] != "<"]
    operator, low, high = r.choice([one for one in possible if value < 100 or one[0] != ">"])
    return Cmp(
        name,
        None if low is None else value + low,
        None if high is None else value + high,
        f"{name}{operator}{number}",
    )


def _money(r: Random, name: str, anchor: Gig) -> Cmp:
    one = _sum(r, name, anchor)
    if r.random() < 0.2:
        factor = 1 if one.currency in NO_CENTS else 100
        more = one.minor + r.choice((0, factor, 50 * factor))
        typed = f"{name}:{_plain(one.minor, factor)}..{_plain(more, factor)}{one.sign}"
        limit = Cmp(name, one.minor, more, typed, one.currency)
    else:
        limit = _compared(r, name, f"{one.digits}{one.sign}", one.minor)
        limit = limit._replace(unit=one.currency)
    return _a_time(r, limit) if one.sign else limit


def _a_time(r: Random, one: Cmp) -> Cmp:
    """With `/mo` or `/h`: the first narrows a budget, the second says nothing new of a rate."""
    if one.name == "budget" and r.random() < 0.15:
        return one._replace(typed=f"{one.typed}/mo", period="monthly")
    if one.name == "rate" and r.random() < 0.5:
        return one._replace(typed=f"{one.typed}/h")
    return one


def _plain(minor: int, factor: int) -> str:
    major, cents = divmod(minor, factor)
    return f"{major}.{cents:02}" if cents else str(major)


def _rating(r: Random) -> Cmp:
    hundredths = r.choice((400, 450, 475, 500, r.randint(0, 500)))
    return _compared(r, "client.rating", f"{hundredths / 100:g}", hundredths)


def _hired(r: Random) -> Cmp:
    per_cent = r.choice((0, 50, 75, 100, r.randint(0, 100)))
    return _compared(r, "client.hired", f"{per_cent}%", per_cent)


def _verified(r: Random) -> Cmp:
    is_verified = r.random() < 0.7
    typed = f"client.verified:{'yes' if is_verified else 'no'}"
    return Cmp("client.verified", int(is_verified), int(is_verified), typed)


def _bids(r: Random) -> Cmp:
    count = r.choice((0, 5, 10, r.randint(0, 40)))
    return _compared(r, "bids", str(count), count)


def _age(r: Random) -> Cmp:
    unit, count = r.choice(tuple(AGES)), r.randint(1, 59)
    operator, low, high = r.choice(OPERATORS[:7])
    value = count * AGES[unit]
    return Cmp(
        "age",
        None if low is None else value + low,
        None if high is None else value + high,
        f"age{operator}{count}{unit}",
    )


COUNTS: Final[tuple[Callable[[Random], Cmp], ...]] = (_rating, _hired, _verified, _bids, _age)
