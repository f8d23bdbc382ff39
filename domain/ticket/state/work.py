"""What the events of the work itself make of a ticket."""

from dataclasses import replace
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
from domain.ticket.state.ticket import Ticket
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: WorkEvent, actor: str) -> Ticket:
    match event:
        case EngineerArrived():
            return replace(ticket.reaches(Stage.IN_PROGRESS), arrived=True, handling="on-site")
        case HandlingStarted(where=handling):
            return replace(ticket.reaches(Stage.IN_PROGRESS), handling=handling)
        case RepairConsented(plan=plan):
            return replace(ticket, consent=plan or 0, refused_repair=False)
        case RepairRefused():
            return replace(ticket, consent=None, refused_repair=True)
        case WorkLogged():
            return replace(ticket.reaches(Stage.IN_PROGRESS), tested=None)
        case FunctionTested(passed=passed):
            return replace(ticket, tested=passed)
        case ProductVerified():
            return ticket
        case _:
            assert_never(event)
