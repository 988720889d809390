"""The cache of jars: only whole, verified files count, whatever happens while they arrive."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from local.jars import JarError, is_complete, jar_folder, read_lock
from local.jars_fetch import ensure_kafka_jars
from tests.support.jar_registry import jar_registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.jar_registry import JarRegistry

CONTENTS = {"alpha": b"a" * 50_000, "beta": b"b" * 80_000, "gamma": b"c" * 20_000}


@pytest.fixture
def registry() -> Iterator[JarRegistry]:
    """A registry with three jars."""
    with jar_registry(dict(CONTENTS)) as found:
        yield found


@pytest.fixture
def lock(registry: JarRegistry, tmp_path: Path) -> Path:
    """The lock file of its jars."""
    return registry.write_lock(tmp_path / "jars.lock")


def _fetch_command(cache: Path, registry: JarRegistry, lock: Path) -> tuple[str, ...]:
    where = ("--cache", str(cache), "--repository", registry.url, "--lock", str(lock))
    return (sys.executable, "-m", "local.jars_fetch", *where)


def test_empty_cache_is_filled_with_verified_jars(
    registry: JarRegistry, lock: Path, tmp_path: Path
) -> None:
    """All jars of the lock file arrive, and nothing else stays in the folder."""
    folder = ensure_kafka_jars(tmp_path, registry.url, lock)
    jars = {path.name: path.read_bytes() for path in folder.glob("*.jar")}
    assert jars == {f"{name}-1.jar": content for name, content in CONTENTS.items()}
    assert not (folder / "staging").exists()


def test_complete_cache_needs_neither_network_nor_jgo(
    registry: JarRegistry, lock: Path, tmp_path: Path
) -> None:
    """A second start asks nobody and imports nothing of the downloader."""
    ensure_kafka_jars(tmp_path, registry.url, lock)
    program = (
        "import sys, pathlib; from local.jars_fetch import ensure_kafka_jars as ensure;"
        f"ensure(pathlib.Path({str(tmp_path)!r}), 'http://127.0.0.1:9', "
        f"pathlib.Path({str(lock)!r})); sys.exit('jgo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert len(registry.served) == len(CONTENTS)


def test_jar_of_other_content_is_refused_and_removed(
    registry: JarRegistry, lock: Path, tmp_path: Path
) -> None:
    """A registry that serves another file than the locked one is named, its file thrown away."""
    registry.contents["beta"] = b"evil"
    with pytest.raises(JarError, match=r"beta-1\.jar: SHA-256 is .* the file was removed"):
        ensure_kafka_jars(tmp_path, registry.url, lock)
    folder = jar_folder(tmp_path, read_lock(lock))
    assert not is_complete(folder, read_lock(lock))
    assert not list(tmp_path.rglob("beta-1.jar"))


def test_damaged_jar_in_the_cache_is_fetched_again(
    registry: JarRegistry, lock: Path, tmp_path: Path
) -> None:
    """A file that changed its size is noticed by the cheap check and replaced, and only it."""
    folder = ensure_kafka_jars(tmp_path, registry.url, lock)
    (folder / "gamma-1.jar").write_bytes(b"short")
    registry.served.clear()
    ensure_kafka_jars(tmp_path, registry.url, lock)
    assert (folder / "gamma-1.jar").read_bytes() == CONTENTS["gamma"]
    assert registry.served == ["gamma"]


def test_killed_download_leaves_no_cache_that_passes(
    registry: JarRegistry, lock: Path, tmp_path: Path
) -> None:
    """Kill -9 half-way through a file: the next run fetches what is missing and is whole."""
    registry.stalled = "beta"
    child = subprocess.Popen(_fetch_command(tmp_path, registry, lock))
    assert registry.is_half_way.wait(30)
    child.kill()
    child.wait()
    folder = jar_folder(tmp_path, read_lock(lock))
    assert not is_complete(folder, read_lock(lock))
    assert not (folder / "beta-1.jar").exists()
    registry.stalled = None
    subprocess.run(_fetch_command(tmp_path, registry, lock), check=True)
    assert is_complete(folder, read_lock(lock))
    assert (folder / "beta-1.jar").read_bytes() == CONTENTS["beta"]


def test_connection_cut_half_way_is_an_error_that_keeps_the_rest(
    registry: JarRegistry, lock: Path, tmp_path: Path
) -> None:
    """A download that ends early is named and never accepted; the second run completes it."""
    registry.stalled = "beta"
    registry.go_on.set()
    with pytest.raises(JarError, match=r"beta-1\.jar"):
        ensure_kafka_jars(tmp_path, registry.url, lock)
    registry.stalled = None
    folder = ensure_kafka_jars(tmp_path, registry.url, lock)
    assert (folder / "beta-1.jar").read_bytes() == CONTENTS["beta"]


def test_no_network_says_what_to_do(registry: JarRegistry, lock: Path, tmp_path: Path) -> None:
    """An unreachable registry is one clear error and exit code 1, not a traceback."""
    registry.url = "http://127.0.0.1:9"
    command = _fetch_command(tmp_path, registry, lock)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The first start needs the network" in done.stderr
    assert "Traceback" not in done.stderr
