"""Dossiers over HTTP: one as a whole, whatever its stage, and the list of those that were put away."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from api.callers import Caller, CallerOf
from api.dossiers.asked import Endings, FaultTypes, From, Product, Text, To
from api.dossiers.linked import linked_matters
from api.service import Service, ServiceOf
from api.tables.answering import FILES, Asked, TablePage
from api.tables.asked import Cursor, Format, Limit, known_parameters, sorted_by
from api.tables.columns import COLUMNS
from api.tables.filters import FINDING, HIDING, whole_days
from api.tables.reading import After, Prefer, caught_up
from api.tables.visible import numbers
from api.tables.whose import NOW, who_sees
from api.tickets.looking import read_ticket, record_of, ticket_view
from api.tickets.sending.handling import Number
from api.tickets.standing.dossier import DossierView, dossier_view
from api.tickets.theirs.events import is_the_customer, shown_to_customer
from api.tickets.theirs.wholes import lacks_of_customer
from api.tickets.views import version_tag
from api.views.applied import APPLIED
from domain.refusals import NotAllowed
from domain.rights import may
from domain.ticket.dossier import kept_until, lacking
from domain.ticket.theirs.seeing import seen_by_customer
from projections import dossiers

router: Final = APIRouter(tags=["dossiers"])


async def show_dossier(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> DossierView:
    """The ticket, its service record, every event under a heading, what lacks, matters and files that belong to it.

    Personal values are masked. For whoever may read the ticket; to its customer, what is theirs to see.
    """
    return await complete(service, response, number, caller)


async def complete(service: Service, response: Response, number: str, caller: Caller) -> DossierView:
    """As the caller may see it. Raises TicketNotFound, Forbidden."""
    events, ticket = await read_ticket(service, number, caller)
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    told, lacks = service.shown.history(number, events).events, [*lacking([one.envelope.type for one in events])]
    if is_the_customer(caller, ticket):
        told = [*shown_to_customer(told, seen_by_customer(events))]
        lacks = lacks_of_customer(lacks)
    return dossier_view(
        ticket_view(service, caller, events, ticket),
        record_of(service, caller, events, ticket),
        told,
        await linked_matters(service, caller, number),
        lacks,
        service.desk.policies.of(events[0].envelope.policy).retention.years,
    )


@router.get(
    "/dossiers",
    name="list_dossiers",
    response_model=TablePage,
    responses=FILES,
    summary="Archived dossiers: found again by customer, number, time, product, cause and result",
    dependencies=[APPLIED, COLUMNS, Depends(known_parameters)],
)
async def list_dossiers(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    text: Text = None,
    product: Product = None,
    model: Product = None,
    fault_type: FaultTypes = None,
    closed_as: Endings = None,
    first: From = None,
    last: To = None,
    sort: Annotated[str, sorted_by(dossiers.SORTS)] = "-archived",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
    format: Format = "json",  # noqa: A002 -- the parameter's name in the URL
) -> Any:
    """Of the tickets that the caller may read, those that were put away. Personal values are masked."""
    named = text is not None and may(caller.person, FINDING) is not None
    only = dossiers.DossierFilter(
        text,
        product,
        model,
        fault_type or (),
        closed_as or (),
        *whole_days(first, last, service.zone),
        numbers(who_sees(caller, None), NOW),
        named,
    )
    for name in ("dossiers", "register", *([HIDING] if named else [])):
        await caught_up(service, name, after, prefer)

    def keeps(closed: datetime, policy: str | None) -> date | None:
        try:
            return kept_until(closed.astimezone(service.zone), service.desk.policies.of(policy).retention.years)
        except NotAllowed:  # a pack that this process does not know
            return None

    table = Asked(
        service,
        request,
        dossiers.SHEET,
        lambda connection, start, most: dossiers.page(connection, only, keeps, sort=sort, after=start, limit=most),
        lambda connection: dossiers.count(connection, only),
        service.shown.row,
    )
    return await table.answer(service.read, response, page, limit, format)


for _path, _name in (("/dossiers/{number}", "show_dossier"), ("/tickets/{number}/dossier", "show_ticket_dossier")):
    router.add_api_route(_path, show_dossier, methods=["GET"], name=_name, summary="The complete dossier of a ticket")
