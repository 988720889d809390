"""Where the dictionary of Latin words is kept between runs: a file in the user's cache folder.

Owns the file: made once, replaced atomically, named by everything that its contents depend on. A
process without a writable folder builds its own in memory; no result depends on that.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path

import marisa_trie

from gigwire.domain.text import latin
from gigwire.domain.text.tokens import ANALYSER


def keep_dictionaries(folder: Path | None = None) -> None:
    """From now on take dictionaries from the folder; costs nothing until a word is asked for."""
    latin.use(partial(kept_dictionary, folder))


def kept_dictionary(folder: Path | None = None) -> marisa_trie.BytesTrie:
    """Map the file into memory, shared by all processes; the first of them builds it.

    Args:
        folder: None stands for `gigwire` in the user's cache folder (`XDG_CACHE_HOME`).
    """
    path = (folder or _user_folder()) / file_name()
    try:
        return _mapped(path) or _made(path)
    except OSError:  # no folder to write to: slower to start, all else the same
        return latin.build()


def file_name() -> str:
    """One name for each possible content."""
    return f"latin-{ANALYSER}.{latin.RECIPE}-simplemma-{version('simplemma')}.marisa"


def _user_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gigwire"


def _mapped(path: Path) -> marisa_trie.BytesTrie | None:
    if not path.exists():
        return None
    try:
        return marisa_trie.BytesTrie().mmap(str(path))
    except RuntimeError:  # marisa's word for a file that is none of its own: to be replaced
        return None


def _made(path: Path) -> marisa_trie.BytesTrie:
    """Build under a lock, so that of ten stages started at once one builds and nine wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _mapped(path) or _written(path)


def _written(path: Path) -> marisa_trie.BytesTrie:
    built = latin.build()
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as part:
        part.write(built.tobytes())
    Path(name).replace(path)
    return built
