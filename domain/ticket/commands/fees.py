"""What can be asked about money (费用, R23a, R24)."""

from domain.record.command import Code, Command, Line, Words
from domain.ticket import events
from domain.ticket.commands.diagnosis import Number
from domain.ticket.events.intake import Sha256
from domain.ticket.events.plan import Yuan
from domain.ticket.vocabulary import Channel, Given


class QuoteFee(Command):
    """Name the price before any charge (R24)."""

    action = "quote"
    causes = events.FeeQuoted
    amount: Yuan
    items: Words | None = None


class AcceptFee(Command):
    """Record the customer's written consent to this quote (R24)."""

    action = "accept-fee"
    causes = events.FeeAccepted
    quote: Number
    by: Line
    given: Given
    evidence: Sha256 | None = None


class DeclineFee(Command):
    """Record that the customer does not want to pay this quote (R24)."""

    action = "decline-fee"
    causes = events.FeeDeclined
    quote: Number
    reason: Words | None = None
    by: Line | None = None
    given: Given | None = None
    evidence: Sha256 | None = None


class ChargeFee(Command):
    """Charge what the customer consented to (R24)."""

    action = "charge"
    causes = events.FeeCharged
    quote: Number
    amount: Yuan
    receipt: Code | None = None


class ProposeCompensation(Command):
    """Propose goodwill, with the reason (换货补偿, R23a)."""

    action = "propose-compensation"
    causes = events.CompensationProposed
    what: Words
    reason: Words
    amount: Yuan | None = None


class ApproveCompensation(Command):
    """Approve it; never one's own (R23a)."""

    action = "approve-compensation"
    causes = events.CompensationApproved
    compensation: Number
    reason: Words | None = None


class RejectCompensation(Command):
    """Reject it, with the reason; never one's own (R23a)."""

    action = "reject-compensation"
    causes = events.CompensationRejected
    compensation: Number
    reason: Words


class AnnounceCompensation(Command):
    """Tell the customer of it (R23a)."""

    action = "announce-compensation"
    causes = events.CompensationAnnounced
    compensation: Number
    channel: Channel
    note: Words | None = None


class GiveCompensation(Command):
    """Record that the customer has it (R23a)."""

    action = "give-compensation"
    causes = events.CompensationGiven
    compensation: Number
    note: Words | None = None


FeesCommand = (
    QuoteFee
    | AcceptFee
    | DeclineFee
    | ChargeFee
    | ProposeCompensation
    | ApproveCompensation
    | RejectCompensation
    | AnnounceCompensation
    | GiveCompensation
)
