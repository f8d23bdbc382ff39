"""What a customer is answered to a command of theirs: what followed from it is shown as far as it is theirs to see."""

from api.callers import Caller
from api.service import Service
from api.tickets.looking import found_ticket
from api.tickets.theirs.events import is_the_customer, shown_to_customer
from api.tickets.views import Answered
from domain.ticket.theirs.seeing import seen_by_customer


async def as_theirs(service: Service, caller: Caller, answer: Answered) -> Answered:
    """The answer as its reader may see it."""
    if "customer" not in caller.roles or not answer.events:
        return answer
    events, ticket = await found_ticket(service, answer.number)
    if not is_the_customer(caller, ticket):
        return answer
    return answer.model_copy(update={"events": [*shown_to_customer(answer.events, seen_by_customer(events))]})
