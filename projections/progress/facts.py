"""What a progress row keeps of each event, for its remark to be composed from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.record.event import Event
from domain.ticket import events as of_tickets
from projections.sql.rows import Row
from projections.wording import masks


@dataclass(frozen=True, slots=True)
class Facts:
    """Names of the event's fields: ``text`` those typed, of which the first said is shown, ``code`` a word's,
    ``person`` a staff number's, ``due`` a time's; ``detail`` composes what else is said, personal values masked."""

    text: tuple[str, ...] = ()
    code: str | None = None
    person: str | None = None
    due: str | None = None
    detail: Callable[[Any], object] | None = None

    def of(self, event: Event) -> Row:
        detail = self.detail(event) if self.detail else None
        return {
            **self.typed({name: getattr(event, name) for name in self.text}),
            "code": coded(getattr(event, self.code)) if self.code else None,
            "person": getattr(event, self.person) if self.person else None,
            "due": getattr(event, self.due) if self.due else None,
            "detail": None if detail is None else str(detail),
        }

    def typed(self, said: Mapping[str, str | None]) -> Row:
        """The columns of what was typed, by its fields."""
        shown, *others = [name for name in self.text if said.get(name)] or [None]
        return {
            "text": said[shown] if shown else None,
            "text_field": shown,
            "others": json.dumps({name: said[name] for name in others if name}, ensure_ascii=False) if others else None,
        }


NOTHING: Final = Facts()
_NOTE: Final = Facts(("note",))
_REASON: Final = Facts(("reason",))


def waybill(number: str) -> str:
    """Masked, in one word: the last blank stands between it and the carrier."""
    return masks.serial("".join(number.split()))


def coded(value: object) -> str | None:
    """A word's code, or that of a yes or no."""
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def signed(name: str | None) -> str | None:
    """A name as it is shown."""
    return masks.name(name) if name else None


def _pieces(event: Any) -> str:
    return f"{event.part}×{event.quantity}"


def _scored(event: Any) -> str:
    """``5,5,4,3``, and the likelihood to recommend where it was said: ``5,5,4,3;8``."""
    given = ",".join(str(each.score) for each in event.scores)
    return given if event.recommend is None else f"{given};{event.recommend}"


def _asked_of(event: Any) -> str:
    """What the customer said yes to."""
    return ",".join(name for name in ("solved", "professional", "satisfied") if getattr(event, name))


FACTS: Final[dict[type[Event], Facts]] = {
    of_tickets.TicketOpened: Facts(("summary", "description"), code="channel"),
    of_tickets.ReceiptAcknowledged: Facts(("note",), code="channel"),
    of_tickets.InformationVerified: Facts(("note",), detail=lambda event: ",".join(event.missing)),
    of_tickets.TicketRouted: Facts(("reason",), person="staff", detail=lambda event: event.team),
    of_tickets.TicketMerged: Facts(("reason",), detail=lambda event: event.into),
    of_tickets.TicketAbsorbed: Facts(detail=lambda event: event.other),
    of_tickets.WarrantyAssessed: Facts(("reason",), code="warranty", detail=lambda event: event.ends),
    of_tickets.TicketGraded: Facts(("reason",), code="severity"),
    of_tickets.FaultDiagnosed: Facts(("finding",), code="fault_type"),
    of_tickets.RemoteAssistanceAuthorised: Facts(("scope",), code="given", detail=lambda event: signed(event.by)),
    of_tickets.RemoteAssistanceRefused: _REASON,
    of_tickets.RemoteAssistanceGiven: Facts(("actions",), detail=lambda event: event.result),
    of_tickets.CollaborationRequested: Facts(("text",), code="department", due="due"),
    of_tickets.CollaborationAnswered: Facts(("text",), detail=lambda event: event.request),
    of_tickets.MeetingCalled: Facts(("topic",), detail=lambda event: ",".join(event.departments)),
    of_tickets.MeetingHeld: Facts(("outcome",), detail=lambda event: ",".join(event.departments)),
    of_tickets.TicketEscalated: Facts(("reason",), person="to"),
    of_tickets.PlanProposed: Facts(("steps",), person="owner", due="deadline", detail=lambda event: event.plan),
    of_tickets.PlanApproved: Facts(("reason",), detail=lambda event: event.plan),
    of_tickets.PlanRejected: Facts(("reason",), detail=lambda event: event.plan),
    of_tickets.PlanShared: Facts(("note",), code="channel", detail=lambda event: event.plan),
    of_tickets.OptionChosen: Facts(code="given", detail=lambda event: event.option),
    of_tickets.EngineerDispatched: Facts(("reason",), person="engineer", due="visit_expected"),
    of_tickets.DispatchAccepted: Facts(("note",), person="engineer"),
    of_tickets.DispatchDeclined: Facts(("reason",), person="engineer"),
    of_tickets.VisitPromised: Facts(("note",), due="at"),
    of_tickets.VisitMoved: Facts(("reason",), due="at"),
    of_tickets.SendInAgreed: _NOTE,
    of_tickets.EngineerArrived: _NOTE,
    of_tickets.HandlingStarted: Facts(("note",), code="where"),
    of_tickets.ProductVerified: Facts(("note",), code="matches"),
    of_tickets.RepairConsented: Facts(("repair", "note"), code="given", detail=lambda event: signed(event.by)),
    of_tickets.RepairRefused: _REASON,
    of_tickets.WorkLogged: Facts(("steps",), detail=lambda event: event.result),
    of_tickets.FunctionTested: Facts(("note",), code="passed"),
    of_tickets.PartRequested: Facts(("reason",), detail=_pieces),
    of_tickets.PartConfirmed: Facts(("note",), code="available", due="expected", detail=lambda event: event.request),
    of_tickets.PartShipped: Facts(detail=lambda event: f"{event.carrier} {waybill(event.waybill)}"),
    of_tickets.PartReceived: Facts(("note",), detail=lambda event: event.request),
    of_tickets.PartUsed: Facts(detail=_pieces),
    of_tickets.DefectivePartReturned: Facts(detail=_pieces),
    of_tickets.FeeQuoted: Facts(("items",), detail=lambda event: event.amount),
    of_tickets.FeeAccepted: Facts(code="given", detail=lambda event: signed(event.by)),
    of_tickets.FeeDeclined: _REASON,
    of_tickets.FeeCharged: Facts(detail=lambda event: event.amount),
    of_tickets.CompensationProposed: Facts(("what",), detail=lambda event: event.amount),
    of_tickets.CompensationApproved: _REASON,
    of_tickets.CompensationRejected: _REASON,
    of_tickets.CompensationAnnounced: Facts(("note",), code="channel"),
    of_tickets.CompensationGiven: _NOTE,
    of_tickets.CooperationRequested: Facts(("what",), due="due"),
    of_tickets.CooperationProvided: _NOTE,
    of_tickets.TicketPaused: Facts(("reason",), code="waiting_for"),
    of_tickets.TicketResumed: Facts(("reason",), person="engineer"),
    of_tickets.TicketResolved: Facts(("handling", "cause")),
    of_tickets.ResolutionConfirmed: Facts(("note",), detail=lambda event: signed(event.signature)),
    of_tickets.ResolutionRejected: _REASON,
    of_tickets.SurveySent: Facts(("note",), code="channel", detail=lambda event: event.survey),
    of_tickets.SurveyAnswered: Facts(("comment",), code="low", detail=_scored),
    of_tickets.CallbackMade: Facts(("reason",), code="category", detail=lambda event: event.agreed),
    of_tickets.FollowUpMade: Facts(("note",), code="channel", detail=_asked_of),
    of_tickets.ObjectionRaised: _REASON,
    of_tickets.ReminderSent: Facts(("note",), code="channel", detail=lambda event: event.reminder),
    of_tickets.ClosingReportWritten: Facts(("cause",), detail=lambda event: event.lessons),
    of_tickets.ServiceRecordCompleted: Facts(detail=lambda event: ",".join(event.gaps)),
    of_tickets.TicketArchived: Facts(("note",), code="closed_as"),
    of_tickets.TicketClosed: Facts(("report", "reason"), code="closed_as"),
    of_tickets.TicketReopened: Facts(("reason",), person="engineer"),
    of_tickets.TicketCancelled: Facts(("reason",), code="cancelled_as", detail=lambda event: event.duplicate_of),
}
"""For every event that has a row."""
