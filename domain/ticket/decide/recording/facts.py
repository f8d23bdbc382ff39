"""What a correction may change: facts that nothing follows from. What rules go by is said anew, by its own action."""

from collections.abc import Mapping
from typing import Final

from domain.record.event import Event
from domain.ticket import events as e
from domain.ticket.commands import COMMAND_OF
from domain.ticket.decide.recording.correctable import fields

_OPENING: Final = (
    *("channel", "kind", "customer_name", "company", "contact", "order_number", "product"),
    *("summary", "description", "error_code", "region", "problem"),
)

FACTS: Final[Mapping[type[Event], tuple[str, ...]]] = {
    e.TicketOpened: _OPENING,
    e.ReceiptAcknowledged: ("channel", "note"),
    e.InformationVerified: ("note",),
    e.AttachmentAdded: ("name", "purpose"),
    e.CommunicationLogged: ("direction", "channel", "text"),
    e.EstimateGiven: ("note",),
    e.TicketRouted: ("reason",),
    e.TicketLinked: ("note",),
    e.TicketMerged: ("reason",),
    e.TicketAbsorbed: (),
    e.WarrantyAssessed: ("reason",),
    e.TicketGraded: ("reason",),
    e.FaultDiagnosed: ("finding",),
    e.RemoteAssistanceAuthorised: ("by",),
    e.RemoteAssistanceRefused: ("reason", "by"),
    e.RemoteAssistanceGiven: ("actions", "result", "minutes"),
    e.ArticleConsulted: ("article", "article_version", "helped"),
    e.CollaborationRequested: ("text",),
    e.CollaborationAnswered: ("text",),
    e.MeetingCalled: ("topic",),
    e.MeetingHeld: ("outcome",),
    e.TicketEscalated: ("reason",),
    e.PlanProposed: (),
    e.PlanApproved: ("reason",),
    e.PlanRejected: ("reason",),
    e.PlanShared: ("channel", "note"),
    e.OptionChosen: ("by",),
    e.EngineerDispatched: ("reason",),
    e.DispatchAccepted: ("note",),
    e.DispatchDeclined: ("reason",),
    e.CustomerContacted: ("channel", "note"),
    e.VisitPromised: ("place", "note"),
    e.VisitMoved: ("by", "reason"),
    e.SendInAgreed: ("address", "note"),
    e.EngineerArrived: ("note",),
    e.HandlingStarted: ("note",),
    e.ProductVerified: ("matches", "serial", "voucher_seen", "note"),
    e.RepairConsented: ("by", "note"),
    e.RepairRefused: ("reason", "by"),
    e.WorkLogged: ("steps", "minutes", "materials", "result"),
    e.FunctionTested: ("note",),
    e.PartRequested: ("reason",),
    e.PartConfirmed: ("expected", "note"),
    e.PartShipped: ("carrier", "waybill"),
    e.PartReceived: ("note",),
    e.PartUsed: ("part", "quantity", "serial"),
    e.DefectivePartReturned: ("part", "quantity", "serial", "waybill"),
    e.FeeQuoted: (),
    e.FeeAccepted: ("by",),
    e.FeeDeclined: ("reason", "by"),
    e.FeeCharged: ("receipt",),
    e.CompensationProposed: ("reason",),
    e.CompensationApproved: ("reason",),
    e.CompensationRejected: ("reason",),
    e.CompensationAnnounced: ("channel", "note"),
    e.CompensationGiven: ("note",),
    e.ProgressShared: ("channel", "text"),
    e.CooperationRequested: ("what",),
    e.CooperationProvided: ("note",),
    e.TicketPaused: ("reason",),
    e.TicketResumed: ("reason",),
    e.TicketResolved: ("cause", "handling", "precautions"),
    e.ResolutionConfirmed: ("signature", "note"),
    e.ResolutionRejected: ("reason",),
    e.TicketClosed: ("report", "reason"),
    e.TicketReopened: ("reason",),
    e.TicketCancelled: ("reason",),
    e.SurveySent: ("note",),
    e.SurveyAnswered: ("comment",),
    e.CallbackMade: ("category", "reason", "agreed"),
    e.FollowUpMade: ("channel", "note"),
    e.ObjectionRaised: ("reason",),
    e.ReminderSent: ("note",),
    e.ClosingReportWritten: ("cause", "handling", "lessons"),
    e.ServiceRecordCompleted: (),
    e.TicketArchived: ("note",),
    e.NoteAdded: ("text",),
    e.PersonalDataUnmasked: ("reason",),
    **dict.fromkeys((e.DeadlineWarned, e.DeadlineMissed, e.ProgressSyncMissed), ()),
}
"""Of each event; a part of it (contact, product) with all that it says."""

_OPENED_INSTEAD: Final = {"severity": "grade", "engineer": "dispatch", "team": "route"}
_INSTEAD: Final[Mapping[type[Event], str]] = {
    e.PlanApproved: "reject-plan",
    e.PlanRejected: "propose-plan",
    e.DispatchAccepted: "dispatch",
    e.DispatchDeclined: "dispatch",
    e.VisitPromised: "move-visit",
    e.FeeAccepted: "quote",
    e.FeeDeclined: "quote",
    e.FeeCharged: "propose-compensation",
    e.CompensationApproved: "reject-compensation",
    e.CompensationRejected: "propose-compensation",
    e.TicketResumed: "dispatch",
    e.TicketReopened: "dispatch",
    e.TicketClosed: "reopen",
    e.SurveySent: "remind",
    e.SurveyAnswered: "object",
    e.ServiceRecordCompleted: "correct",
    e.TicketArchived: "note",
    **dict.fromkeys((e.TicketMerged, e.TicketCancelled, e.CompensationAnnounced, e.CompensationGiven), "note"),
}
"""What is done where the event's own action would not mend it."""


def facts(kind: type[Event]) -> tuple[str, ...]:
    """The fields of such an event that a correction may change, by dotted names."""
    return tuple(field for field in fields(kind) if field.partition(".")[0] in FACTS[kind])


def instead(kind: type[Event], field: str) -> str:
    """The action to take where rules go by a field."""
    if kind is e.TicketOpened:
        return _OPENED_INSTEAD.get(field, "note")
    own = COMMAND_OF.get(kind)
    return _INSTEAD.get(kind, own.action if own else "note")
