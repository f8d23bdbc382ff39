"""A period's report as it is to be published: all its figures, and for a quarter what became of improvements."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from domain.matters.improvements.state import Improvement
from domain.matters.kinds import MATTERS as KINDS
from domain.policy.pack import Pack
from domain.reports.events import FollowedUp
from domain.reports.figure import Figure
from domain.reports.period import Period
from domain.reports.report import PublishReport
from domain.ticket.vocabulary import Department
from projections.figures.compliance import compliance
from projections.figures.counting import figures
from projections.figures.rates import flagged, rates
from projections.figures.selecting import Cases, cases
from projections.matters.folding import MATTERS, state

DUE_DAYS: Final = {"month": ("month-ended", 5), "quarter": ("quarter-ended", 15)}
"""By span: at what the pack's clock starts, and the day of the month after where it has none (R41; R43's is ours)."""
READ: Final = ("figures", "clocks", "sales", "matters")
"""The read models that a report is counted from."""
_TRENDS: Final = frozenset({"tickets", "first-response", "resolution", "first-time-fix", "satisfaction", "complaints"})


def due(period: Period, pack: Pack, zone: ZoneInfo) -> datetime:
    """The first moment at which its report is late."""
    starts_at, day = DUE_DAYS[period.span]
    clocks = (clock for clock in pack.clocks.values() if any(each.event == starts_at for each in clock.start))
    of_pack = next((clock.due_day for clock in clocks if clock.due_day), None)
    return period.due(of_pack or day, zone)


def report(
    connection: Connection, period: Period, pack: Pack, zone: ZoneInfo, now: datetime, through: int
) -> PublishReport:
    """The command that brings it out; ``pack`` sets targets and the day, ``through`` is the position it is read at."""
    counted = tuple(_figures(connection, period, pack, zone, now))
    return PublishReport(
        period=period.name,
        through=through,
        due=due(period, pack, zone),
        figures=counted,
        flagged=flagged(counted, pack.targets),
        improvements=_improvements(connection, period) if period.span == "quarter" else (),
    )


def _figures(connection: Connection, period: Period, pack: Pack, zone: ZoneInfo, now: datetime) -> Iterator[Figure]:
    start, end = period.within(zone)
    found = cases(connection, start, end, now)
    yield from figures(found, pack.targets)
    if period.span == "quarter":
        for month in period.months:
            yield from _trend(month, found.within(*month.within(zone)), pack)
    yield from compliance(connection, start, end)
    yield from rates(connection, period.after, end, pack.targets)


def _trend(month: Period, part: Cases, pack: Pack) -> Iterator[Figure]:
    for figure in figures(part, pack.targets):
        if figure.by is None and figure.measure in _TRENDS:
            yield figure.model_copy(update={"by": "month", "of": month.name})


def _improvements(connection: Connection, period: Period) -> tuple[FollowedUp, ...]:
    """Those of the quarter and the one before: what was planned, and what became of the last (R43)."""
    query = select(MATTERS).where(MATTERS.c.kind == "improvement").order_by(MATTERS.c.matter)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    read = [(row, cast("Improvement", state(KINDS["improvement"], row["held"]))) for row in rows]
    quarters = {period.name, period.previous.name}
    return tuple(
        FollowedUp(
            improvement=row["matter"],
            status=row["status"],
            department=cast("Department | None", next(iter(improvement.departments_asked), None)),
            due=row["due"],
        )
        for row, improvement in read
        if improvement.quarter in quarters
    )
