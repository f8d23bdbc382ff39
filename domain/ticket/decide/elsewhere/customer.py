"""What may still be done for a customer whose data is restricted or erased: work under way is ended, no more."""

from functools import cache
from typing import Final, get_args

from domain.customer.in_use import require_in_use
from domain.record.command import Command
from domain.record.event import Event
from domain.record.personal import Path, personal_fields
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AddAttachment,
    AddNote,
    AnswerSurvey,
    LogCommunication,
    RaiseObjection,
    RecordCorrection,
    ReopenTicket,
    SendSurvey,
    TicketCommand,
    UnmaskPersonalData,
    VerifyInformation,
)

TAKES_IN: Final = (
    *(AddAttachment, AddNote, LogCommunication, RecordCorrection, ReopenTicket, UnmaskPersonalData),
    *(SendSurvey, AnswerSurvey, RaiseObjection),
)
"""What brings in more about the customer, or looks at it, or begins anew: no part of ending what is under way."""
_ASKS: Final = (*TAKES_IN, VerifyInformation)
_OF_TICKETS: Final = frozenset(get_args(TicketCommand))


def asks_of_customer(command: Command) -> bool:
    """Whether the customer's record has to be asked before the command: not for steps that have nothing of theirs."""
    return isinstance(command, _ASKS) or (type(command) in _OF_TICKETS and _names_them(command))


def require_usable(command: TicketCommand, under: Circumstances) -> None:
    """Restricted, their data is kept and not added to; erased, nothing that names them comes in again either.

    Raises NotAllowed.
    """
    customer = under.known.customer
    if under.live and customer and (isinstance(command, TAKES_IN) or (customer.erased and _names_them(command))):
        require_in_use(customer)


def _names_them(command: Command) -> bool:
    """Whether it says the customer's name, contact, place or serial number, as a signature does."""
    return any(_says(command, path) for path in _naming(command.causes))


@cache
def _naming(event: type[Event]) -> tuple[Path, ...]:
    return tuple(path for path, mark in personal_fields(event) if mark.of == "customer" and mark.kind != "text")


def _says(command: Command, path: Path) -> bool:
    said: object = command
    for name in path:
        said = getattr(said, name, None)
    return said is not None
