"""What can be asked between giving the work to a person and their being there (派单, R19–R21)."""

from pydantic import AwareDatetime

from domain.record.command import Command, Id, Line, Words
from domain.ticket import events
from domain.ticket.vocabulary import Channel, Given


class DispatchEngineer(Command):
    """Give the work to a person; passing it on to another needs a reason (派单, R19)."""

    action = "dispatch"
    causes = events.EngineerDispatched
    engineer: Id
    team: Id | None = None
    reason: Words | None = None
    visit_expected: AwareDatetime | None = None


class AcceptDispatch(Command):
    """Take the work on (接单, R20)."""

    action = "accept"
    causes = events.DispatchAccepted
    note: Words | None = None


class DeclineDispatch(Command):
    """Do not take the work on, with the reason (R20)."""

    action = "decline"
    causes = events.DispatchDeclined
    reason: Words


class ContactCustomer(Command):
    """Record that we spoke with the customer."""

    action = "contact"
    causes = events.CustomerContacted
    channel: Channel | None = None
    note: Words | None = None
    technical: bool | None = None


class PromiseVisit(Command):
    """Agree a visit with the customer for a time (R20)."""

    action = "visit"
    causes = events.VisitPromised
    at: AwareDatetime
    place: Line | None = None
    note: Words | None = None
    until: AwareDatetime | None = None


class MoveVisit(Command):
    """Move the promised visit, with the customer's consent (R21)."""

    action = "move-visit"
    causes = events.VisitMoved
    at: AwareDatetime
    by: Line
    given: Given
    reason: Words
    until: AwareDatetime | None = None


class AgreeSendIn(Command):
    """Agree where the customer sends the product to (送修, R20)."""

    action = "send-in"
    causes = events.SendInAgreed
    address: Line
    note: Words | None = None


DispatchCommand = (
    DispatchEngineer | AcceptDispatch | DeclineDispatch | ContactCustomer | PromiseVisit | MoveVisit | AgreeSendIn
)
