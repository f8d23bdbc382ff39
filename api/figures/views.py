"""Figures as they are answered: a value or why there is none, over how much, beside its target."""

from datetime import date

from pydantic import BaseModel, Field

from projections.figures.asking import Every
from projections.figures.measuring import Measured
from projections.figures.metric import Metric, Unit


class MeasuredView(BaseModel):
    """``value`` is null where it is unknown, and ``unknown`` then says why; ``base`` is over how much it was counted.

    ``from`` and ``to`` are the first and last day it was counted over: the first and last period may be cut. ``of`` is
    the group, null for all; ``met`` whether the target was met, null where there is none.
    """

    period: str
    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    of: str | None
    value: float | None
    base: int
    met: bool | None
    unknown: str | None


class MetricView(BaseModel):
    """A metric with its figures; ``target`` is null where the pack sets none. Shares are from 0 to 1."""

    metric: str
    title: str
    unit: Unit
    by: str | None
    target: float | None
    figures: list[MeasuredView]


class FiguresView(BaseModel):
    """The first and last day, both within, and the metrics."""

    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    every: Every | None
    items: list[MetricView]


class CaseView(BaseModel):
    """A ticket, a complaint or a clock's run: what it counts, and the ids of the events that it was counted from."""

    number: str
    value: float
    clock: str | None
    events: list[str]


class CasesPage(BaseModel):
    """Rows by number, and the cursor of the next page (none: the last)."""

    items: list[CaseView]
    next: str | None


def metric_view(metric: Metric, by: str | None, figures: list[Measured], *, chinese: bool) -> MetricView:
    target = next((each.target for each in figures if each.target is not None), None)
    return MetricView(
        metric=metric.name,
        title=metric.title[0 if chinese else 1],
        unit=metric.unit,
        by=by,
        target=None if target is None else float(target),
        figures=[_measured_view(each) for each in figures],
    )


def _measured_view(each: Measured) -> MeasuredView:
    value = None if each.value is None else float(each.value)
    span, why = each.span, each.why
    said = {"period": span.name, "of": each.of, "value": value, "base": each.base, "met": each.met, "unknown": why}
    return MeasuredView(first=span.first, last=span.last, **said)
