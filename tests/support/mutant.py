"""A stage with one of its rules taken out: `python -m tests.support.mutant RULE STAGE`.

The only place that changes our code under test, on purpose: a suite that stays green on a mutant
proves nothing. Runs as a process of its own, so that no mutation leaks into other tests.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from aiokafka import AIOKafkaProducer

from bot.notifier import bots
from gigwire.domain.notify.book import Book
from gigwire.operate.run import stage_main
from gigwire.runtime.process import run_process

if TYPE_CHECKING:
    from collections.abc import Callable


def forget_the_ledger() -> None:
    """Every notification looks as if nobody had ever sent it."""
    Book.get = lambda _self, _key: None  # type: ignore[method-assign,assignment]  # the mutation


def forget_to_await_the_dlq() -> None:
    """A dead letter is handed to the producer and nobody waits for Kafka's word."""
    proper = AIOKafkaProducer.send_and_wait

    async def hasty(self: AIOKafkaProducer, topic: str, *rest: Any, **named: Any) -> object:
        if topic.endswith(".dlq"):
            coming = asyncio.ensure_future(self.send(topic, *rest, **named))
            coming.add_done_callback(lambda done: done.cancelled() or done.exception())
            return None
        return await proper(self, topic, *rest, **named)

    AIOKafkaProducer.send_and_wait = hasty


def be_impatient() -> None:
    """A refused token is tried again at once, for tests that do not wait a minute."""
    bots.HALT_SECONDS = 0.5  # type: ignore[misc]  # the mutation


RULES: dict[str, Callable[[], None]] = {
    "ledger": forget_the_ledger,
    "dlq": forget_to_await_the_dlq,
    "halt": be_impatient,
}


def main() -> int:
    """Take the rule out, then run the stage as `gigwire run` does."""
    rule, stage = sys.argv[1:]
    RULES[rule]()
    return run_process(stage, stage_main(stage))


if __name__ == "__main__":
    sys.exit(main())
