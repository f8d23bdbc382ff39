"""A person's appraisal as a page: their figures of a period beside their team's and the department's."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.documents.periods.routes import print_appraisal
from api.service import Service, ServiceOf
from api.tables.reading import fetch
from domain.reports.period import PERIOD, Period
from domain.rights import may
from gongdan.console.pages.manager.across import across
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import REPORTS
from gongdan.console.shell.signed_in import SignedIn
from projections.errors import ReadingError
from projections.reports.folding import published

router: Final = APIRouter()
Which = Annotated[str, Path(pattern=PERIOD)]
Who = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@router.get(f"{REPORTS}/{{period}}/people/{{who}}")
async def show(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, period: Which, who: Who
) -> Response:
    """For themselves, and for whoever reads their figures."""
    found = await print_appraisal(service, request, response, who, caller, period, "json")
    asked = Period.named(period)
    return page(
        request,
        "appraisal",
        across=across(caller),
        found=found,
        number=who,
        period=period,
        before=asked.previous.name,
        following=asked.following.name,
        reports=may(caller.person, "read-metrics") is not None and period in await _published(service),
    )


async def _published(service: Service) -> frozenset[str]:
    """The periods that have a report to lead to; none where that is not known just now."""
    try:
        await service.runner.require("reports")
        return await fetch(service.read, published)
    except ReadingError:
        return frozenset()


@router.get(f"{REPORTS}/{{period}}/people/{{who}}/file")
async def hand_over(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    period: Which,
    who: Who,
    form: Annotated[Literal["pdf", "xlsx", "csv"], Query(alias="format")] = "pdf",
) -> Response:
    """The appraisal as a file, as the API makes it."""
    return await print_appraisal(service, request, response, who, caller, period, form)
