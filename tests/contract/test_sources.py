"""Every source against the same demands: records read whole, anything else refused by reason."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import RawProject
from local.boards.faults import FaultAsked, spoilt
from local.boards.model import BOARDS
from tests.support.boards import RECORDED, SEEN_AT, Recorded

if TYPE_CHECKING:
    from connectors.sources.base import Page

EACH = pytest.mark.parametrize("recorded", RECORDED.values(), ids=RECORDED)
JSON_RECORDS = {name: it for name, it in RECORDED.items() if it.record.endswith(".json")}
EACH_JSON = pytest.mark.parametrize("recorded", JSON_RECORDS.values(), ids=JSON_RECORDS)
FUZZ = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@EACH
def test_our_own_record_is_read_whole(recorded: Recorded) -> None:
    """Every project of the record comes out, with the fields that all boards have."""
    projects = recorded.source.parse(recorded.body, SEEN_AT)
    assert len(projects) == recorded.projects
    assert len({project.native_id for project in projects}) == recorded.projects
    for project in projects:
        assert project.source == recorded.source.name
        assert project.title == project.title.strip() != ""
        assert project.url.startswith("https://")
        assert project.seen_at == project.event_time == SEEN_AT
        assert project.published_at is None or project.published_at.tzinfo is UTC
    assert any(project.budget for project in projects)


@EACH
def test_a_recorded_answer_from_outside_is_read_whole(recorded: Recorded) -> None:
    """Real-shaped samples (our own record where that folder is not) give projects, no rejects."""
    page = recorded.source.read(recorded.sample_body, SEEN_AT)
    assert page.projects
    assert not page.rejects
    assert all(project.url.startswith("https://") for project in page.projects)


@EACH
def test_an_observation_survives_the_wire(recorded: Recorded) -> None:
    """What collect writes is what normalise reads."""
    for project in recorded.source.parse(recorded.body, SEEN_AT):
        assert decode(RawProject, encode(project)) == project


@EACH
def test_ids_come_from_content_and_not_from_the_time_of_the_poll(recorded: Recorded) -> None:
    """Another poll, another process, a replay: equal content, equal event and trace ids."""
    now = recorded.source.parse(recorded.body, SEEN_AT)
    later = recorded.source.parse(recorded.body, SEEN_AT + timedelta(hours=3))
    assert [it.event_id for it in now] == [it.event_id for it in later]
    assert [it.trace_id for it in now] == [it.trace_id for it in later]
    assert len({it.event_id for it in now}) == len({it.trace_id for it in now}) == len(now)


@EACH
def test_a_changed_title_changes_the_event_but_not_the_trace(recorded: Recorded) -> None:
    """An edit is another event in the life of the same project."""
    before = recorded.source.parse(recorded.body, SEEN_AT)[0]
    words = re.findall(r"[A-Za-zА-Яа-яіїєІЇЄ]{4,}", before.title)
    after = recorded.source.parse(recorded.body.replace(words[0].encode(), b"Zzzz"), SEEN_AT)[0]
    assert after.title != before.title
    assert after.event_id != before.event_id
    assert after.trace_id == before.trace_id


@EACH
def test_every_cut_of_an_answer_is_refused(recorded: Recorded) -> None:
    """A connection that ended early gives an error, never half of the projects."""
    body = recorded.body.rstrip()
    for kept in range(0, len(body) - 1, max(1, len(body) // 60)):
        with pytest.raises(Poison) as caught:
            recorded.source.read(body[:kept], SEEN_AT)
        assert caught.value.reason in {"empty", "not_json", "not_xml", "cut_off"}


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("kind", ["wrong_charset", "changed_schema"])
def test_a_spoilt_answer_is_refused_with_its_reason(board: str, kind: str) -> None:
    """Bytes under a wrong label and renamed parts are told apart and never half read."""
    recorded = RECORDED[board]
    fault = FaultAsked.model_validate({"board": board, "kind": kind, "count": 1})
    with pytest.raises(Poison) as caught:
        recorded.source.read(spoilt(fault, recorded.body), SEEN_AT, "utf-8")
    assert caught.value.reason == kind


@EACH
def test_a_page_for_people_is_no_answer(recorded: Recorded) -> None:
    """A challenge or error page with status 200 is told by its reason."""
    challenge = b"<!DOCTYPE html><html><body><h1>Just a moment</h1></body></html>"
    with pytest.raises(Poison) as caught:
        recorded.source.read(challenge, SEEN_AT)
    assert caught.value.reason in {"html_instead", "changed_schema"}


@EACH
def test_an_empty_answer_is_refused(recorded: Recorded) -> None:
    """No bytes, or only blanks, are not "no projects"."""
    for body in (b"", b"  \n"):
        with pytest.raises(Poison, match="empty"):
            recorded.source.read(body, SEEN_AT)


@EACH
def test_an_unknown_charset_is_refused_and_a_known_one_read(recorded: Recorded) -> None:
    """The header's label counts; one that we do not know is not guessed."""
    with pytest.raises(Poison, match="unknown_charset"):
        recorded.source.read(recorded.body, SEEN_AT, "x-nonsense")
    text = recorded.body.decode().encode("utf-16")
    again = recorded.source.parse(text, SEEN_AT, "utf-16")
    assert again == recorded.source.parse(recorded.body, SEEN_AT)


@EACH
@FUZZ
@given(chance=st.data())
def test_any_damaged_bytes_give_a_page_or_a_reason(
    recorded: Recorded, chance: st.DataObject
) -> None:
    """Whatever bytes come, the reader answers or raises Poison; nothing else escapes."""
    body = bytearray(recorded.body)
    for _ in range(chance.draw(st.integers(1, 6))):
        place = chance.draw(st.integers(0, len(body) - 1))
        length = chance.draw(st.integers(0, 40))
        body[place : place + length] = chance.draw(st.binary(max_size=12))
    readable_or_poison(recorded, bytes(body))


@EACH_JSON
@FUZZ
@given(chance=st.data())
def test_any_json_value_in_any_place_gives_a_page_or_a_reason(
    recorded: Recorded, chance: st.DataObject
) -> None:
    """A field of another type is refused by name: no KeyError, no AttributeError, no silence."""
    tree = orjson.loads(recorded.body)
    anything = st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**60), 2**60)
        | st.floats(allow_nan=False)
        | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
        max_leaves=4,
    )
    node = tree
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = chance.draw(st.sampled_from(keys))
        if isinstance(node[key], dict | list) and node[key] and chance.draw(st.integers(0, 4)):
            node = node[key]
            continue
        node[key] = chance.draw(anything)
        break
    readable_or_poison(recorded, orjson.dumps(tree))


def readable_or_poison(recorded: Recorded, body: bytes) -> None:
    """Read; only a Page or a Poison with a short reason may come of it."""
    page: Page | None = None
    reasons: list[str] = []
    try:
        page = recorded.source.read(body, SEEN_AT)
    except Poison as error:
        reasons = [error.reason]
    if page is not None:
        reasons = [reject.error.reason for reject in page.rejects]
        assert all(encode(project) for project in page.projects)
    assert all(re.fullmatch(r"[a-z_]{3,30}", reason) for reason in reasons)
