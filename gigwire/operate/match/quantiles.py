"""Quantiles of any number of durations in constant memory."""

from __future__ import annotations

from collections import Counter


class Quantiles:
    """Microseconds, kept to three significant digits; the largest one exactly."""

    def __init__(self) -> None:
        self._counts: Counter[float] = Counter()
        self._largest = 0.0

    def add(self, seconds: float) -> None:
        """Count one duration."""
        microseconds = seconds * 1e6
        self._counts[float(f"{microseconds:.3g}")] += 1
        self._largest = max(self._largest, microseconds)

    def at(self, share: float) -> float:
        """The smallest value that at least `share` of the durations do not exceed; 0 of none."""
        wanted = share * self._counts.total()
        seen = 0
        for value in sorted(self._counts):
            seen += self._counts[value]
            if seen >= wanted:
                return value
        return 0.0

    def told(self) -> dict[str, float]:
        """`p50`, `p90`, `p99` and `max`, in microseconds."""
        shares = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
        return {name: self.at(share) for name, share in shares.items()} | {
            "max": round(self._largest, 1)
        }
