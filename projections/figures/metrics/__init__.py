"""Every metric there is, in the order in which people see them: a new one is a file of its own and a line here."""

from collections.abc import Sequence
from typing import Final

from projections.errors import BadQuery
from projections.figures.metric import Metric
from projections.figures.metrics.effort import part_lead_time, part_lead_time_median, work
from projections.figures.metrics.feedback import complaints, complaints_handled, low_scores, nps, satisfaction, score
from projections.figures.metrics.quality import failure, first_time_fix, reopenings, repair_return
from projections.figures.metrics.speed import (
    compliance,
    first_response,
    first_response_median,
    first_response_p90,
    resolution,
    resolution_median,
    resolution_p90,
    responded,
    solved,
)
from projections.figures.metrics.volume import backlog, repeats, solutions, tickets

METRICS: Final[tuple[Metric, ...]] = (
    tickets.METRIC,
    solutions.METRIC,
    backlog.METRIC,
    repeats.METRIC,
    first_response.METRIC,
    first_response_median.METRIC,
    first_response_p90.METRIC,
    resolution.METRIC,
    resolution_median.METRIC,
    resolution_p90.METRIC,
    responded.METRIC,
    solved.METRIC,
    compliance.METRIC,
    first_time_fix.METRIC,
    reopenings.METRIC,
    failure.METRIC,
    repair_return.METRIC,
    satisfaction.METRIC,
    score.METRIC,
    low_scores.METRIC,
    nps.METRIC,
    complaints.METRIC,
    complaints_handled.METRIC,
    part_lead_time.METRIC,
    part_lead_time_median.METRIC,
    work.METRIC,
)
GROUPINGS: Final = tuple(dict.fromkeys(by for metric in METRICS for by in metric.by))
"""Everything that some metric can be grouped by."""


def named(name: str, among: Sequence[Metric] = METRICS) -> Metric:
    """The metric of that name; raises BadQuery where there is none."""
    for metric in among:
        if metric.name == name:
            return metric
    raise BadQuery("unknown-metric", name=name, allowed=", ".join(metric.name for metric in among))
