"""What the events of the work itself make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    EngineerArrived,
    FunctionTested,
    HandlingStarted,
    ProductVerified,
    RepairConsented,
    RepairRefused,
    WorkEvent,
    WorkLogged,
)
from domain.ticket.state.ticket import Ticket, replace
from domain.ticket.vocabulary import Stage, WorkKind


def after(ticket: Ticket, event: WorkEvent, actor: str) -> Ticket:
    match event:
        case EngineerArrived():
            return replace(ticket.reaches(Stage.IN_PROGRESS), arrived=True, at_theirs=True, handling="on-site")
        case HandlingStarted(where=handling):
            return replace(
                ticket.reaches(Stage.IN_PROGRESS),
                handling=handling,
                at_theirs=ticket.at_theirs or handling == "on-site",
            )
        case RepairConsented(plan=plan):
            chosen = ticket.plan.chosen if ticket.plan else None
            return replace(ticket, consent=plan or 0, consent_option=chosen, refused_repair=None)
        case RepairRefused(plan=plan):
            return replace(ticket, consent=None, refused_repair=plan or 0)
        case WorkLogged(work=work):
            tried = ticket.remote_tried or work == "guidance"
            return replace(worked(ticket, work), remote_tried=tried)
        case FunctionTested(passed=passed):
            return replace(ticket, tested=passed)
        case ProductVerified():
            return ticket
        case _:
            assert_never(event)


def worked(ticket: Ticket, work: WorkKind) -> Ticket:
    """After a piece of work: a passed test says nothing of it, and a failed one stands until another is passed."""
    tested = False if ticket.tested is False else None
    return replace(ticket.reaches(Stage.IN_PROGRESS), tested=tested, done=ticket.done | {work})
