"""The week's visits as a page: a row an engineer, a column a day, with what was moved and what was missed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from api.figures.asked import Day
from api.manners.language import language_of
from api.manners.texts import Id
from api.service import ServiceOf
from api.tables.asked import MOST
from api.visits.routes import State, list_visits
from gongdan.console.pages.manager.across import across
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import VISITS
from gongdan.console.shell.signed_in import SignedIn
from projections.wording.words import VISIT_STATES

router: Final = APIRouter()
_DAYS: Final = 7
First = Annotated[Day | None, Query(alias="from")]
_WEEKDAYS: Final = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)


@dataclass
class Row:
    """An engineer's week, None where the visit is nobody's yet."""

    engineer: str | None
    days: dict[date, list[Any]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0


@router.get(VISITS, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    first: First = None,
    team: Id | None = None,
    staff: Id | None = None,
    state: State | None = None,
) -> Response:
    """The week of a day, this one if none is named."""
    monday = _monday(first or datetime.now(service.zone).date())
    found = await list_visits(
        service,
        request,
        response,
        caller,
        monday,
        monday + timedelta(days=_DAYS - 1),
        [staff] if staff else None,
        [team] if team else None,
        [state] if state else None,
        limit=MOST,
    )
    place = 0 if language_of(request) == "zh" else 1
    days = [monday + timedelta(days=number) for number in range(_DAYS)]
    return page(
        request,
        "visits",
        across=across(caller),
        found=found,
        rows=_by_engineer(found.items),
        days=[(day, _WEEKDAYS[number][place]) for number, day in enumerate(days)],
        today=datetime.now(service.zone).date(),
        before=(monday - timedelta(days=_DAYS)).isoformat(),
        following=(monday + timedelta(days=_DAYS)).isoformat(),
        team=team,
        staff=staff,
        state=state,
        states=[(code, said[place]) for code, said in VISIT_STATES.items()],
        state_of=lambda code: VISIT_STATES[code][place],
    )


@router.get(f"{VISITS}/file")
async def hand_over(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    first: First = None,
    team: Id | None = None,
    staff: Id | None = None,
    state: State | None = None,
    form: Annotated[Literal["pdf", "xlsx", "csv", "ics"], Query(alias="format")] = "xlsx",
) -> Response:
    """The week as a file or for a calendar, as the API makes it."""
    monday = _monday(first or datetime.now(service.zone).date())
    return await list_visits(
        service,
        request,
        response,
        caller,
        monday,
        monday + timedelta(days=_DAYS - 1),
        [staff] if staff else None,
        [team] if team else None,
        [state] if state else None,
        format=form,
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _by_engineer(items: list[Any]) -> list[Row]:
    """Those with most first; a day's visits by time."""
    rows = dict[str | None, Row]()
    for each in items:
        row = rows.setdefault(each["engineer"], Row(each["engineer"]))
        row.days[each["planned"].date()].append(each)
        row.count += 1
    return sorted(rows.values(), key=lambda row: (-row.count, row.engineer or ""))
