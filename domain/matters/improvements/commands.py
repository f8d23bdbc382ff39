"""Everything that can be asked of an improvement: imperative, validated, and without who or when."""

from typing import Annotated

from pydantic import Field

from domain.matters.improvements import events
from domain.matters.improvements.vocabulary import Origin, Result
from domain.record.command import Command, Id, Whole, Words
from domain.record.day import Day
from domain.ticket.vocabulary import Department


class ProposeImprovement(Command):
    """Say what should be done better, and out of what that follows (提出改进, R36, R43)."""

    action = "propose-improvement"
    causes = events.ImprovementProposed
    measure: Words
    origin: Origin
    source: Id | None = None


class AssignImprovement(Command):
    """Give it to a department and to somebody, with a day; to others later, if need be."""

    action = "assign-improvement"
    causes = events.ImprovementAssigned
    department: Department
    staff: Id
    due: Day
    note: Words | None = None


class ReportImprovement(Command):
    """Report how far it has come."""

    action = "report-improvement"
    causes = events.ImprovementReported
    words: Words
    percent: Annotated[Whole, Field(ge=0, le=100)] | None = None


class FollowImprovement(Command):
    """Carry it over into the present quarter, once: what became of it in the last, and until when now (R43)."""

    action = "follow-improvement"
    causes = events.ImprovementFollowed
    words: Words
    due: Day | None = None


class CloseImprovement(Command):
    """Record whether it worked and how that was measured: by another than who carried it out.

    Where it was not reported as done in full, ``reason`` says why it is over all the same.
    """

    action = "close-improvement"
    causes = events.ImprovementClosed
    result: Result
    measured_by: Words
    reason: Words | None = None


class DropImprovement(Command):
    """Record that it is not done, and why: by another than whoever it was given to."""

    action = "drop-improvement"
    causes = events.ImprovementDropped
    reason: Words
