"""What happens between giving the work to a person and their being there (派单, R19–R21)."""

from domain.record.event import Event
from domain.record.moment import Moment
from domain.record.personal import Name, Place, Text
from domain.ticket.events.intake import Hash
from domain.ticket.vocabulary import Channel, Given, Stage


class EngineerDispatched(Event):
    """A person was given the work, or it passed to another (派单, R19)."""

    stored_name = "engineer-dispatched"
    engineer: str
    team: str | None = None
    reason: Text | None = None
    visit_expected: Moment | None = None


class DispatchAccepted(Event):
    """The engineer took the work on (接单, R20)."""

    stored_name = "dispatch-accepted"
    engineer: str | None = None
    team: str | None = None
    note: Text | None = None


class DispatchDeclined(Event):
    """The engineer did not take the work; the ticket waits again, at ``stage``, for somebody (R20)."""

    stored_name = "dispatch-declined"
    engineer: str
    stage: Stage
    reason: Text | None = None


class CustomerContacted(Event):
    """Somebody of ours spoke with the customer; ``technical``: a first technical answer was given."""

    stored_name = "customer-contacted"
    channel: Channel | None = None
    note: Text | None = None
    technical: bool | None = None


class VisitPromised(Event):
    """A visit was agreed for a time (R20); the actual arrival is recorded apart."""

    stored_name = "visit-promised"
    at: Moment | None = None
    place: Place | None = None
    note: Text | None = None
    until: Moment | None = None


class VisitMoved(Event):
    """The promised visit was moved to another time, with the customer's consent (R21)."""

    stored_name = "visit-moved"
    at: Moment
    by: Name
    given: Given
    reason: Text
    until: Moment | None = None
    evidence: Hash | None = None


class SendInAgreed(Event):
    """The customer sends the product in: where to (送修, R20)."""

    stored_name = "send-in-agreed"
    address: Place
    note: Text | None = None


DispatchEvent = (
    EngineerDispatched
    | DispatchAccepted
    | DispatchDeclined
    | CustomerContacted
    | VisitPromised
    | VisitMoved
    | SendInAgreed
)
