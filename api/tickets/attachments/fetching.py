"""Who gets a file of a ticket: what it shows is the customer's personal data, and nothing masks it."""

from collections.abc import Iterable

from api.manners.problems import ApiProblem
from domain.record.envelope import Recorded
from domain.rights import Person, check, may
from domain.ticket.events import PersonalDataUnmasked
from domain.ticket.state import Ticket


def require_right(person: Person, ticket: Ticket, events: Iterable[Recorded]) -> None:
    """Who may add files gets them, and who may unmask once they have said on the ticket why.

    Raises Forbidden, ApiProblem.
    """
    if may(person, "attach", ticket):
        return
    check(person, "unmask", ticket)
    reasons = (each.envelope.actor.id for each in events if isinstance(each.event, PersonalDataUnmasked))
    if person.id not in reasons:
        raise ApiProblem("unmasking-needed")
