"""The figures of a period (R41, R42), each counted from the cases as docs/reports.md defines it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.policy.parts.targets import Measure as Goal
from domain.policy.parts.targets import Target
from domain.reports.figure import By, Figure, Measure
from projections.figures.selecting import Cases
from projections.sql.rows import Row

Targets = Mapping[Goal, Target]

_SHARES: Final[tuple[tuple[By, str], ...]] = (
    ("kind", "kind"),
    ("fault-type", "fault_type"),
    ("severity", "severity"),
    ("channel", "channel"),
    ("product", "product"),
    ("region", "region"),
)
_SPEEDS: Final[tuple[tuple[By, str], ...]] = (
    ("severity", "severity"),
    ("channel", "channel"),
    ("engineer", "engineer"),
)
_PROMOTER, _DETRACTOR = 9, 6
"""NPS: 9 and 10 recommend us, 0 to 6 advise against us (Reichheld, Harvard Business Review, December 2003)."""


def figures(cases: Cases, targets: Targets) -> Iterator[Figure]:
    """All that follows from tickets and complaints alone; None is the value of a mean or share of no case."""
    reported, solved, answered = (cases.having(moment) for moment in ("reported", "first_solved", "answered"))
    responded = cases.having("first_response")
    yield from _tickets(reported)
    yield from _means("first-response", responded, lambda row: _minutes(row["reported"], row["first_response"]))
    yield from _means("resolution", solved, lambda row: _minutes(row["reported"], row["first_solved"]))
    yield _in_time("responded", reported, targets.get("responded"), "reported", "first_response", cases.now)
    yield _in_time("solved", responded, targets.get("solved"), "first_response", "first_solved", cases.now)
    yield from _first_time_fix(solved, targets)
    yield from _satisfaction(answered, targets)
    yield from _complaints(cases, reported, targets)
    lead_times = [seconds / 60 for row in solved for seconds in row["parts"]]
    yield Figure(measure="part-lead-time", value=_mean(lead_times), base=len(lead_times))
    yield from _work(solved)


def _tickets(reported: Sequence[Row]) -> Iterator[Figure]:
    yield Figure(measure="tickets", value=Decimal(len(reported)), base=len(reported))
    for by, column in _SHARES:
        for of, rows in _grouped(reported, column):
            yield Figure(measure="tickets", by=by, of=of, value=Decimal(len(rows)), base=len(reported))


def _means(measure: Measure, rows: Sequence[Row], minutes: Callable[[Row], float]) -> Iterator[Figure]:
    """Overall, then by severity, channel and engineer."""
    yield Figure(measure=measure, value=_mean([minutes(row) for row in rows]), base=len(rows))
    for by, column in _SPEEDS:
        for of, some in _grouped(rows, column):
            yield Figure(measure=measure, by=by, of=of, value=_mean([minutes(row) for row in some]), base=len(some))


def _in_time(
    measure: Measure, rows: Sequence[Row], target: Target | None, start: str, stop: str, now: datetime
) -> Figure:
    """The share whose ``stop`` came within the target's time; a case that still has time is not counted."""
    within = _span(target)
    judged = [row for row in rows if row[stop] is not None or row[start] + within < now]
    good = sum(row[stop] is not None and row[stop] - row[start] <= within for row in judged)
    return Figure(measure=measure, value=_share(good, len(judged)), base=len(judged), target=_goal(target))


def _first_time_fix(solved: Sequence[Row], targets: Targets) -> Iterator[Figure]:
    goal = _goal(targets.get("first-time-fix"))
    for by, of, rows in _all_and_by(solved, ("product", "product"), ("engineer", "engineer")):
        good = sum(row["setbacks"] == 0 for row in rows)
        yield Figure(measure="first-time-fix", by=by, of=of, value=_share(good, len(rows)), base=len(rows), target=goal)


def _satisfaction(answered: Sequence[Row], targets: Targets) -> Iterator[Figure]:
    goal = _goal(targets.get("satisfaction"))
    for by, of, rows in _all_and_by(answered, ("engineer", "engineer"), ("channel", "channel")):
        good = sum(not row["low"] for row in rows)
        yield Figure(measure="satisfaction", by=by, of=of, value=_share(good, len(rows)), base=len(rows), target=goal)
    scores: dict[str, list[float]] = defaultdict(list)
    for row in answered:
        for question, score in row["scores"].items():
            scores[question].append(score)
    for question, given in sorted(scores.items()):
        yield Figure(measure="score", by="question", of=question, value=_mean(given), base=len(given))
    low = [row for row in answered if row["low"]]
    for cause, rows in _grouped(low, "cause"):
        yield Figure(measure="low-scores", by="cause", of=cause, value=Decimal(len(rows)), base=len(low))
    said = [row["recommend"] for row in answered if row["recommend"] is not None]
    points = sum((each >= _PROMOTER) - (each <= _DETRACTOR) for each in said)
    yield Figure(measure="nps", value=_rounded(100 * points / len(said), 1) if said else None, base=len(said))


def _complaints(cases: Cases, reported: Sequence[Row], targets: Targets) -> Iterator[Figure]:
    raised = cases.complaints
    yield Figure(measure="complaints", value=_share(len(raised), len(reported)), base=len(reported))
    yield _in_time("complaints-handled", raised, targets.get("complaints-handled"), "raised", "handled", cases.now)


def _work(solved: Sequence[Row]) -> Iterator[Figure]:
    for engineer, rows in _grouped(solved, "engineer"):
        spent = sum(row["minutes"] for row in rows)
        yield Figure(measure="work", by="engineer", of=engineer, value=Decimal(spent), base=len(rows))


def _all_and_by(rows: Sequence[Row], *columns: tuple[By, str]) -> Iterator[tuple[By | None, str | None, Sequence[Row]]]:
    yield None, None, rows
    for by, column in columns:
        for of, some in _grouped(rows, column):
            yield by, of, some


def _grouped(rows: Iterable[Row], column: str) -> list[tuple[str, list[Row]]]:
    """By value, rows of none left out."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[column]:
            groups[row[column]].append(row)
    return sorted(groups.items())


def _minutes(start: datetime, stop: datetime) -> float:
    """0 where the two are recorded in the wrong order."""
    return max(0.0, (stop - start).total_seconds() / 60)


def _span(target: Target | None) -> timedelta:
    """No target: nothing is late."""
    if target is None or target.within is None:
        return timedelta(days=36_500)
    minutes = {"min": 1, "h": 60, "day": 1440, "working day": 1440}
    return timedelta(minutes=target.within.amount * minutes[target.within.unit])


def _goal(target: Target | None) -> Decimal | None:
    """As a share from 0 to 1."""
    goal = None if target is None else target.at_least or target.at_most or target.below
    return None if goal is None else _rounded(goal / 100, 4)


def _mean(values: Sequence[float]) -> Decimal | None:
    return _rounded(sum(values) / len(values), 1) if values else None


def _share(part: int, whole: int) -> Decimal | None:
    return _rounded(part / whole, 4) if whole else None


def _rounded(value: float, digits: int) -> Decimal:
    return Decimal(str(round(value, digits)))
