"""Many outputs of one input leave as one packet a partition."""

from __future__ import annotations

from gigwire.contracts.codec import decode
from gigwire.contracts.delivery import NotificationDue
from gigwire.contracts.ids import TraceId, UserId, user_key
from gigwire.contracts.messages import Origin
from gigwire.runtime.kafka import partition_of
from streams.sending import Output, packets_of
from tests.support.messages import message

ORIGIN = Origin(topic="ticks", partition=3, offset=7)


def test_outputs_of_many_people_keep_their_order_within_a_partition() -> None:
    """Each where its key belongs, with the coordinates of its cause."""
    held = message("notifications.due")
    assert isinstance(held, NotificationDue)
    outputs = [
        Output(
            "notifications.due",
            user_key(UserId(user)),
            held.model_copy(update={"user_id": UserId(user), "trace_id": TraceId(f"{turn}")}),
        )
        for turn in range(2)
        for user in range(60)
    ]
    found: dict[int, list[str]] = {}
    for packet in packets_of(outputs, ORIGIN):
        assert packet.topic == "notifications.due"
        for key, value in packet.records:
            due = decode(NotificationDue, value)
            assert key == user_key(due.user_id)
            assert packet.partition == partition_of(due.user_id)
            assert due.origin == ORIGIN
            found.setdefault(due.user_id, []).append(due.trace_id)
    assert found == {user: ["0", "1"] for user in range(60)}
    assert len(packets_of(outputs, None)) == len({partition_of(UserId(u)) for u in range(60)})


def test_an_output_that_names_its_partition_goes_there() -> None:
    """Whatever its key says: ticks are for the partition they are about."""
    (packet,) = packets_of([Output("ticks", b"5", message("ticks"), 5)], None)
    assert (packet.partition, [key for key, _ in packet.records]) == (5, [b"5"])
