"""Golden examples: what was ever written can still be read, by every reader.

`gigwire/contracts/examples/<topic>/<schema>.json`: the name is a hash of the model's JSON schema,
so that changing a model without adding an example fails. Old examples stay for ever.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from gigwire.contracts.codec import decode, encode
from gigwire.contracts.errors import Poison, UnknownSchema
from gigwire.contracts.topics import TOPICS
from tests.support.messages import TOPIC_NAMES, message

if TYPE_CHECKING:
    from gigwire.contracts.topics import Topic

EXAMPLES = Path(__file__).parents[2] / "gigwire" / "contracts" / "examples"
FILES = sorted(EXAMPLES.rglob("*.json"))


def schema_name(topic: Topic) -> str:
    """Short hash of the topic's model as it is now."""
    schema = orjson.dumps(topic.model.model_json_schema(), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(schema).hexdigest()[:12]


@pytest.mark.parametrize("name", TOPICS)
def test_every_topic_has_an_example_of_its_present_model(name: str) -> None:
    """A changed model needs a new example beside the old ones (`make examples`)."""
    assert (EXAMPLES / name / f"{schema_name(TOPICS[name])}.json").exists()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_example_ever_written_is_still_read(file: Path) -> None:
    """Readers of today understand writers of yesterday, and write it back without loss."""
    model = TOPICS[file.parent.name].model
    event = decode(model, file.read_bytes())
    assert decode(model, encode(event)) == event


@pytest.mark.parametrize("name", TOPIC_NAMES)
def test_an_unknown_field_of_a_newer_writer_is_ignored(name: str) -> None:
    """A rolling upgrade may add fields before every reader knows them."""
    content = {**orjson.loads(encode(message(name))), "of_tomorrow": {"a": [1]}}
    assert decode(TOPICS[name].model, orjson.dumps(content)) == message(name)


@pytest.mark.parametrize("name", TOPIC_NAMES)
def test_a_newer_schema_version_is_refused_by_its_own_reason(name: str) -> None:
    """What this program cannot understand goes to the DLQ as such, not half-read."""
    content = {**orjson.loads(encode(message(name))), "schema_version": 99}
    with pytest.raises(UnknownSchema):
        decode(TOPICS[name].model, orjson.dumps(content))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "empty"),
        (b"", "empty"),
        (b"\xff\xfe\x00", "not_json"),
        (b"<html>503</html>", "not_json"),
        (b"[]", "wrong_shape"),
        (b'{"event_id": 5}', "wrong_shape"),
    ],
)
@pytest.mark.parametrize("name", TOPIC_NAMES)
def test_bytes_of_another_kind_are_poison_with_a_reason(
    name: str, data: bytes | None, reason: str
) -> None:
    """No topic's reader crashes or stays silent over wrong bytes."""
    with pytest.raises(Poison) as caught:
        decode(TOPICS[name].model, data)
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", TOPIC_NAMES)
def test_times_are_written_as_text_with_an_offset(name: str) -> None:
    """Integer milliseconds would become the year 9999 in ClickHouse."""
    written = orjson.loads(encode(message(name)))["event_time"]
    assert written.startswith("2026-11-21T12:00:00.")
    assert written.endswith("Z")
