"""A seat: one living process each; whoever takes it over learns which member held it."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gigwire.runtime.seat import Holder, take_seat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLDER = """
import sys
from pathlib import Path
from gigwire.runtime.seat import take_seat
seat = take_seat(Path(sys.argv[1]), "match")
seat.note("member-1")
print(flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the first seat."""
    argv = (sys.executable, "-c", HOLDER, str(tmp_path))
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def test_seat_of_a_killed_process_names_its_member(
    tmp_path: Path, other: subprocess.Popen[bytes]
) -> None:
    """The lock died with it, the note did not."""
    other.kill()
    other.wait()
    seat = take_seat(tmp_path, "match")
    assert seat.predecessor is not None
    assert seat.predecessor.member == "member-1"
    seat.note("m2")
    seat.close()
    assert take_seat(tmp_path, "match").predecessor == Holder(seat.predecessor.host, "m2")


def test_seat_of_a_stopped_process_stays_its_own(
    tmp_path: Path, other: subprocess.Popen[bytes]
) -> None:
    """It may wake and go on as the member that it is: nobody may send it away."""
    other.send_signal(signal.SIGSTOP)
    assert take_seat(tmp_path, "match").predecessor is None
    assert take_seat(tmp_path, "notify").predecessor is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["match-0", "match-1", "notify-0"]


def test_seat_whose_note_was_cut_off_names_nobody(tmp_path: Path) -> None:
    """Its holder was killed while it wrote: then the session's end is waited for."""
    (tmp_path / "match-0").write_bytes(b'["host","memb')
    assert take_seat(tmp_path, "match").predecessor is None
