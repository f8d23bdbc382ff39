"""Measures of a moment, for whoever tells some: without all that answers requests, which takes a second to load."""

from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily


def gauge(
    name: str, meaning: str, labels: Iterable[str], values: Iterable[tuple[Iterable[str], float]]
) -> GaugeMetricFamily:
    """A measure of this moment, with a value for each combination of its labels."""
    family = GaugeMetricFamily(name, meaning, labels=list(labels))
    for named, value in values:
        family.add_metric(list(named), float(value))
    return family
