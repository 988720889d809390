"""Each fault of a board: the stated outcome, a dead letter where bytes came, and nothing lost."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from gigwire.runtime.clock import SYSTEM_CLOCK
from tests.support.collect_lab import BOARDS, BoardsProcess, CollectLab
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.sources import SourcePolled

UNREADABLE = {"truncated", "wrong_charset", "changed_schema", "html_instead"}


@pytest.fixture(scope="module")
def lab(kafka_broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CollectLab]:
    """One collect and one server of boards for all faults: each test clears up after itself."""
    folder = tmp_path_factory.mktemp("faults")
    boards = BoardsProcess(folder / "boards")
    made = CollectLab(kafka_broker, f"f{secrets.token_hex(4)}.", boards, folder)
    boards.start()
    asyncio.run(made.create_topics())
    for board in BOARDS:
        boards.publish(board=board)
    made.start()
    asyncio.run(made.has_all())
    try:
        yield made
    finally:
        made.kill()
        boards.kill()


async def provoked(lab: CollectLab, kind: str, outcome: str, **more: object) -> list[SourcePolled]:
    """Hit one request of every board, publish meanwhile, see all of it arrive; the bad polls."""
    since = len(await lab.polls())
    for board in BOARDS:
        lab.boards.control("fault", {"board": board, "kind": kind, "count": 1, **more})
        lab.boards.publish(board=board)
    found = [await lab.has_polled(board, outcome, since) for board in BOARDS]
    await lab.has_all()
    return found


@pytest.mark.parametrize(
    ("kind", "outcome", "reason"),
    [
        ("304", "not_modified", None),
        ("500", "failed", "status_500"),
        ("503", "failed", "status_503"),
        ("reset", "failed", "cut_off"),
    ],
)
async def test_a_refused_request_is_told_and_made_up_for(
    lab: CollectLab, kind: str, outcome: str, reason: str | None
) -> None:
    """The outcome says what happened at each of the five boards; the next poll brings the rest."""
    polls = await provoked(lab, kind, outcome)
    assert {poll.reason for poll in polls} == {reason}
    assert {poll.new_items for poll in polls} == {0}


async def next_poll_of(lab: CollectLab, poll: SourcePolled) -> SourcePolled:
    """Wait for the request of the same feed that follows this one."""
    later: list[SourcePolled] = []

    async def is_there() -> bool:
        same = [it for it in await lab.polls() if it.url == poll.url]
        later[:] = [it for it in same if it.event_time > poll.event_time]
        return bool(later)

    await until_async(is_there)
    return later[0]


@pytest.mark.parametrize("kind", ["429", "503"])
@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_a_board_that_asks_for_a_pause_gets_it(lab: CollectLab, kind: str, form: str) -> None:
    """Retry-After in both forms: no request to the board before it is over."""
    later = SYSTEM_CLOCK.now().astimezone(UTC).timestamp() + 3
    header = (
        "2"
        if form == "seconds"
        else format_datetime(SYSTEM_CLOCK.now().fromtimestamp(later, UTC), usegmt=True)
    )
    polls = await provoked(lab, kind, "throttled", retry_after=header)
    for poll in polls:
        assert poll.retry_after is not None
        assert 0.5 < poll.retry_after <= 3
        following = await next_poll_of(lab, poll)
        waited = (following.event_time - poll.event_time).total_seconds()
        assert waited >= poll.retry_after - 0.05


async def test_a_slow_board_delays_itself_only(lab: CollectLab) -> None:
    """While one board takes its time, the others go on."""
    since = len(await lab.polls())
    slow = {"board": "kwork", "kind": "slow", "count": 1, "delay": 2.0}
    lab.boards.control("fault", slow)
    lab.boards.publish(board="kwork")
    poll = await lab.has_polled("kwork", "new", since)
    assert poll.duration_ms >= 2000
    others = [it for it in (await lab.polls())[since:] if it.source == "freelancer"]
    assert len(others) >= 4


@pytest.mark.parametrize("kind", sorted(UNREADABLE))
async def test_an_unreadable_answer_becomes_a_dead_letter(lab: CollectLab, kind: str) -> None:
    """Its bytes, its reason and where it came from are kept; the cursor stays; nothing is lost."""
    known = len(await lab.dead_letters())
    polls = await provoked(lab, kind, "unreadable")
    letters = (await lab.dead_letters())[known:]
    sources = {headers["x-source"].decode().partition(":")[0] for _, headers, _ in letters}
    assert sources == set(BOARDS)
    for letter, headers, body in letters:
        assert letter.stage == "collect"
        assert letter.origin.topic == "projects.raw"
        assert headers["x-url"].startswith(lab.boards.url.encode())
        assert len(body) == int(headers["x-bytes"])
    reasons = {letter.reason for letter, _, _ in letters}
    expected = {
        "truncated": {"not_json", "not_xml", "cut_off"},
        "html_instead": {"html_instead", "cut_off", "changed_schema"},
    }
    assert reasons <= expected.get(kind, {kind})
    assert all(poll.reason for poll in polls)


async def test_an_unreadable_answer_that_stays_is_buried_once(lab: CollectLab) -> None:
    """A board that is broken for hours does not fill the DLQ with the same page."""
    known, since = len(await lab.dead_letters()), len(await lab.polls())
    lab.boards.control("fault", {"board": "fl", "kind": "html_instead", "count": 3})

    async def is_hit_thrice() -> bool:
        polls = (await lab.polls())[since:]
        return sum(it.source == "fl" and it.outcome == "unreadable" for it in polls) == 3

    await until_async(is_hit_thrice)
    assert len(await lab.dead_letters()) == known + 1


async def test_a_board_that_is_away_comes_back(lab: CollectLab) -> None:
    """The server killed and started again: failed meanwhile, complete afterwards."""
    since = len(await lab.polls())
    lab.boards.kill()
    poll = await lab.has_polled("freelancer", "failed", since)
    assert poll.reason == "no_connection"
    lab.boards.start()
    for board in BOARDS:
        lab.boards.publish(board=board)
    await lab.has_all()
    assert await lab.keys() == lab.boards.shown()
