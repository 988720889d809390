"""`python -m local.jars_lock`: resolve Kafka's dependencies anew and write `jars.lock`.

Run by a person who raises a version, never by the stack. Needs the network.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from local.jars import LOCK_FILE, Jar, sha256_of

KAFKA: Final = "org.apache.kafka:kafka_2.13:4.3.1"
CORE: Final = ("org.apache.logging.log4j", "log4j-core")
# Kafka 4 brings slf4j-api 1.7 and log4j-core, but nothing that joins them: its log would be lost.
BINDING: Final = ("org.apache.logging.log4j", "log4j-slf4j-impl")


def resolve(repo_cache: Path) -> tuple[Jar, ...]:
    """All jars that Kafka needs at run time, downloaded and hashed, in order of coordinate.

    The binding is added by hand at log4j-core's version: resolved together with Kafka, jgo lets
    its parent's managed versions replace Kafka's own (kafka-clients 3.9.1 under Kafka 4.3.1).
    """
    from jgo.maven import MavenContext, PythonResolver  # noqa: PLC0415 - only needed here

    context: Any = MavenContext(resolver=PythonResolver(), repo_cache=repo_cache)
    roots, below = context.resolver.resolve([context.create_dependency(KAFKA)])
    artifacts = [dependency.artifact for dependency in (*roots, *below)]
    version = next(one.version for one in artifacts if (one.groupId, one.artifactId) == CORE)
    artifacts.append(context.project(*BINDING).at_version(version).artifact())
    return tuple(sorted(_locked(artifact) for artifact in artifacts))


def _locked(artifact: Any) -> Jar:
    path = artifact.resolve()
    digest = sha256_of(path)
    assert digest is not None
    return Jar(
        group=artifact.groupId,
        artifact=artifact.artifactId,
        version=artifact.version,
        sha256=digest,
        size=path.stat().st_size,
    )


def main() -> int:
    """Write the lock file."""
    with tempfile.TemporaryDirectory() as scratch:
        jars = resolve(Path(scratch))
    remark = "# Written by `python -m local.jars_lock`: sha256  bytes  group:artifact:version"
    LOCK_FILE.write_text("\n".join([remark, *(jar.line for jar in jars), ""]), encoding="utf-8")
    sys.stdout.write(f"{len(jars)} jars, {sum(jar.size for jar in jars)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
