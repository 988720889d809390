"""The exact rule: each kind of condition, known, unknown and negated, lenient and strict."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gigwire.contracts.messages import Budget, Client
from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Expression,
    Member,
    Not,
    Pattern,
    Phrase,
    Query,
    Word,
)
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from tests.support.gigs import NOON, a_project, usd

if TYPE_CHECKING:
    from gigwire.domain.match.subject import Subject

PYTHON, BOT, NOTHING = Word("python"), Word("bot"), Word("nothing")
CLIENT = Client(
    name="Acme Ltd", country="us", rating=4.65, hired_percent=50, is_verified=True,
    spent_usd=100_000,
)  # fmt: skip


def a_subject(title: str = "Python bot", age: timedelta = timedelta(0), **fields: Any) -> Subject:
    """A project seen `age` ago."""
    return subject_of(a_project(title, **fields), NOON + age)


def does(expression: Expression | None, subject: Subject) -> bool:
    """Whether the expression alone passes."""
    return fits(Query(expression), subject)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (All((PYTHON, BOT)), True),
        (All((PYTHON, NOTHING)), False),
        (Either((NOTHING, BOT)), True),
        (Either((NOTHING, NOTHING)), False),
        (Not(PYTHON), False),
        (Not(All((PYTHON, NOTHING))), True),
        (Not(Either((NOTHING, Not(PYTHON)))), True),
        (Not(Either((NOTHING, Not(NOTHING)))), False),
        (Not(Not(BOT)), True),
    ],
)
def test_words_are_joined_as_the_tree_says(expression: Expression, *, expected: bool) -> None:
    """Conjunction, alternative and negation, nested."""
    assert does(expression, a_subject()) is expected


def test_a_query_without_conditions_fits_everything() -> None:
    """That is what `*` alone means."""
    assert does(None, a_subject(""))


def test_a_word_is_looked_for_in_its_scope_only() -> None:
    """Without a scope: title, body, skills; never category or client."""
    subject = a_subject(
        "One", body="two words", skills=("three",), category="four", client=Client(name="five")
    )
    found = [word for word in ("one", "two", "three", "four", "five") if does(Word(word), subject)]
    assert found == ["one", "two", "three"]
    assert does(Word("four", scope="category"), subject)
    assert does(Word("five", scope="client"), subject)
    assert does(Word("one", scope="title"), subject)
    assert not does(Word("two", scope="title"), subject)
    assert not does(Word("one", scope="body"), subject)
    assert does(Word("three", scope="skill"), subject)


def test_a_word_without_tokens_occurs_nowhere() -> None:
    """Its exclusion excludes nothing."""
    assert not does(Word("🙂"), a_subject("🙂"))
    assert does(Not(Word("🙂")), a_subject("🙂"))


def test_phrases_exact_forms_and_beginnings() -> None:
    """Tokens of a phrase follow each other; `=` takes this very word; `*` any that begins so."""
    subject = a_subject("Bot for Telegram, Python")
    assert does(Phrase("telegram python"), subject)
    assert not does(Phrase("python telegram"), subject)
    assert does(Word("pyth", "prefix"), subject)
    assert not does(Word("pyth", "exact"), subject)
    assert does(Word("python", "exact"), subject)


@pytest.mark.parametrize(
    ("compare", "fields"),
    [
        (Compare("budget", 50_000, currency="USD"), {}),
        (Compare("rate", 2_500, currency="USD"), {"budget": usd(1, 2)}),
        (Compare("budget", 1, currency="USD", period="monthly"), {"budget": usd(1, 2)}),
        (Compare("client.rating", 450), {"client": Client(name="x")}),
        (Compare("client.spent", 1, currency="USD"), {"client": Client(name="x")}),
        (Compare("client.hired", 50), {}),
        (Compare("client.verified", 1, 1), {"client": Client(name="x")}),
        (Compare("bids", None, 10), {}),
        (Member("lang", ("en",)), {"language": "und"}),
        (Member("type", ("fixed",)), {}),
        (Member("client.country", ("us",)), {}),
    ],
)
def test_an_unknown_value_passes_unless_strict(
    compare: Compare | Member, fields: dict[str, Any]
) -> None:
    """Negated or not: what a project does not tell is no reason for or against it."""
    subject = a_subject(**fields)
    strict = (
        Compare(compare.quantity, compare.low, compare.high, compare.currency, compare.period, True)  # noqa: FBT003
        if isinstance(compare, Compare)
        else Member(compare.attribute, compare.values, True)  # noqa: FBT003
    )
    assert does(compare, subject)
    assert does(Not(compare), subject)
    assert not does(strict, subject)
    assert not does(Not(strict), subject)


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (Compare("client.rating", 465), True),
        (Compare("client.rating", 466), False),
        (Compare("client.hired", None, 50), True),
        (Compare("client.hired", None, 49), False),
        (Compare("client.verified", 1, 1), True),
        (Compare("client.verified", 0, 0), False),
        (Compare("client.spent", 100_000, currency="USD"), True),
        (Compare("client.spent", 100_001, currency="USD"), False),
        (Compare("bids", None, 7), True),
        (Compare("bids", 8), False),
        (Compare("age", None, 3_600), True),
        (Compare("age", None, 3_599), False),
        (Member("source", ("fl", "kwork")), True),
        (Member("source", ("kwork",)), False),
        (Member("lang", ("en", "ru")), True),
        (Member("client.country", ("us",)), True),
        (Member("type", ("hourly",)), False),
    ],
)
def test_a_known_value_is_compared_with_both_ends(
    leaf: Compare | Member, *, expected: bool
) -> None:
    """And its negation is the opposite."""
    subject = a_subject(
        age=timedelta(hours=1), client=CLIENT, bids=7, language="en", budget=usd(1, 2)
    )
    assert does(leaf, subject) is expected
    assert does(Not(leaf), subject) is not expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (60_000, None, True),
        (60_001, None, False),
        (None, 50_000, True),
        (None, 49_999, False),
        (55_000, 55_000, True),
        (60_001, 70_000, False),
        (10_000, 49_999, False),
    ],
)
def test_a_budget_is_a_range_that_must_touch_what_is_asked(
    low: int | None, high: int | None, *, expected: bool
) -> None:
    """500 to 600 dollars: its upper end meets a minimum, its lower end a maximum."""
    subject = a_subject(budget=usd(50_000, 60_000))
    assert does(Compare("budget", low, high, "USD"), subject) is expected


def test_an_open_end_is_the_given_one_and_currencies_convert_outward() -> None:
    """`from 500` is 500 for either comparison; the project's amount is brought to the filter's."""
    opened = a_subject(budget=usd(50_000, None))
    assert not does(Compare("budget", 50_001, currency="USD"), opened)
    rubles = a_subject(budget=Budget(minimum=100, maximum=100, currency="RUB"))
    assert does(Compare("budget", 100, 100, "RUB"), rubles)
    assert does(Compare("budget", 2, currency="USD"), rubles)
    assert not does(Compare("budget", 100, currency="USD"), rubles)


def test_an_hourly_rate_is_no_budget() -> None:
    """The other kind of amount is unknown; a period typed restricts the kind further."""
    hourly = a_subject(budget=Budget(minimum=30_00, currency="USD", period="hourly"))
    assert does(Compare("rate", 25_00, currency="USD"), hourly)
    assert not does(Compare("rate", 31_00, currency="USD"), hourly)
    assert does(Compare("budget", 1_000_00, currency="USD"), hourly)
    assert not does(Compare("budget", 1, currency="USD", is_strict=True), hourly)
    assert does(Compare("budget", 30_00, currency="USD", period="hourly"), hourly)


def test_a_project_of_the_future_has_no_age() -> None:
    """Clocks of boards differ from ours; an age below nothing is nothing."""
    assert does(Compare("age", None, 0), a_subject(age=timedelta(hours=-1)))
    assert not does(Compare("age", 1), a_subject(age=timedelta(hours=-1)))


def test_age_counts_from_publication_where_it_is_told() -> None:
    """Seen just now, but published two hours ago."""
    old = a_subject(published_at=NOON - timedelta(hours=2))
    assert not does(Compare("age", None, 7_199), old)
    assert does(Compare("age", None, 7_200), old)


def test_a_pattern_is_searched_in_the_texts_of_its_scope() -> None:
    """Whatever the case; text that no UTF-8 can hold is no error."""
    subject = a_subject("API \ud800 v2", body="Нужен БОТ", client=Client(name="Acme"))
    assert does(Pattern(r"v\d"), subject)
    assert does(Pattern("бот"), subject)
    assert not does(Pattern("бот", "title"), subject)
    assert not does(Pattern("acme"), subject)
    assert does(Pattern("^ACME$", "client"), subject)
