"""Records of `matches`: one a project and partition, named by the step."""

from __future__ import annotations

from gigwire.domain.fanout import copies
from gigwire.domain.match import PivotIndex, matches_of
from tests.support.gigs import a_filter, a_project, a_step, a_subscriber


def test_match_record_names_the_step_and_not_its_batch() -> None:
    """A step redelivered in another micro-batch gives the same record; nobody fits: no record."""
    index = PivotIndex()
    index.add(a_subscriber(a_filter(any_of=("python",))))
    fits, other = a_step("c1"), a_step("c2", project=a_project("logo"))
    (alone,) = matches_of(copies([fits])[3], index)
    assert matches_of(copies([other, fits])[3], index) == (alone,)
    assert alone.users[0].user_id == 7
    assert alone.trace_id == fits.trace_id
