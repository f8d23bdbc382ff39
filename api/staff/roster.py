"""The roster over HTTP (值班表): who is on duty when, who is away, and who acts for them, day by day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.callers import CallerOf
from api.figures.asked import Day
from api.manners.texts import Id
from api.records.moment import now
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from domain.rights import check
from domain.staff.events import Clock
from domain.staff.spans import Span
from domain.staff.state import Staff
from domain.staff.vocabulary import Role
from projections.staff.asking import everybody
from projections.staff.folding import KEPT

router: Final = APIRouter(prefix="/roster", tags=["staff"], dependencies=[Depends(known_parameters)])

_LONGEST: Final = 62
State = Literal["on", "off", "away", "unknown", "gone"]


class ShiftView(BaseModel):
    """A time on duty, which ends on the next day where it does not end later than it starts."""

    start: Clock
    end: Clock


class RosterDay(BaseModel):
    """One person's day."""

    day: date
    state: Annotated[
        State, Field(description="`away` on leave, `unknown` where no roster is known, `gone` where not employed.")
    ]
    shifts: list[ShiftView]


class SpanView(BaseModel):
    """Days on end, both ends included; without end where ``until`` is empty."""

    since: date
    until: date | None


class StandInView(SpanView):
    """Who acts for whom on these days."""

    staff: str
    absent: str


class RosterRow(BaseModel):
    """One person's days; roles and teams are those of today, leave and stand-ins that touch the days are told whole."""

    number: str
    name: str
    office: str
    roles: list[str]
    teams: list[str]
    days: list[RosterDay]
    leave: list[SpanView]
    stands_in: list[StandInView]
    stood_in_by: list[StandInView]


class RosterView(BaseModel):
    """Everybody who works here on one of the days from ``since`` to ``until``, by staff number."""

    since: date
    until: date
    items: list[RosterRow]


@router.get("", name="show_roster", summary="Who is on duty, away and stood in for, day by day")
async def show_roster(
    service: ServiceOf,
    caller: CallerOf,
    first: Annotated[
        Day | None, Query(alias="from", description="The first day; this week's Monday if left out.")
    ] = None,
    days: Annotated[int, Query(ge=1, le=_LONGEST, description="How many days.")] = 7,
    team: Annotated[Id | None, Query(description="Only those who are in this team today.")] = None,
    role: Annotated[Role | None, Query(description="Only those who hold this role today.")] = None,
    after: After = None,
    prefer: Prefer = None,
) -> RosterView:
    """Names are masked, and of leave the days alone are told. A shift that begins the evening before is that day's."""
    check(caller.person, "list-staff")
    await caught_up(service, "staff", after, prefer)
    today = now(service).date()
    begins = first or today - timedelta(days=today.weekday())
    asked = Span(begins, begins + timedelta(days=days - 1))
    staff = await fetch(service.read, everybody)
    standing_in = [each for person in staff for each in _standing_in(person, asked)]
    items = [
        _row(person, asked, today, standing_in)
        for person in staff
        if person.employed.meets(asked)
        and team in (None, *person.teams_on(today))
        and role in (None, *person.roles_on(today))
    ]
    return RosterView(since=asked.since, until=asked.until, items=items)


def _row(staff: Staff, asked: Span, today: date, standing_in: Iterable[StandInView]) -> RosterRow:
    return RosterRow(
        number=staff.number,
        name=staff.name,
        office=staff.office,
        roles=sorted(staff.roles_on(today)),
        teams=sorted(staff.teams_on(today)),
        days=[_day(staff, day, today) for day in _days(asked)],
        leave=[_span(span) for span in staff.leave.spans if span.overlaps(asked)],
        stands_in=[each for each in standing_in if each.staff == staff.number],
        stood_in_by=[each for each in standing_in if each.absent == staff.number],
    )


def _day(staff: Staff, day: date, today: date) -> RosterDay:
    shifts = sorted(staff.shifts_in(Span(day, day)), key=lambda shift: shift.start)
    shown = [ShiftView(start=shift.start, end=shift.end) for shift in shifts]
    return RosterDay(day=day, state=_state(staff, day, shown, today), shifts=shown)


def _state(staff: Staff, day: date, shifts: Sequence[ShiftView], today: date) -> State:
    """Whether shifts of long ago were set is not kept."""
    if day not in staff.employed:
        return "gone"
    if staff.is_on_leave(day):
        return "away"
    if shifts:
        return "on"
    return "off" if day in staff.rostered and day >= today - KEPT else "unknown"


def _standing_in(staff: Staff, asked: Span) -> Iterator[StandInView]:
    for absent, days in sorted(staff.standing_in.items()):
        for span in days.spans:
            if span.overlaps(asked):
                yield StandInView(staff=staff.number, absent=absent, **dict(_span(span)))


def _span(span: Span) -> SpanView:
    return SpanView(since=span.since, until=None if span.until == date.max else span.until)


def _days(asked: Span) -> list[date]:
    return [asked.since + timedelta(days=each) for each in range((asked.until - asked.since).days + 1)]
