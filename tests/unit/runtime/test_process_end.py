"""What a process says of the error that ended it."""

from __future__ import annotations

import asyncio

import pytest

from gigwire.contracts.errors import Fatal, GigwireError, Poison, Transient
from gigwire.runtime.process import verdict
from gigwire.runtime.tasks import background


async def ended_by(*errors: Exception) -> BaseExceptionGroup[BaseException]:
    """What two nested groups of tasks raise when these fail side by side in the inner one."""

    async def fail(error: Exception) -> None:
        await asyncio.sleep(0)
        raise error

    with pytest.raises(BaseExceptionGroup) as raised:
        async with background(asyncio.sleep(30)), background(*(fail(one) for one in errors)):
            await asyncio.sleep(30)
    return raised.value


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Fatal("the partitions may have moved"), ("fatal", "the partitions may have moved")),
        (Poison("unreadable", "byte 3"), ("poison", "unreadable: byte 3")),
        (Transient("no broker", retry_after=2.0), ("transient", "no broker")),
    ],
)
async def test_decision_raised_in_task_groups_is_told_with_its_reason(
    error: GigwireError, told: tuple[str, str]
) -> None:
    """The decision and its reason are told as if no task group had been around it."""
    assert verdict(error) == told
    assert verdict(await ended_by(error)) == told


async def test_error_nobody_expected_is_told_before_poison_and_after_fatal() -> None:
    """Beside a Poison the unexpected error is why; beside a Fatal the Fatal is."""
    surprise = KeyError("x")
    assert verdict(await ended_by(Poison("unreadable"), surprise)) == ("unexpected", "KeyError")
    assert verdict(await ended_by(surprise, Fatal("stop"))) == ("fatal", "stop")
    assert verdict(surprise) == ("unexpected", "KeyError")
