"""The packed index: edits, versions, snapshots, growth; and that it says what the rule says."""

from __future__ import annotations

import random
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest

from gigwire.contracts.ids import filter_number
from gigwire.domain.filters import compiled_query, filter_of
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
from gigwire.domain.match.columns import Owners, columns_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.plan import plan_of
from gigwire.domain.match.rows import ALL_16, ALL_32, NARROW_TERMS
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from tests.support.gigs import NOON, a_project, a_subscriber, usd

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.match.subject import Subject

WORDS: Final = ("python", "bot", "django", "figma", "docker", "kafka", "react")


def somebody(user_id: int, *queries: str, version: int = 1, **fields: Any) -> Subscriber:
    """A person with filters as typed."""
    wanted = [one for one in (filter_of(query).filter for query in queries) if one]
    assert len(wanted) == len(queries), queries
    return a_subscriber(*wanted, user=user_id, version=version, **fields)


def users(index: FilterIndex, dictionary: Dictionary, subject: Subject) -> list[int]:
    """Who is told, once a filter."""
    return index.match(dictionary.prepare(subject)).users.tolist()


def a_subject(title: str = "python bot", **fields: Any) -> Subject:
    """A project at noon."""
    return subject_of(a_project(title, **fields), NOON)


@pytest.fixture
def dictionary() -> Dictionary:
    """One of this test."""
    return Dictionary()


@pytest.fixture
def index(dictionary: Dictionary) -> FilterIndex:
    """An empty one."""
    return FilterIndex(dictionary)


def test_random_trees_in_any_segment_answer_as_the_rule(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """2,000 trees of every kind of condition, on 40 projects: the index equals the rule."""
    draw = random.Random(11)
    queries = [Query(a_tree(draw, 3), is_everything=True) for _ in range(2_000)]
    plans = [plan_of(query, dictionary) for query in queries]
    index.load(columns_of(plans), owners_of(len(plans)))
    assert {plan.program >= 0 for plan in plans} == {True, False}
    for number in range(40):
        subject = a_random_subject(draw, number)
        found = index.match(dictionary.prepare(subject)).users.tolist()
        assert found == [user for user, query in enumerate(queries) if fits(query, subject)]


def owners_of(count: int) -> Owners:
    """One filter a person, each with its own plan."""
    numbers = np.arange(count)
    return Owners(numbers, np.ones_like(numbers), numbers.astype(np.uint32), numbers, numbers)


def a_tree(draw: random.Random, depth: int) -> Expression:
    """A tree of words mostly, with every other kind of leaf."""
    if depth and draw.random() < 0.6:
        parts = tuple(a_tree(draw, depth - 1) for _ in range(draw.randint(2, 4)))
        return draw.choice((All, Either))(parts)
    leaf: Expression = draw.choice(
        (
            Word(draw.choice(WORDS)),
            Word(draw.choice(WORDS), scope=draw.choice(("title", "skill", "body"))),
            Word(draw.choice(WORDS)[:3], "prefix"),
            Phrase(" ".join(draw.sample(WORDS, 2))),
            Pattern(rf"\b{draw.choice(WORDS)}\b", scope=draw.choice(("any", "title"))),
            Member("lang", ("en", "ru"), is_strict=draw.random() < 0.5),
            Member("source", tuple(sorted(draw.sample(("fl", "kwork", "guru"), 2)))),
            Member("type", ("fixed",), is_strict=draw.random() < 0.5),
            Member("client.country", ("us",), is_strict=draw.random() < 0.5),
            a_comparison(draw),
        )
    )
    return Not(leaf) if draw.random() < 0.25 else leaf


def a_comparison(draw: random.Random) -> Compare:
    """One or two ends, sometimes beyond 32 bits."""
    low = draw.choice((None, 100, 50_000, 1 << 33))
    high = draw.choice((None, 70_000, 1 << 34)) if low is not None else 70_000
    quantity = draw.choice(("budget", "rate", "bids", "age"))
    currency = draw.choice(("USD", "EUR")) if quantity in {"budget", "rate"} else None
    return Compare(quantity, low, high, currency, is_strict=draw.random() < 0.5)


def a_random_subject(draw: random.Random, number: int) -> Subject:
    """A project of a few words; every attribute is unknown now and then."""
    fields = {
        "language": draw.choice(("en", "ru", "pt", "und")),
        "source": draw.choice(("fl", "kwork", "nowhere")),
        "budget": draw.choice((None, usd(60_000, 60_000), usd(10_000, 90_000))),
        "bids": draw.choice((None, 3, 120)),
        "skills": tuple(draw.sample(WORDS, 1)),
        "native_id": str(number),
    }
    body = " ".join(draw.choices(WORDS, k=3))
    return a_subject(" ".join(draw.choices(WORDS, k=3)), body=body, **fields)


def test_a_word_written_twice_is_found_once(index: FilterIndex, dictionary: Dictionary) -> None:
    """Terms are canonical: a filter comes out once, and its score counts the word once."""
    index.build([somebody(1, "python | python | bot"), somebody(2, "python | bot")])
    found = index.match(dictionary.prepare(a_subject()))
    assert found.users.tolist() == [1, 2]
    assert found.scores[0] == found.scores[1]


def test_equal_filters_share_a_row_and_all_owners_are_found(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Sharing is invisible, also when some of the owners leave and rows are merged."""
    index.build([somebody(user, "python bot") for user in (3, 1, 2)])
    assert users(index, dictionary, a_subject()) == [1, 2, 3]
    index.remove(2)
    rebuilt(index)
    assert users(index, dictionary, a_subject()) == [1, 3]
    index.remove(3)
    rebuilt(index)
    assert users(index, dictionary, a_subject()) == [1]


def rebuilt(index: FilterIndex) -> None:
    """Rebuild at once."""
    rebuild = index.rebuild()
    rebuild.work()
    rebuild.swap()


def test_rows_are_ordered_by_user_then_score_then_number(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Whatever segment a person is in: base, middle or the newest edits."""
    index.build([somebody(5, "bot", "python bot", "title:python")])
    for user in range(200, 100, -1):
        index.put(somebody(user, "python", "python bot", "body:x | bot"))
    index.put(somebody(2, "bot"))
    found = index.match(dictionary.prepare(a_subject()))
    rows = [(int(u), -int(s), int(f)) for u, f, s in zip(*found, strict=True)]
    assert rows == sorted(rows)
    assert len(rows) == 3 + 300 + 1


def test_an_older_version_changes_nothing(index: FilterIndex, dictionary: Dictionary) -> None:
    """Not in the delta, not in the base, not for a person without a live filter."""
    index.put(somebody(1, "python", version=5))
    index.put(somebody(1, "figma", version=4))
    assert users(index, dictionary, a_subject()) == [1]
    index.build([somebody(1, "python", version=5), somebody(2, "bot", version=9, status="paused")])
    index.put(somebody(1, "figma", version=4))
    index.put(somebody(2, "bot", version=8))
    assert users(index, dictionary, a_subject()) == [1]
    assert len(index) == 1


def test_a_build_keeps_the_highest_version_of_a_person(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Rows of a table may come twice."""
    index.build([somebody(1, "python", version=2), somebody(1, "figma", version=1)])
    assert users(index, dictionary, a_subject()) == [1]
    assert len(index) == 1


def test_the_same_version_replaces(index: FilterIndex, dictionary: Dictionary) -> None:
    """A repeat of a record is harmless."""
    index.put(somebody(1, "python"))
    index.put(somebody(1, "python"))
    assert users(index, dictionary, a_subject()) == [1]


def test_paused_filters_and_people_do_not_match(index: FilterIndex, dictionary: Dictionary) -> None:
    """They are known, for their versions, but not counted."""
    index.put(somebody(1, "python", status="blocked"))
    assert (len(index), users(index, dictionary, a_subject())) == (0, [])


def test_edits_during_a_rebuild_survive_it(index: FilterIndex, dictionary: Dictionary) -> None:
    """New people stay, people taken out or changed meanwhile do not come back."""
    index.build([somebody(user, "python") for user in range(1, 6)])
    rebuild = index.rebuild()
    index.remove(1)
    index.put(somebody(2, "figma", version=2))
    index.put(somebody(9, "python"))
    for user in range(1000, 1200):  # more than the delta holds
        index.put(somebody(user, "figma"))
    rebuild.work()
    assert users(index, dictionary, a_subject()) == [3, 4, 5, 9]
    rebuild.swap()
    assert users(index, dictionary, a_subject()) == [3, 4, 5, 9]
    assert len(users(index, dictionary, a_subject("figma"))) == 201
    assert len(index) == 4 + 201


def test_a_build_makes_a_rebuild_under_way_void(index: FilterIndex, dictionary: Dictionary) -> None:
    """A partition that was assigned anew is not overwritten by what began before."""
    index.build([somebody(1, "python")])
    rebuild = index.rebuild()
    rebuild.work()
    index.build([somebody(2, "python")])
    rebuild.swap()
    assert users(index, dictionary, a_subject()) == [2]


def test_a_reader_never_misses_who_is_edited_while_it_reads(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Each edit keeps the filter: a reader in another thread sees the person every time."""
    index.build([somebody(user, "python") for user in range(100)])
    prepared = dictionary.prepare(a_subject())
    seen: list[int] = []

    def read() -> None:
        seen.extend(index.match(prepared).users.size for _ in range(1_500))

    reader = Thread(target=read)
    reader.start()
    version = 1
    while reader.is_alive():
        version += 1
        index.put(somebody(version % 100, "python", version=version))
        if version % 150 == 0:
            rebuilt(index)
    reader.join()
    assert set(seen) == {100}


def test_more_terms_than_16_bits_widen_the_rows(index: FilterIndex, dictionary: Dictionary) -> None:
    """Rows of both widths live side by side, and merge."""
    index.build([somebody(1, "python -figma"), somebody(2, "python | bot")])
    assert index._settled[0].segment.all_rows.dtype == ALL_16
    for number in range(NARROW_TERMS):
        dictionary.label("country", f"made-up-{number}")
    index.put(somebody(3, "python kafka"))
    index.put(somebody(4, "python -react"))
    subject = a_subject("python kafka")
    assert users(index, dictionary, subject) == [1, 2, 3, 4]
    rebuilt(index)
    assert index._settled[0].segment.all_rows.dtype == ALL_32
    assert users(index, dictionary, subject) == [1, 2, 3, 4]


def test_sources_beyond_those_with_a_bit_are_still_exact(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """100 sources: each filter fits projects of its own source, exclusions all but theirs."""
    index.build(
        somebody(n + 1, f"python source:board{n}", f"bot -source:board{n}") for n in range(100)
    )
    for number in (0, 52, 53, 99):
        found = users(index, dictionary, a_subject(source=f"board{number}"))
        assert found.count(number + 1) == 1
        assert len(found) == 100
    assert len(users(index, dictionary, a_subject(source="elsewhere"))) == 100


def test_an_unknown_language_passes_every_lenient_mask_once(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Two-language rows stand in two lists; a project without a language sees them once."""
    queries = ("python lang:(en | ru)", "python lang:ru", "python lang:(en | ru | es)")
    index.build(somebody(n, *queries, "python lang:en!") for n in range(100))
    found = index.match(dictionary.prepare(a_subject(language="und")))
    assert found.users.size == 300
    assert len(set(found.scores.tolist())) == 1
    assert len(users(index, dictionary, a_subject(language="pt"))) == 0


def test_a_project_prepared_before_a_filter_came_is_renewed(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Words, sources and currencies that nobody asked for before are not missed."""
    prepared = dictionary.prepare(a_subject(source="new", budget=usd(50_000, 50_000)))
    index.put(somebody(1, "bot source:new budget>=400eur /py.*n/"))
    assert index.match(prepared).users.tolist() == [1]


def test_filters_without_a_word_are_counted(index: FilterIndex, dictionary: Dictionary) -> None:
    """The firehose follows puts and removals, from the delta and from the base."""
    index.build([somebody(1, "* source:fl", "python"), somebody(2, "*")])
    index.put(somebody(3, "* budget>=100usd"))
    assert index.firehose == 3
    assert users(index, dictionary, a_subject("nothing of that")) == [1, 2, 3]
    index.remove(1)
    assert (index.firehose, len(index)) == (2, 2)


def test_many_projects_at_once_are_answered_as_one_by_one(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Batches mix projects that wait for patterns with those that do not."""
    index.build([somebody(n, f"{w} /{w[:3]}.*t/", w) for n, w in enumerate(WORDS)])
    several = [dictionary.prepare(a_subject(f"{word} bot")) for word in WORDS]
    together = [found.users.tolist() for found in index.match_all(several)]
    assert together == [users(index, dictionary, a_subject(f"{word} bot")) for word in WORDS]


def test_a_text_that_is_no_filter_fits_nothing(index: FilterIndex, dictionary: Dictionary) -> None:
    """A record of a newer program must not stop a partition."""
    person = somebody(1, "python", "bot")
    broken = person.filters[0].model_copy(update={"query": "((("})
    index.put(person.model_copy(update={"filters": (broken, person.filters[1])}))
    found = index.match(dictionary.prepare(a_subject()))
    assert found.filters.tolist() == [filter_number(person.filters[1].filter_id)]


def test_every_answer_of_typed_filters_is_the_rules(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Longer filters than rows hold are as exact as short ones."""
    queries = [
        " ".join(WORDS),
        " | ".join(WORDS),
        "(python bot | figma react) -docker -kafka -django -react -word",
        "python bot django figma docker | kafka -react",
        "budget>=100usd python rate>=20usd/h",
        "python bids<10 budget:100..900usd",
    ]
    index.build([somebody(1, *queries)])
    draw = random.Random(5)
    for number in range(30):
        subject = a_random_subject(draw, number)
        found = set(index.match(dictionary.prepare(subject)).filters.tolist())
        parsed = [filter_of(query).filter for query in queries]
        assert found == {
            filter_number(one.filter_id)
            for one in parsed
            if one and fits(compiled_query(one.query), subject)
        }
