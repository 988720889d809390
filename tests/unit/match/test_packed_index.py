"""The packed index: edits, versions, snapshots, order and growth."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import pytest

from gigwire.contracts.ids import UserId, filter_number
from gigwire.domain.filters import filter_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.rows import ALL, NARROW, NARROW_TERMS, WIDE
from gigwire.domain.match.scratch import ROOM
from gigwire.domain.match.spans import MOST_SPANS
from gigwire.domain.match.subject import subject_of
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


def parsed(query: str) -> str:
    """The saved text of a query."""
    wanted = filter_of(query).filter
    assert wanted is not None
    return wanted.query


def users(index: FilterIndex, dictionary: Dictionary, subject: Subject) -> list[int]:
    """Who is told, once a filter."""
    found: list[int] = index.match(dictionary.prepare(subject)).users.tolist()
    return found


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


def test_amounts_beyond_those_that_rows_number_are_programs(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Whoever asks for the 16,385th different sum is answered like everybody else."""
    index.build([somebody(1, "python budget>=500usd")])
    for low in range(MOST_SPANS):
        dictionary.span(0, low, low)
    index.put(somebody(2, "python budget>=777usd"))
    index.put(somebody(3, "python budget>=778usd"))
    index.put(somebody(4, "python budget>=500usd!"))
    assert dictionary.plan(parsed("python budget>=777usd")).program >= 0
    assert dictionary.plan(parsed("python budget>=500usd")).program < 0
    assert users(index, dictionary, a_subject(budget=usd(77_700, 77_700))) == [1, 2, 4]
    index.rebuild().work()
    assert users(index, dictionary, a_subject(budget=usd(49_900, 49_900))) == []


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
    index.remove(UserId(2))
    rebuilt(index)
    assert users(index, dictionary, a_subject()) == [1, 3]
    index.remove(UserId(3))
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
    index.remove(UserId(1))
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
    assert index._settled[0].segment.tables[ALL].dtype == NARROW[ALL]
    for number in range(NARROW_TERMS):
        dictionary.label("country", f"made-up-{number}")
    index.put(somebody(3, "python kafka"))
    index.put(somebody(4, "python -react"))
    subject = a_subject("python kafka")
    assert users(index, dictionary, subject) == [1, 2, 3, 4]
    rebuilt(index)
    assert index._settled[0].segment.tables[ALL].dtype == WIDE[ALL]
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
    index.remove(UserId(1))
    assert (index.firehose, len(index)) == (2, 2)


def test_many_projects_at_once_are_answered_as_one_by_one(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Batches mix projects that wait for patterns with those that do not."""
    index.build([somebody(n, f"{w} /{w[:3]}.*t/", w) for n, w in enumerate(WORDS)])
    several = [dictionary.prepare(a_subject(f"{word} bot")) for word in WORDS]
    together = [found.users.tolist() for found in index.match_all(several)]
    assert together == [users(index, dictionary, a_subject(f"{word} bot")) for word in WORDS]


def test_more_answers_than_there_is_room_for_are_all_found(
    index: FilterIndex, dictionary: Dictionary
) -> None:
    """Room runs out within a project and between two: what was found before is kept."""
    one, many = somebody(1, "python", "bot", "react"), ROOM * 2 // 3
    index.build(one.model_copy(update={"user_id": UserId(user)}) for user in range(many))
    titles = ("python", "bot", "figma", "python bot", "react python bot")
    several = [dictionary.prepare(a_subject(title)) for title in titles]
    for found, fitting in zip(index.match_all(several), (1, 1, 0, 2, 3), strict=True):
        assert found.users.tolist() == [user for user in range(many) for _ in range(fitting)]
        assert len({*zip(found.users.tolist(), found.filters.tolist(), strict=True)}) == len(
            found.users
        )


def test_a_text_that_is_no_filter_fits_nothing(index: FilterIndex, dictionary: Dictionary) -> None:
    """A record of a newer program must not stop a partition."""
    person = somebody(1, "python", "bot")
    broken = person.filters[0].model_copy(update={"query": "((("})
    index.put(person.model_copy(update={"filters": (broken, person.filters[1])}))
    found = index.match(dictionary.prepare(a_subject()))
    assert found.filters.tolist() == [filter_number(person.filters[1].filter_id)]
