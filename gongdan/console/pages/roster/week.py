"""The roster as a week: a row a person, a cell a day, and from each the forms that change it."""

from datetime import date, timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.callers import Caller
from api.figures.asked import Day
from api.manners.texts import Id
from api.records.moment import now
from api.service import ServiceOf
from api.staff.roster import RosterDay, RosterRow, show_roster
from domain.desk.kinds import Thing
from domain.rights import may
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import ROSTER
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_WEEK: Final = timedelta(days=7)
_AT_WORK: Final = 5
"""Days of a week for which a row is offered where no roster was ever set."""


@router.get(ROSTER, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    first: Annotated[Day | None, Query(alias="from")] = None,
    team: Id | None = None,
) -> Response:
    """The week of a day, and unseen the one before: what was so then is offered again."""
    today = now(service).date()
    begins = _monday(first or today)
    found = await show_roster(service, caller, begins - _WEEK, 14, team)
    rows = [row for row in found.items if any(day.state != "gone" for day in row.days[7:])]
    everybody = found if team is None else await show_roster(service, caller, begins, 7)
    return page(
        request,
        "roster",
        rows=rows,
        days=[begins + timedelta(days=each) for each in range(7)],
        today=today,
        before=begins - _WEEK,
        following=begins + _WEEK,
        team=team,
        teams=sorted({each for row in everybody.items for each in row.teams}),
        here=f"{ROSTER}?{urlencode({'from': begins.isoformat(), **({'team': team} if team else {})})}",
        may_do=lambda row, action: _may(caller, row, action),
        dispatches=may(caller.person, "dispatch") is not None,
        may_join=may(caller.person, "join") is not None,
        to_set=lambda row: _to_set(row, begins),
        touching=lambda spans, day: [each for each in spans if each.since <= day <= (each.until or day)],
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _may(caller: Caller, row: RosterRow, action: str) -> bool:
    return may(caller.person, action, Thing(teams=tuple(row.teams))) is not None


def _to_set(row: RosterRow, begins: date) -> str:
    """The form's fields: the shifts of this week, else those of the week before, else a row for each working day."""
    before, now = row.days[:7], row.days[7:]
    shifts = _shifts(now) or _shifts(before, _WEEK)
    if not shifts and all(day.state == "unknown" for day in now):
        shifts = [(begins + timedelta(days=each), "", "") for each in range(_AT_WORK)]
    said = {"since": begins.isoformat(), "until": (begins + _WEEK - timedelta(days=1)).isoformat()}
    for place, (day, start, end) in enumerate(shifts):
        said |= {f"shifts.{place}.day": day.isoformat(), f"shifts.{place}.start": start, f"shifts.{place}.end": end}
    return urlencode(said)


def _shifts(days: list[RosterDay], later: timedelta = timedelta()) -> list[tuple[date, str, str]]:
    return [(day.day + later, shift.start, shift.end) for day in days for shift in day.shifts]
