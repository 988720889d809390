"""What record decides: when a batch closes, which offsets it owes, how a record becomes a row.

Exactly once rests on one idea (docs/decisions/0004): a batch is a set of offset ranges of one
topic that is written down before it is inserted, and its insert token names exactly that set. Owns
no connection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import orjson

from gigwire.contracts.codec import unpacked
from gigwire.contracts.dead_letters import REPLAY_ID
from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FANOUT: Final = "projects.fanout"
NAMES: Final = ("event_id", "trace_id", "cluster_id", "revision", "kind")
LEFT_OUT: Final = frozenset({"projects", "analyses", "rates"})
SINK: Final = "record:v1"  # raise the version when the same ranges must be inserted anew
ID_SIZE: Final = 8  # bytes; a batch's id only has to differ from the topic's last few
_PENDING: Final = re.compile(r"^pend:(\d+)-(\d+):([0-9a-f]+)$")


R = TypeVar("R")


class Row(NamedTuple):
    """One Kafka record. `value` None is a tombstone; `timestamp` is Unix milliseconds."""

    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()

    @property
    def size(self) -> int:
        """Bytes of the value."""
        return len(self.value) if self.value else 0


class Span(NamedTuple):
    """Offsets `first` to `last`, both included, of one partition."""

    partition: int
    first: int
    last: int


class Limits(NamedTuple):
    """A batch closes at whichever of these comes first."""

    rows: int
    bytes: int
    seconds: float


class Pending(NamedTuple):
    """One partition's part of a recorded batch, as its commit metadata tells it."""

    span: Span
    batch: str


def spans_of(rows: Sequence[Row]) -> tuple[Span, ...]:
    """The ranges that rows cover, by partition; gaps inside a range belong to it."""
    ends: dict[int, tuple[int, int]] = {}
    for row in rows:
        first, last = ends.get(row.partition, (row.offset, row.offset))
        ends[row.partition] = (min(first, row.offset), max(last, row.offset))
    return tuple(Span(number, *ends[number]) for number in sorted(ends))


def _listed(spans: Sequence[Span]) -> str:
    return ",".join(f"{span.partition}:{span.first}-{span.last}" for span in spans)


def token_of(topic: str, spans: Sequence[Span]) -> str:
    """The insert token: ClickHouse stores one block under it and drops every repeat."""
    return f"{SINK}:{topic}:{_listed(spans)}"


def batch_of(topic: str, spans: Sequence[Span]) -> str:
    """A short id of the whole set, kept beside each of its ranges."""
    return digest(token_of(topic, spans), size=ID_SIZE)


def pending_metadata(span: Span, batch: str) -> str:
    """Commit metadata that says: this range is being inserted as part of that batch."""
    return f"pend:{span.first}-{span.last}:{batch}"


def parse_pending(partition: int, metadata: str) -> Pending | None:
    """Read back `pending_metadata`; None for every other text."""
    found = _PENDING.match(metadata)
    if found is None:
        return None
    first, last, batch = found.groups()
    return Pending(Span(partition, int(first), int(last)), batch)


def owed_spans(topic: str, metadata: Mapping[int, str]) -> tuple[Span, ...]:
    """The recorded batch of a topic that must be inserted again before anything new.

    Args:
        topic: name of the topic.
        metadata: commit metadata by partition.

    Returns:
        Its ranges; empty if nothing is owed. A set that does not hash to its own id was never
        wholly acknowledged, so its insert never began and nothing is owed either.
    """
    found = [parse_pending(number, metadata[number]) for number in sorted(metadata)]
    pending = [one for one in found if one is not None]
    spans = tuple(one.span for one in pending)
    is_whole = all(one.batch == batch_of(topic, spans) for one in pending)
    return spans if is_whole else ()


def to_line(topic: str, row: Row) -> bytes:
    """One JSON line: the record's own bytes with its coordinates put in front.

    Of `projects.fanout`, whose projects are whole in `projects.unique`, only their names.

    Raises:
        Poison: `not_packed`, `not_json` or `wrong_shape`, when the value is not one JSON object
            with an envelope; ClickHouse would take some of these with silent defaults.
    """
    if row.value is None:
        return _coordinates(topic, row) + b',"_tombstone":1}'
    plain = unpacked(row.value)
    try:
        value = orjson.loads(plain)
    except orjson.JSONDecodeError as error:
        raise Poison("not_json", str(error)) from None
    if not isinstance(value, dict):
        raise Poison("wrong_shape", f"a {type(value).__name__} where an object belongs")
    absent = [name for name in ("event_id", "event_time") if not isinstance(value.get(name), str)]
    if absent:
        raise Poison("wrong_shape", f"{absent[0]}: missing, or no text")
    if topic == FANOUT:
        plain = orjson.dumps(_names_of_batch(value))
    return _coordinates(topic, row) + b"," + plain.lstrip()[1:]


def _names_of_batch(batch: dict[str, Any]) -> dict[str, Any]:
    """A batch is stored once a partition: 24 times the same texts would be most of the database."""
    projects = batch.get("projects")
    if not isinstance(projects, list) or not all(isinstance(one, dict) for one in projects):
        raise Poison("wrong_shape", "projects: no list of objects")
    named = [{name: one.get(name) for name in NAMES} for one in projects]
    kept = {name: batch[name] for name in batch if name not in LEFT_OUT}
    return {**kept, "projects": named}


def to_letter_line(topic: str, row: Row) -> bytes:
    """One JSON line of a dead letter: its bytes as text, its headers as a map.

    `topic` is the dead letter topic's name. Never fails: what is not UTF-8 is replaced, the
    untouched bytes stay in Kafka.
    """
    letter = {
        "headers": {name: value.decode(errors="replace") for name, value in row.headers},
        "raw": (row.value or b"").decode(errors="replace"),
    }
    return _coordinates(topic, row) + b"," + orjson.dumps(letter)[1:]


def _coordinates(topic: str, row: Row) -> bytes:
    # Seconds with a fraction: ClickHouse reads a bare integer of milliseconds as seconds and
    # stores the year 9999 without an error.
    at = f"{row.timestamp // 1000}.{row.timestamp % 1000:03d}"
    key = orjson.dumps((row.key or b"").decode(errors="replace")).decode()
    replay = orjson.dumps(dict(row.headers).get(REPLAY_ID, b"").decode(errors="replace")).decode()
    return (
        f'{{"_topic":"{topic}","_partition":{row.partition},"_offset":{row.offset},'
        f'"_time":{at},"_key":{key},"_replay":{replay}'
    ).encode()


class Buffer:
    """Records of one topic that wait for their insert, in order within each partition."""

    def __init__(self, topic: str, owed: tuple[Span, ...] = ()) -> None:
        self.topic = topic
        self.owed = owed
        self._rows: dict[int, list[Row]] = {}
        self._count = 0
        self._bytes = 0
        self._since: float | None = None  # monotonic time of the oldest record's arrival

    def add(self, rows: Sequence[Row], now: float) -> None:
        """Keep rows of one partition, newer than all kept before; `now` is monotonic seconds."""
        if rows:
            self._rows.setdefault(rows[0].partition, []).extend(rows)
            self._count += len(rows)
            self._bytes += sum(row.size for row in rows)
            self._since = now if self._since is None else self._since

    def is_due(self, limits: Limits, now: float) -> bool:
        """Whether a batch should close now."""
        if self._since is None:
            return False
        is_full = self._count >= limits.rows or self._bytes >= limits.bytes
        return is_full or now - self._since >= limits.seconds

    def take_owed(self, positions: Mapping[int, int]) -> list[Row] | None:
        """The rows of the owed batch, once reading has passed all its ranges; None until then.

        `positions` holds the next offset to read by partition. Rows that compaction or retention
        has removed meanwhile are simply absent.
        """
        if any(positions.get(span.partition, 0) <= span.last for span in self.owed):
            return None
        taken: list[Row] = []
        for span in self.owed:
            kept = self._rows.get(span.partition, [])
            taken += [row for row in kept if row.offset <= span.last]
            self._rows[span.partition] = [row for row in kept if row.offset > span.last]
        self._forget(taken)
        self.owed = ()
        return taken

    def take(self, limits: Limits) -> list[Row]:
        """Remove and return the next batch, at most as large as the limits (one row at least)."""
        taken: list[Row] = []
        size = 0
        for number in sorted(self._rows):
            fitting = 0
            for row in self._rows[number]:
                if taken and (len(taken) >= limits.rows or size + row.size > limits.bytes):
                    break
                taken.append(row)
                size += row.size
                fitting += 1
            del self._rows[number][:fitting]
        self._forget(taken)
        return taken

    def _forget(self, rows: Sequence[Row]) -> None:
        self._count -= len(rows)
        self._bytes -= sum(row.size for row in rows)
        if not self._count:
            self._since = None


def halves(rows: Sequence[R]) -> tuple[Sequence[R], Sequence[R]]:
    """Cut a refused batch in two, always at the same place, so that tokens repeat as well."""
    middle = len(rows) // 2
    return rows[:middle], rows[middle:]
