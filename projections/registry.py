"""Every read model there is: a new one is a file of its own and a line here."""

from typing import Final

from projections import (
    articles,
    clocks,
    customers,
    dossiers,
    figures,
    inbox,
    matters,
    parts,
    processes,
    progress,
    register,
    reports,
    sales,
    spans,
    staff,
    tasks,
    views,
    visits,
    workload,
)
from projections.errors import BadQuery
from projections.projection import Projection

PROJECTIONS: Final[tuple[Projection, ...]] = (
    register.PROJECTION,
    progress.PROJECTION,
    customers.PROJECTION,
    staff.PROJECTION,
    matters.PROJECTION,
    articles.PROJECTION,
    sales.PROJECTION,
    figures.PROJECTION,
    reports.PROJECTION,
    tasks.PROJECTION,
    clocks.PROJECTION,
    inbox.PROJECTION,
    parts.PROJECTION,
    processes.PROJECTION,
    dossiers.PROJECTION,
    visits.PROJECTION,
    workload.PROJECTION,
    spans.PROJECTION,
    views.PROJECTION,
)


def named(name: str) -> Projection:
    """The read model of that name; raises BadQuery where there is none."""
    for projection in PROJECTIONS:
        if projection.name == name:
            return projection
    raise BadQuery("unknown-projection", name=name, allowed=", ".join(each.name for each in PROJECTIONS))
