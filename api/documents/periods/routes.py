"""A person's appraisal over HTTP: their figures of a month or quarter beside their team's and the department's."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from api.callers import Caller, CallerOf
from api.documents.files import AS_FILES, Form, appraisal_file
from api.documents.handing_out import documents_of
from api.documents.paper import Paper
from api.documents.people import as_thing
from api.documents.periods.appraising import READ, Wanted, told_appraisal
from api.documents.port import Printing
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.records.acting import Id
from api.records.moment import now
from api.service import Service, ServiceOf
from api.staff.actions import key_of
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up
from domain.reports.period import PERIOD, Period
from domain.rights import check

router: Final = APIRouter(prefix="/staff", tags=["documents"], dependencies=[Depends(known_parameters)])

Of = Annotated[str, Query(pattern=PERIOD, description="A month or a quarter.", examples=["2024-05", "2024-Q2"])]
As = Annotated[Form, Query(description="PDF, Excel or CSV to hand over, or JSON with what the PDF says.")]


@router.get(
    "/{id}/appraisal",
    name="print_appraisal",
    summary="A person's figures of a period, for appraisal",
    response_model=Paper,
    responses=AS_FILES,
)
async def print_appraisal(
    service: ServiceOf,
    request: Request,
    response: Response,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    caller: CallerOf,
    period: Of,
    format: As = "pdf",  # noqa: A002 -- likewise
    after: After = None,
    prefer: Prefer = None,
) -> Any:
    """For themselves, for supervisors of their team, and for whoever reads the figures of all. A period that goes on
    gives a draft.
    """
    await _require_right(service, caller, id)
    for name in READ:
        await caught_up(service, name, after, prefer)
    language, at = language_of(request), now(service)
    told = await told_appraisal(service, Wanted(id, Period.named(period), at, language))
    if told.staff is None and not any(each.base for each in told.own):
        raise ApiProblem("staff-not-found", number=id)
    printing = Printing(caller.id, at, language)
    if format != "json":
        return await appraisal_file(service, caller, told, printing, format)
    response.headers.update({"Content-Language": language, "Cache-Control": "private, no-store"})
    return documents_of(service).of_person(told, printing)


async def _require_right(service: Service, caller: Caller, number: str) -> None:
    """Raises Forbidden, and ApiProblem for what can be no staff number."""
    key_of(number)
    if number == caller.id:
        check(caller.person, "read-own-metrics")
        return
    check(caller.person, "read-metrics", await as_thing(service, number))
