"""The plugin's macros that our SQL uses, expanded as the plugin does (its pkg/macros/macros.go).

Lets a panel's SQL run without Grafana. A macro that is not known here is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

_MACRO: Final = re.compile(r"\$__(\w+)(?:\((\w+)\))?")


class UnknownMacroError(ValueError):
    """The SQL uses a macro that the expander does not have."""


def expand(sql: str, start: datetime, end: datetime, interval_seconds: int) -> str:
    """The SQL that ClickHouse gets for a time range, both ends included."""

    def replace(found: re.Match[str]) -> str:
        name, column = found.group(1), found.group(2)
        first, last = (int(at.timestamp() * 1000) for at in (start, end))
        match name:
            case "timeFilter_ms":
                lower = f"{column} >= fromUnixTimestamp64Milli({first})"
                return f"({lower} AND {column} <= fromUnixTimestamp64Milli({last}))"
            case "timeInterval":
                return (
                    f"toStartOfInterval(toDateTime({column}), INTERVAL {interval_seconds} second)"
                )
            case "interval_s":
                return str(interval_seconds)
        raise UnknownMacroError(found.group(0))

    return _MACRO.sub(replace, sql)
