"""The lock file of Kafka's jars as it is in the repository."""

from __future__ import annotations

import re

from local.jars import LOCK_FILE, read_lock
from local.jars_lock import BINDING, KAFKA


def test_every_jar_is_pinned_by_a_whole_hash() -> None:
    """64 hex digits, a size, an exact version for each; no jar twice."""
    jars = read_lock().jars
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in jars)
    assert all(re.fullmatch(r"\d[\w.-]*", jar.version) for jar in jars)
    assert len({jar.filename for jar in jars}) == len(jars)


def test_lock_holds_kafka_and_a_home_for_its_log() -> None:
    """Kafka's own jars have one version, and slf4j is bound to something that writes."""
    jars = read_lock().jars
    _, _, version = KAFKA.split(":")
    assert {jar.version for jar in jars if jar.group == "org.apache.kafka"} == {version}
    assert BINDING in {(jar.group, jar.artifact) for jar in jars}


def test_lock_is_sorted_and_names_no_host() -> None:
    """The file may be fetched from anywhere: what counts are the hashes."""
    text = LOCK_FILE.read_text(encoding="utf-8")
    assert list(read_lock().jars) == sorted(read_lock().jars)
    assert "://" not in text
