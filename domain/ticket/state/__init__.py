"""A ticket's state, as far as the rules need it, and how each event changes it, a file for each phase of its life."""

from collections.abc import Callable, Iterable
from typing import Any, Final, cast, get_args

from domain.record.envelope import Recorded
from domain.ticket.events import (
    ClosingEvent,
    DeadlineEvent,
    DiagnosisEvent,
    DispatchEvent,
    EndingEvent,
    FeesEvent,
    IntakeEvent,
    PartsEvent,
    PlanEvent,
    ProgressEvent,
    RemarksEvent,
    SurveyEvent,
    TicketEvent,
    WorkEvent,
)
from domain.ticket.state import (
    closing,
    deadlines,
    diagnosis,
    dispatch,
    ending,
    fees,
    intake,
    parts,
    plan,
    progress,
    remarks,
    survey,
    work,
)
from domain.ticket.state.stead import in_stead_of
from domain.ticket.state.ticket import Ticket

__all__ = ["Ticket", "after", "evolve", "fold"]

Evolve = Callable[[Ticket, Any, str], Ticket]

_PHASES: Final[tuple[tuple[Any, Evolve], ...]] = (
    (IntakeEvent, intake.after),
    (DiagnosisEvent, diagnosis.after),
    (PlanEvent, plan.after),
    (DispatchEvent, dispatch.after),
    (WorkEvent, work.after),
    (PartsEvent, parts.after),
    (FeesEvent, fees.after),
    (ProgressEvent, progress.after),
    (EndingEvent, ending.after),
    (SurveyEvent, survey.after),
    (ClosingEvent, closing.after),
    (RemarksEvent, remarks.after),
    (DeadlineEvent, deadlines.after),
)
_AFTER: Final[dict[type, Evolve]] = {event: after for phase, after in _PHASES for event in get_args(phase)}


def after(ticket: Ticket, event: TicketEvent, actor: str) -> Ticket:
    """What an event makes of a ticket."""
    return _AFTER[type(event)](ticket, event, actor)


def evolve(ticket: Ticket | None, recorded: Recorded) -> Ticket:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    envelope = recorded.envelope
    before = ticket or Ticket(customer=envelope.customer or "", policy=envelope.policy)
    event, absent = cast("TicketEvent", recorded.event), envelope.actor.stand_in_for
    ticket = after(before, event, envelope.actor.id)
    return ticket if absent is None else in_stead_of(absent, ticket, event)


def fold(history: Iterable[Recorded]) -> Ticket | None:
    """The state after a whole history; None for an empty one."""
    ticket = None
    for recorded in history:
        ticket = evolve(ticket, recorded)
    return ticket
