"""A policy pack (政策包): every figure of the process that departments set differently, as one validated whole."""

from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, ModelWrapValidatorHandler, model_validator

from domain.policy.parts.closing import Closing
from domain.policy.parts.declared import declared_by
from domain.policy.parts.goods import Fees, Warranty
from domain.policy.parts.keeping import Attachments, Retention
from domain.policy.parts.masks import Masks
from domain.policy.parts.plans import Plans
from domain.policy.parts.severities import Severity
from domain.policy.parts.survey import Survey, Unanswered
from domain.policy.parts.targets import Measure, Target
from domain.policy.parts.work import Work
from domain.policy.timing.clock import Clock
from domain.policy.timing.working_time import WorkingTime
from domain.record.numbering import NumberFormat
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Code, Many, Part, Said, check_unlike

CHOICE: Final = "choice"
"""The file in the folder of packs that says which one a ticket gets."""


def _free(name: str) -> str:
    if name == CHOICE:
        raise mistake("reserved-name", given=name)
    return name


PackName = Annotated[Code, AfterValidator(_free)]


def _declared(severities: tuple[Severity, ...]) -> tuple[Severity, ...]:
    check_unlike((severity.code for severity in severities), key="code")
    check_unlike((severity.rank for severity in severities), key="rank")
    return severities


class Pack(Part):
    """One version of one department's rules; docs/policy.md explains every key."""

    name: PackName
    version: int = Field(ge=1, le=1_000_000)
    title: Said
    number_format: NumberFormat = "month"
    severities: Annotated[Many[Severity], Field(min_length=1), AfterValidator(_declared)]
    clocks: dict[Code, Clock] = Field(default={})
    working_time: WorkingTime | None = None
    plans: Plans = Plans()
    survey: Survey | None = None
    unanswered: Unanswered = Unanswered()
    closing: Closing = Closing()
    work: Work = Work()
    warranty: Warranty = Warranty()
    fees: Fees = Fees()
    targets: dict[Measure, Target] = Field(default={})
    masks: Masks = Masks()
    attachments: Attachments = Attachments()
    retention: Retention = Retention()

    @model_validator(mode="wrap")
    @classmethod
    def _names_only_what_it_declares(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        with declared_by(value):
            return handler(value)

    @property
    def ref(self) -> str:
        """How an event names the rules that it was decided by: handbook@1."""
        return f"{self.name}@{self.version}"

    @property
    def severity_codes(self) -> tuple[str, ...]:
        """In the order of the file, which is the order that people are shown."""
        return tuple(severity.code for severity in self.severities)

    @property
    def cadences(self) -> dict[str, Clock]:
        """The clocks that begin anew after each stop: what is to be done again and again."""
        return {name: clock for name, clock in self.clocks.items() if clock.repeats}

    def knows(self, severity: str) -> bool:
        return severity in self.severity_codes

    def severity(self, code: str) -> Severity | None:
        return next((severity for severity in self.severities if severity.code == code), None)

    def needs_approved_plan(self, severity: str | None, kind: str | None = None) -> bool:
        """Whether work on such a ticket waits for an approved plan; without a kind, whether any would."""
        of_kind = kind is None or not self.plans.kinds or kind in self.plans.kinds
        return of_kind and severity in self.plans.approved_before_work

    def needs_meeting(self, severity: str | None) -> bool:
        """Whether departments meet to settle the plan of such a ticket."""
        return severity in self.plans.meeting.severities
