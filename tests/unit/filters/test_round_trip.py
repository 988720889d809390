"""Whatever tree, its printed text reads as the same tree; whatever text, printing settles it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gigwire.domain.filters import canonical, filter_of, parse, printed, requires_word
from gigwire.domain.filters.expression import (
    All,
    Compare,
    Either,
    Expression,
    Member,
    Not,
    Pattern,
    Phrase,
    Quantity,
    Query,
    Word,
)
from gigwire.domain.filters.limits import MIN_PREFIX
from gigwire.domain.text import Mode, Scope, term_tokens
from tests.support.patience import CATASTROPHE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

# Five languages, signs, and words that mean something elsewhere in the language.
WORDS = """
    python дизайн дизайна сайт вёрстка розробка мобільний об'єкт tradução criação sitio español c++
    c# .net node.js 1с 3d 500 10+ от from до up to min a partir de usd $ руб r$ к тыс OR И НЕ NO O
    budget title lang age -x =x x* /x/ title:x budget>=5 a:b e-commerce ui/ux b! x. (x [x] | , ; <b>
    日本 🙂x @bot #tag 10% >500 500$ +1 & 3,5 no not or y
"""
words = (
    st.sampled_from(WORDS.split())
    .map(lambda word: word.strip(',;|("') or "x")
    .filter(lambda word: any(sign.isalnum() for sign in word))
)
scopes = st.sampled_from(get_args(Scope))
stems = words.filter(lambda word: len(term_tokens(word)[-1]) >= MIN_PREFIX)
leaf_words = st.one_of(
    st.builds(
        Word, words, st.sampled_from([mode for mode in get_args(Mode) if mode != "prefix"]), scopes
    ),
    st.builds(Word, stems, st.just("prefix"), scopes),
)
phrases = st.builds(
    Phrase, st.lists(words, min_size=2, max_size=4).map(" ".join), st.booleans(), scopes
)
patterns = st.builds(
    Pattern, st.sampled_from([r"парс\w+", r"\bbot\b", "a|b c", r"x\/y", '"[,;()]+']), scopes
)
members = st.one_of(
    st.builds(
        Member, st.just("source"), st.sampled_from([("fl",), ("fl", "kwork")]), st.booleans()
    ),
    st.builds(Member, st.just("lang"), st.sampled_from([("ru",), ("en", "uk")]), st.booleans()),
    st.builds(Member, st.just("type"), st.sampled_from([("fixed",), ("hourly", "monthly")])),
    st.builds(Member, st.just("client.country"), st.sampled_from([("us",), ("br", "ua")])),
)


def ranges(largest: int) -> st.SearchStrategy[tuple[int | None, int | None]]:
    """Low and high end, one of them perhaps open."""
    number = st.integers(0, largest)
    both = st.tuples(number, number).map(lambda pair: (min(pair), max(pair)))
    return st.one_of(both, number.map(lambda n: (n, None)), number.map(lambda n: (None, n)))


def compares(
    quantity: Quantity, largest: int, **fields: st.SearchStrategy[object]
) -> st.SearchStrategy[Compare]:
    """Comparisons of one quantity."""
    given_fields = st.fixed_dictionaries({**fields, "is_strict": st.booleans()})
    return st.tuples(ranges(largest), given_fields).map(
        lambda one: replace(Compare(quantity, *one[0]), **one[1])  # type: ignore[arg-type]  # by name
    )


currencies = st.sampled_from(["USD", "EUR", "RUB", "UAH", "BRL", "JPY", "CLP"])
comparisons = st.one_of(
    compares(
        "budget", 10**9, currency=currencies, period=st.sampled_from([None, "monthly", "fixed"])
    ),
    compares("rate", 10**5, currency=currencies),
    compares("client.spent", 10**9, currency=currencies),
    compares("client.rating", 500),
    compares("client.hired", 100),
    compares("bids", 1_000),
    compares("age", 10**6),
    st.builds(Compare, st.just("client.verified"), st.just(1), st.just(1)),
    st.builds(Compare, st.just("client.verified"), st.just(0), st.just(0)),
)
leaf: st.SearchStrategy[Expression] = st.one_of(
    leaf_words, leaf_words, phrases, patterns, members, comparisons
)


def joined(kind: type[All | Either]) -> Callable[[list[Expression]], Expression]:
    """Parts joined, flat."""

    def join(parts: list[Expression]) -> Expression:
        flat = [
            one for part in parts for one in (part.parts if isinstance(part, kind) else (part,))
        ]
        return kind(tuple(flat))

    return join


def nested(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """One more level."""
    parts = st.lists(inner, min_size=2, max_size=3)
    negated = inner.map(lambda part: part.part if isinstance(part, Not) else Not(part))
    return st.one_of(parts.map(joined(All)), parts.map(joined(Either)), negated)


expressions = st.recursive(leaf, nested, max_leaves=12)
required = st.builds(lambda rest: joined(All)([Word("python"), rest]), expressions)
queries = st.one_of(st.builds(Query, expressions, st.just(value=True)), st.builds(Query, required))


@settings(max_examples=300, deadline=None)
@given(queries)
@example(Query(Word("10+", "forms", "title"), is_everything=True))
@example(Query(All((Not(Word("от")), Word("5")))))
def test_printed_tree_reads_as_itself(query: Query) -> None:
    """Nothing is lost between the tree and its text, brackets and quotes included."""
    text = printed(query)
    assert parse(text).query == query, text


@settings(max_examples=150, deadline=None)
@given(queries)
def test_canonical_form_is_stable_and_keeps_the_id(query: Query) -> None:
    """Saving what was saved changes neither text nor id."""
    text = printed(query)
    first = filter_of(text).filter
    assert first is not None, text
    again = filter_of(first.query).filter
    assert again is not None
    assert (again.query, again.filter_id) == (first.query, first.filter_id)
    assert canonical(canonical(query)) == canonical(query)
    assert requires_word(canonical(query).expression) == requires_word(query.expression)


SIGNS = [
    *'ab ,;|"«»-–от>≥5$€к+.\n🙂\u0301\ud800()/*=:!\x00\u202e\u200b\\[]',
    *(" OR ", " НЕ ", "budget>=", "title:", "source:", "age<", "от ", "500", "usd", "/h", ".."),
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=60).map("".join))
def test_anything_typed_settles_after_one_printing(text: str) -> None:
    """A query or problems, never both nor an exception; its text is a fixed point."""
    query, problems = parse(text)
    assert (query is None) == bool(problems)
    if query is not None:
        shown = printed(query)
        assert parse(shown).query == query, (text, shown)
    for problem in problems:
        assert problem.position is None or 0 <= problem.position <= len(text)
    wanted = filter_of(text).filter
    assert (wanted is None) == (query is None)
    assert wanted is None or wanted.model_dump_json()


HOSTILE = {
    "a megabyte": "python " * 150_000,
    "opening brackets": "(" * 2_000,
    "closing brackets": ")" * 2_000,
    "ten thousand brackets": "(" * 10_000 + ")" * 10_000,
    "brackets with words": "(a " * 500 + ")" * 500,
    "numbers": "000 " * 500,
    "grouped numbers": "1" + " 000" * 490 + "x",
    "comparisons": "budget>=1 " * 200,
    "misspelt fields": "titl: " * 280,
    "quotes": '"a ' * 660,
    "minuses": "-" * 2_000,
    "nots": "NOT " * 500,
    "lone surrogates": "\ud800" * 2_000,
    "nothing": "\x00" * 2_000,
    "bidi marks": "\u202ea" * 1_000,
    "slashes": "/a" * 1_000,
    "patterns": "/(a+)+b/ " * 220,
    "borders": "/" + r"\b" * 90 + "/ x",
    "equals": "a=" * 1_000,
    "dashes between numbers": "1-" * 1_000,
    "currencies": "usd " * 500,
    "combining marks": "a" + "\u0301" * 1_999,
    "repetitions": "/(((a{50}){50}){50}){50}/ x",
    "classes": r"/[\w\W\d]{99}" + r"\w{50}" * 20 + "/ x",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_answered_in_time(kind: str) -> None:
    """An answer, soon; what was learned from it stays small."""
    text = HOSTILE[kind]
    parse("python budget>=500usd /a/")  # patterns are compiled at first use
    best = min(_seconds(text) for _ in range(3))
    assert best < CATASTROPHE_SECONDS


def _seconds(text: str) -> float:
    start = time.process_time()
    parsed = parse(text)
    assert (parsed.query is None) == bool(parsed.problems)
    return time.process_time() - start
