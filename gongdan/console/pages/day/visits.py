"""My day: the visits of whoever looks, in order, and the work that nobody has agreed a time for yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from api.callers import Caller
from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.tables.asked import MOST
from api.tables.filters import Filters
from api.tables.routes import listing
from api.visits.routes import list_visits
from domain.rights import acted_for, check
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import DAY
from gongdan.console.shell.severities import severity
from gongdan.console.shell.signed_in import SignedIn
from projections import register
from projections.wording.words import VISIT_STATES

router: Final = APIRouter()
_rows: Final = listing(register.SHEET)
_AHEAD: Final = 6
"""Days after today."""
_OVER: Final = ("done", "cancelled")
_AT_WORK: Final = ("registered", "responded", "in-progress", "waiting")


@router.get(DAY)
async def show(service: ServiceOf, request: Request, response: Response, caller: SignedIn) -> Response:
    """For whoever goes to customers."""
    check(caller.person, "arrive")
    whose = sorted(acted_for(caller.person, "arrive", "own"))
    today = datetime.now(service.zone).date()
    found = await list_visits(
        service, request, response, caller, today, today + timedelta(days=_AHEAD), whose, limit=MOST
    )
    place = 0 if language_of(request) == "zh" else 1
    visits = [each for each in found.items if each["state"] != "cancelled"]
    return page(
        request,
        "day",
        today=[each for each in visits if each["planned"].date() == today],
        later=[each for each in visits if each["planned"].date() > today],
        without=await _without_a_time(service, request, response, caller, whose, visits),
        state_of=lambda code: VISIT_STATES[code][place],
        severity=lambda row: severity(service, row["policy"], row["severity"]),
        over=_OVER,
    )


async def _without_a_time(
    service: Service,
    request: Request,
    response: Response,
    caller: Caller,
    whose: Sequence[str],
    visits: Sequence[Any],
) -> list[Any]:
    """Work of theirs that is not done, and that no visit is ahead for."""
    asked = Filters(status=[*_AT_WORK], engineer=[*whose])
    found = await _rows(service, request, response, caller, asked, "-reported", MOST)
    agreed = {each["number"] for each in visits if each["state"] not in _OVER}
    return [each for each in found.items if each["number"] not in agreed]
