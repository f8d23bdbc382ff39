"""What can be asked about the plan of a solution (问题处理方案, R15–R18)."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.record.command import Command, Id, Line, Words
from domain.ticket import events
from domain.ticket.commands.diagnosis import Number
from domain.ticket.events import Option
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import Channel, Given


class ProposePlan(Command):
    """Draft a plan: steps, who answers for it, by when, and the options the customer has (R15–R17)."""

    action = "propose-plan"
    causes = events.PlanProposed
    steps: Words
    owner: Id
    deadline: AwareDatetime
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=9)] | None = None


class ApprovePlan(Command):
    """Approve the plan of this version; never one's own (R15, R18)."""

    action = "approve-plan"
    causes = events.PlanApproved
    plan: Number
    reason: Words | None = None


class RejectPlan(Command):
    """Reject the plan of this version, with the reason; never one's own (R18)."""

    action = "reject-plan"
    causes = events.PlanRejected
    plan: Number
    reason: Words


class SharePlan(Command):
    """Send the plan of this version to the customer (R16)."""

    action = "share-plan"
    causes = events.PlanShared
    plan: Number
    channel: Channel
    note: Words | None = None


class ChooseOption(Command):
    """Record which option the customer chose (R17)."""

    action = "choose-option"
    causes = events.OptionChosen
    plan: Number
    option: Line
    by: Line
    given: Given
    evidence: Sha256 | None = None


PlanCommand = ProposePlan | ApprovePlan | RejectPlan | SharePlan | ChooseOption
