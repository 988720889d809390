"""Downloads of jars by jgo, with a progress bar; and `python -m local.jars_fetch`.

The lock file names every jar, so nothing is resolved here: `local.jars_lock` did that once.
Owns the network side; what is accepted into the cache: `local.jars`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from local.jars import (
    LOCK_FILE,
    Jar,
    JarError,
    accept,
    default_cache,
    ensure_jars,
    read_lock,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARALLEL: Final = 6
TIMEOUT_SECONDS: Final = 30


def ensure_kafka_jars(cache: Path, repository: str | None = None, lock: Path = LOCK_FILE) -> Path:
    """The folder with Kafka's jars, downloaded if need be. The bar goes to standard error.

    Args:
        cache: per-user folder.
        repository: address to fetch from instead of jgo's default.
        lock: the lock file.

    Raises:
        JarError: no network, or a file that is not the lock file's.
    """
    return ensure_jars(cache, read_lock(lock), partial(fetch, repository=repository))


def fetch(missing: tuple[Jar, ...], folder: Path, repository: str | None = None) -> None:
    """Download `missing` into `folder`; each file appears there only whole and verified."""
    staging = folder / "staging"  # what a killed download left there is worth nothing
    shutil.rmtree(staging, ignore_errors=True)
    with _bar(missing) as advance:
        context = _context(staging, repository, advance)
        with ThreadPoolExecutor(PARALLEL) as pool:
            list(pool.map(partial(_fetch_one, context=context, folder=folder), missing))
    shutil.rmtree(staging, ignore_errors=True)


def _fetch_one(jar: Jar, context: Any, folder: Path) -> None:
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    try:
        downloaded = artifact.resolve()
    except (OSError, RuntimeError) as error:  # requests' errors are OSErrors, jgo's RuntimeErrors
        raise JarError(
            f"{jar.filename} could not be fetched ({error}). The first start needs the network: "
            "run again, what has arrived is kept"
        ) from error
    accept(jar, downloaded, folder)


def _context(staging: Path, repository: str | None, advance: Callable[[int], None]) -> Any:
    from jgo.maven import (  # noqa: PLC0415 - 0.3 s that a complete cache need not pay
        MavenContext,
        PythonResolver,
    )

    @contextmanager
    def one_file(_filename: str, _size: int) -> Iterator[Callable[[int], None]]:
        yield advance

    return MavenContext(
        resolver=PythonResolver(progress_callback=one_file),
        repo_cache=staging,
        local_repos=[],
        remote_repos=None if repository is None else {"given": repository},
        timeout=TIMEOUT_SECONDS,
    )


@contextmanager
def _bar(missing: tuple[Jar, ...]) -> Iterator[Callable[[int], None]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(
            f"Apache Kafka, {len(missing)} jars, once", total=sum(jar.size for jar in missing)
        )
        yield partial(progress.advance, task)


def main() -> int:
    """Fill the cache and print where it is."""
    parser = argparse.ArgumentParser(prog="local.jars_fetch", description=main.__doc__)
    parser.add_argument("--cache", type=Path, default=default_cache())
    parser.add_argument("--repository", help="address of a registry of jars to use instead")
    parser.add_argument("--lock", type=Path, default=LOCK_FILE)
    asked = parser.parse_args()
    try:
        folder = ensure_kafka_jars(asked.cache, asked.repository, asked.lock)
    except JarError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
