"""Who has how much to do, as a page: by person or by team, with what is late, who is away, and who stands in."""

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from api.manners.language import language_of
from api.service import ServiceOf
from api.workload.routes import show_workload
from api.workload.views import LoadView
from domain.reports.period import Period
from domain.rights import may
from gongdan.console.pages.manager.across import across
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import WORKLOAD
from gongdan.console.shell.signed_in import SignedIn
from projections.wording.words import STATUS, WAITS

router: Final = APIRouter()
By = Annotated[Literal["person", "team"], Query()]
_SHOWN: Final[tuple[str, ...]] = ("registered", "responded", "in-progress", "waiting", "resolved", "confirmed")
"""How open tickets show, in the order of their lives."""


@router.get(WORKLOAD, dependencies=[Depends(no_blanks)])
async def show(service: ServiceOf, request: Request, caller: SignedIn, by: By = "person") -> Response:
    """Those with most that is late first."""
    found = await show_workload(service, request, caller, by)
    place = 0 if language_of(request) == "zh" else 1
    return page(
        request,
        "workload",
        across=across(caller),
        found=found,
        by=by,
        busy=[row for row in found.items if _busy(row)],
        idle=[row for row in found.items if not _busy(row)],
        teams_too=may(caller.person, "read-metrics") is not None,
        statuses=_SHOWN,
        standing=_standing,
        waiting=lambda row: [(WAITS[whom][place], number) for whom, number in sorted(row.waiting.items())],
        most=max((row.open for row in found.items), default=0),
        month=Period.before(datetime.now(service.zone).date(), "month").name,
        hours=lambda minutes: f"{minutes / 60:.1f}",
    )


@router.get(f"{WORKLOAD}/file")
async def hand_over(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    by: By = "person",
    form: Annotated[Literal["pdf", "xlsx", "csv"], Query(alias="format")] = "xlsx",
) -> Response:
    """The table as a file, as the API makes it."""
    return await show_workload(service, request, caller, by, format=form)


def _busy(row: LoadView) -> bool:
    """Whether there is anything to tell of them."""
    return bool(row.open or row.overdue or row.aftercare or row.due_today or row.visits or row.minutes)


def _standing(row: LoadView) -> dict[str, int]:
    """Open tickets by the status that their stages show as."""
    found: dict[str, int] = dict.fromkeys(_SHOWN, 0)
    for stage, number in row.stages.items():
        status = next((shown for known, shown in STATUS.items() if known.value == stage), None)
        if status in found:
            found[status] += number
    return found
