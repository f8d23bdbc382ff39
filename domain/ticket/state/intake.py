"""What the events of intake make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    AttachmentAdded,
    CommunicationLogged,
    EstimateGiven,
    InformationVerified,
    IntakeEvent,
    ReceiptAcknowledged,
    TicketAbsorbed,
    TicketLinked,
    TicketMerged,
    TicketOpened,
    TicketRouted,
    WarrantyAssessed,
)
from domain.ticket.state.ticket import Ticket, replace
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: IntakeEvent, actor: str) -> Ticket:
    match event:
        case TicketOpened():
            return _opened(ticket, event, actor)
        case ReceiptAcknowledged():
            return replace(ticket.reaches(Stage.ACKNOWLEDGED), acknowledged=True)
        case InformationVerified():
            return replace(ticket, verified=event)
        case AttachmentAdded(sha256=sha256):
            return replace(ticket, attachments=ticket.attachments | ({sha256} if sha256 else frozenset[str]()))
        case EstimateGiven(due=due):
            return replace(ticket, estimate=due)
        case TicketRouted(staff=person, team=team):
            return replace(ticket, routed=event, handler=person or ticket.handler, team=team or ticket.team)
        case TicketLinked(other=other, relation=relation):
            return replace(ticket, links=ticket.links | {(other, relation)})
        case TicketMerged():
            return replace(ticket, stage=Stage.MERGED, waiting_for=None, brought_by=event)
        case WarrantyAssessed():
            return replace(ticket, warranty=event)
        case CommunicationLogged() | TicketAbsorbed():
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
        kind=event.kind,
        channel=event.channel,
        region=event.region,
        product=event.product,
        severity=event.severity,
        engineer=event.engineer,
        team=event.team,
        accepted=stage is Stage.ACCEPTED,
        waiting_for=event.waiting_for,
    )
