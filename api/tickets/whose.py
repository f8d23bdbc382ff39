"""Whose a new ticket may be, and whether a customer's data may be used at all."""

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import Service
from domain.customer.in_use import require_in_use as require_usable
from domain.customer.state import fold
from domain.record.identity import is_customer_key
from domain.rights import check


def customer_of(caller: Caller, said: str | None) -> str | None:
    """Whom a ticket is opened for: who may open one as a customer alone opens it for themselves.

    Raises Forbidden, ApiProblem.
    """
    if check(caller.person, "open").role != "customer":
        return said
    if said not in (None, caller.id):
        raise ApiProblem("other-customer")
    return caller.id


async def require_in_use(service: Service, customer: str | None) -> None:
    """Raises NotAllowed where the customer's data is restricted or erased."""
    if customer is not None and is_customer_key(customer):
        require_usable(fold(await service.desk.events_of(customer)))
