"""`gigwire run STAGE`: one stage as this process, or all of them supervised. Owns the table."""

from __future__ import annotations

import gc
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gigwire.contracts.errors import ConfigurationError
from gigwire.contracts.stages import FAUST_STAGES, STAGES
from gigwire.runtime.process import Runtime, run_process
from gigwire.runtime.supervise import stage_child, supervise

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

# Where each stage lives. Imported by name: the bot must not load Faust, nor a worker aiogram.
HOMES: Final = {
    "collect": "connectors.collect:run_collect",
    **dict.fromkeys(FAUST_STAGES, "streams.worker:run_stream"),
    "notify": "bot.notifier:run_notify",
    "ingress": "bot.ingress:run_ingress",
    "chat": "bot.chat:run_chat",
    "record": "connectors.record:run_record",
}


def stage_main(stage: str) -> Callable[[Runtime], Awaitable[None]]:
    """The coroutine function of a stage.

    Raises:
        ConfigurationError: no stage has that name.
    """
    if stage not in HOMES:
        problem = f"no stage is called {stage!r}; choose from: all, {', '.join(STAGES)}"
        raise ConfigurationError((problem,))
    module, attribute = HOMES[stage].split(":")
    # What an import makes stays: looking for cycles in it takes a sixth of a start.
    gc.disable()
    found: Callable[..., Awaitable[None]] = getattr(import_module(module), attribute)
    gc.freeze()
    gc.enable()
    return partial(found, stage=stage) if stage in FAUST_STAGES else found


async def run_all(runtime: Runtime) -> None:
    """Every stage as a supervised child process; returns when told to stop and all drained."""
    await supervise([stage_child(stage, runtime.settings.state_dir) for stage in STAGES], runtime)


def run(
    stage: Annotated[str, typer.Argument(help=f"all, or one of: {', '.join(STAGES)}")],
) -> None:
    """Run one stage, or all of them supervised, until SIGTERM or Ctrl-C."""
    main = run_all if stage == "all" else stage_main(stage)
    raise typer.Exit(run_process("supervise" if stage == "all" else stage, main))
