"""What can be asked between giving the work to a person and their being there (派单, R19–R21)."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, ValidationInfo
from pydantic_core import PydanticCustomError

from domain.record.command import Command, Id, Line, Words
from domain.ticket import events
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import Channel, Given


def _after_its_beginning(until: datetime | None, info: ValidationInfo) -> datetime | None:
    at = info.data.get("at")
    if until is not None and at is not None and until < at:
        raise PydanticCustomError("until_before_at", "is before the visit begins")
    return until


Until = Annotated[AwareDatetime | None, AfterValidator(_after_its_beginning)]
"""The end of the time in which a visit is promised, which begins ``at``."""


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
    until: Until = None


class MoveVisit(Command):
    """Move the promised visit, with the customer's consent (R21)."""

    action = "move-visit"
    causes = events.VisitMoved
    at: AwareDatetime
    by: Line
    given: Given
    reason: Words
    until: Until = None
    evidence: Sha256 | None = None


class AgreeSendIn(Command):
    """Agree where the customer sends the product to (送修, R20)."""

    action = "send-in"
    causes = events.SendInAgreed
    address: Line
    note: Words | None = None


DispatchCommand = (
    DispatchEngineer | AcceptDispatch | DeclineDispatch | ContactCustomer | PromiseVisit | MoveVisit | AgreeSendIn
)
