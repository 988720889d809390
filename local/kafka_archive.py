"""The one training run that writes Kafka's start-up archive into the cache (about 10 s, once).

Owns when it is made, and that a half-written one is never used. Without it Kafka starts the same,
only slower, so a failed training is told and no error.
"""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gigwire.contracts.errors import Fatal
from local.jars import exclusive
from local.jars_fetch import ensure_kafka_jars
from local.java import Java
from local.kafka import KafkaNode
from local.ports import PortClaims
from local.process import ChildProcess

if TYPE_CHECKING:
    from local.process import Command

TRAINING_STOP_SECONDS = 120.0  # the archive is written when the broker ends; 6 s on 2 cores


async def ensure_kafka(cache: Path) -> Java:
    """Kafka's jars and start-up archive, made ready if they are not; quick when they are.

    Raises:
        JarError: the jars cannot be had.
    """
    java = Java(ensure_kafka_jars(cache))
    if not java.archive.exists():
        with exclusive(java.folder / "lock"):
            if not java.archive.exists():
                await _train(java)
    return java


async def _train(java: Java) -> None:
    sys.stderr.write("Preparing a quick start of Apache Kafka, once\n")
    output = java.archive.with_suffix(".part")
    claims = PortClaims()
    with tempfile.TemporaryDirectory() as scratch:
        node = KafkaNode(java, Path(scratch), claims.claim(), claims.claim())
        try:
            await _run_once(node.command(Path(scratch) / "kafka.log", training=output))
            output.replace(java.archive)
        except (Fatal, OSError) as error:
            sys.stderr.write(f"Kafka will start without its start-up archive: {error}\n")
        finally:
            claims.release()


async def _run_once(command: Command) -> None:
    broker = ChildProcess(dataclasses.replace(command, stop_seconds=TRAINING_STOP_SECONDS))
    await broker.start()
    await broker.stop()
