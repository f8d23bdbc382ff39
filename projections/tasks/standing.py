"""Who works on a ticket or matter after an event, and how often care is given: what tasks need to know besides."""

from datetime import date
from typing import Final

from domain.matters.care.events import CareAssigned, CareGiven, CareMoved, CarePlanned
from domain.matters.care.state import later
from domain.matters.complaints.events import ComplaintAssessed, ComplaintGiven
from domain.matters.inspections.events import TicketSampled
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket.events import (
    DispatchAccepted,
    DispatchDeclined,
    EngineerDispatched,
    TicketOpened,
    TicketReopened,
    TicketRouted,
)
from projections.sql.rows import Row

NOBODY: Final[Row] = {
    "engineer": None,
    "handler": None,
    "team": None,
    "given": False,
    "months": None,
    "day": None,
    "open": "[]",
}


MOVING: Final[frozenset[type[Event]]] = frozenset(
    {
        *(TicketOpened, TicketRouted, EngineerDispatched, DispatchAccepted, TicketReopened, DispatchDeclined),
        *(TicketSampled, ComplaintAssessed, ComplaintGiven, CarePlanned, CareAssigned, CareMoved),
    }
)
"""The events that may change it."""


def working(before: Row, recorded: Recorded) -> Row:
    """How it stands after an event: who works on it, or whose work an inspection is about."""
    if type(recorded.event) not in MOVING:
        return before
    match recorded.event:
        case TicketOpened(engineer=engineer, team=team):
            actor = recorded.envelope.actor
            handler = None if actor.role == "customer" else actor.id
            return {**before, "engineer": engineer, "team": team, "handler": handler}
        case TicketRouted(staff=staff, team=team):
            return {**before, "handler": staff or before["handler"], "team": team or before["team"]}
        case EngineerDispatched(engineer=engineer, team=team) | DispatchAccepted(engineer=engineer, team=team):
            return {**before, "engineer": engineer or before["engineer"], "team": team or before["team"]}
        case TicketReopened(engineer=engineer, team=team):
            return {**before, "engineer": engineer or before["engineer"], "team": team or before["team"]}
        case DispatchDeclined():
            return {**before, "engineer": None}
        case TicketSampled(about=about):
            return {**before, "engineer": about}
        case _:
            return _of_matter(before, recorded)


def _of_matter(before: Row, recorded: Recorded) -> Row:
    match recorded.event:
        case ComplaintAssessed() if not before["given"]:
            return {**before, "handler": recorded.envelope.actor.id}
        case ComplaintGiven(staff=staff):
            return {**before, "handler": staff, "given": True}
        case CarePlanned(staff=staff, months=months, first=first):
            return {**before, "handler": staff, "months": months, "day": first.day}
        case CareAssigned(staff=staff):
            return {**before, "handler": staff}
        case CareMoved(due=due):
            return {**before, "day": due.day}
        case _:
            return before


def next_time(standing: Row, event: Event) -> date | None:
    """When care that was given is due again; None where it was planned once."""
    if not isinstance(event, CareGiven) or standing["months"] is None:
        return None
    return later(event.due, standing["months"], standing["day"])
