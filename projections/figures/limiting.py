"""How many figures one answer may hold: many periods, metrics and groups together are asked for in parts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from projections.errors import BadQuery
from projections.figures.asking import Span
from projections.figures.measuring import Measured
from projections.figures.metric import Metric

MOST: Final = 20_000
"""A year of days by fifty groups."""
Told = TypeVar("Told", bound=tuple[Metric, str | None, list[Measured]])


def at_least(metrics: Sequence[Metric], spans: Sequence[Span], *, overview: bool) -> int:
    """How many figures there will be, with one group each. Raises BadQuery where that is too many already."""
    groupings = sum(1 + len(metric.shown_by) for metric in metrics) if overview else len(metrics)
    return _allowed(groupings * len(spans))


def limited(found: Iterable[Told]) -> Iterator[Told]:
    """What was found, as long as it is not too many. Raises BadQuery."""
    count = 0
    for each in found:
        count = _allowed(count + len(each[2]))
        yield each


def _allowed(count: int) -> int:
    if count > MOST:
        raise BadQuery("too-many-figures", most=f"{MOST:,}")
    return count
