"""Figures worked out straight from events, ticket by ticket and case by case: slow, plain, and sharing no code with ours."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from domain.record.envelope import Recorded
from domain.ticket import events as e
from tests.projections.logs import SHANGHAI

Groups = dict[str | None, tuple[float | None, int]]


@dataclass
class Told:
    """What a ticket's events tell, its corrections heeded."""

    opened: Any = None
    reported: datetime | None = None
    responded: datetime | None = None
    solutions: list[datetime] = field(default_factory=list)
    is_solved: bool = False
    came_back: int = 0
    void: bool = False
    survey: Any = None
    surveyed: datetime | None = None
    severity: str | None = None
    engineer: str | None = None
    minutes: int = 0

    def group(self, by: str | None) -> str | None:
        return {"severity": self.severity, "engineer": self.engineer}.get(by) if by else None  # type: ignore[arg-type]


def told(history: Sequence[Recorded]) -> Told:
    found = Told()
    for recorded in corrected(history):
        _went_on(found, recorded.event, recorded.envelope.occurred)
        _ended(found, recorded.event, recorded.envelope.occurred)
    return found


def _went_on(found: Told, event: Any, at: datetime) -> None:
    match event:
        case e.TicketOpened():
            found.opened, found.reported, found.severity, found.engineer = event, at, event.severity, event.engineer
        case e.ReceiptAcknowledged():
            found.responded = found.responded or at
        case e.TicketGraded():
            found.severity = event.severity
        case e.EngineerDispatched() | e.DispatchAccepted() | e.TicketResumed():
            found.engineer = event.engineer or found.engineer
        case e.WorkLogged():
            found.minutes += event.minutes or 0
        case _:
            pass


def _ended(found: Told, event: Any, at: datetime) -> None:
    match event:
        case e.TicketResolved():
            found.solutions.append(at)
            found.is_solved = True
        case e.ResolutionRejected() | e.ObjectionRaised() | e.TicketReopened():
            found.came_back += found.is_solved
            found.is_solved = found.void = False
            found.engineer = getattr(event, "engineer", None) or found.engineer
        case e.SurveyAnswered():
            found.survey, found.surveyed = event, at
        case e.TicketMerged() | e.TicketClosed() | e.TicketCancelled():
            ended_as = getattr(event, "cancelled_as", None)
            found.void = isinstance(event, e.TicketMerged) or ended_as in ("duplicate", "invalid")
        case _:
            pass


def corrected(history: Sequence[Recorded]) -> Iterable[Recorded]:
    """Each event with the fields as the last correction that it could take has them."""
    for recorded in history:
        said = json.loads(recorded.event.model_dump_json(exclude_none=True))
        for other in history:
            if isinstance(other.event, e.CorrectionRecorded) and other.event.version == recorded.envelope.version:
                said = _with(recorded, said, other.event)
        yield Recorded(recorded.envelope, type(recorded.event).model_validate_json(json.dumps(said)), recorded.sequence)


def _with(recorded: Recorded, said: dict[str, Any], correction: e.CorrectionRecorded) -> dict[str, Any]:
    for right in (correction.right, _as_json(correction.right)):
        tried = {**said, correction.field: right}
        try:
            type(recorded.event).model_validate_json(json.dumps(tried))
        except ValueError:
            continue
        return tried
    return said


def _as_json(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return text


def by_ticket(events: Iterable[Recorded]) -> list[Told]:
    histories: dict[str, list[Recorded]] = defaultdict(list)
    for recorded in events:
        if recorded.envelope.aggregate.startswith("ticket-"):
            histories[recorded.envelope.aggregate].append(recorded)
    found = [told(history) for history in histories.values()]
    return [each for each in found if each.reported is not None and not each.void]


def within(at: datetime | None, days: tuple[date, date]) -> bool:
    return at is not None and days[0] <= at.astimezone(SHANGHAI).date() <= days[1]


def minutes(start: datetime, stop: datetime) -> Fraction:
    """Whole milliseconds, as they are kept; none where the order is wrong."""
    return Fraction(max(0, int((stop - start).total_seconds() * 1000)), 60_000)


def figure(name: str, events: Sequence[Recorded], days: tuple[date, date], by: str | None) -> Groups:
    moment, value = FIGURES[name]
    groups: dict[str | None, list[Told]] = defaultdict(list)
    for each in by_ticket(events):
        if within(moment(each), days) and (by is None or each.group(by)):
            groups[each.group(by)].append(each)
    if by is None:
        groups[None] = groups.get(None, [])
    total = (
        sum(map(len, groups.values()))
        if name != "tickets"
        else sum(within(t.reported, days) for t in by_ticket(events))
    )
    return {of: value(cases, total) for of, cases in groups.items()}


def _mean(values: Sequence[Fraction | int], digits: int) -> tuple[float | None, int]:
    return (round(float(sum(values) / Fraction(len(values))), digits) if values else None), len(values)


def _median(values: Sequence[Fraction]) -> tuple[float | None, int]:
    if not values:
        return None, 0
    ordered, half = sorted(values), len(values) // 2
    middle = ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return round(float(middle), 1), len(values)


def _nps(cases: Sequence[Told]) -> tuple[float | None, int]:
    said = [each.survey.recommend for each in cases if each.survey.recommend is not None]
    good, bad = sum(each >= 9 for each in said), sum(each <= 6 for each in said)
    return (round(100 * (good - bad) / len(said), 1) if said else None), len(said)


Moment = Callable[[Told], datetime | None]
Value = Callable[[Sequence[Told], int], tuple[float | None, int]]


def _first_solved(each: Told) -> datetime | None:
    return each.solutions[0] if each.solutions else None


def _to_solution(each: Told) -> Fraction:
    assert each.reported
    return minutes(each.reported, each.solutions[0])


def _to_response(each: Told) -> Fraction:
    assert each.reported
    assert each.responded
    return minutes(each.reported, each.responded)


FIGURES: dict[str, tuple[Moment, Value]] = {
    "tickets": (lambda each: each.reported, lambda cases, total: (len(cases), total)),
    "first-response": (lambda each: each.responded, lambda cases, _: _mean([*map(_to_response, cases)], 1)),
    "first-response-median": (lambda each: each.responded, lambda cases, _: _median([*map(_to_response, cases)])),
    "resolution": (_first_solved, lambda cases, _: _mean([*map(_to_solution, cases)], 1)),
    "resolution-median": (_first_solved, lambda cases, _: _median([*map(_to_solution, cases)])),
    "first-time-fix": (_first_solved, lambda cases, _: _mean([int(not each.came_back) for each in cases], 4)),
    "satisfaction": (
        lambda each: each.surveyed,
        lambda cases, _: _mean([int(not each.survey.low) for each in cases], 4),
    ),
    "nps": (lambda each: each.surveyed, lambda cases, _: _nps(cases)),
    "work": (_first_solved, lambda cases, _: (sum(each.minutes for each in cases), len(cases))),
}
"""By metric: which moment decides its period, and the value of so many cases."""
