"""Apache Kafka's jars in a per-user cache, each checked against `jars.lock`.

Owns the lock file's form and what is in the cache; the download is `local.jars_fetch`. When the
cache is complete nothing is hashed, no network is used and jgo is not imported.
"""

from __future__ import annotations

import fcntl
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from platformdirs import user_cache_dir

from gigwire.contracts.errors import Fatal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOCK_FILE: Final = Path(__file__).with_name("jars.lock")
STAMP: Final = "verified"


class JarError(Fatal):
    """A jar cannot be had or is not the one of the lock file; the text says what to do."""


@dataclass(frozen=True, order=True)
class Jar:
    """One line of the lock file: `sha256  bytes  group:artifact:version`."""

    group: str
    artifact: str
    version: str
    sha256: str
    size: int

    @property
    def filename(self) -> str:
        """File name as registries of jars use it."""
        return f"{self.artifact}-{self.version}.jar"

    @property
    def line(self) -> str:
        """The line of the lock file."""
        return f"{self.sha256}  {self.size:>8}  {self.group}:{self.artifact}:{self.version}"


@dataclass(frozen=True)
class JarSet:
    """All jars of a lock file; `key` changes whenever the file does."""

    key: str
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        """Bytes of all."""
        return sum(jar.size for jar in self.jars)


def read_lock(path: Path = LOCK_FILE) -> JarSet:
    """Read a lock file; lines that start with # are remarks."""
    text = path.read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    jars = tuple(
        Jar(group, artifact, version, sha256, int(size))
        for sha256, size, coordinate in rows
        for group, artifact, version in [coordinate.split(":")]
    )
    return JarSet(key=hashlib.sha256(text.encode()).hexdigest()[:16], jars=jars)


def default_cache() -> Path:
    """The platform's per-user cache folder of this program."""
    return Path(user_cache_dir("gigwire"))


def jar_folder(cache: Path, jars: JarSet) -> Path:
    """Where the jars of one lock file are kept."""
    return cache / f"kafka-{jars.key}"


def is_complete(folder: Path, jars: JarSet) -> bool:
    """Whether all were verified once and still have their sizes. A few dozen stat calls."""
    return (folder / STAMP).exists() and all(
        _size(folder / jar.filename) == jar.size for jar in jars.jars
    )


def remove_wrong(folder: Path, jars: JarSet) -> tuple[Jar, ...]:
    """Hash all, remove what differs from the lock file, return what has to be fetched."""
    (folder / STAMP).unlink(missing_ok=True)
    missing = tuple(jar for jar in jars.jars if sha256_of(folder / jar.filename) != jar.sha256)
    for jar in missing:
        (folder / jar.filename).unlink(missing_ok=True)
    return missing


def accept(jar: Jar, downloaded: Path, folder: Path) -> None:
    """Move a downloaded file into the cache if it is the right one, in one step.

    Raises:
        JarError: it is not; the file is removed.
    """
    found = sha256_of(downloaded)
    if found != jar.sha256:
        downloaded.unlink(missing_ok=True)
        raise JarError(
            f"{jar.filename}: SHA-256 is {found}, local/jars.lock says {jar.sha256}; the file was "
            "removed. Run again; if it repeats, the registry serves another file: do not use it"
        )
    downloaded.replace(folder / jar.filename)


def ensure_jars(cache: Path, jars: JarSet, fetch: Callable[[tuple[Jar, ...], Path], None]) -> Path:
    """The folder with all jars of the lock file; `fetch(missing, folder)` is called at need.

    Safe between processes and against kill -9: files appear whole, the stamp comes last.

    Raises:
        JarError: what `fetch` raises, with the cache left as far as it came.
    """
    folder = jar_folder(cache, jars)
    if not is_complete(folder, jars):
        folder.mkdir(parents=True, exist_ok=True)
        with exclusive(folder / "lock"):
            if not is_complete(folder, jars):
                if missing := remove_wrong(folder, jars):
                    fetch(missing, folder)
                (folder / STAMP).touch()
    return folder


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """One process at a time; let go by the kernel when the holder ends."""
    with path.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sha256_of(path: Path) -> str | None:
    """Hex digest of a file, None when there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None
