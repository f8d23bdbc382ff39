"""The workload over HTTP: by person or by team, as of now, as JSON or as a file."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request

from api.callers import CallerOf
from api.documents.tables import table_printed
from api.records.moment import now
from api.service import ServiceOf
from api.tables.answering import FILES, as_file, reader_of
from api.tables.asked import Format, known_parameters
from api.tables.columns import COLUMNS, chosen
from api.tables.reading import After, Prefer, caught_up, fetch
from api.views.applied import APPLIED
from api.workload.views import LoadView, WorkloadView, of_person, of_team
from api.workload.whose import among, teams_seen
from domain.staff.state import Staff
from domain.staff.vocabulary import Role
from projections.staff.asking import everybody
from projections.workload import SHEET, Among, Load, loads
from projections.workload.asking import By

router: Final = APIRouter(
    prefix="/workload", tags=["tables"], dependencies=[APPLIED, COLUMNS, Depends(known_parameters)]
)

_READ: Final = ("workload", "visits", "register", "clocks", "staff")
_AT_WORK: Final = frozenset({Role.AGENT, Role.ENGINEER, Role.COMPLAINT_HANDLER, Role.SUPERVISOR})
"""Roles whose people stand in the table though they have nothing to do."""


@router.get("", name="show_workload", response_model=WorkloadView, responses=FILES, summary="Who has how much to do")
async def show_workload(
    service: ServiceOf,
    request: Request,
    caller: CallerOf,
    by: Annotated[By, Query(description="A row a person, or a team.")] = "person",
    after: After = None,
    prefer: Prefer = None,
    format: Format = "json",  # noqa: A002 -- the parameter's name in the URL
) -> Any:
    """Open tickets by stage, whom they wait for, clocks overdue and due today, work since Monday, visits ahead, leave.

    Supervisors see their teams, managers all, everybody else their own row, and no table of teams. A ticket is its
    engineer's, else of who looks after it.
    """
    sheet, teams = chosen(request, SHEET), teams_seen(caller.person, by)
    for name in _READ:
        await caught_up(service, name, after, prefer)
    at = now(service)

    def look(connection: Any) -> tuple[list[Staff], Among, dict[str | None, Load]]:
        staff = everybody(connection)
        only = among(caller.person, teams, staff, at.date())
        members = {each.number: each.teams_on(at.date()) for each in staff}
        return staff, only, loads(connection, at, by, only, members)

    staff, only, found = await fetch(service.read, look)
    rows = _people(staff, only, found, at) if by == "person" else _teams(staff, teams, found, at)
    rows.sort(key=lambda row: (-sum(row.overdue.values()), -row.open, row.staff or row.team or ""))
    if format == "pdf":
        return await table_printed(service, request, sheet, [row.model_dump() for row in rows], "workload", at)
    if format != "json":
        return as_file(sheet, [row.model_dump() for row in rows], reader_of(service, request), "workload", format)
    return WorkloadView(
        at=at,
        week=at.date() - timedelta(days=at.weekday()),
        items=rows,
        columns=None if sheet is SHEET else sheet.headings,
    )


def _people(staff: list[Staff], only: Among, found: dict[str | None, Load], at: datetime) -> list[LoadView]:
    """Who works here in such a role, and whoever has anything; nobody's tickets where others' are seen too."""
    day = at.date()
    known = {each.number: each for each in staff}
    working = {each.number for each in staff if not _AT_WORK.isdisjoint(each.roles_on(day))}
    if only.people is not None and only.tickets is None:
        shown: set[str | None] = {*only.people}
    else:
        shown = {*found} | {who for who in working if only.people is None or who in only.people}
    absent: dict[str, list[str]] = {}
    for each in staff:
        for who in each.stands_in_for(day):
            absent.setdefault(who, []).append(each.number)
    return [of_person(who, known.get(who or ""), found.get(who, Load()), at, absent) for who in shown]


def _teams(
    staff: list[Staff], teams: frozenset[str] | None, found: dict[str | None, Load], at: datetime
) -> list[LoadView]:
    members: dict[str, list[Staff]] = {}
    for each in staff:
        for team in each.teams_on(at.date()):
            members.setdefault(team, []).append(each)
    shown: set[str | None] = {*found, *members} if teams is None else {*teams, *({None} & found.keys())}
    return [of_team(team, members.get(team or "", ()), found.get(team, Load()), at) for team in shown]
