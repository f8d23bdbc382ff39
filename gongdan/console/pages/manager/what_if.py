"""What-if as a page: a month or quarter under another policy pack beside the real ones, which changes nothing."""

from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.tickets.clocks import PACK
from api.whatif.routes import what_if
from domain.reports.period import PERIOD, Period
from domain.rights import check
from gongdan.cli.showing import amounts
from gongdan.console.pages.manager.across import across
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import WHAT_IF
from gongdan.console.shell.signed_in import SignedIn
from projections.reports.members import member

router: Final = APIRouter()
_A_PAGE: Final = 500
"""Histories that are judged at once."""


@router.get(WHAT_IF, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    period: Annotated[str | None, Query(pattern=PERIOD)] = None,
    policy: Annotated[str | None, Query(pattern=PACK, max_length=60)] = None,
    cursor: Annotated[str | None, Query(alias="page", max_length=100)] = None,
) -> Response:
    """Asks first for a period and a pack; nothing is judged before."""
    check(caller.person, "judge")
    asked = period or Period.before(datetime.now(service.zone).date(), "month").name
    found = await what_if(service, request, caller, asked, policy, _A_PAGE, cursor) if policy else None
    language = language_of(request)
    return page(
        request,
        "what_if",
        across=across(caller),
        found=found,
        period=asked,
        policy=policy,
        packs=_packs(service, chinese=language == "zh"),
        first=cursor is None,
        following=_following(found, asked, policy),
        amount=lambda value, unit: amounts.amount(value, unit, language),
        graded=lambda severity: member("severity", severity, chinese=language == "zh"),
    )


def _packs(service: Service, *, chinese: bool) -> list[tuple[str, str]]:
    """All versions of all packs: what is to be asked for, and its name."""
    packs = sorted(service.desk.policies.packs, key=lambda pack: (pack.name, -pack.version))
    return [(pack.ref, f"{pack.title.zh if chinese else pack.title.en} {pack.version}") for pack in packs]


def _following(found: Any, period: str, policy: str | None) -> str | None:
    if found is None or found.next is None:
        return None
    return f"{WHAT_IF}?{urlencode({'period': period, 'policy': policy, 'page': found.next})}"
