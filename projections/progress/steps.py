"""Under which step (处理阶段) each event is shown, and what it makes of where the ticket stands."""

from typing import Final

from domain.record.event import Event
from domain.ticket import events as of_tickets
from domain.ticket.events import (
    EngineerArrived,
    EngineerDispatched,
    FollowUpMade,
    HandlingStarted,
    ObjectionRaised,
    RemoteAssistanceGiven,
    ResolutionRejected,
    SendInAgreed,
    TicketReopened,
    VisitMoved,
    VisitPromised,
)
from projections.sql.rows import Row

_OWN: Final[dict[str, tuple[type[Event], ...]]] = {
    "intake": (of_tickets.TicketOpened, of_tickets.InformationVerified),
    "first-response": (of_tickets.ReceiptAcknowledged,),
    "grading": (of_tickets.TicketGraded,),
    "diagnosis": (of_tickets.FaultDiagnosed,),
    "plan": (
        of_tickets.MeetingCalled,
        of_tickets.MeetingHeld,
        of_tickets.PlanProposed,
        of_tickets.PlanShared,
        of_tickets.OptionChosen,
    ),
    "dispatch": (of_tickets.EngineerDispatched,),
    "acceptance": (of_tickets.DispatchAccepted, of_tickets.DispatchDeclined),
    "visit": (of_tickets.EngineerArrived,),
    "workshop": (of_tickets.SendInAgreed,),
    "remote": (
        of_tickets.RemoteAssistanceAuthorised,
        of_tickets.RemoteAssistanceRefused,
        of_tickets.RemoteAssistanceGiven,
    ),
    "testing": (of_tickets.FunctionTested,),
    "confirmation": (of_tickets.ResolutionConfirmed, of_tickets.ResolutionRejected, of_tickets.ReminderSent),
    "follow-up": (
        of_tickets.SurveySent,
        of_tickets.SurveyAnswered,
        of_tickets.CallbackMade,
        of_tickets.FollowUpMade,
        of_tickets.ObjectionRaised,
    ),
    "closing": (
        of_tickets.ClosingReportWritten,
        of_tickets.TicketClosed,
        of_tickets.ServiceRecordCompleted,
        of_tickets.TicketCancelled,
        of_tickets.TicketMerged,
    ),
    "archive": (of_tickets.TicketArchived,),
}
_STEP: Final = {event: step for step, events in _OWN.items() for event in events}
_ASIDE: Final[dict[type[Event], str]] = {
    of_tickets.WarrantyAssessed: "intake",
    of_tickets.FeeQuoted: "plan",
    of_tickets.FeeAccepted: "plan",
    of_tickets.FeeDeclined: "plan",
    of_tickets.PlanApproved: "approval",
    of_tickets.PlanRejected: "approval",
}
"""Shown under a step of their own, whenever they come, while the ticket stands where it stood."""

AT_WORK: Final = frozenset(
    {
        of_tickets.HandlingStarted,
        of_tickets.ProductVerified,
        of_tickets.RepairConsented,
        of_tickets.RepairRefused,
        of_tickets.WorkLogged,
        of_tickets.PartUsed,
        of_tickets.TicketResolved,
    }
)
"""Shown under 上门维修, 送修 or 远程处理, wherever the work is done."""
WITHIN: Final = frozenset(
    {
        of_tickets.TicketRouted,
        of_tickets.TicketAbsorbed,
        of_tickets.CollaborationRequested,
        of_tickets.CollaborationAnswered,
        of_tickets.TicketEscalated,
        of_tickets.VisitPromised,
        of_tickets.VisitMoved,
        of_tickets.PartRequested,
        of_tickets.PartConfirmed,
        of_tickets.PartShipped,
        of_tickets.PartReceived,
        of_tickets.DefectivePartReturned,
        of_tickets.FeeCharged,
        of_tickets.CompensationProposed,
        of_tickets.CompensationApproved,
        of_tickets.CompensationRejected,
        of_tickets.CompensationAnnounced,
        of_tickets.CompensationGiven,
        of_tickets.CooperationRequested,
        of_tickets.CooperationProvided,
        of_tickets.TicketPaused,
        of_tickets.TicketResumed,
        of_tickets.TicketReopened,
    }
)
"""Turns without a step of their own: shown under the step at which the ticket stands."""
WITHOUT_A_ROW: Final = frozenset(
    {
        of_tickets.AttachmentAdded,
        of_tickets.CommunicationLogged,
        of_tickets.EstimateGiven,
        of_tickets.TicketLinked,
        of_tickets.ArticleConsulted,
        of_tickets.CustomerContacted,
        of_tickets.ProgressShared,
        of_tickets.NoteAdded,
        of_tickets.CorrectionRecorded,
        of_tickets.PersonalDataUnmasked,
        of_tickets.DeadlineWarned,
        of_tickets.DeadlineMissed,
        of_tickets.ProgressSyncMissed,
    }
)
"""What moves no ticket on; the history shows it."""
WITH_A_ROW: Final = frozenset(_STEP) | frozenset(_ASIDE) | AT_WORK | WITHIN

_MOVES: Final = frozenset(
    {
        *(HandlingStarted, VisitPromised, VisitMoved, EngineerDispatched, EngineerArrived, SendInAgreed),
        *(RemoteAssistanceGiven, TicketReopened, ResolutionRejected, ObjectionRaised, FollowUpMade),
    }
)
"""Events that may change where the work is done."""
_PLACES: Final = {"on-site": "visit", "send-in": "workshop", "remote": "remote"}


def has_row(event: Event) -> bool:
    return type(event) in WITH_A_ROW


def new(number: str) -> Row:
    """Where a ticket stands before its first event."""
    return {"number": number, "step": "intake", "place": "remote", "visit": None}


def standing(before: Row, event: Event) -> Row:
    """Where the ticket stands after an event."""
    after, kind = {**before}, type(event)
    if kind in _MOVES:
        after.update(_moved(event))
    after["step"] = after["place"] if kind in AT_WORK else _STEP.get(kind, before["step"])
    return after


def shown(standing: Row, event: Event) -> str:
    """The step under which an event's row is shown, where the ticket stands so after it."""
    stands: str = standing["step"]
    return _ASIDE.get(type(event), stands)


def _moved(event: Event) -> Row:
    match event:
        case HandlingStarted(where=where):
            return {"place": _PLACES[where]}
        case VisitPromised(at=at) | VisitMoved(at=at):
            return {"place": "visit", "visit": at}
        case EngineerDispatched(visit_expected=expected) if expected is not None:
            return {"place": "visit", "visit": expected}
        case EngineerArrived():
            return {"place": "visit"}
        case SendInAgreed():
            return {"place": "workshop", "visit": None}
        case RemoteAssistanceGiven():
            return {"place": "remote"}
        case TicketReopened() | ResolutionRejected() | ObjectionRaised():
            return {"place": "remote", "visit": None}
        case FollowUpMade(solved=solved, satisfied=satisfied) if not (solved and satisfied):
            return {"place": "remote", "visit": None}
        case _:
            return {}
