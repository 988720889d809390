"""One Faust worker of the laboratory, stock or mended, told what to do by its arguments.

Run as a child process. Writes what happens inside (gap marks, emptied queues, delivered events)
as lines to a file, so that a test can tell why a record was lost, not only that it was.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from typing import Any

import faust
import uvloop
from faust.transport.drivers import aiokafka as stock

from streams.app import BATCH_BYTES, LINGER_SECONDS
from streams.transport import MendedApp, MendedTransport, RawSchema

SESSION = {
    "broker_session_timeout": 10.0,
    "broker_heartbeat_interval": 2.0,
    "broker_request_timeout": 15.0,
    "broker_rebalance_timeout": 30.0,
    "broker_commit_interval": 1.0,
}
RAW = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}


def arguments() -> argparse.Namespace:
    """What this worker is to do."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mode", choices=("stock", "mended"), required=True)
    parser.add_argument("--broker", required=True)
    parser.add_argument("--app", required=True, help="application id, also the group")
    parser.add_argument("--source", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--trace", type=Path, help="file for what happens inside")
    parser.add_argument("--table", action="store_true", help="write a table row an event")
    parser.add_argument("--no-send", action="store_true", help="forward nothing")
    parser.add_argument("--slow-seek", type=float, default=0.0, help="seconds added to each seek")
    parser.add_argument("--act", choices=("raise", "hang", "stop-fetching"))
    parser.add_argument("--act-at", type=int, default=50, help="events before the act")
    parser.add_argument("--stalled-seconds", type=float, default=60.0)
    parser.add_argument("--rates", type=Path, help="file for events/s, one line a span")
    parser.add_argument("--span", type=int, default=20_000, help="events a line of --rates")
    return parser.parse_args()


class Trace:
    """Append-only lines, each one write call, so that kill -9 loses none that were written."""

    def __init__(self, path: Path | None) -> None:
        self._file = None if path is None else os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def line(self, *words: object) -> None:
        """Write one line."""
        if self._file is not None:
            os.write(self._file, (" ".join(map(str, words)) + "\n").encode())


def tracing(base: type[Any], trace: Trace, slow_seek: float) -> type[Any]:
    """A consumer class that says what it does; its behaviour is that of `base`, slowed."""

    class Traced(base):  # type: ignore[misc] # stock or mended, chosen at run time
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            control = self.app.flow_control
            clear = control.clear

            def traced_clear() -> None:
                waiting = [
                    event.message
                    for queue in control._queues
                    for event in queue._queue
                    if not self._is_changelog_tp(event.message.tp)
                ]
                if waiting and self.flow_active:
                    trace.line("QUEUE-CLEAR", len(waiting))
                clear()

            control.clear = traced_clear

        async def seek_to_committed(self) -> Any:
            sought = await super().seek_to_committed()
            await asyncio.sleep(slow_seek)
            return sought

        async def _add_gap(self, tp: Any, first: int, last: int) -> None:
            if not self._is_changelog_tp(tp):
                trace.line("GAP", tp.partition, first, last)
            await super()._add_gap(tp, first, last)

    return Traced


def make_app(todo: argparse.Namespace, trace: Trace) -> faust.App:
    """An app of the asked kind with the settings that both kinds share."""
    base: type[Any] = stock.Transport if todo.mode == "stock" else MendedTransport

    class Lab(base):  # type: ignore[misc] # stock or mended, chosen at run time
        Consumer = tracing(base.Consumer, trace, todo.slow_seek)

    class LabApp(faust.App if todo.mode == "stock" else MendedApp):  # type: ignore[misc] # same
        def _new_transport(self) -> Any:
            return Lab(self.conf.broker_consumer, self)

    ours = {
        "stalled_seconds": todo.stalled_seconds,
        "producer_linger": LINGER_SECONDS,
        "producer_max_batch_size": BATCH_BYTES,
    }
    extra = {} if todo.mode == "stock" else ours
    made: faust.App = LabApp(
        todo.app,
        **extra,
        **SESSION,
        broker=f"kafka://{todo.broker}",
        store="memory://",
        datadir=str(todo.folder),
        table_standby_replicas=0,
        topic_disable_leader=True,
        topic_partitions=todo.partitions,
        stream_buffer_maxsize=4096,
        broker_max_poll_records=500,
        producer_request_timeout=10.0,
        consumer_auto_offset_reset="earliest",
        web_enabled=False,
    )
    return made


async def act(app: Any, what: str) -> None:
    """Do the harm that a test asked for."""
    if what == "raise":
        raise RuntimeError("asked to raise")
    if what == "hang":
        await asyncio.Event().wait()
    if what == "stop-fetching":
        asyncio.get_running_loop().call_soon(asyncio.ensure_future, app._fetcher.stop())


def add_agent(app: Any, todo: argparse.Namespace, trace: Trace) -> None:
    """The one agent: note the event, write a row, forward it."""
    how: dict[str, Any] = RAW if todo.mode == "stock" else {"schema": RawSchema()}
    source = app.topic(todo.source, partitions=todo.partitions, **how)
    out = app.topic(todo.out, partitions=todo.partitions, **RAW)
    table = (
        app.Table(
            "lab",
            key_type=bytes,
            value_type=bytes,
            partitions=todo.partitions,
        )
        if todo.table
        else None
    )
    rates = Rates(todo)

    async def forward(stream: Any) -> None:
        seen = 0
        async for event in stream.events():
            seen += 1
            trace.line("EVENT", event.message.partition, event.message.offset)
            if todo.act and seen == todo.act_at:
                what, todo.act = todo.act, None  # once a process, not once a restart of the agent
                await act(app, what)
            if not todo.no_send and todo.mode == "stock":
                await out.send(key=event.key, value=event.value)
            elif not todo.no_send:  # as streams.sending does
                await app.producer.send(todo.out, event.key, event.value, None, None, None)
            if table is not None:
                table[event.key] = event.value
            rates.count()

    app.agent(source)(forward)


class Rates:
    """Events a second and CPU microseconds an event, span by span, after a warm-up span."""

    WARM_UP = 2000

    def __init__(self, todo: argparse.Namespace) -> None:
        self._trace = Trace(todo.rates)
        self._todo = todo
        self._seen = 0
        self._began = (0.0, 0.0)

    def count(self) -> None:
        """Count one event."""
        self._seen += 1
        at = self._seen - self.WARM_UP
        if self._todo.rates is None or at < 0 or at % self._todo.span:
            return
        times = os.times()
        now = (times.elapsed, times.user + times.system)
        if at:
            wall, cpu = now[0] - self._began[0], now[1] - self._began[1]
            span = self._todo.span
            self._trace.line(f"{span / wall:.0f} {cpu / span * 1e6:.1f}")
        self._began = now


def main() -> None:
    """Run the worker until it is stopped or fails; the exit code is Faust's."""
    todo = arguments()
    loop = asyncio.new_event_loop() if todo.mode == "stock" else uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    trace = Trace(todo.trace)
    app = make_app(todo, trace)
    add_agent(app, todo, trace)
    faust.Worker(app, loop=loop, loglevel="WARN", redirect_stdouts=False).execute_from_commandline()


if __name__ == "__main__":
    main()
