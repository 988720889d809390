"""Apache Kafka itself, one node that is broker and controller (KRaft), sized for a small machine.

Owns its settings, the format of its storage and its command; whoever starts it: `local.process`.
Nothing survives in memory: after kill -9 the same folder and port continue.
"""

from __future__ import annotations

import base64
import subprocess
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gigwire.contracts.errors import Fatal
from local.ports import HOST
from local.probes import kafka_metadata
from local.process import Command

if TYPE_CHECKING:
    from pathlib import Path

    from local.java import Java

READY_SECONDS: Final = 60.0
STOP_SECONDS: Final = 20.0  # a clean stop writes snapshots; 0.3 s when idle

SETTINGS: Final = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller_port}
listeners=PLAINTEXT://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=PLAINTEXT://{host}:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={storage}
# Topics come from gigwire/contracts/topics.py alone.
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
# One person's machine: groups form at once, tests may use short sessions.
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
# After kill -9 the controller waits this long before it lets the broker register again.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
num.network.threads=2
num.io.threads=4
num.recovery.threads.per.data.dir=2
# Each partition's first segment reserves its indexes whole: 10 MB each by default.
log.index.size.max.bytes=1048576
log.cleaner.dedupe.buffer.size=33554432
"""
LOGGING: Final = """\
status=error
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601} %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.console.ref=console
logger.server.name=kafka.server.KafkaRaftServer
logger.server.level=info
"""


@dataclass(frozen=True)
class KafkaNode:
    """One node: where its files are and where it listens."""

    java: Java
    state: Path
    port: int
    controller_port: int

    @property
    def bootstrap(self) -> str:
        """Address for clients."""
        return f"{HOST}:{self.port}"

    def command(self, log: Path, *, training: Path | None = None) -> Command:
        """How to start it; formats the storage first if that has not been done (0.4 s, blocks).

        Args:
            log: file for its output.
            training: where to write a start-up archive at its end.

        Raises:
            Fatal: the storage cannot be formatted; the text quotes Kafka's own words.
        """
        settings, logging = self._write_settings()
        if not (self._storage / "meta.properties").exists():
            self._format(settings, logging)
        return Command(
            name="kafka",
            argv=self.java.argv("kafka.Kafka", str(settings), logging=logging, training=training),
            log=log,
            ready=kafka_metadata(self.port),
            ready_seconds=READY_SECONDS,
            stop_seconds=STOP_SECONDS,
        )

    @property
    def _storage(self) -> Path:
        return self.state / "storage"

    def _write_settings(self) -> tuple[Path, Path]:
        self.state.mkdir(parents=True, exist_ok=True)
        settings, logging = self.state / "server.properties", self.state / "log4j2.properties"
        ports = {"port": self.port, "controller_port": self.controller_port}
        settings.write_text(
            SETTINGS.format(host=HOST, storage=self._storage, **ports), encoding="utf-8"
        )
        logging.write_text(LOGGING, encoding="utf-8")
        return settings.resolve(), logging.resolve()

    def _format(self, settings: Path, logging: Path) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        # One word: a random id may begin with a dash and would be taken for an option.
        options = ("format", f"--cluster-id={cluster}", "-c", str(settings))
        done = subprocess.run(  # noqa: S603 - our own command
            self.java.argv("kafka.tools.StorageTool", *options, logging=logging),
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            said = (done.stderr + done.stdout).decode(errors="replace").strip()[-1000:]
            raise Fatal(f"Kafka could not format {self._storage}: {said}")
