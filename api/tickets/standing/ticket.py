"""A ticket as it stands now, with all that a person needs to go on with it: made from its history, masked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from api.hints.related import FlagView
from api.tickets.standing.aftercare import ClosingReportView, FollowUpView, SurveyView, aftercare
from api.tickets.standing.parts import (
    AttachmentView,
    CollaborationView,
    CompensationView,
    CooperationView,
    DiagnosisView,
    LinkView,
    PartView,
    PlanView,
    QuoteView,
    RemoteView,
    WarrantyView,
)
from api.tickets.views import Position, Shown, of_company
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket.events import AttachmentAdded, TicketAbsorbed, TicketMerged
from domain.ticket.lead_times import lead_times
from domain.ticket.numbering import number_of
from domain.ticket.state import Ticket, fold
from domain.ticket.state.ticket import Compensation, PartRequest, Plan, Quote
from projections.correcting import as_corrected

View = TypeVar("View", bound=BaseModel)


class TicketView(BaseModel):
    """A ticket as it stands now. ``possible`` lists the actions that its stage and your roles allow.

    ``consent`` and ``refused_repair`` are the plan's version that the customer spoke of, 0 where there was no plan.
    ``call_backs_owed`` are the surveys whose low score nobody has called back about; ``rejections`` and ``reopenings``
    count how often the solution was not accepted, and how often it went back into handling.
    ``hints`` are earlier tickets to look at; null where that is not known just now.
    ``merged_into`` is the ticket that this one goes on under, ``absorbed`` are those that go on under this one.
    Words of people are as corrections of them have it.
    """

    number: str
    version: int
    position: Position
    policy: str | None
    stage: str
    status: str
    kind: str
    severity: str | None
    acknowledged: bool
    engineer: str | None
    accepted: bool
    team: str | None
    handler: str | None
    waiting_for: str | None
    escalated_to: str | None
    estimate: datetime | None
    visit: datetime | None
    visit_expected: datetime | None
    arrived: bool
    handling: str | None
    missing: list[str] | None
    diagnosis: DiagnosisView | None
    remote: RemoteView | None
    warranty: WarrantyView | None
    collaborations: list[CollaborationView]
    met: list[str]
    plan: PlanView | None
    consent: int | None
    refused_repair: int | None
    tested: bool | None
    parts: list[PartView]
    quote: QuoteView | None
    compensations: list[CompensationView]
    cooperation: list[CooperationView]
    rejections: int
    reopenings: int
    reminders: int
    surveys: list[SurveyView]
    call_backs_owed: list[int]
    follow_up: FollowUpView | None
    closing_report: ClosingReportView | None
    links: list[LinkView]
    merged_into: str | None
    absorbed: list[str]
    attachments: list[AttachmentView]
    opened_by: str
    opened: datetime
    updated: datetime
    customer: str
    intake: dict[str, Any]
    possible: list[str]
    hints: list[FlagView] | None = None


def standing(
    shown: Shown, events: Sequence[Recorded], status: str, possible: list[str], *, company: bool | None = None
) -> TicketView:
    """The ticket that these events leave; ``company`` where more is known of the customer than they say."""
    ticket, right = fold(events) or Ticket(), as_corrected(events)
    first, last = right[0], events[-1]
    by_now = _by_what_was_said(events, right)
    plain = {name: getattr(ticket, name) for name in TicketView.model_fields if name in _AS_THEY_ARE}
    return TicketView(
        **shown.row(plain),
        **_agreed(shown, ticket, by_now, _authors(events)),
        parts=[*_parts(shown, ticket, by_now, lead_times(events))],
        **aftercare(shown, ticket.aftercare, by_now),
        number=number_of(first.envelope.aggregate),
        version=last.envelope.version,
        position=shown.position(last.sequence),
        status=status,
        missing=list(ticket.verified.missing) if ticket.verified else None,
        met=sorted(ticket.met),
        links=[LinkView(other=other, relation=relation) for other, relation in sorted(ticket.links)],
        merged_into=ticket.brought_by.into if isinstance(ticket.brought_by, TicketMerged) else None,
        absorbed=[each.event.other for each in events if isinstance(each.event, TicketAbsorbed)],
        attachments=[*_attachments(shown, events, right)],
        opened=shown.local(first.envelope.occurred),
        updated=shown.local(max(event.envelope.occurred for event in events)),
        intake=shown.event(first, company=of_company(right) if company is None else company).data,
        possible=possible,
    )


_AS_THEY_ARE: Final = frozenset({"policy", "stage", "kind", "severity", "acknowledged", "opened_by", "customer"}) | {
    *("engineer", "accepted", "team", "handler", "waiting_for", "escalated_to", "estimate"),
    *("visit", "visit_expected", "arrived", "handling", "consent", "refused_repair", "tested"),
}
"""What the rules' own state knows under the same name."""


def _by_what_was_said(events: Sequence[Recorded], right: Sequence[Recorded]) -> Callable[[Event], Event]:
    """From an event as it was recorded to what it should have said."""
    found = {id(wrong.event): mended.event for wrong, mended in zip(events, right, strict=True)}
    return lambda said: found.get(id(said), said)


def _authors(events: Iterable[Recorded]) -> Mapping[int, str]:
    """Who said an event, by the event's identity."""
    return {id(recorded.event): recorded.envelope.actor.id for recorded in events}


def _agreed(
    shown: Shown, ticket: Ticket, right: Callable[[Event], Event], authors: Mapping[int, str]
) -> dict[str, Any]:
    """What was said that later words are bound to; amounts and numbers as the rules go by them."""

    def of(view: type[View], said: Event, **more: Any) -> View:
        return view(**{**shown.data(right(said)), "author": authors[id(said)], **more})

    return {
        "diagnosis": of(DiagnosisView, ticket.diagnosis) if ticket.diagnosis else None,
        "remote": of(RemoteView, ticket.remote) if ticket.remote else None,
        "warranty": of(WarrantyView, ticket.warranty) if ticket.warranty else None,
        "collaborations": [
            of(CollaborationView, asked.said, answered=asked.answered) for asked in ticket.collaborations
        ],
        "cooperation": [of(CooperationView, asked.said, answered=asked.answered) for asked in ticket.cooperation],
        "plan": of(PlanView, ticket.plan.said, **_flags(ticket.plan)) if ticket.plan else None,
        "quote": of(QuoteView, ticket.quote.said, **_flags(ticket.quote)) if ticket.quote else None,
        "compensations": [of(CompensationView, each.said, **_flags(each)) for each in ticket.compensations],
    }


def _parts(
    shown: Shown, ticket: Ticket, right: Callable[[Event], Event], took: Mapping[int, timedelta]
) -> Iterable[PartView]:
    """What was asked for, how far it is, and how long it took to come."""
    for number, part in enumerate(ticket.parts, 1):
        yield PartView(**shown.data(right(part.said)) | _flags(part), lead_time=took.get(number))


def _flags(part: Plan | PartRequest | Quote | Compensation) -> dict[str, Any]:
    """How far it is: all that the state knows beside what was said."""
    return {each.name: getattr(part, each.name) for each in fields(part) if each.name not in ("said", "options")}


def _attachments(shown: Shown, events: Iterable[Recorded], right: Iterable[Recorded]) -> Iterable[AttachmentView]:
    """Their bytes are what they are, whatever is said of them."""
    for recorded, mended in zip(events, right, strict=True):
        if isinstance(added := recorded.event, AttachmentAdded):
            envelope, said = recorded.envelope, shown.data(mended.event)
            bytes_ = {"sha256": added.sha256, "size": added.size, "media_type": added.media_type}
            yield AttachmentView(**said | bytes_, added=shown.local(envelope.occurred), added_by=envelope.actor.id)
