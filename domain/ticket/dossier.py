"""The dossier of a ticket (归档, R34): under which heading each event stands, what it lacks, how it is found again."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, get_args

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.record.personal import ERASED
from domain.ticket import events as e
from domain.ticket.service_record import service_record
from domain.ticket.state import Ticket

Heading = Literal[
    "request",
    "communication",
    "grading",
    "diagnosis",
    "collaboration",
    "plan",
    "dispatch",
    "work",
    "confirmation",
    "survey",
    "money",
    "closing",
    "record",
    "looks",
]
"""In the order of the process."""
HEADINGS: Final[tuple[Heading, ...]] = get_args(Heading)
Lack = Literal["communication", "plan", "confirmation", "survey", "closing-report"]
"""What R33 and R34 want in a complete dossier beside the ticket itself."""
LACKS: Final[tuple[Lack, ...]] = get_args(Lack)

_COMMUNICATION: Final = (
    *(e.ReceiptAcknowledged, e.CommunicationLogged, e.CustomerContacted, e.PlanShared, e.CompensationAnnounced),
    *(e.ProgressShared, e.CooperationRequested, e.CooperationProvided, e.ReminderSent),
)
_COLLABORATION: Final = (
    *(e.CollaborationRequested, e.CollaborationAnswered, e.MeetingCalled, e.MeetingHeld, e.TicketEscalated),
)
_CONFIRMATION: Final = (e.ResolutionConfirmed, e.ResolutionRejected, e.ObjectionRaised)
_SURVEY: Final = (*get_args(e.SurveyEvent), e.FollowUpMade)
_HEADED: Final[dict[Heading, tuple[type[Event], ...]]] = {
    "request": get_args(e.IntakeEvent),
    "plan": get_args(e.PlanEvent),
    "diagnosis": get_args(e.DiagnosisEvent),
    "dispatch": get_args(e.DispatchEvent),
    "work": (*get_args(e.WorkEvent), *get_args(e.PartsEvent), *get_args(e.ProgressEvent)),
    "money": get_args(e.FeesEvent),
    "closing": (*get_args(e.EndingEvent), *get_args(e.ClosingEvent)),
    "record": (*get_args(e.RemarksEvent), *get_args(e.DeadlineEvent)),
    "grading": (e.TicketGraded,),
    "collaboration": _COLLABORATION,
    "looks": (e.PersonalDataUnmasked,),
    "communication": _COMMUNICATION,
    "confirmation": _CONFIRMATION,
    "survey": _SURVEY,
}
"""What stands further down takes an event from what stands above."""
HEADING_OF: Final[dict[type[Event], Heading]] = {
    event: heading for heading, events in _HEADED.items() for event in events
}


def lacking(types: Collection[str]) -> tuple[Lack, ...]:
    """What a dossier with events of these types, by their stored names, has nothing of."""
    there: set[str] = {HEADING_OF[e.EVENTS[name]] for name in types}
    if e.ClosingReportWritten.stored_name in types:
        there.add("closing-report")
    return tuple(lack for lack in LACKS if lack not in there)


def kept_until(closed: datetime, years: int) -> date:
    """The last day on which a case closed then must still be kept; ``closed`` is in the desk's zone."""
    day = closed.date()
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)


def found_by(ticket: Ticket, history: Sequence[Recorded]) -> dict[str, Any]:
    """Customer, product, time, cause and result, as far as they are known: not what was erased."""
    if not history:
        return {}
    record = service_record(history)
    closed = next((one for one in reversed(history) if isinstance(one.event, e.TicketClosed)), None)
    diagnosis = ticket.diagnosis
    told = e.ClosingReportWritten if ticket.aftercare.report else e.TicketResolved if record.result else None
    found = {
        "customer_name": record.customer_name,
        "product": record.product.name,
        "model": record.product.model,
        "fault_type": diagnosis.fault_type if diagnosis else None,
        "category": diagnosis.category if diagnosis else None,
        "cause": _cause(history, told) if told else None,
        "closed_as": closed.event.closed_as if closed and isinstance(closed.event, e.TicketClosed) else None,
        "closed": closed.envelope.occurred if closed else None,
    }
    return {name: said for name, said in found.items() if said != ERASED}


def _cause(history: Sequence[Recorded], told: type[e.ClosingReportWritten | e.TicketResolved]) -> str | None:
    """As the last such event has it, or the last correction of that."""
    said = next(one for one in reversed(history) if isinstance(one.event, told))
    for one in reversed(history):
        event = one.event
        if isinstance(event, e.CorrectionRecorded) and (event.version, event.field) == (said.envelope.version, "cause"):
            return event.right
    return said.event.cause if isinstance(said.event, told) else None
