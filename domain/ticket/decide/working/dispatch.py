"""The rules of dispatch (派单, R19–R21)."""

from typing import assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AcceptDispatch,
    AgreeSendIn,
    ContactCustomer,
    DeclineDispatch,
    DispatchCommand,
    DispatchEngineer,
    MoveVisit,
    PromiseVisit,
)
from domain.ticket.decide.always.evidence import require_attached
from domain.ticket.decide.caused import caused, once
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Stage


def decide(ticket: Ticket, command: DispatchCommand, under: Circumstances) -> list[TicketEvent]:
    working = ticket.is_worked_on
    match command:
        case DispatchEngineer():
            return _dispatched(ticket, command, under)
        case AcceptDispatch():
            if under.live and ticket.engineer is None:
                raise NotAllowed("no-engineer")
            return once(working and ticket.accepted, command)
        case DeclineDispatch():
            if ticket.engineer is None:
                raise NotAllowed("no-engineer")
            return [caused(command, engineer=ticket.engineer, stage=_back_to(ticket))]
        case ContactCustomer() | AgreeSendIn():
            return [caused(command)]
        case PromiseVisit(at=at):
            known = working and ticket.visit is not None and ticket.visit == at
            return [] if known else _promised(ticket, command, under)
        case MoveVisit(at=at, evidence=evidence):
            if ticket.visit is None or ticket.arrived:
                raise NotAllowed("no-visit")
            require_attached(ticket, evidence)
            return once(ticket.visit == at, command)
        case _:
            assert_never(command)


def _dispatched(ticket: Ticket, command: DispatchEngineer, under: Circumstances) -> list[TicketEvent]:
    visit = command.visit_expected
    if (
        ticket.is_worked_on
        and ticket.is_with(command.engineer, command.team)
        and visit in (None, ticket.visit_expected)
    ):
        return []
    if ticket.severity is None:
        raise NotAllowed("not-graded")
    if under.live and ticket.engineer not in (None, command.engineer) and command.reason is None:
        raise NotAllowed("reason-needed")
    return [caused(command)]


def _promised(ticket: Ticket, command: PromiseVisit, under: Circumstances) -> list[TicketEvent]:
    if ticket.engineer is None:
        raise NotAllowed("no-engineer")
    require_remote_first(ticket, under)
    if under.live and ticket.visit and not ticket.arrived:
        at = ticket.visit.astimezone(under.at.tzinfo)
        raise NotAllowed("visit-promised", at=at.isoformat(sep=" ", timespec="minutes"))
    return [caused(command)]


def require_remote_first(ticket: Ticket, under: Circumstances) -> None:
    """Where the policy says so, nobody goes there before remote help was tried."""
    if under.live and under.rules.work.remote_first and not ticket.remote_tried:
        raise NotAllowed("remote-first")


def _back_to(ticket: Ticket) -> Stage:
    """Where the work stands without the person who declines it."""
    if ticket.reached not in (Stage.DISPATCHED, Stage.ACCEPTED, Stage.IN_PROGRESS):
        return ticket.reached
    if ticket.plan and ticket.plan.approved:
        return Stage.PLANNED
    return Stage.DIAGNOSED if ticket.diagnosis else Stage.GRADED
