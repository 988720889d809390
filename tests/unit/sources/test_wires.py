"""The boards' server and the sources agree: what the truth says is what a source reads."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from connectors.sources.fl import Fl
from connectors.sources.freelancehunt import Freelancehunt
from connectors.sources.freelancer import Freelancer
from connectors.sources.kwork import Kwork
from connectors.sources.telegram_channel import TelegramChannel
from local.boards.generator import Generator
from local.boards.wires import fl, freelancehunt, freelancer, kwork, telegram
from local.boards.world import World

if TYPE_CHECKING:
    from gigwire.contracts.messages import RawProject
    from local.boards.model import Posting

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
BASE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Three hundred steps, ten seconds apart."""
    made = World(tmp_path_factory.mktemp("world"))
    generator = Generator(21, made)
    for number in range(300):
        made.append(generator.next_step(START + timedelta(seconds=10 * number)))
    made.close()
    return made


def read_all(world: World) -> dict[str, list[RawProject]]:
    """Everything that the sources read from the first pages of all boards."""
    now = START + timedelta(hours=1)
    query = {"limit": "100", "full_description": "true", "user_details": "true"}
    hunt = Freelancehunt(f"{BASE}/freelancehunt", token="t")
    channels = [
        TelegramChannel(name, f"{BASE}/telegram_channel").parse(
            telegram.preview(world, name, None, BASE), now
        )
        for name in ("zakazy_ru", "gigs_world")
    ]
    return {
        "freelancer": Freelancer(f"{BASE}/freelancer").parse(freelancer.active(world, query), now),
        "fl": Fl(f"{BASE}/fl").parse(fl.feed(world, BASE), now),
        "kwork": Kwork(f"{BASE}/kwork").parse(kwork.wants(world, 1), now),
        "freelancehunt": hunt.parse(freelancehunt.projects(world, 1, BASE), now),
        "telegram_channel": [*channels[0], *channels[1]],
    }


def postings(world: World, board: str) -> dict[str, Posting]:
    """The board's postings by native id."""
    return {name: dict(it) for name, it in world.postings.items()}[board]  # type: ignore[index]  # a plain str here


def test_every_project_of_a_page_is_read_as_its_board_holds_it(world: World) -> None:
    """Id, title, text, status, place and time come out as they went in, at all five boards."""
    for board, projects in read_all(world).items():
        assert len(projects) >= 10
        held = postings(world, board)
        for raw in projects:
            posting = held[raw.native_id]
            assert raw.title == posting.step.title
            assert _words(raw.body) == _words(posting.step.body)
            assert raw.status == ("closed" if posting.is_closed else "open")
            assert raw.url == BASE + posting.step.path
            if raw.published_at and board != "kwork":
                assert abs(raw.published_at - posting.first_at) < timedelta(seconds=1)


def test_budgets_are_read_as_their_board_states_them(world: World) -> None:
    """Numbers where the board has numbers, its own text where it writes text, None for unknown."""
    for board, projects in read_all(world).items():
        held = postings(world, board)
        for raw in projects:
            price = held[raw.native_id].step.budget
            if price is None:
                words = ("договорная", "договірна", "negotiable", "a combinar", "a convenir")
                assert raw.budget is None or raw.budget.text in words
            elif board in ("fl", "telegram_channel"):
                assert raw.budget is not None
                digits = "".join(it for it in raw.budget.text or "" if it.isdigit())
                limits = [it for it in (price.minimum, price.maximum) if it is not None]
                assert digits in {"".join(map(str, limits)), str(limits[0])}
            else:
                assert raw.budget is not None
                assert (raw.budget.minimum, raw.budget.currency) == (price.minimum, price.currency)
                assert raw.budget.period == price.period


def test_skills_and_clients_are_read_where_the_board_tells_them(world: World) -> None:
    """Three boards have skills, three tell something about the client."""
    read = read_all(world)
    for board in ("freelancer", "freelancehunt", "telegram_channel"):
        held = postings(world, board)
        for raw in read[board]:
            expected = tuple(it.replace("/", " ") for it in held[raw.native_id].step.skills)
            assert tuple(it.replace("/", " ") for it in raw.skills) == expected
    for raw in read["freelancer"]:
        client = postings(world, "freelancer")[raw.native_id].step.client
        assert raw.client is not None
        assert (raw.client.rating, raw.client.country) == (client.rating, client.country)


def test_older_pages_follow_without_gap_or_end_too_early(world: World) -> None:
    """Walking page by page shows every posting that the board holds."""
    now = START + timedelta(hours=1)
    found: set[str] = set()
    source = Kwork(BASE)
    position: int | None = 1
    while position is not None:
        page = source.read(kwork.wants(world, position), now)
        found |= {raw.native_id for raw in page.projects}
        position = page.more
    assert found == set(postings(world, "kwork"))
    channel, seen = TelegramChannel("zakazy_ru", BASE), set[str]()
    before: int | None = None
    while True:
        page = channel.read(telegram.preview(world, "zakazy_ru", before, BASE), now)
        seen |= {raw.native_id for raw in page.projects}
        if (before := page.more) is None:
            break
    assert seen == {it for it in postings(world, "telegram_channel") if it.startswith("zakazy_ru/")}


def test_ads_and_silent_messages_are_counted_as_ignored(world: World) -> None:
    """A channel's other messages are no projects and are not lost count of."""
    page = TelegramChannel("zakazy_ru", BASE).read(
        telegram.preview(world, "zakazy_ru", None, BASE), START
    )
    assert page.ignored >= 1
    assert len(page.projects) + page.ignored == telegram.A_PAGE


def _words(text: str) -> list[str]:
    return html.unescape(text).split()
