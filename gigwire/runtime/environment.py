"""The process environment as settings read it: `NAME_FILE=/path` stands for `NAME=`."""

from __future__ import annotations

from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_settings import EnvSettingsSource

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "GIGWIRE_"

# The environment that load_settings was given; without one it is the process's own.
ENVIRON: ContextVar[Mapping[str, str] | None] = ContextVar("environ", default=None)


class EnvWithFiles(EnvSettingsSource):
    """The environment; `NAME_FILE=/path` stands for `NAME=` the file's stripped text."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        environ = ENVIRON.get()
        found: dict[str, str | None] = (
            dict(super()._load_env_vars())
            if environ is None
            else {name.lower(): value for name, value in environ.items()}
        )
        for name, path in list(found.items()):
            upper = name.upper()
            if upper.startswith(PREFIX) and upper.endswith("_FILE") and path:
                # An unreadable file is reported by load_settings, with all other problems.
                with suppress(OSError):
                    text = Path(path).read_text(encoding="utf-8").strip()
                    found.setdefault(name[: -len("_FILE")], text)
                del found[name]
        return found
