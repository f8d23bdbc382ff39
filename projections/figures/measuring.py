"""Figures of metrics: a value for each period and group, over how much it was counted, and whether a target was met."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.policy.parts.targets import Target
from projections.figures.asking import Look, Span
from projections.figures.metric import DIGITS, Material, Materials, Metric
from projections.figures.rows.daily import ALL
from projections.figures.valuing import rounded
from projections.figures.verdict import goal_of, is_flagged, is_met


@dataclass(frozen=True, slots=True)
class Measured:
    """``value`` is rounded, and None where it is unknown; ``why`` says why.

    ``met`` and ``flagged`` are of the value before it was rounded; ``met`` is None where there is no target for it.
    """

    span: Span
    of: str | None
    value: Decimal | None
    base: int
    target: Decimal | None
    met: bool | None
    flagged: bool
    why: str | None

    @property
    def period(self) -> str:
        return self.span.name


def measured(metric: Metric, look: Look, spans: Sequence[Span], by: str | None) -> list[Measured]:
    """In the order of the periods, and of the groups by name; without groups, each period has one figure.

    By groups, a period of which nothing can be said at all has one figure too, which says why.
    """
    target = look.targets.get(metric.goal) if metric.goal else None
    found, goal = _by_period(metric.source.read(look, spans, by)), goal_of(target)
    whole = metric.source.read(look, spans, None) if by and metric.of_whole else {}
    return [
        _figure(metric, target, goal, span, of, there.get(of, Material()), whole.get((span.name, None)))
        for span in spans
        for there in (found[span.name],)
        for of in _groups(there, by)
    ]


def _by_period(found: Materials) -> dict[str, dict[str | None, Material]]:
    periods: dict[str, dict[str | None, Material]] = defaultdict(dict)
    for (name, of), material in found.items():
        periods[name][of] = material
    return periods


def _groups(there: Mapping[str | None, Material], by: str | None) -> Sequence[str | None]:
    if by is None or (None in there and there[None].why):
        return (None,)
    return sorted(of for of in there if of is not None)


def _figure(
    metric: Metric,
    target: Target | None,
    goal: Decimal | None,
    span: Span,
    of: str | None,
    material: Material,
    whole: Material | None,
) -> Measured:
    exact = None if material.why else metric.value(material)
    why = material.why or ("no-case" if exact is None else None)
    base = whole.cases if whole else metric.base(material)
    met, flagged = is_met(exact, target), is_flagged(exact, target)
    return Measured(span, of, _shown(metric, exact), base, goal, met, flagged, why)


def _shown(metric: Metric, exact: Fraction | None) -> Decimal | None:
    if exact is None:
        return None
    if metric.unit == "count" and exact.denominator == 1:
        return Decimal(exact.numerator)
    return rounded(exact, DIGITS[metric.unit])


def everything(
    metrics: Sequence[Metric], look: Look, spans: Sequence[Span]
) -> Iterator[tuple[Metric, str | None, list[Measured]]]:
    """Metrics of all, and by what they are shown by. Groups are read first, as what is of all may use them."""
    look.together = _together(metrics)
    for metric in metrics:
        parts = [(by, measured(metric, look, spans, by)) for by in metric.shown_by]
        yield metric, None, measured(metric, look, spans, None)
        yield from ((metric, by, figures) for by, figures in parts)


def _together(metrics: Sequence[Metric]) -> dict[str, frozenset[str]]:
    """By moment, what its sums by day are grouped by."""
    found: dict[str, set[str]] = defaultdict(lambda: {ALL})
    for metric in metrics:
        for moment in metric.source.days:
            found[moment].update(metric.shown_by)
    return {moment: frozenset(by) for moment, by in found.items()}
