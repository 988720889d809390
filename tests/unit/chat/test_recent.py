"""The newest projects: the index of words answers as the exact rule does, come what may."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.ids import ClusterId
from gigwire.domain.chat.postings import Postings
from gigwire.domain.chat.recent import Recent
from gigwire.domain.filters import compiled_query
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from gigwire.domain.text import term_of
from tests.oracle.crowd import a_wish
from tests.oracle.product import project_of
from tests.oracle.worlds import gigs
from tests.support.gigs import NOON, a_project, a_step, at

if TYPE_CHECKING:
    from gigwire.contracts.messages import Project

HELD, CHANGED = 30, 8


def added(recent: Recent, name: str, project: Project, revision: int = 0) -> None:
    """Take in a step of a cluster."""
    kind = "changed" if revision else "new"
    recent.add(a_step(name, kind, revision, project=project), subject_of(project, NOON))


@pytest.mark.parametrize("seed", range(4))
def test_any_question_is_answered_as_by_judging_each_project(seed: int) -> None:
    """Also after changes and after the oldest went; each held cluster by its newest text."""
    r = random.Random(seed)
    world = gigs(r, HELD * 2 + CHANGED)
    texts = [project_of(one) for one in world]
    recent = Recent(HELD)
    wanted: dict[str, Project] = {}
    for number in range(HELD * 2):
        wanted[f"c{number}"] = texts[number]
        added(recent, f"c{number}", texts[number])
    for number in range(CHANGED):
        name = f"c{HELD + 3 * number}"
        wanted[name] = texts[HELD * 2 + number]
        added(recent, name, wanted[name], revision=1)
    held = [f"c{number}" for number in range(HELD, HELD * 2)]
    for _ in range(60):
        query = compiled_query(a_wish(r, world).saved.query)
        rightly = [name for name in held if fits(query, subject_of(wanted[name], NOON))]
        looked = recent.look(query, NOON)
        assert (looked.came, looked.total) == (len(rightly), HELD), query
        assert {one.cluster_id for one in looked.last} <= {ClusterId(one) for one in rightly}
        if query.expression is not None:
            assert recent.counts([query.expression], NOON) == [len(rightly)]


def test_phrase_is_looked_for_anew_where_projects_come_and_go() -> None:
    """What was remembered of a phrase is no answer for another project."""
    recent = Recent(2)
    asked = compiled_query('"marble lamp"')
    counts = []
    for number, title in enumerate(("Marble lamp", "Lamp, marble", "A marble lamp", "Nothing")):
        added(recent, f"c{number}", a_project(title))
        counts.append(recent.look(asked, NOON).came)
    assert counts == [1, 1, 1, 1]


def test_nothing_is_left_of_what_went() -> None:
    """As many keys as the held projects have, however many came."""
    words = Postings()
    view = subject_of(a_project("Python bot"), NOON).view
    for slot in range(1, 50):
        words.add(slot, view)
        if slot > 1:
            words.remove(slot - 1)
    term = term_of("python")
    assert term is not None
    assert words.slots_of(term) == {49}
    words.remove(49)
    assert words.slots_of(term) == set()
    assert words.is_empty


def test_projects_older_than_a_fortnight_do_not_count() -> None:
    """Neither among those that fit nor in the whole."""
    recent = Recent()
    for name, minutes in (("old", -60 * 24 * 15), ("new", -60)):
        project = a_project("Python bot", seen_at=at(minutes))
        step = a_step(name, now=at(minutes), project=project)
        recent.add(step, subject_of(project, step.event_time))
    looked = recent.look(compiled_query("python"), NOON)
    assert (looked.came, looked.total, looked.span) == (1, 1, timedelta(hours=1))
