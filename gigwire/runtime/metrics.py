"""Prometheus collectors made from the one table of names. Owns the registry, not the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from gigwire.contracts.metrics import METRICS

if TYPE_CHECKING:
    from gigwire.contracts.metrics import MetricName


class Metrics:
    """The metrics of one process. A name that is not in the table fails the type check."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._by_name: dict[str, Counter | Gauge | Histogram] = {}
        for metric in METRICS:
            name, doc = metric.name, metric.doc
            match metric.type:
                case "counter":
                    made: Counter | Gauge | Histogram = Counter(
                        name, doc, metric.labels, registry=self._registry
                    )
                case "gauge":
                    made = Gauge(name, doc, metric.labels, registry=self._registry)
                case "histogram":
                    made = Histogram(
                        name, doc, metric.labels, registry=self._registry, buckets=metric.buckets
                    )
            self._by_name[name] = made

    def add(self, name: MetricName, amount: float = 1, **labels: str) -> None:
        """Raise a counter."""
        counter = self._child(name, labels)
        assert isinstance(counter, Counter), f"{name} is no counter"
        counter.inc(amount)

    def set(self, name: MetricName, amount: float, **labels: str) -> None:
        """Set a gauge."""
        gauge = self._child(name, labels)
        assert isinstance(gauge, Gauge), f"{name} is no gauge"
        gauge.set(amount)

    def observe(self, name: MetricName, amount: float, **labels: str) -> None:
        """Put an observation, in the metric's unit, into a histogram."""
        histogram = self._child(name, labels)
        assert isinstance(histogram, Histogram), f"{name} is no histogram"
        histogram.observe(amount)

    def _child(self, name: MetricName, labels: dict[str, str]) -> Counter | Gauge | Histogram:
        metric = self._by_name[name]
        return metric.labels(**labels) if labels else metric

    def text(self) -> bytes:
        """The exposition format of Prometheus."""
        return generate_latest(self._registry)
