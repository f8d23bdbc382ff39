"""Figures worked out straight from events, ticket by ticket and case by case: slow, plain, and sharing no code with ours."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from operator import attrgetter

from domain.record.envelope import Recorded
from tests.projections.figures.slowly.telling import Told, by_ticket, minutes
from tests.projections.logs import SHANGHAI

Groups = dict[str | None, tuple[float | None, int]]
Moment = Callable[[Told], datetime | None]
Value = Callable[[Sequence[Told], datetime], tuple[float | None, int]]
"""Of so many cases, as of a moment: the value, and what it is over."""

RESPONDED, SOLVED = 24 * 60, 48 * 60
"""Minutes of the handbook's targets."""
COUNTS = frozenset({"tickets", "solutions", "backlog", "low-scores", "reopenings", "work"})
"""These are 0 of no case."""
OF_WHOLE = frozenset({"tickets", "solutions", "backlog", "low-scores"})
"""By groups, these are over what there is of all."""
BY = ("kind", "channel", "region", "product", "model", "severity", "fault-type", "engineer", "team")


def figure(name: str, events: Sequence[Recorded], days: tuple[date, date], by: str | None, now: datetime) -> Groups:
    """Of each group that has a case; of all, also without any."""
    if name == "score":
        return _scores(events, days, by)
    if name in PARTS:
        return _parts(name, events, days, by)
    moment, value = FIGURES[name]
    there = [each for each in by_ticket(events) if _is_within(name, each, moment(each), days)]
    groups: dict[str | None, list[Told]] = defaultdict(list)
    for each in there:
        for of in each.groups(by):
            groups[of].append(each)
    if by is None:
        groups[None] = groups.get(None, [])
    found = {of: value(cases, now) for of, cases in groups.items()}
    if by is not None and name not in COUNTS:
        found = {of: each for of, each in found.items() if each[1] or name not in JUDGED}
    if name in OF_WHOLE:
        total = value(there, now)[1]
        found = {of: (each[0], total) for of, each in found.items() if each[0] or by is None}
    return found


def _is_within(name: str, each: Told, at: datetime | None, days: tuple[date, date]) -> bool:
    """Of the backlog: what came in before the end, and was not over by then."""
    if at is None:
        return False
    day = at.astimezone(SHANGHAI).date()
    if name == "backlog":
        over = each.over
        return day <= days[1] and (over is None or over.astimezone(SHANGHAI).date() > days[1])
    return days[0] <= day <= days[1]


def _scores(events: Sequence[Recorded], days: tuple[date, date], by: str | None) -> Groups:
    groups: dict[str | None, list[int]] = defaultdict(list)
    for each in by_ticket(events):
        if _is_within("score", each, each.surveyed, days):
            for question, score in each.scores.items():
                groups[question if by else None].append(score)
    if by is None:
        groups[None] = groups.get(None, [])
    return {of: _mean(scores, 2) for of, scores in groups.items()}


def _parts(name: str, events: Sequence[Recorded], days: tuple[date, date], by: str | None) -> Groups:
    """Of the parts that were received in the period."""
    groups: dict[str | None, list[Fraction]] = defaultdict(list)
    for each in by_ticket(events):
        for at, wait in each.parts.values():
            if _is_within(name, each, at, days):
                for of in each.groups(by):
                    groups[of].append(wait)
    if by is None:
        groups[None] = groups.get(None, [])
    return {of: PARTS[name](waits) for of, waits in groups.items()}


def _mean(values: Sequence[Fraction | int], digits: int) -> tuple[float | None, int]:
    return (round(float(sum(values) / Fraction(len(values))), digits) if values else None), len(values)


def _percentile(values: Sequence[Fraction], part: Fraction) -> tuple[float | None, int]:
    """Type 7 of Hyndman and Fan."""
    if not values:
        return None, 0
    ordered, place = sorted(values), (len(values) - 1) * part
    below = int(place)
    above = ordered[min(below + 1, len(values) - 1)]
    return round(float(ordered[below] + (above - ordered[below]) * (place - below)), 1), len(values)


def _nps(cases: Sequence[Told]) -> tuple[float | None, int]:
    said = [each.survey.recommend for each in cases if each.survey.recommend is not None]
    good, bad = sum(each >= 9 for each in said), sum(each <= 6 for each in said)
    return (round(100 * (good - bad) / len(said), 1) if said else None), len(said)


def _in_time(cases: Sequence[Told], start: Moment, stop: Moment, most: int, now: datetime) -> tuple[float | None, int]:
    """Of those that were answered, or whose time is over."""
    judged: list[int] = []
    for each in cases:
        began, ended = start(each), stop(each)
        assert began
        if ended is not None:
            judged.append((ended - began) // timedelta(milliseconds=1) <= most * 60_000)
        elif began + timedelta(minutes=most) < now:
            judged.append(False)
    return _mean(judged, 4)


def _to(stop: Moment) -> Callable[[Sequence[Told]], list[Fraction]]:
    """Minutes from the report."""
    return lambda cases: [minutes(each.reported, at) for each in cases if each.reported and (at := stop(each))]


_reported, _responded, _solved, _surveyed = map(attrgetter, ("reported", "responded", "solved", "surveyed"))
_to_response, _to_solution = _to(_responded), _to(_solved)
_HALF, _MOST = Fraction(1, 2), Fraction(9, 10)

FIGURES: dict[str, tuple[Moment, Value]] = {
    "tickets": (_reported, lambda cases, _: (len(cases), len(cases))),
    "solutions": (_solved, lambda cases, _: (len(cases), len(cases))),
    "backlog": (_reported, lambda cases, _: (len(cases), len(cases))),
    "repeats": (_reported, lambda cases, _: _mean([each.repeated for each in cases], 4)),
    "first-response": (_responded, lambda cases, _: _mean(_to_response(cases), 1)),
    "first-response-median": (_responded, lambda cases, _: _percentile(_to_response(cases), _HALF)),
    "first-response-p90": (_responded, lambda cases, _: _percentile(_to_response(cases), _MOST)),
    "resolution": (_solved, lambda cases, _: _mean(_to_solution(cases), 1)),
    "resolution-median": (_solved, lambda cases, _: _percentile(_to_solution(cases), _HALF)),
    "resolution-p90": (_solved, lambda cases, _: _percentile(_to_solution(cases), _MOST)),
    "responded": (_reported, lambda cases, now: _in_time(cases, _reported, _responded, RESPONDED, now)),
    "solved": (_responded, lambda cases, now: _in_time(cases, _responded, _solved, SOLVED, now)),
    "first-time-fix": (_solved, lambda cases, _: _mean([not each.came_back for each in cases], 4)),
    "reopenings": (_solved, lambda cases, _: (sum(each.came_back for each in cases), len(cases))),
    "satisfaction": (_surveyed, lambda cases, _: _mean([not each.survey.low for each in cases], 4)),
    "low-scores": (
        _surveyed,
        lambda cases, _: (sum(each.survey.low for each in cases), sum(each.survey.low for each in cases)),
    ),
    "nps": (_surveyed, lambda cases, _: _nps(cases)),
    "work": (_solved, lambda cases, _: (sum(each.minutes for each in cases), len(cases))),
}
"""By metric: which moment decides its period, and the value of so many cases."""
PARTS: dict[str, Callable[[Sequence[Fraction]], tuple[float | None, int]]] = {
    "part-lead-time": lambda waits: _mean(waits, 1),
    "part-lead-time-median": lambda waits: _percentile(waits, _HALF),
}
"""Of parts instead of tickets."""
JUDGED = frozenset({"responded", "solved"})
"""A group without a case that can be judged is left out."""
GROUPED: dict[str, tuple[str, ...]] = {"score": ("question",), "low-scores": ("cause",)}
"""By what these are grouped; the others by all that tickets can be."""
