"""The seeded generator: variety between projects, likeness within a cluster, honest numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from local.boards.copies import jaccard, shingles
from local.boards.generator import Generator
from local.boards.model import BOARDS, Price, Step
from local.boards.money import RATES
from local.boards.places import LANGUAGES
from local.boards.world import World

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
COUNT = 2_000


def made(folder: Path, count: int, seed: int = 7) -> list[Step]:
    """The first `count` steps of a fresh world, one a second."""
    world = World(folder)
    generator = Generator(seed, world)
    for number in range(count):
        world.append(generator.next_step(START + timedelta(seconds=number)))
    steps = list(world.truth(0, count))
    world.close()
    return steps


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    """Enough steps for shares and pairs to mean something."""
    return made(tmp_path_factory.mktemp("world"), COUNT)


def text_of(step: Step) -> str:
    """What a reader would compare."""
    return f"{step.title} {step.body}"


def firsts(steps: list[Step]) -> dict[str, Step]:
    """The first posting of each cluster."""
    return {step.cluster: step for step in reversed(steps) if step.kind == "new"}


def test_equal_seeds_make_equal_projects_and_other_seeds_others(tmp_path: Path) -> None:
    """A demo can be repeated exactly; another seed shows something else."""
    one = made(tmp_path / "a", 200)
    assert made(tmp_path / "b", 200) == one
    other = made(tmp_path / "c", 200, seed=8)
    assert not {text_of(step) for step in one} & {text_of(step) for step in other}


def test_different_projects_share_few_runs_of_words(steps: list[Step]) -> None:
    """No two clusters look alike: the nearest pair of all stays below 0.35 (mostly below 0.2)."""
    clusters = list(firsts(steps).values())
    sets = [shingles(text_of(step)) for step in clusters]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for shingle in found:
            holders[shingle].append(number)
    # Runs that hundreds share cannot make a pair alike by themselves.
    shared = Counter(
        pair for them in holders.values() if len(them) < 60 for pair in combinations(them, 2)
    )
    nearest = [
        jaccard(text_of(clusters[a]), text_of(clusters[b])) for (a, b), _ in shared.most_common(300)
    ]
    assert max(nearest) < 0.35
    assert sum(value > 0.2 for value in nearest) <= 3


def test_reposts_and_copies_stay_like_their_original(steps: list[Step]) -> None:
    """Every light edit keeps at least 0.6 of the runs of three words."""
    original = firsts(steps)
    again = [step for step in steps if step.kind in ("copy", "repost")]
    assert len(again) > COUNT / 10
    assert min(jaccard(text_of(step), text_of(original[step.cluster])) for step in again) >= 0.6


def test_copies_lie_at_other_boards_of_the_same_language(steps: list[Step]) -> None:
    """A copy crosses boards, a repost does not, and neither changes its language."""
    original = firsts(steps)
    crossed = 0
    for step in steps:
        first = original[step.cluster]
        assert step.language == first.language
        if step.kind == "repost":
            assert step.board == first.board
            assert step.native_id != first.native_id
        crossed += step.kind == "copy" and step.board != first.board
    assert crossed > 50


def test_copies_state_the_same_money_in_their_boards_currency(steps: list[Step]) -> None:
    """Lowest limits of a copy and its original differ by at most 1 %, or one unit, in dollars."""
    original = firsts(steps)
    compared = 0
    for step in steps:
        first = original[step.cluster]
        if step.kind != "copy" or step.budget is None or first.budget is None:
            continue
        ours, theirs = step.budget.usd_minimum, first.budget.usd_minimum
        if ours and theirs:
            one_unit = RATES[step.budget.currency] * 100
            assert abs(ours - theirs) <= max(one_unit, theirs * 0.01)
            compared += 1
    assert compared > 50


def test_every_kind_board_and_language_occurs_in_its_share(steps: list[Step]) -> None:
    """Five boards, five languages, five kinds; about a quarter of budgets is unknown."""
    kinds = Counter(step.kind for step in steps)
    assert set(kinds) == {"new", "repost", "copy", "edit", "close"}
    assert {step.board for step in steps} == set(BOARDS)
    assert {step.language for step in steps} == {"en", "ru", "uk", "pt", "es"}
    new = [step for step in steps if step.kind == "new"]
    assert 0.18 < sum(step.budget is None for step in new) / len(new) < 0.32
    assert all(step.language in LANGUAGES[step.board] for step in new)


def test_bodies_have_a_believable_length(steps: list[Step]) -> None:
    """200 to 1,500 characters, except the few that FL.ru lists without a description."""
    new = [step for step in steps if step.kind == "new"]
    bodiless = [step for step in new if not step.body]
    assert {step.board for step in bodiless} == {"fl"}
    assert len(bodiless) < 0.02 * len(new)
    lengths = sorted(len(step.body) for step in new if step.body)
    assert lengths[0] >= 150
    assert lengths[-1] <= 1500
    assert lengths[len(lengths) // 50] >= 200


def test_usd_limits_follow_the_stated_table(steps: list[Step]) -> None:
    """The truth's dollars can be recomputed from the published rates."""
    prices = [step.budget for step in steps if step.budget]
    assert {price.currency for price in prices} >= {"USD", "RUB", "UAH", "BRL", "EUR"}
    for price in prices:
        for amount, cents in (
            (price.minimum, price.usd_minimum),
            (price.maximum, price.usd_maximum),
        ):
            assert cents == (
                None if amount is None else round(amount * RATES[price.currency] * 100)
            )


def test_edits_and_closings_name_a_posting_that_was_there(steps: list[Step]) -> None:
    """An edit changes budget or text; nothing moves after it was closed."""
    last: dict[tuple[str, str], Step] = {}
    for step in steps:
        place = (step.board, step.native_id)
        before = last.get(place)
        if step.kind in ("edit", "close"):
            assert before is not None
            assert before.kind != "close"
            changed = (before.budget, before.body) != (step.budget, step.body)
            assert changed == (step.kind == "edit")
        else:
            assert before is None
        last[place] = step


def test_a_published_project_has_the_chosen_fields_and_believable_others(tmp_path: Path) -> None:
    """Tests choose what they look at; the rest is made up."""
    world = World(tmp_path)
    budget = {"minimum": 800, "currency": "RUB"}
    asked = {"board": "kwork", "title": "Нужен бот", "cluster": "mine", "budget": budget}
    step = Generator(1, world).published(asked, START)
    assert (step.board, step.title, step.cluster, step.kind) == (
        "kwork",
        "Нужен бот",
        "mine",
        "new",
    )
    assert step.budget == Price(minimum=800, currency="RUB", usd_minimum=1000)
    assert step.language == "ru"
    assert len(step.body) > 100
    with pytest.raises(ValueError, match="kind"):
        Generator(1, world).published({"board": "fl", "kind": "wrong"}, START)
    world.close()
