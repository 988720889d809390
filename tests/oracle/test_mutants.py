"""A product with one rule broken is caught by the comparison with the judge."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.oracle.mutant import MUTANTS


def outcome(name: str) -> subprocess.CompletedProcess[str]:
    """A comparison with the mutant, in a process of its own."""
    command = [sys.executable, "-m", "tests.oracle.mutant", name]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in MUTANTS if name != "none"])
def test_a_product_with_one_line_changed_is_caught(name: str) -> None:
    """The comparison fails, and nothing else."""
    ended = outcome(name)
    assert ended.returncode == 1
    assert "Failed: " in ended.stderr or "AssertionError" in ended.stderr, ended.stderr[-2_000:]


@pytest.mark.long
def test_the_true_product_is_not_caught() -> None:
    """Else the mutants prove nothing."""
    ended = outcome("none")
    assert ended.returncode == 0, ended.stderr[-2_000:]
