"""What the events of dispatch make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    CustomerContacted,
    DispatchAccepted,
    DispatchDeclined,
    DispatchEvent,
    EngineerDispatched,
    SendInAgreed,
    VisitMoved,
    VisitPromised,
)
from domain.ticket.state.ticket import Ticket, replace
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: DispatchEvent, actor: str) -> Ticket:
    match event:
        case EngineerDispatched():
            return _dispatched(ticket, event)
        case DispatchAccepted(engineer=engineer, team=team):
            accepted = replace(ticket.reaches(Stage.ACCEPTED), accepted=True)
            return assigned(accepted, engineer or ticket.engineer or actor, team)
        case DispatchDeclined(stage=stage):
            return replace(ticket.stands_at(stage), engineer=None, accepted=False, visit_expected=None)
        case VisitPromised(at=at) | VisitMoved(at=at):
            return replace(ticket, visit=at, arrived=False, at_theirs=True)
        case SendInAgreed():
            return replace(ticket, at_theirs=False)
        case CustomerContacted():
            return ticket
        case _:
            assert_never(event)


def assigned(ticket: Ticket, engineer: str | None, team: str | None) -> Ticket:
    """With whom the work is from now on, as far as that is said."""
    return replace(ticket, engineer=engineer or ticket.engineer, team=team or ticket.team)


def _dispatched(ticket: Ticket, event: EngineerDispatched) -> Ticket:
    """A new person has the work: whatever came before, it now waits to be accepted, unless the case is over."""
    expected = replace(ticket, visit_expected=event.visit_expected)
    if ticket.is_with(event.engineer, event.team):
        return expected if event.visit_expected else ticket
    passed = replace(assigned(expected, event.engineer, event.team), accepted=False, arrived=False, escalation=None)
    return passed.stands_at(Stage.DISPATCHED) if ticket.is_worked_on else passed
