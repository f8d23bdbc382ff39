"""Solution plans (问题处理方案, R15–R18): who must have one approved before work begins, and how it comes about."""

from typing import Annotated, Literal, Self

from pydantic import Field, Strict, model_validator

from domain.policy.parts.severities import SeverityCode
from domain.policy.timing.duration import Lasting
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Part, Unlike
from domain.ticket.vocabulary import Department, Kind

Approver = Literal["supervisor", "manager"]


class Meeting(Part):
    """The cross-department meeting that settles a plan."""

    severities: Unlike[SeverityCode] = ()
    departments: Unlike[Department] = ()
    within: Lasting | None = None


class Options(Part):
    """Where there are alternatives: so many, each with pros, cons, cost and time (R17)."""

    at_least: int = Field(default=2, ge=1, le=9)
    at_most: int = Field(default=3, ge=1, le=9)

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.at_least > self.at_most:
            raise mistake("more-than-most", at=("at_least",))
        return self


class Plans(Part):
    """``approved_before_work``: severities whose plan must be approved first; ``kinds``: of these requests, else all.

    ``shared_with_customer``: severities whose plan table is sent to the customer before the ticket is resolved.
    """

    approved_before_work: Unlike[SeverityCode] = ()
    kinds: Unlike[Annotated[Kind, Strict(False)]] = ()
    approved_by: Unlike[Approver] = ("supervisor", "manager")
    shared_with_customer: Unlike[SeverityCode] = ()
    meeting: Meeting = Meeting()
    options: Options = Options()
