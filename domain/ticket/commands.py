"""Everything a person can ask of a ticket: imperative, validated, and without who or when (that is CommandMetadata)."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Self, cast, get_args

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from domain.ticket import events
from domain.ticket.events import Contact, Product, TicketEvent
from domain.ticket.vocabulary import CancelledAs, Channel, ClosedAs, FaultType, FoundBy, Kind, WaitsFor

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Free text that must say something."""


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise PydanticCustomError("line_break", "should be one line")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_one_line)]
"""One line of text."""
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""A staff number (工号), team or customer key."""


Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._:/#-]{0,39}$")]
"""An error code as the product shows it; stored in the clear, so it is no place for anything else."""

_CONTACT_DETAIL: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|\S@\S+\.\S")
_UNTEXT: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def storable(value: Any) -> bool:
    """Whether every text in it can be held by databases and UTF-8, and read as it stands.

    No control character, no half of a character, nothing that turns the direction of what follows.
    """
    return not any(_UNTEXT.search(text) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in cast("dict[str, Any]", value).values():
            yield from _texts(part)


def _without_contact_detail(product: Product) -> Product:
    said = product.model_dump(exclude={"serial"}, exclude_none=True)
    if any(_CONTACT_DETAIL.search(str(text)) for text in said.values()):
        raise PydanticCustomError("contact_detail", "holds a phone number or an e-mail address")
    return product


Described = Annotated[Product, AfterValidator(_without_contact_detail)]
"""A product, of which all but the serial number stands in the clear."""


class Command(BaseModel):
    """A request; ``causes`` is the event it leads to, with the same field names."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    causes: ClassVar[type[TicketEvent]]

    @model_validator(mode="after")
    def _is_text(self) -> Self:
        """What can't be stored is refused here, whatever the field."""
        if not storable(self.model_dump()):
            raise ValueError("a text holds a control character, or half a character, which can't be stored")
        return self


class OpenTicket(Command):
    """Register a customer's request (受理, R1–R6)."""

    causes = events.TicketOpened
    channel: Channel
    kind: Kind = Kind.FAULT
    summary: Line
    description: Words | None = None
    customer_name: Line | None = None
    company: bool | None = None
    contact: Contact | None = None
    order_number: Line | None = None
    product: Described | None = None
    error_code: Code | None = None


class AcknowledgeReceipt(Command):
    """Tell the customer that we have it (首次响应, R7)."""

    causes = events.ReceiptAcknowledged
    channel: Channel | None = None
    note: Words | None = None


class GradeTicket(Command):
    """Judge or change the severity, with the reason (R9)."""

    causes = events.TicketGraded
    severity: Line
    reason: Words


class GiveEstimate(Command):
    """Promise a solution for a time (预计解决时间)."""

    causes = events.EstimateGiven
    due: AwareDatetime
    note: Words | None = None


class DiagnoseFault(Command):
    """Record the preliminary diagnosis (初步诊断, R10)."""

    causes = events.FaultDiagnosed
    finding: Words
    fault_type: FaultType | None = None
    found_by: FoundBy | None = None


class DispatchEngineer(Command):
    """Give the work to a person; passing it on to another needs a reason (派单, R19)."""

    causes = events.EngineerDispatched
    engineer: Id
    team: Id | None = None
    reason: Words | None = None
    visit_expected: AwareDatetime | None = None


class AcceptDispatch(Command):
    """Take the work on (接单, R20)."""

    causes = events.DispatchAccepted


class ContactCustomer(Command):
    """Record that we spoke with the customer."""

    causes = events.CustomerContacted
    channel: Channel | None = None
    note: Words | None = None


class PromiseVisit(Command):
    """Agree a visit with the customer for a time (R20)."""

    causes = events.VisitPromised
    at: AwareDatetime
    place: Line | None = None
    note: Words | None = None


class AddNote(Command):
    """Add an internal remark."""

    causes = events.NoteAdded
    text: Words


class EscalateTicket(Command):
    """Call in the next support line, a supervisor or a department (升级, R14)."""

    causes = events.TicketEscalated
    to: Id
    reason: Words


class PauseTicket(Command):
    """Wait, and say for whom and why (R27)."""

    causes = events.TicketPaused
    waiting_for: WaitsFor
    reason: Words


class ResumeTicket(Command):
    """End the wait."""

    causes = events.TicketResumed
    reason: Words | None = None


class ResolveTicket(Command):
    """Give the solution: cause, handling, precautions."""

    causes = events.TicketResolved
    cause: Words | None = None
    handling: Words
    precautions: Words | None = None


class ConfirmResolution(Command):
    """The customer verified the solution and signs (问题确认单, R28)."""

    causes = events.ResolutionConfirmed
    signature: Line
    note: Words | None = None


class RejectResolution(Command):
    """The customer does not accept the solution (二次补救, R28)."""

    causes = events.ResolutionRejected
    reason: Words


class CloseTicket(Command):
    """End the case: satisfied once confirmed, else on a supervisor's word with a reason (R31)."""

    causes = events.TicketClosed
    closed_as: ClosedAs = "satisfied"
    report: Words | None = None
    reason: Words | None = None


class ReopenTicket(Command):
    """Take a resolved or closed case up again (R32)."""

    causes = events.TicketReopened
    reason: Words


class CancelTicket(Command):
    """End a case without work: withdrawn, invalid, or a duplicate of another."""

    causes = events.TicketCancelled
    cancelled_as: CancelledAs
    duplicate_of: Id | None = None
    reason: Words


TicketCommand = (
    OpenTicket
    | AcknowledgeReceipt
    | GradeTicket
    | GiveEstimate
    | DiagnoseFault
    | DispatchEngineer
    | AcceptDispatch
    | ContactCustomer
    | PromiseVisit
    | AddNote
    | EscalateTicket
    | PauseTicket
    | ResumeTicket
    | ResolveTicket
    | ConfirmResolution
    | RejectResolution
    | CloseTicket
    | ReopenTicket
    | CancelTicket
)

_WORDS: Final = (
    "open acknowledge grade estimate diagnose dispatch accept contact visit note "
    "escalate pause resume resolve confirm reject close reopen cancel"
)
COMMANDS: Final[dict[str, type[TicketCommand]]] = dict(zip(_WORDS.split(), get_args(TicketCommand), strict=True))
"""Every command by the word it has in URLs, the command line and the rights table."""

ACTIONS: Final[dict[type[TicketCommand], str]] = {command: action for action, command in COMMANDS.items()}
COMMAND_OF: Final[dict[type[TicketEvent], type[TicketCommand]]] = {
    command.causes: command for command in COMMANDS.values()
}
"""The command that live work would have used for an event."""
