"""The first index equals the naive evaluator, whatever happened to it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.ids import UserId
from gigwire.domain.match import MatchIndex, PivotIndex
from tests.support.gigs import a_filter, a_project, a_subscriber, usd
from tests.support.match_oracle import expected

if TYPE_CHECKING:
    from gigwire.contracts.messages import Project
    from gigwire.contracts.people import Filter, Subscriber

# Few words in several spellings, so that hits, phrases and duplicates are common.
WORDS = ("python", "Python", "бот", "бoт", "c++", "node.js", "ui/ux", "верстка", "вёрстка", "!!")
word = st.sampled_from(WORDS)
term = st.lists(word, min_size=1, max_size=3).map(" ".join)
terms = st.lists(term, max_size=3).map(tuple)
source = st.sampled_from(["fl", "kwork", "freelancer"])
language = st.sampled_from(["en", "ru", "uk", "pt", "es", "und"])
cents = st.one_of(st.none(), st.integers(0, 3))
filters = st.builds(
    a_filter,
    st.uuids().map(str),
    all_of=terms,
    any_of=terms,
    alternatives=st.lists(terms, max_size=2).map(tuple),
    none_of=st.one_of(st.just(()), st.lists(term, max_size=1).map(tuple)),
    minimum_usd=cents,
    languages=st.lists(language, max_size=2).map(tuple),
    sources=st.lists(source, max_size=2).map(tuple),
    is_paused=st.sampled_from([False, False, False, True]),
)
people = st.builds(
    lambda wanted, **fields: a_subscriber(*wanted, **fields),
    st.lists(filters, max_size=3),
    user=st.integers(1, 5),
    version=st.integers(1, 3),
    status=st.sampled_from(["active", "active", "active", "paused", "blocked"]),
)
text = st.lists(word, max_size=6).map(" ".join)
projects = st.builds(
    a_project,
    text,
    text,
    skills=st.lists(term, max_size=2).map(tuple),
    language=language,
    source=source,
    budget=st.one_of(st.none(), st.builds(usd, cents, cents)),
)
changes = st.lists(st.one_of(people, st.integers(1, 5)), max_size=12)


def pairs_of(index: MatchIndex, project: Project) -> dict[int, list[str]]:
    """What an index answers, in the oracle's form."""
    return {hit.user_id: [one.filter_id for one in hit.hits] for hit in index.match(project)}


def applied(sequence: list[Subscriber | int]) -> tuple[PivotIndex, list[Subscriber]]:
    """An index after adds, edits and removals, and who stands in it by the documented rules."""
    index, known = PivotIndex(), dict[int, "Subscriber"]()
    for change in sequence:
        if isinstance(change, int):
            index.remove(UserId(change))
            known.pop(change, None)
            continue
        index.add(change)
        before = known.get(change.user_id)
        if before is None or before.version <= change.version:
            known[change.user_id] = change
    return index, list(known.values())


@given(changes, st.lists(projects, min_size=1, max_size=4))
@settings(max_examples=400, deadline=None)
def test_index_after_any_changes_equals_the_naive_evaluator(
    sequence: list[Subscriber | int], some: list[Project]
) -> None:
    """Adds, edits, removals and old versions in any order lose no filter and add none."""
    index, known = applied(sequence)
    for project in some:
        found = pairs_of(index, project)
        assert found == expected(known, project)
        assert list(found) == sorted(found)


@given(changes)
@settings(deadline=None)
def test_removing_everybody_leaves_nothing_behind(sequence: list[Subscriber | int]) -> None:
    """Edits and removals do not leak postings."""
    index, known = applied(sequence)
    for person in known:
        index.remove(person.user_id)
    assert len(index) == 0
    assert not index._slots_by_place


def only(*wanted: Filter) -> PivotIndex:
    """An index with one person."""
    index = PivotIndex()
    index.add(a_subscriber(*wanted))
    return index


def test_user_with_several_fitting_filters_gets_one_hit_with_all_reasons() -> None:
    """Two filters of one person on one project are one match with two reasons."""
    index = only(a_filter("a", any_of=("python",)), a_filter("b", any_of=("bot", "bot", "Bot")))
    (hit,) = index.match(a_project("Python bot"))
    assert [one.filter_id for one in hit.hits] == ["a", "b"]
    assert hit.hits[1].title_terms == ("bot",)
    assert hit.score == 300 + 150 + 10


def test_phrase_must_stand_in_one_text() -> None:
    """Words that only meet across the title, the body and the skills are not a phrase."""
    index = only(a_filter(all_of=("landing page",)))
    assert index.match(a_project("A Landing-Page"))
    assert index.match(a_project("x", skills=("landing page design",)))
    assert not index.match(a_project("landing", "page"))
    assert not index.match(a_project("x", skills=("landing", "page")))
    assert not index.match(a_project("landing blue page"))


def test_better_reasons_score_higher() -> None:
    """A title hit beats a body hit, more terms beat fewer, a met budget beats an unknown one."""
    index = only(a_filter(any_of=("python", "bot"), minimum_usd=100))
    projects_by_worth = [
        a_project("x", "python"),
        a_project("x", "python bot"),
        a_project("python"),
        a_project("python", budget=usd(None, 100)),
        a_project("python bot", budget=usd(None, 100)),
    ]
    scores = [index.match(project)[0].score for project in projects_by_worth]
    assert scores == sorted(set(scores))
    assert max(scores) <= 1000


def test_budget_below_the_wish_is_refused_and_unknown_passes() -> None:
    """The upper limit counts, the lower one where there is no upper, unknown always passes."""
    index = only(a_filter(any_of=("python",), minimum_usd=500))
    assert not index.match(a_project(budget=usd(400, 499)))
    assert not index.match(a_project(budget=usd(499, None)))
    assert index.match(a_project(budget=usd(100, 500)))
    for budget in (None, usd(None, None)):
        (hit,) = index.match(a_project(budget=budget))
        assert hit.hits[0].is_budget_met is None
