"""What a group has committed: surely, or not at all. Owns no commit and no position.

aiokafka 0.14 asks for offsets in version 3 of the request and reads only the errors of single
partitions. A coordinator that is still loading its groups, for seconds after a broker's start, says
so for the whole answer, which then has no partitions: aiokafka takes that for "nothing was ever
committed", and a consumer begins at the earliest record. Here it is the error that it is, and
aiokafka asks again (pykafka had the same fault: issue 958 there).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from aiokafka.errors import KafkaError, for_code
from aiokafka.protocol.commit import OffsetFetchResponse_v2, OffsetFetchResponse_v3
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiokafka import TopicPartition
    from aiokafka.admin import AIOKafkaAdminClient
    from aiokafka.structs import OffsetAndMetadata

T = TypeVar("T")

COORDINATOR_SECONDS: Final = 20.0
WHOLE_ANSWERS: Final = (OffsetFetchResponse_v2, OffsetFetchResponse_v3)


def checked(owner: T) -> T:
    """A consumer or admin client, not started yet, whose offsets are what Kafka has, or an error.

    Its calls may raise a KafkaError of a whole answer; aiokafka's own loops try again if that is
    retriable, after looking for the coordinator anew.
    """
    client: Any = owner._client  # type: ignore[attr-defined]  # noqa: SLF001 - the one way out
    send = client.send

    async def send_checked(*args: Any, **kwargs: Any) -> Any:
        answer = await send(*args, **kwargs)
        raise_if_refused(answer)
        return answer

    client.send = send_checked
    return owner


def raise_if_refused(answer: object) -> None:
    """Raise the error of an answer about offsets as a whole.

    Raises:
        KafkaError: the answer is one; of the type of its code.
    """
    if isinstance(answer, WHOLE_ANSWERS) and answer.error_code:
        raise for_code(answer.error_code)("offsets of a group")


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, KafkaError) and bool(error.retriable)


# A broker makes the topic of committed offsets when it is first asked about them, and reads it
# after a start.
@retry(
    retry=retry_if_exception(_may_pass),
    wait=wait_random(0.05, 0.3),
    stop=stop_after_delay(COORDINATOR_SECONDS),
    reraise=True,
)
async def group_offsets(
    admin: AIOKafkaAdminClient, group: str
) -> Mapping[TopicPartition, OffsetAndMetadata]:
    """All that a group has committed; partitions without are missing.

    Raises:
        KafkaError: the coordinator has not answered within COORDINATOR_SECONDS.
    """
    found: Mapping[TopicPartition, OffsetAndMetadata]
    found = await admin.list_consumer_group_offsets(group)
    return found
