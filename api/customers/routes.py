"""Customers over HTTP: enter one, act on one, look at one or at all."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response
from uuid_utils.compat import uuid7

from api.callers import CallerOf
from api.customers.actions import CUSTOMERS, REGISTERING, RegisteringBody, key_of
from api.customers.views import CustomerView, customer_view
from api.manners.problems import ApiProblem
from api.records.acting import Id, add_actions, add_route
from api.records.moment import now
from api.service import ServiceOf
from api.tables.answering import TablePage
from api.tables.asked import Cursor, Limit, known_parameters, sorted_by
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.actions import command_from
from api.tickets.sending.handling import Key, Sent, acted, answered
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered, HistoryView, version_tag
from domain.customer.commands import RegisterCustomer
from domain.customer.state import fold
from domain.desk.kinds import Thing, id_of
from domain.record.identity import customer_key, request_command_id
from domain.rights import check
from projections.customers import finding

router: Final = APIRouter(prefix="/customers", tags=["customers"])


async def register(
    *, service: ServiceOf, response: Response, caller: CallerOf, body: RegisteringBody, key: Key = None
) -> Answered:
    minted = customer_key(request_command_id(caller.id, "customers", key) if key else str(uuid7()))
    aggregate = key_of(body.customer or minted)
    sent = Sent(caller, key, body.occurred, body.late)
    command = command_from(RegisterCustomer, body)
    answer = await acted(service, aggregate, f"customers/{body.customer or ''}", command, sent, None)
    response.headers["Location"] = f"/customers/{id_of(aggregate)}"
    return answered(service, response, answer)


add_route(router, "", RegisterCustomer, taking(register, REGISTERING), 201)
add_actions(router, CUSTOMERS)


@router.get("", summary="Customers, the one seen last first", dependencies=[Depends(known_parameters)])
async def list_customers(
    service: ServiceOf,
    response: Response,
    caller: CallerOf,
    sort: Annotated[str, sorted_by(finding.SORTS)] = "-updated",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
) -> TablePage:
    """Names are masked. Restricted and erased customers are not listed; the page after is asked for with `page`."""
    check(caller.person, "look-up")
    await caught_up(service, "customers", after, prefer)
    found, count = await fetch(
        service.read,
        lambda connection: (
            finding.page(connection, sort=sort, after=page, limit=limit),
            finding.count(connection),
        ),
    )
    return TablePage(items=[service.shown.row(row) for row in found.rows], next=found.next, count=count)


@router.get("/{id}", summary="A customer with contacts, products and tickets")
async def show_customer(
    service: ServiceOf,
    response: Response,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    caller: CallerOf,
    after: After = None,
    prefer: Prefer = None,
) -> CustomerView:
    """Contacts and serial numbers masked, the warranty that of today. A restricted one is for privacy officers."""
    key = key_of(id)
    check(caller.person, "read-customer", Thing(owners=(key,)))
    await caught_up(service, "customers", after, prefer)
    known = await fetch(service.read, lambda connection: finding.find(connection, key))
    if known is None:
        raise ApiProblem("customer-not-found", customer=id_of(key))
    if known.row["restricted"]:
        check(caller.person, "read-restricted")
    response.headers["ETag"] = version_tag(known.row["version"])
    return customer_view(known, now(service), service.desk.policies.of(None).warranty.months)


@router.get("/{id}/history", summary="All events of a customer's record", response_model_exclude_none=True)
async def customer_history(
    service: ServiceOf,
    response: Response,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    caller: CallerOf,
) -> HistoryView:
    """Personal values are masked, free text is readable. A restricted one is for privacy officers."""
    key = key_of(id)
    check(caller.person, "read-customer", Thing(owners=(key,)))
    events = await service.desk.events_of(key)
    if not events:
        raise ApiProblem("customer-not-found", customer=id_of(key))
    if (customer := fold(events)) and customer.restricted:
        check(caller.person, "read-restricted")
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return service.shown.history(id_of(key), events)
