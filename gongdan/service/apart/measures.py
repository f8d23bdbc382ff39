"""What two processes counted, as one program's: each counts in measures of the same names."""

from collections.abc import Iterable, Iterator
from typing import Final

from prometheus_client.core import Metric

_OF_A_PROCESS: Final = ("process_", "python_")


def counted(families: Iterable[Metric]) -> list[Metric]:
    """Those that are the program's, and not of the process alone."""
    return [family for family in families if not family.name.startswith(_OF_A_PROCESS)]


def lasting(families: Iterable[Metric]) -> list[Metric]:
    """What stays counted though the process that counted has ended."""
    return [family for family in families if family.type in ("counter", "histogram", "summary")]


def added(ours: Iterable[Metric], theirs: Iterable[Metric]) -> Iterator[Metric]:
    """Samples of the same name and labels as one, added up: what only one process counts is nothing in the other."""
    others = {family.name: family for family in theirs}
    for family in ours:
        other = others.pop(family.name, None)
        yield family if other is None else _both(family, other)
    yield from others.values()


def _both(one: Metric, other: Metric) -> Metric:
    known = {_key(sample.name, sample.labels): sample for sample in one.samples}
    for sample in other.samples:
        key = _key(sample.name, sample.labels)
        before = known.get(key)
        known[key] = sample if before is None else before._replace(value=before.value + sample.value)
    both = Metric(one.name, one.documentation, one.type, one.unit)
    both.samples = [*known.values()]
    return both


def _key(name: str, labels: dict[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    return name, tuple(sorted(labels.items()))
