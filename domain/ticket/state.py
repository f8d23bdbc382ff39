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
    """What the rules know of a ticket.

    ``resumes_at`` is the stage a pause interrupted; ``brought_by`` the event that took it out of the line of work, so
    that the same asked again is told from something else.
    """

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
    visit_expected: datetime | None = None
    escalation: TicketEscalated | None = None
    brought_by: TicketEvent | None = None
    waiting_for: WaitsFor | None = None
    resumes_at: Stage = Stage.OPENED

    @property
    def escalated_to(self) -> str | None:
        return self.escalation.to if self.escalation else None

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
        case EngineerDispatched():
            return _dispatched(ticket, event)
        case DispatchAccepted(engineer=engineer, team=team):
            accepted = replace(ticket.reaches(Stage.ACCEPTED), accepted=True)
            return _assigned(accepted, engineer or ticket.engineer or actor, team)
        case VisitPromised(at=at):
            return replace(ticket, visit=at)
        case TicketEscalated():
            return replace(ticket, escalation=event)
        case TicketPaused():
            return _paused(ticket, event)
        case TicketResumed(engineer=engineer, team=team):
            return _assigned(_resumed(ticket), engineer, team)
        case TicketResolved():
            return replace(_brought(ticket, Stage.RESOLVED, event), escalation=None)
        case ResolutionConfirmed():
            return _brought(ticket, Stage.CONFIRMED, event)
        case ResolutionRejected():
            return replace(_brought(ticket, Stage.REOPENED, event), escalation=None)
        case TicketReopened(engineer=engineer, team=team):
            return _assigned(replace(_brought(ticket, Stage.REOPENED, event), escalation=None), engineer, team)
        case TicketClosed():
            return _brought(ticket, Stage.CLOSED, event)
        case TicketCancelled():
            return _brought(ticket, Stage.CANCELLED, event)
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


def _dispatched(ticket: Ticket, event: EngineerDispatched) -> Ticket:
    """A new person has the work: whatever came before, it now waits to be accepted, unless the case is over."""
    expected = replace(ticket, visit_expected=event.visit_expected)
    if ticket.is_with(event.engineer, event.team):
        return expected if event.visit_expected else ticket
    assigned = replace(_assigned(expected, event.engineer, event.team), accepted=False, escalation=None)
    if not ticket.is_worked_on:
        return assigned
    if ticket.stage is Stage.PAUSED:
        return replace(assigned, resumes_at=Stage.DISPATCHED)
    return replace(assigned, stage=Stage.DISPATCHED)


def _assigned(ticket: Ticket, engineer: str | None, team: str | None) -> Ticket:
    return replace(ticket, engineer=engineer or ticket.engineer, team=team or ticket.team)


def _brought(ticket: Ticket, stage: Stage, event: TicketEvent) -> Ticket:
    return replace(ticket, stage=stage, waiting_for=None, brought_by=event)


def _paused(ticket: Ticket, event: TicketPaused) -> Ticket:
    resumes_at = ticket.reached
    return replace(ticket, stage=Stage.PAUSED, waiting_for=event.waiting_for, resumes_at=resumes_at, brought_by=event)


def _resumed(ticket: Ticket) -> Ticket:
    return replace(ticket, stage=ticket.reached, waiting_for=None)
