"""How a command becomes the event it causes, and when an earlier event said the same already."""

from typing import Any, TypeVar, cast

from domain.ticket.commands import TicketCommand
from domain.ticket.events import TicketEvent
from domain.ticket.state.ticket import Numbered

Part = TypeVar("Part")


def caused(command: TicketCommand, **besides: Any) -> TicketEvent:
    """The command's event: what was said, and what the rules add."""
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return cast("TicketEvent", command.causes.model_validate({**said, **besides}))


def says(event: TicketEvent | None, command: TicketCommand) -> bool:
    """Whether an event says all that the command does: other words are not to be lost."""
    return isinstance(event, command.causes) and all(
        getattr(command, name) in (None, getattr(event, name)) for name in type(command).model_fields
    )


def once(already: bool, command: TicketCommand, **besides: Any) -> list[TicketEvent]:
    """Nothing where it is so already."""
    return [] if already else [caused(command, **besides)]


def following(numbered: Numbered[Part]) -> int:
    """The next number within the ticket."""
    return len(numbered) + 1
