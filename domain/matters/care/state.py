"""The state of a plan of care, and how each event changes it."""

import calendar
from dataclasses import dataclass, replace
from datetime import date

from domain.matters.care.events import CareAssigned, CareEnded, CareEvent, CareGiven, CareMoved, CarePlanned
from domain.matters.care.vocabulary import CareKind
from domain.matters.matter import Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Care(Matter):
    """``due`` is the next time, on the ``day_of_month`` if a month has it; ``given`` counts how often it was done."""

    care: CareKind | None = None
    months: int | None = None
    day_of_month: int | None = None
    model: str | None = None
    given: int = 0


def after(matter: Care, event: CareEvent, actor: str) -> Care:
    """What an event makes of a plan of care."""
    match event:
        case CarePlanned(care=care, first=first, months=months, staff=staff, model=model):
            planned = replace(matter, status="planned", due=first, day_of_month=first.day, responsible=staff)
            return replace(planned, care=care, months=months, model=model)
        case CareGiven(due=due, outcome="done"):
            return _done(replace(matter, given=matter.given + 1), due)
        case CareGiven():
            return replace(matter, status="under-way")
        case CareMoved(due=due):
            return replace(matter, due=due, day_of_month=due.day)
        case CareAssigned(staff=staff):
            return replace(matter, responsible=staff)
        case CareEnded():
            return replace(matter, status="ended", due=None)


def _done(matter: Care, due: date) -> Care:
    """What is done once only has ended with it."""
    if matter.months is None:
        return replace(matter, status="ended", due=None)
    return replace(matter, status="under-way", due=later(due, matter.months, matter.day_of_month))


def later(day: date, months: int, of_month: int | None = None) -> date:
    """So many months later, on the same day or that ``of_month``; the month's last where it has no such day.

    Where the calendar ends before, its last day.
    """
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month, min(of_month or day.day, calendar.monthrange(year, month)[1]))
