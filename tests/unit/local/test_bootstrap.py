"""`make`'s first step: refuses an old Python with words, does nothing when nothing changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from local import bootstrap

if TYPE_CHECKING:
    import pytest

SCRIPT = Path(bootstrap.__file__).with_suffix(".sh")
# An interpreter of another version, as far as the script can see.
OLD_PYTHON = """#!/bin/sh
case "$2" in
    *sys.exit*) exit 1 ;;
    *) echo 3.9 ;;
esac
"""


def _bootstrap(python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPT)],
        env={**os.environ, "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def test_old_python_is_refused_with_both_versions(tmp_path: Path) -> None:
    """The text names what is needed, what was found and what to do."""
    old = tmp_path / "python"
    old.write_text(OLD_PYTHON)
    old.chmod(0o755)
    done = _bootstrap(str(old))
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed, found 3.9" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_missing_python_is_told() -> None:
    """A path that leads nowhere is no traceback."""
    done = _bootstrap("/nowhere/python")
    assert done.returncode == 1
    assert "found none (/nowhere/python)" in done.stderr


def test_key_changes_with_the_lock_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `.venv` was made from decides whether it is made again."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "local").mkdir()
    for name in bootstrap.INPUTS:
        (tmp_path / name).write_text("one")
    first = bootstrap.key_of(sys.version_info[:2])
    assert bootstrap.key_of(sys.version_info[:2]) == first
    (tmp_path / "requirements.lock").write_text("two")
    assert bootstrap.key_of(sys.version_info[:2]) != first


def test_version_of_a_broken_interpreter_is_empty(tmp_path: Path) -> None:
    """A `.venv` whose Python was removed is seen as none."""
    assert bootstrap.version_of(tmp_path / "python") == ""
    assert bootstrap.version_of(Path(sys.executable)) == f"{tuple(sys.version_info[:2])}\n"
