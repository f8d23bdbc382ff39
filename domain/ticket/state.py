"""A ticket's state, as far as the rules need it, and how each event changes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from domain.record.envelope import Recorded
from domain.ticket.events import (
    CustomerContacted,
    DispatchAccepted,
    EngineerDispatched,
    EstimateGiven,
    FaultDiagnosed,
    NoteAdded,
    ReceiptAcknowledged,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketEscalated,
    TicketEvent,
    TicketGraded,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    VisitPromised,
)
from domain.ticket.vocabulary import ENDED, LINE, Stage, WaitsFor


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the rules know of a ticket. ``resumes_at`` is the stage a pause interrupted."""

    stage: Stage = Stage.OPENED
    customer: str = ""
    opened_by: str = ""
    acknowledged: bool = False
    severity: str | None = None
    engineer: str | None = None
    team: str | None = None
    accepted: bool = False
    diagnosis: FaultDiagnosed | None = None
    estimate: datetime | None = None
    visit: datetime | None = None
    escalated_to: str | None = None
    waiting_for: WaitsFor | None = None
    resumes_at: Stage = Stage.OPENED

    @property
    def is_open(self) -> bool:
        return self.stage not in ENDED

    @property
    def is_worked_on(self) -> bool:
        """Neither ended nor waiting for the customer's word on a solution."""
        return self.is_open and self.stage not in (Stage.RESOLVED, Stage.CONFIRMED)

    @property
    def reached(self) -> Stage:
        """How far the work has come, also while it waits."""
        return self.resumes_at if self.stage is Stage.PAUSED else self.stage

    def is_with(self, engineer: str, team: str | None) -> bool:
        """Whether the work is dispatched to this very person already."""
        at_work = self.reached in (Stage.DISPATCHED, Stage.ACCEPTED, Stage.IN_PROGRESS)
        return at_work and self.engineer == engineer and team in (None, self.team)

    def reaches(self, stage: Stage) -> "Ticket":
        """Move on along the line; never back, and never out of a pause or an end."""
        if self.reached not in LINE or LINE.index(self.reached) >= LINE.index(stage):
            return self
        return replace(self, resumes_at=stage) if self.stage is Stage.PAUSED else replace(self, stage=stage)


def evolve(ticket: Ticket | None, recorded: Recorded) -> Ticket:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    envelope = recorded.envelope
    before = ticket or Ticket(customer=envelope.customer or "")
    return after(before, recorded.event, envelope.actor.id)


def fold(history: tuple[Recorded, ...]) -> Ticket | None:
    """The state after a whole history; None for an empty one."""
    ticket = None
    for recorded in history:
        ticket = evolve(ticket, recorded)
    return ticket


def after(ticket: Ticket, event: TicketEvent, actor: str) -> Ticket:  # noqa: C901 -- one case an event
    """What an event makes of a ticket."""
    match event:
        case TicketOpened():
            return _opened(ticket, event, actor)
        case ReceiptAcknowledged():
            return replace(ticket.reaches(Stage.ACKNOWLEDGED), acknowledged=True)
        case TicketGraded(severity=severity):
            return replace(ticket.reaches(Stage.GRADED), severity=severity)
        case EstimateGiven(due=due):
            return replace(ticket, estimate=due)
        case FaultDiagnosed():
            return replace(ticket.reaches(Stage.DIAGNOSED), diagnosis=event)
        case EngineerDispatched(engineer=engineer, team=team):
            return _dispatched(ticket, engineer, team)
        case DispatchAccepted(engineer=engineer, team=team):
            accepted = replace(ticket.reaches(Stage.ACCEPTED), accepted=True)
            return _assigned(accepted, engineer or ticket.engineer or actor, team)
        case VisitPromised(at=at):
            return replace(ticket, visit=at)
        case TicketEscalated(to=to):
            return replace(ticket, escalated_to=to)
        case TicketPaused(waiting_for=waiting_for):
            return _paused(ticket, waiting_for)
        case TicketResumed(engineer=engineer, team=team):
            return _assigned(_resumed(ticket), engineer, team)
        case TicketResolved():
            return replace(ticket, stage=Stage.RESOLVED, waiting_for=None)
        case ResolutionConfirmed():
            return replace(ticket, stage=Stage.CONFIRMED, waiting_for=None)
        case ResolutionRejected():
            return replace(ticket, stage=Stage.REOPENED, waiting_for=None)
        case TicketReopened(engineer=engineer, team=team):
            return _assigned(replace(ticket, stage=Stage.REOPENED, waiting_for=None), engineer, team)
        case TicketClosed():
            return replace(ticket, stage=Stage.CLOSED, waiting_for=None)
        case TicketCancelled():
            return replace(ticket, stage=Stage.CANCELLED, waiting_for=None)
        case CustomerContacted() | NoteAdded():
            return ticket
        case _:
            assert_never(event)


def _opened(ticket: Ticket, event: TicketOpened, actor: str) -> Ticket:
    stage = event.stage or Stage.OPENED
    return replace(
        ticket,
        stage=stage,
        resumes_at=Stage.OPENED if stage is Stage.PAUSED else stage,
        opened_by=actor,
        severity=event.severity,
        engineer=event.engineer,
        team=event.team,
        accepted=stage is Stage.ACCEPTED,
        waiting_for=event.waiting_for,
    )


def _dispatched(ticket: Ticket, engineer: str, team: str | None) -> Ticket:
    """A new person has the work: whatever came before, it now waits to be accepted, unless the case is over."""
    if ticket.is_with(engineer, team):
        return ticket
    assigned = replace(_assigned(ticket, engineer, team), accepted=False)
    if not ticket.is_worked_on:
        return assigned
    if ticket.stage is Stage.PAUSED:
        return replace(assigned, resumes_at=Stage.DISPATCHED)
    return replace(assigned, stage=Stage.DISPATCHED)


def _assigned(ticket: Ticket, engineer: str | None, team: str | None) -> Ticket:
    return replace(ticket, engineer=engineer or ticket.engineer, team=team or ticket.team)


def _paused(ticket: Ticket, waiting_for: WaitsFor) -> Ticket:
    return replace(ticket, stage=Stage.PAUSED, waiting_for=waiting_for, resumes_at=ticket.reached)


def _resumed(ticket: Ticket) -> Ticket:
    return replace(ticket, stage=ticket.reached, waiting_for=None)
