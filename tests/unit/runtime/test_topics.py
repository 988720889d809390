"""Planning topics: what is created, what is right, what is refused."""

from __future__ import annotations

from gigwire.contracts.topics import CHANGELOGS, TOPICS
from gigwire.runtime.settings import KafkaSettings, Settings
from gigwire.runtime.topics import plan, wanted_topics

SETTINGS = Settings(kafka=KafkaSettings(prefix="x."))


def test_an_empty_broker_gets_every_topic_dlq_and_changelog() -> None:
    """Nothing of the table is forgotten, and every name has the installation's prefix."""
    names = {topic.name for topic in plan(wanted_topics(SETTINGS), {}).create}
    expected = {f"x.{topic.name}" for topic in TOPICS.values()}
    expected |= {f"x.{topic.dlq}" for topic in TOPICS.values() if topic.has_dlq}
    expected |= {f"x.{log.name}" for log in CHANGELOGS}
    assert names == expected


def test_another_partition_count_is_refused_with_both_numbers() -> None:
    """Keys would move: the plan says so instead of changing anything."""
    found = plan(wanted_topics(SETTINGS), {"x.matches": 12})
    assert len(found.wrong) == 1
    assert "24" in found.wrong[0]
    assert "12" in found.wrong[0]
    assert "x.matches" not in {topic.name for topic in found.create}


def test_states_are_compacted_and_events_expire() -> None:
    """Compacted topics never lose their newest values to time; others have a retention."""
    configs = {topic.name: topic.configs for topic in wanted_topics(SETTINGS)}
    assert configs["x.subscribers"]["cleanup.policy"] == "compact"
    assert int(configs["x.projects.raw"]["retention.ms"]) > 0
