"""Everything that can be asked of a plan of care: imperative, validated, and without who or when."""

from typing import Annotated

from pydantic import Field

from domain.matters.care import events
from domain.matters.care.vocabulary import CareKind, Outcome
from domain.record.command import Command, Id, Line, Whole, Words
from domain.record.day import Day
from domain.record.event import Label
from domain.ticket.vocabulary import Channel


class PlanCare(Command):
    """Plan what is done for a customer from time to time (定期关怀, R46)."""

    action = "plan-care"
    causes = events.CarePlanned
    care: CareKind
    first: Day
    months: Annotated[Whole, Field(ge=1, le=60)] | None = None
    staff: Id
    product: Label | None = None
    model: Label | None = None
    serial: Line | None = None
    note: Words | None = None


class GiveCare(Command):
    """Record that it was done or tried, and what came of it; a ticket may have been opened for what was found."""

    action = "give-care"
    causes = events.CareGiven
    outcome: Outcome
    channel: Channel | None = None
    words: Words | None = None
    satisfaction: Annotated[Whole, Field(ge=1, le=5)] | None = None
    opened: Id | None = None


class MoveCare(Command):
    """Put the next time on another day, and say why."""

    action = "move-care"
    causes = events.CareMoved
    due: Day
    reason: Words


class AssignCare(Command):
    """Say who does it from now on."""

    action = "assign-care"
    causes = events.CareAssigned
    staff: Id


class EndCare(Command):
    """Do it no more, and say why."""

    action = "end-care"
    causes = events.CareEnded
    reason: Words
