"""Filters of routes, run in the loop: aiogram gives each that is no coroutine to a thread.

`F....` is such a one. An update meets a dozen, and to wait for a thread each time took longer than
all that chat decides, most of all on a busy machine. Owns no route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aiogram import Dispatcher
    from aiogram.dispatcher.event.handler import FilterObject


def keep_in_loop(dispatcher: Dispatcher) -> Dispatcher:
    """Make every filter that is there by now a coroutine; none of ours waits for anything."""
    for one in filters_of(dispatcher):
        if not one.awaitable:
            one.callback, one.awaitable = _as_coroutine(one.callback), True
    return dispatcher


def filters_of(dispatcher: Dispatcher) -> Iterator[FilterObject]:
    """Filters of all routers, also those that stand before all handlers of a router."""
    for router in dispatcher.chain_tail:
        for observer in router.observers.values():
            before = observer._handler  # noqa: SLF001 - `filter` writes there, nothing reads it
            for handler in (before, *observer.handlers):
                yield from handler.filters or ()


def _as_coroutine(check: Callable[..., object]) -> Callable[..., object]:
    async def checked(*args: object, **kwargs: object) -> object:
        return check(*args, **kwargs)

    return checked
