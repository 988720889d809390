"""Numbered migrations: each file once, in order, remembered with its checksum.

Statements must be repeatable (IF NOT EXISTS): a crash between a statement and its memory runs the
file again, and two workers may start at once.
"""

from __future__ import annotations

import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clickhouse_connect.driver.asyncclient import AsyncClient

_MEMORY: Final = """
CREATE TABLE IF NOT EXISTS {database}.migrations (
    name String,
    checksum String,
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(applied_at)
ORDER BY name
"""
_COMMENT: Final = re.compile(r"^\s*--.*$", re.MULTILINE)


class Migration(NamedTuple):
    """One file."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.sql.encode()).hexdigest()

    @property
    def statements(self) -> list[str]:
        """Its statements; each ends with a semicolon at the end of a line."""
        parts = _COMMENT.sub("", self.sql).split(";\n")
        return [part.strip() for part in parts if part.strip()]


def load_migrations() -> list[Migration]:
    """The files of this package, in order of their numbers."""
    folder = resources.files(__package__) / "migrations"
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".sql")), key=_name)
    return [Migration(one.name.removesuffix(".sql"), one.read_text("utf-8")) for one in files]


def _name(file: resources.abc.Traversable) -> str:
    return file.name


def outstanding(
    migrations: Sequence[Migration], applied: Mapping[str, str]
) -> tuple[list[Migration], list[str]]:
    """What must still run, and what must not.

    Args:
        migrations: the files.
        applied: checksum by name, as the database remembers.

    Returns:
        Migrations to run in order, and one line a file that was edited after it ran.
    """
    edited = [
        f"migration {one.name} was edited after it had run (checksum {one.checksum[:12]}, applied"
        f" as {applied[one.name][:12]}): restore it and add a new file instead"
        for one in migrations
        if applied.get(one.name, one.checksum) != one.checksum
    ]
    return [one for one in migrations if one.name not in applied], edited


async def _applied(client: AsyncClient, database: str) -> dict[str, str]:
    # S608: the settings check the name's pattern
    found = await client.query(f"SELECT name, checksum FROM {database}.migrations FINAL")  # noqa: S608
    return {str(name): str(checksum) for name, checksum in found.result_rows}


async def migrate(
    client: AsyncClient, database: str, migrations: Sequence[Migration] | None = None
) -> list[str]:
    """Bring a database up to date; creates it where it is missing. Repeats do nothing.

    Args:
        client: who may create databases and tables.
        database: where to.
        migrations: other files than the package's, for tests.

    Returns:
        Names of the migrations that ran now.

    Raises:
        ConfigurationError: a file was edited after it had run; nothing was changed.
    """
    await client.command(f"CREATE DATABASE IF NOT EXISTS {database}")
    await client.command(_MEMORY.format(database=database))
    files = load_migrations() if migrations is None else migrations
    todo, edited = outstanding(files, await _applied(client, database))
    if edited:
        raise ConfigurationError(tuple(edited))
    for migration in todo:
        for statement in migration.statements:
            await client.command(statement, settings={"database": database})
        row = [[migration.name, migration.checksum]]
        await client.insert(f"{database}.migrations", row, column_names=["name", "checksum"])
    return [migration.name for migration in todo]
