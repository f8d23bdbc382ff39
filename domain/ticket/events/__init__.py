"""Everything that can have happened to a ticket, a file for each phase of its life."""

from typing import Final, get_args

from domain.ticket.events.closing import (
    ClosingEvent,
    ClosingReportWritten,
    FollowUpMade,
    ObjectionRaised,
    ReminderSent,
    ServiceRecordCompleted,
    TicketArchived,
)
from domain.ticket.events.deadlines import DeadlineEvent, DeadlineMissed, DeadlineWarned, ProgressSyncMissed
from domain.ticket.events.diagnosis import (
    ArticleConsulted,
    CollaborationAnswered,
    CollaborationRequested,
    DiagnosisEvent,
    FaultDiagnosed,
    MeetingCalled,
    MeetingHeld,
    RemoteAssistanceAuthorised,
    RemoteAssistanceGiven,
    RemoteAssistanceRefused,
    TicketEscalated,
    TicketGraded,
)
from domain.ticket.events.dispatch import (
    CustomerContacted,
    DispatchAccepted,
    DispatchDeclined,
    DispatchEvent,
    EngineerDispatched,
    SendInAgreed,
    VisitMoved,
    VisitPromised,
)
from domain.ticket.events.ending import (
    EndingEvent,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketReopened,
    TicketResolved,
)
from domain.ticket.events.fees import (
    CompensationAnnounced,
    CompensationApproved,
    CompensationGiven,
    CompensationProposed,
    CompensationRejected,
    FeeAccepted,
    FeeCharged,
    FeeDeclined,
    FeeQuoted,
    FeesEvent,
)
from domain.ticket.events.intake import (
    AttachmentAdded,
    CommunicationLogged,
    Contact,
    EstimateGiven,
    InformationVerified,
    IntakeEvent,
    Problem,
    Product,
    ReceiptAcknowledged,
    TicketAbsorbed,
    TicketLinked,
    TicketMerged,
    TicketOpened,
    TicketRouted,
    WarrantyAssessed,
)
from domain.ticket.events.parts import (
    DefectivePartReturned,
    PartConfirmed,
    PartReceived,
    PartRequested,
    PartsEvent,
    PartShipped,
    PartUsed,
)
from domain.ticket.events.plan import (
    Option,
    OptionChosen,
    PlanApproved,
    PlanEvent,
    PlanProposed,
    PlanRejected,
    PlanShared,
)
from domain.ticket.events.progress import (
    CooperationProvided,
    CooperationRequested,
    ProgressEvent,
    ProgressShared,
    TicketPaused,
    TicketResumed,
)
from domain.ticket.events.remarks import CorrectionRecorded, NoteAdded, PersonalDataUnmasked, RemarksEvent
from domain.ticket.events.survey import CallbackMade, Score, SurveyAnswered, SurveyEvent, SurveySent
from domain.ticket.events.work import (
    EngineerArrived,
    FunctionTested,
    HandlingStarted,
    ProductVerified,
    RepairConsented,
    RepairRefused,
    WorkEvent,
    WorkLogged,
)

TicketEvent = (
    IntakeEvent
    | DiagnosisEvent
    | PlanEvent
    | DispatchEvent
    | WorkEvent
    | PartsEvent
    | FeesEvent
    | ProgressEvent
    | EndingEvent
    | SurveyEvent
    | ClosingEvent
    | RemarksEvent
    | DeadlineEvent
)

EVENTS: Final[dict[str, type[TicketEvent]]] = {event.stored_name: event for event in get_args(TicketEvent)}
"""Every event type by its stored name."""

__all__ = [
    "EVENTS",
    "ArticleConsulted",
    "AttachmentAdded",
    "CallbackMade",
    "ClosingEvent",
    "ClosingReportWritten",
    "CollaborationAnswered",
    "CollaborationRequested",
    "CommunicationLogged",
    "CompensationAnnounced",
    "CompensationApproved",
    "CompensationGiven",
    "CompensationProposed",
    "CompensationRejected",
    "Contact",
    "CooperationProvided",
    "CooperationRequested",
    "CorrectionRecorded",
    "CustomerContacted",
    "DeadlineEvent",
    "DeadlineMissed",
    "DeadlineWarned",
    "DefectivePartReturned",
    "DiagnosisEvent",
    "DispatchAccepted",
    "DispatchDeclined",
    "DispatchEvent",
    "EndingEvent",
    "EngineerArrived",
    "EngineerDispatched",
    "EstimateGiven",
    "FaultDiagnosed",
    "FeeAccepted",
    "FeeCharged",
    "FeeDeclined",
    "FeeQuoted",
    "FeesEvent",
    "FollowUpMade",
    "FunctionTested",
    "HandlingStarted",
    "InformationVerified",
    "IntakeEvent",
    "MeetingCalled",
    "MeetingHeld",
    "NoteAdded",
    "ObjectionRaised",
    "Option",
    "OptionChosen",
    "PartConfirmed",
    "PartReceived",
    "PartRequested",
    "PartShipped",
    "PartUsed",
    "PartsEvent",
    "PersonalDataUnmasked",
    "PlanApproved",
    "PlanEvent",
    "PlanProposed",
    "PlanRejected",
    "PlanShared",
    "Problem",
    "Product",
    "ProductVerified",
    "ProgressEvent",
    "ProgressShared",
    "ProgressSyncMissed",
    "ReceiptAcknowledged",
    "RemarksEvent",
    "ReminderSent",
    "RemoteAssistanceAuthorised",
    "RemoteAssistanceGiven",
    "RemoteAssistanceRefused",
    "RepairConsented",
    "RepairRefused",
    "ResolutionConfirmed",
    "ResolutionRejected",
    "Score",
    "SendInAgreed",
    "ServiceRecordCompleted",
    "SurveyAnswered",
    "SurveyEvent",
    "SurveySent",
    "TicketAbsorbed",
    "TicketArchived",
    "TicketCancelled",
    "TicketClosed",
    "TicketEscalated",
    "TicketEvent",
    "TicketGraded",
    "TicketLinked",
    "TicketMerged",
    "TicketOpened",
    "TicketPaused",
    "TicketReopened",
    "TicketResolved",
    "TicketResumed",
    "TicketRouted",
    "VisitMoved",
    "VisitPromised",
    "WarrantyAssessed",
    "WorkEvent",
    "WorkLogged",
]
