"""The documents of a ticket over HTTP: each as PDF, or as JSON with what the PDF says."""

from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import AfterValidator, StringConstraints

from api.callers import Caller, CallerOf
from api.documents.handing_out import AS_PDF, documents_of, printed
from api.documents.paper import FOR_CUSTOMERS, Paper, TicketDocument
from api.documents.port import NotYet, Printing
from api.documents.tickets.gathering import told_ticket
from api.documents.tickets.pictures import pictures_of, with_pictures, without_pictures
from api.documents.told import ToldTicket
from api.dossiers.linked import linked_matters
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.manners.texts import storable_only
from api.records.moment import now
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Number, Sent, handled
from api.tickets.theirs.events import is_the_customer
from api.tickets.views import version_tag
from api.tickets.whose import require_in_use
from domain.rights import check
from domain.ticket.commands import UnmaskPersonalData

router: Final = APIRouter(prefix="/tickets", tags=["documents"], dependencies=[Depends(known_parameters)])

Which = Annotated[TicketDocument, Path(description="Which document.")]
Form = Annotated[Literal["pdf", "json"], Query(description="PDF to hand over, or JSON with what it says.")]
Why = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)] | None,
    AfterValidator(storable_only),
    Query(
        description="Why it is printed in the clear, for who may unmask; that look is recorded on the ticket. "
        "Masked where it is not given."
    ),
]


@router.get(
    "/{number}/documents/{kind}",
    name="print_document",
    summary="A document of a ticket",
    response_model=Paper,
    responses=AS_PDF,
)
async def print_document(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    kind: Which,
    caller: CallerOf,
    format: Form = "pdf",  # noqa: A002 -- the parameter's name in the URL
    reason: Why = None,
) -> Any:
    """For whoever may read the ticket, in the language of Accept-Language: service report, plan, confirmation, survey,
    closing report, dossier. Customers get the first four, with what is theirs to see. All of it: docs/documents.md.
    """
    events, ticket = await read_ticket(service, number, caller)
    theirs = is_the_customer(caller, ticket)
    if theirs and kind not in FOR_CUSTOMERS:
        raise ApiProblem("document-for-staff")
    if reason is not None:
        check(caller.person, "unmask", ticket)
        await require_in_use(service, events[0].envelope.customer)
    language = language_of(request)
    told = await told_ticket(service, caller, events, ticket, language, clear=reason is not None)
    if kind == "dossier":
        told = replace(told, matters=await linked_matters(service, caller, number))
    paper = _written(service, kind, told, Printing(caller.id, now(service), language))
    if reason is not None:
        await _record_look(service, caller, number, kind, reason)
    paper = with_pictures(paper, told) if theirs or reason is not None else without_pictures(paper)
    tag = version_tag(events[-1].envelope.version)
    if format == "json":
        response.headers.update({"ETag": tag, "Content-Language": language, "Cache-Control": "private, no-store"})
        return paper
    answer = await printed(service, caller, paper, dict(await pictures_of(service, paper, events)))
    answer.headers["ETag"] = tag
    return answer


def _written(service: Service, kind: TicketDocument, told: ToldTicket, printing: Printing) -> Paper:
    try:
        return documents_of(service).of_ticket(kind, told, printing)
    except NotYet as error:
        raise ApiProblem("document-not-yet", number=told.number, missing=error.missing, title=error.title) from None


async def _record_look(service: Service, caller: Caller, number: str, kind: str, reason: str) -> None:
    """Printing what is masked elsewhere is a look at personal data."""
    said = UnmaskPersonalData(reason=f"{reason} [document:{kind}]")
    await handled(service, number, "unmasking", said, Sent(caller))
