"""One whole city for all scenarios: every stage and part as a real process, people with filters.

Scenarios disturb it and leave it working; each has people of its own, so none sees another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest_asyncio

from gigwire.operate.demo.city import City, open_city
from gigwire.operate.demo.town import Town, open_town
from gigwire.runtime.lag import LagReader, open_lag_reader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest


class Scene(NamedTuple):
    """What a scenario works with."""

    city: City
    town: Town
    reader: LagReader


def _tell_nobody(_step: str) -> None:
    """The steps of opening a city interest people, not tests."""


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """The city, ready, with closed boards."""
    folder = tmp_path_factory.mktemp("city") / "state"
    async with open_city(folder, _tell_nobody) as city:
        addresses = city.stack.addresses
        async with (
            open_town(addresses["telegram"], addresses["boards"]) as town,
            open_lag_reader(city.settings) as reader,
        ):
            yield Scene(city, town, reader)
