"""The rules of what is added to the record itself: a correction is a new event, about one that is there."""

from collections.abc import Iterator
from typing import Any, TypeGuard, assert_never, cast, get_args

from pydantic import BaseModel

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import AddNote, RecordCorrection, RemarksCommand, UnmaskPersonalData
from domain.ticket.decide.caused import caused
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket


def decide(ticket: Ticket, command: RemarksCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case AddNote() | UnmaskPersonalData():
            return [caused(command)]
        case RecordCorrection():
            return _corrected(command, under)
        case _:
            assert_never(command)


def _corrected(command: RecordCorrection, under: Circumstances) -> list[TicketEvent]:
    """What is wrong is taken from the record itself."""
    number = command.version
    if number > len(under.history):
        raise NotAllowed("no-such-event", version=number, known=len(under.history))
    event = under.history[number - 1].event
    known, wrong = tuple(_names(type(event))), dict(_texts(event.model_dump(mode="json", exclude_none=True)))
    if command.field not in known:
        raise NotAllowed("no-such-field", field=command.field, allowed=known)
    if wrong.get(command.field) == command.right:
        return []
    return [caused(command, wrong=wrong.get(command.field))]


def _names(kind: type[BaseModel], before: str = "") -> Iterator[str]:
    """What an event of this kind can say, by dotted names."""
    for name, field in kind.model_fields.items():
        inner = next((part for part in get_args(field.annotation) if _is_model(part)), None)
        if inner is None:
            yield f"{before}{name}"
        else:
            yield from _names(inner, f"{before}{name}.")


def _is_model(part: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _texts(said: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """What an event says, by dotted names."""
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _texts(cast("dict[str, Any]", value), f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)
