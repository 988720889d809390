"""The boards' server as a process: pages, windows, validators, faults, restarts."""

from __future__ import annotations

from http.client import HTTPException
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError

import orjson
import pytest

from tests.support.collect_lab import BOARDS, BoardsProcess, opened
from tests.support.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATHS = {
    "freelancer": "/api/projects/0.1/projects/active/?limit=5",
    "fl": "/rss/all.xml",
    "kwork": "/projects",
    "freelancehunt": "/v2/projects",
    "telegram_channel": "/s/zakazy_ru",
}


class Answered(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def boards(tmp_path: Path) -> Iterator[BoardsProcess]:
    """A paused server with some two hundred projects."""
    made = BoardsProcess(tmp_path)
    made.start()
    made.control("burst", {"count": 300})
    try:
        yield made
    finally:
        made.kill()


def ask(boards: BoardsProcess, board: str, path: str | None = None, **headers: str) -> Answered:
    """Ask a board as its clients do."""
    url = f"{boards.url}/{board}{PATHS[board] if path is None else path}"
    known = {"X-Requested-With": "x", "Authorization": "Bearer t"}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    form = b"c=all&page=1" if board == "kwork" else None
    try:
        with opened(url, form, {**known, **given}) as answer:
            return Answered(answer.status, dict(answer.headers), answer.read())
    except HTTPError as error:
        return Answered(error.code, dict(error.headers), error.read())


def test_boards_show_no_more_than_their_real_windows(boards: BoardsProcess) -> None:
    """60 items of a feed, 12 and 10 and 20 a page, at most 100 of an asked limit."""
    assert ask(boards, "fl").body.count(b"<item>") <= 60
    assert len(orjson.loads(ask(boards, "kwork").body)["data"]["wants"]) == 12
    assert len(orjson.loads(ask(boards, "freelancehunt").body)["data"]) == 10
    assert ask(boards, "telegram_channel").body.count(b"data-post=") == 20
    many = ask(boards, "freelancer", "/api/projects/0.1/projects/active?limit=900").body
    assert 60 < len(orjson.loads(many)["result"]["projects"]) <= 100


@pytest.mark.parametrize("board", ["fl", "freelancehunt"])
def test_an_unchanged_page_is_not_sent_again(boards: BoardsProcess, board: str) -> None:
    """304 for the ETag that was given, 200 again once something changed."""
    etag = ask(boards, board).headers["ETag"]
    assert ask(boards, board, If_None_Match=etag)[0] == 304
    boards.publish(board=board)
    assert ask(boards, board, If_None_Match=etag)[0] == 200


@pytest.mark.parametrize("board", ["fl", "freelancehunt"])
def test_a_spoilt_page_comes_to_who_has_the_sound_one_too(
    boards: BoardsProcess, board: str
) -> None:
    """A fault that spoils pages is seen even where nothing has changed since the last request."""
    sound = ask(boards, board)
    boards.control("fault", {"board": board, "kind": "truncated", "count": 1})
    spoilt = ask(boards, board, If_None_Match=sound.headers["ETag"])
    assert spoilt.status == 200
    assert 0 < len(spoilt.body) < len(sound.body)
    boards.control("fault", {"board": board, "kind": "reset", "count": 1})
    with pytest.raises((OSError, HTTPException)):
        ask(boards, board, If_None_Match=sound.headers["ETag"])


def test_freelancehunt_answers_nobody_without_a_token(boards: BoardsProcess) -> None:
    """401 with a body of JSON, as the real API."""
    refused = ask(boards, "freelancehunt", Authorization="")
    assert refused.status == 401
    assert orjson.loads(refused.body)["error"]["status"] == 401


def test_every_link_of_the_truth_leads_to_its_project(boards: BoardsProcess) -> None:
    """A card's link can be opened on this machine."""
    for step in boards.truth()[-40:]:
        with opened(step["url"]) as page:
            assert page.status == 200
            assert step["native_id"].rpartition("/")[2] in step["url"]
    with opened(boards.url) as overview:
        assert b"prefers-color-scheme" in overview.read()


@pytest.mark.parametrize("board", BOARDS)
def test_faults_look_as_asked_and_end_as_asked(boards: BoardsProcess, board: str) -> None:
    """Statuses, spoilt bodies and their number of requests, board by board."""
    sound = ask(boards, board).body
    for kind, status in (("304", 304), ("429", 429), ("500", 500), ("503", 503)):
        boards.control("fault", {"board": board, "kind": kind, "count": 1, "retry_after": "7"})
        hit = ask(boards, board)
        assert hit.status == status
        assert hit.headers.get("Retry-After") == (None if kind == "304" else "7")
    for kind in ("truncated", "wrong_charset", "changed_schema", "html_instead"):
        boards.control("fault", {"board": board, "kind": kind, "count": 2})
        spoilt = [ask(boards, board) for _ in range(2)]
        assert {it.status for it in spoilt} == {200}
        assert sound not in {it.body for it in spoilt}
    boards.control("fault", {"board": board, "kind": "reset", "count": 1})
    with pytest.raises((OSError, HTTPException)):
        ask(boards, board)
    assert ask(boards, board).body == sound


def test_wrong_control_requests_are_refused_with_a_reason(boards: BoardsProcess) -> None:
    """400 and a text, never a stack trace."""
    wrong: list[tuple[str, dict[str, object]]] = [
        ("fault", {"board": "fl", "kind": "500"}),
        ("fault", {"board": "xx", "kind": "500", "count": 1}),
        ("publish", {"board": "xx"}),
        ("publish", {"board": "fl", "kind": "edit", "native_id": "none"}),
        ("rate", {"rate": -1}),
        ("burst", {}),
    ]
    for path, body in wrong:
        with pytest.raises(HTTPError) as refused:
            boards.control(path, body)
        assert refused.value.code == 400
        assert orjson.loads(refused.value.read())["error"]


def test_a_killed_server_continues_where_it_was(boards: BoardsProcess) -> None:
    """Same truth, same pages, next number: on the same folder and port."""
    truth, pages = boards.truth(), [ask(boards, board).body for board in BOARDS]
    boards.kill()
    boards.start()
    assert boards.truth() == truth
    assert [ask(boards, board).body for board in BOARDS] == pages
    key = boards.publish(board="fl")
    assert boards.truth()[-1]["seq"] == len(truth)
    assert key in boards.shown()
    assert boards.terminate() == 0


def test_pace_can_be_set_paused_and_resumed(boards: BoardsProcess) -> None:
    """Steps come at the rate while running and not at all while paused."""
    boards.control("rate", {"rate": 200})
    before = boards.control("resume", {})["next_seq"]
    until(lambda: boards.control("state")["next_seq"] > before + 50, 10)
    still = boards.control("pause", {})["next_seq"]
    assert boards.control("truth", since=still)["steps"] == []
