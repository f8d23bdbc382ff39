"""A period's report as it is to be published: all its figures, and for a quarter what became of improvements."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from domain.matters.improvements.quarters import quarter_of
from domain.matters.improvements.state import Improvement
from domain.matters.kinds import MATTERS as KINDS
from domain.policy.pack import Pack
from domain.reports.events import FollowedUp
from domain.reports.figure import By, Figure, Measure
from domain.reports.period import Period, midnight
from domain.reports.report import MOST, PublishReport
from domain.ticket.vocabulary import Department
from projections.appraisals.by_person import BY_PERSON
from projections.appraisals.by_person import READ as OF_PEOPLE
from projections.figures.asking import Look, Span
from projections.figures.fitting import fitted
from projections.figures.measuring import measured
from projections.figures.metrics import named
from projections.figures.sources.spreads import time_of
from projections.matters.folding import MATTERS, state
from projections.sql.local import zone_of

DUE_DAYS: Final = {"month": ("month-ended", 5), "quarter": ("quarter-ended", 15)}
"""By span: at what the pack's clock starts, and the day of the month after where it has none (R41; R43's is ours)."""
READ: Final = ("figures", "clocks", "sales", "matters", *OF_PEOPLE)
"""The read models that a report is counted from."""
_ALONE: Final = None
_SPEEDS: Final = (_ALONE, "severity", "channel", "engineer")
_REPORTED: Final[tuple[tuple[Measure, tuple[str | None, ...]], ...]] = (
    ("tickets", (_ALONE, "kind", "fault-type", "severity", "channel", "product", "region")),
    ("first-response", _SPEEDS),
    ("resolution", _SPEEDS),
    ("responded", (_ALONE,)),
    ("solved", (_ALONE,)),
    ("first-time-fix", (_ALONE, "product", "engineer")),
    ("satisfaction", (_ALONE, "engineer", "channel")),
    ("score", ("question",)),
    ("low-scores", ("cause",)),
    ("nps", (_ALONE,)),
    ("complaints", (_ALONE,)),
    ("complaints-handled", (_ALONE,)),
    ("part-lead-time", (_ALONE,)),
    ("work", ("engineer",)),
)
"""The figures that stand in every report: those of all, and those by groups."""
_PRODUCTS: Final[tuple[Measure, ...]] = ("failure", "repair-return")
_NO_TARGET: Final = {"target": None, "met": None}
_TRENDS: Final[tuple[Measure, ...]] = (
    "tickets",
    "first-response",
    "resolution",
    "first-time-fix",
    "satisfaction",
    "complaints",
)


def due(period: Period, pack: Pack, zone: ZoneInfo) -> datetime:
    """The first moment at which its report is late."""
    starts_at, day = DUE_DAYS[period.span]
    clocks = (clock for clock in pack.clocks.values() if any(each.event == starts_at for each in clock.start))
    of_pack = next((clock.due_day for clock in clocks if clock.due_day), None)
    return period.due(of_pack or day, zone)


def ready(period: Period, pack: Pack, zone: ZoneInfo) -> datetime:
    """When its last cases can be judged: after the longest time of a target, but with a day left to be on time."""
    times = (time_of(target) for target in pack.targets.values() if target.within is not None)
    judged = midnight(period.after, zone) + max(times, default=timedelta())
    return min(judged, due(period, pack, zone) - timedelta(days=1))


def report(
    connection: Connection, period: Period, pack: Pack, zone: ZoneInfo, now: datetime, through: int
) -> PublishReport:
    """The command that brings it out; ``pack`` sets targets and the day, ``through`` is the position it is read at."""
    look = Look(connection, now, pack.targets)
    counted, too_high = tuple(_figures(look, period)), _flagged(look, period)
    kept = fitted(counted, MOST, too_high)
    return PublishReport(
        period=period.name,
        through=through,
        due=due(period, pack, zone),
        figures=kept,
        flagged=too_high,
        left_out=len(counted) - len(kept) or None,
        improvements=_improvements(connection, period) if period.span == "quarter" else (),
    )


def _flagged(look: Look, period: Period) -> tuple[str, ...]:
    """The models whose failure rate is above what the pack has flagged for the product department (R42)."""
    rates = measured(named("failure"), look, (_span(period),), "model")
    return tuple(each.of[:100] for each in rates if each.flagged and each.of is not None)


def _span(period: Period) -> Span:
    return Span(period.name, period.first, period.after)


def _figures(look: Look, period: Period) -> Iterator[Figure]:
    span = _span(period)
    for measure, groupings in _REPORTED:
        for by in groupings:
            yield from _of(look, measure, (span,), by)
    if period.span == "quarter":
        yield from _trends(look, period)
    yield from _compliance(look, span)
    for measure in _PRODUCTS:
        yield from _of(look, measure, (span,), _ALONE)
        yield from _of(look, measure, (span,), "model")
        yield from (figure.model_copy(update=_NO_TARGET) for figure in _of(look, measure, (span,), "batch"))


def _of(look: Look, measure: Measure, spans: tuple[Span, ...], by: str | None) -> Iterator[Figure]:
    metric = BY_PERSON.get(measure) if by == "engineer" else None
    for each in measured(metric or named(measure), look, spans, by):
        said = {"value": each.value, "base": each.base, "target": each.target, "met": each.met}
        yield Figure(measure=measure, by=cast("By | None", by), of=None if each.of is None else each.of[:100], **said)


def _trends(look: Look, period: Period) -> Iterator[Figure]:
    """The main figures of each month."""
    months = tuple(_span(month) for month in period.months)
    for measure in _TRENDS:
        for month, figure in zip(months, _of(look, measure, months, None), strict=True):
            yield figure.model_copy(update={"by": "month", "of": month.name})


def _compliance(look: Look, span: Span) -> Iterator[Figure]:
    """By clock, and by clock and severity, in one list."""
    both = [each for by in ("clock", "clock-severity") for each in measured(named("compliance"), look, (span,), by)]
    for each in sorted(both, key=lambda one: one.of or ""):
        of = (each.of or "")[:100]
        yield Figure(measure="compliance", by="clock", of=of, value=each.value, base=each.base)


def _improvements(connection: Connection, period: Period) -> tuple[FollowedUp, ...]:
    """Those that stood in the quarter or the one before: what was planned, and what became of the last (R43).

    They do so too where they were followed into a later one before the report came out.
    """
    zone = zone_of(connection)
    query = select(MATTERS).where(MATTERS.c.kind == "improvement").order_by(MATTERS.c.matter)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    read = [(row, cast("Improvement", state(KINDS["improvement"], row["held"]))) for row in rows]
    return tuple(
        FollowedUp(
            improvement=row["matter"],
            status=row["status"],
            department=cast("Department | None", next(iter(improvement.departments_asked), None)),
            due=row["due"],
        )
        for row, improvement in read
        if quarter_of(row["opened"].astimezone(zone).date()) <= period.name
        and improvement.quarter >= period.previous.name
    )
