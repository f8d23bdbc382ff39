"""What is shown of somebody's workload, or of a team's."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from domain.staff.state import Staff
from domain.staff.vocabulary import Duty
from projections.workload import Load


class LoadView(BaseModel):
    """``staff`` has ``open`` tickets, by stage, and by whom they wait for; their clocks by name, overdue or due today.

    ``aftercare``: overdue clocks of tickets that have ended, of what may still be done.
    ``staff`` is null for tickets that nobody has, and in a table of teams; ``team`` is given there, null for tickets of
    none. ``minutes`` of work since Monday. ``stood_in_by`` are those who act for an absent one today.
    """

    staff: str | None
    team: str | None
    name: str | None
    teams: list[str]
    duty: Duty | None
    on_leave: bool
    leave_until: date | None
    stood_in_by: list[str]
    stands_in_for: list[str]
    open: int
    stages: dict[str, int]
    waiting: dict[str, int]
    overdue: dict[str, int]
    due_today: dict[str, int]
    aftercare: dict[str, int]
    minutes: int
    visits: int
    next_visit: datetime | None


class WorkloadView(BaseModel):
    """As of ``at``; ``week`` is the Monday from which minutes are counted. Those with most that is overdue first."""

    at: datetime
    week: date
    items: list[LoadView]
    columns: list[str] | None = None


def of_person(
    number: str | None, staff: Staff | None, load: Load, at: datetime, absent: dict[str, list[str]]
) -> LoadView:
    """``absent`` names by staff number who acts for them today."""
    day = at.date()
    return LoadView(
        staff=number,
        team=None,
        name=staff.name or None if staff else None,
        teams=sorted(staff.teams_on(day)) if staff else [],
        duty=staff.duty_at(at) if staff else None,
        on_leave=staff is not None and staff.is_on_leave(day),
        leave_until=_until(staff, day) if staff else None,
        stood_in_by=absent.get(number or "", []),
        stands_in_for=sorted(staff.stands_in_for(day)) if staff else [],
        **_counted(load, at),
    )


def of_team(team: str | None, members: Iterable[Staff], load: Load, at: datetime) -> LoadView:
    """``on_leave``: all who are in it are."""
    people = [*members]
    away = [each for each in people if each.is_on_leave(at.date())]
    return LoadView(
        staff=None,
        team=team,
        name=None,
        teams=[],
        duty=None,
        on_leave=bool(people) and len(away) == len(people),
        leave_until=None,
        stood_in_by=[],
        stands_in_for=[],
        **_counted(load, at),
    )


def _counted(load: Load, at: datetime) -> dict[str, Any]:
    next_visit = load.next_visit.astimezone(at.tzinfo) if load.next_visit else None
    names = ("open", "stages", "waiting", "overdue", "due_today", "aftercare", "minutes", "visits")
    told = {name: getattr(load, name) for name in names}
    return {**told, "next_visit": next_visit}


def _until(staff: Staff, day: date) -> date | None:
    """The last day of a leave that runs."""
    return next((span.until for span in staff.leave.spans if day in span), None)
