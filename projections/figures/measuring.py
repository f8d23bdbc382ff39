"""Figures of metrics: a value for each period and group, over how much it was counted, and whether a target was met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projections.figures.asking import Look, Span
from projections.figures.metric import Material, Metric
from projections.figures.valuing import goal_of, is_met


@dataclass(frozen=True, slots=True)
class Measured:
    """``value`` is None where it is unknown, ``why`` says why. ``met`` is None where there is no target for it."""

    period: str
    of: str | None
    value: Decimal | None
    base: int
    target: Decimal | None
    met: bool | None
    why: str | None


def measured(metric: Metric, look: Look, spans: Sequence[Span], by: str | None) -> list[Measured]:
    """In the order of the periods, and of the groups by name; without groups, each period has one figure."""
    found = metric.source.read(look, spans, by)
    whole = metric.source.read(look, spans, None) if by and metric.of_whole else {}
    return [
        _figure(metric, look, span, of, found.get((span.name, of), Material()), whole.get((span.name, None)))
        for span in spans
        for of in _groups(found, span, by)
    ]


def _groups(found: dict[tuple[str, str | None], Material], span: Span, by: str | None) -> Sequence[str | None]:
    if by is None:
        return (None,)
    return sorted(of for name, of in found if name == span.name and of is not None)


def _figure(
    metric: Metric, look: Look, span: Span, of: str | None, material: Material, whole: Material | None
) -> Measured:
    value = None if material.why else metric.value(material)
    why = material.why or ("no-case" if value is None else None)
    target = look.targets.get(metric.goal) if metric.goal else None
    base = whole.cases if whole else metric.base(material)
    return Measured(span.name, of, value, base, goal_of(target), is_met(value, target), why)


def everything(
    metrics: Sequence[Metric], look: Look, spans: Sequence[Span]
) -> Iterator[tuple[Metric, str | None, list[Measured]]]:
    """Metrics of all, and by what they are shown by. Groups are read first, as what is of all may use them."""
    look.together = True
    for metric in metrics:
        parts = [(by, measured(metric, look, spans, by)) for by in metric.shown_by]
        yield metric, None, measured(metric, look, spans, None)
        yield from ((metric, by, figures) for by, figures in parts)
