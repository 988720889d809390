"""The real parts that tests talk to: each started once per session, when first asked for.

Under pytest-xdist each worker has its own (state in its own temporary folder, free ports), so
tests of different workers never meet. All end with pytest, even when it is killed (see
`gigwire.runtime.leash`).
"""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from gigwire.runtime.lexicon import keep_dictionaries
from local.stack import LocalStack
from tests.support.tidy import delete_topics_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.parts import PartName

TESTS = Path(__file__).parent

HEAVIEST = ("scenarios", "integration")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist's schedulers have no types
    """Files stay together in a worker, so that what they share is begun once; scenarios in one.

    pytest-xdist 3.8 has `--dist loadgroup` for this, which does nothing under pytest 9.2: it
    renames tests, whose names are made anew since.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "scenarios" if file.startswith("tests/scenarios/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """Who runs what, where several workers do."""
    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first; within a kind pytest-randomly's shuffle stays as it is."""
    items.sort(key=_weight)


def _weight(item: pytest.Item) -> int:
    folder = item.path.relative_to(TESTS).parts[0]
    return HEAVIEST.index(folder) if folder in HEAVIEST else len(HEAVIEST)


@pytest.fixture(scope="session", autouse=True)
def kept_dictionaries() -> None:
    """Words have their forms at once, from the user's cache folder, in every test process."""
    keep_dictionaries()


def _running(part: PartName, factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """One part on a loop of its own: a session outlives the loops of its tests."""
    stack = LocalStack(factory.mktemp(part), only=(part,))
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(stack.start())
        yield stack
    finally:
        loop.run_until_complete(stack.stop())
        loop.close()


@pytest.fixture(scope="session")
def kafka_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """A stack of Kafka alone, for tests that look at it; shared, so leave it running."""
    yield from _running("kafka", tmp_path_factory)


@pytest.fixture(scope="session")
def kafka_broker(kafka_stack: LocalStack) -> str:
    """Bootstrap address, `host:port`, of a real broker. Use `topic_prefix` for all names."""
    return kafka_stack.addresses["kafka"]


@pytest.fixture(scope="session")
def clickhouse_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a ClickHouse server. Use a database of your own."""
    for stack in _running("clickhouse", tmp_path_factory):
        yield stack.addresses["clickhouse"]


@pytest.fixture(scope="session")
def telegram_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a Bot API server. Use users and chats of your own."""
    for stack in _running("telegram", tmp_path_factory):
        yield stack.addresses["telegram"]


@pytest.fixture(scope="session")
def boards_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of the job boards' server: one path for each board."""
    for stack in _running("boards", tmp_path_factory):
        yield stack.addresses["boards"]


@pytest.fixture
def topic_prefix(request: pytest.FixtureRequest) -> Iterator[str]:
    """Put before every topic and group name: no two tests share any. Its topics go afterwards."""
    prefix = f"t{secrets.token_hex(4)}."
    yield prefix
    if "kafka_broker" in request.fixturenames:
        delete_topics_now(request.getfixturevalue("kafka_broker"), prefix)
