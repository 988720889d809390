"""Errors as decisions: what a stage does next is written in the type.

    GigwireError
    ├── Transient      try again later, the input stays where it is (retry_after seconds)
    ├── Poison         this input can never work: to `<topic>.dlq`, then go on
    │   └── UnknownSchema   written by a newer program: same path, own reason
    └── Fatal          stop the process, non-zero exit, offsets uncommitted
        └── ConfigurationError   wrong settings: exit 78, all problems listed at once

Owns the classes only. Who retries, who writes to the DLQ, who exits: the wrapper of each shell.
"""

from __future__ import annotations


class GigwireError(Exception):
    """Root of everything raised on purpose."""


class Transient(GigwireError):  # noqa: N818 - the name is the decision
    """A dependency could not answer now; the same input may succeed after `retry_after` seconds."""

    def __init__(self, reason: str, *, retry_after: float = 1.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Poison(GigwireError):  # noqa: N818 - the name is the decision
    """The input itself is wrong. `reason` is a short stable code; `detail` is for the operator."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class UnknownSchema(Poison):
    """The record carries a schema version newer than this program reads."""

    def __init__(self, seen: int, known: int) -> None:
        super().__init__("unknown_schema", f"schema version {seen}, this program reads {known}")


class Fatal(GigwireError):  # noqa: N818 - the name is the decision
    """Going on would lose or repeat something. The supervisor restarts the process."""


class ConfigurationError(Fatal):
    """Settings are missing or wrong; `problems` has one line each, saying what to do."""

    exit_code = 78  # EX_CONFIG of sysexits.h

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def leaves(error: BaseException) -> list[BaseException]:
    """The errors themselves, out of however many groups; one that is no group is its own leaf."""
    if not isinstance(error, BaseExceptionGroup):
        return [error]
    return [leaf for one in error.exceptions for leaf in leaves(one)]
