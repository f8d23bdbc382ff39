"""What happens about money, in yuan: quotes and consents to them, charges, compensations (费用, R23a, R24)."""

from domain.record.event import Event
from domain.record.personal import Device, Name, Text
from domain.ticket.events.intake import Hash
from domain.ticket.events.plan import Yuan
from domain.ticket.vocabulary import Channel, Given


class FeeQuoted(Event):
    """A price was named; a later quote takes the place of an earlier."""

    stored_name = "fee-quoted"
    quote: int
    amount: Yuan
    items: Text | None = None


class FeeAccepted(Event):
    """The customer agreed in writing to the quote of this number; ``evidence`` is the attachment's hash."""

    stored_name = "fee-accepted"
    quote: int
    by: Name
    given: Given
    evidence: Hash | None = None


class FeeDeclined(Event):
    """The customer does not want to pay the quote of this number: a lawful outcome."""

    stored_name = "fee-declined"
    quote: int
    reason: Text | None = None
    by: Name | None = None
    given: Given | None = None
    evidence: Hash | None = None


class FeeCharged(Event):
    """Money was taken for the quote of this number, never more than was agreed."""

    stored_name = "fee-charged"
    quote: int
    amount: Yuan
    receipt: Device | None = None


class CompensationProposed(Event):
    """Goodwill was proposed (换货补偿): what, and why; counted within the ticket from 1."""

    stored_name = "compensation-proposed"
    compensation: int
    what: Text
    reason: Text
    amount: Yuan | None = None


class CompensationApproved(Event):
    """It may be given."""

    stored_name = "compensation-approved"
    compensation: int
    reason: Text | None = None


class CompensationRejected(Event):
    """It may not be given, and why."""

    stored_name = "compensation-rejected"
    compensation: int
    reason: Text


class CompensationAnnounced(Event):
    """The customer was told of it."""

    stored_name = "compensation-announced"
    compensation: int
    channel: Channel
    note: Text | None = None


class CompensationGiven(Event):
    """The customer has it."""

    stored_name = "compensation-given"
    compensation: int
    note: Text | None = None


FeesEvent = (
    FeeQuoted
    | FeeAccepted
    | FeeDeclined
    | FeeCharged
    | CompensationProposed
    | CompensationApproved
    | CompensationRejected
    | CompensationAnnounced
    | CompensationGiven
)
