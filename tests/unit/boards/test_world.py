"""The boards' state: what is in the file is shown, what was cut short never was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from local.boards.generator import Generator
from local.boards.wires import fl, freelancer, kwork
from local.boards.world import World

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def grown(world: World, count: int) -> None:
    """Move a world on, one step a second."""
    generator = Generator(3, world)
    for _ in range(count):
        world.append(generator.next_step(START + timedelta(seconds=world.next_seq)))


def test_a_restart_shows_and_goes_on_as_without_one(tmp_path: Path) -> None:
    """A world read back from its file makes the same next steps and the same pages."""
    whole, broken = World(tmp_path / "whole"), World(tmp_path / "broken")
    grown(whole, 300)
    grown(broken, 170)
    broken.close()
    restarted = World(tmp_path / "broken")
    grown(restarted, 130)
    assert list(restarted.truth(0, 999)) == list(whole.truth(0, 999))
    assert kwork.wants(restarted, 1) == kwork.wants(whole, 1)
    assert freelancer.active(restarted, {}) == freelancer.active(whole, {})
    assert fl.feed(restarted, "http://h") == fl.feed(whole, "http://h")
    for world in (whole, restarted):
        world.close()


def test_a_line_cut_short_by_a_kill_is_dropped(tmp_path: Path) -> None:
    """Half a step in the file was never shown; the next step takes its number."""
    world = World(tmp_path)
    grown(world, 10)
    world.close()
    log = tmp_path / "steps.jsonl"
    log.write_bytes(log.read_bytes()[:-40])
    again = World(tmp_path)
    assert again.next_seq == 9
    grown(again, 1)
    assert [step.seq for step in again.truth(0, 99)] == list(range(10))
    again.close()


def test_truth_is_read_in_pieces_without_gaps(tmp_path: Path) -> None:
    """`since` and `limit` cut the same list; beyond the end there is nothing."""
    world = World(tmp_path)
    grown(world, 25)
    pieces = [step.seq for since in range(0, 30, 10) for step in world.truth(since, 10)]
    assert pieces == list(range(25))
    assert list(world.truth(25, 10)) == []
    world.close()


def test_newest_postings_come_first_and_only_as_many_as_asked(tmp_path: Path) -> None:
    """The window of a board: ids fall from its first row on."""
    world = World(tmp_path)
    grown(world, 200)
    numbers = [posting.number for posting in world.newest("fl", 12)]
    assert len(numbers) == 12
    assert numbers == sorted(numbers, reverse=True)
    world.close()
