"""The rule of what the program says of clocks: once for each run of a clock, whatever became of the ticket."""

from domain.record.event import Event
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands.deadlines import DeadlineCommand
from domain.ticket.events.deadlines import DeadlineEvent


def decide(command: DeadlineCommand, under: Circumstances) -> list[DeadlineEvent]:
    """Of a ticket or of a complaint alike: the history tells what was said before."""
    said = any(_is_of(recorded.event, command) for recorded in under.history)
    return [] if said else [command.causes.model_validate(command.model_dump())]  # pyright: ignore[reportReturnType]


def _is_of(event: Event, command: DeadlineCommand) -> bool:
    """Whether it says the same of the same run; its due moment may have been another."""
    return isinstance(event, command.causes) and all(
        getattr(event, name) == getattr(command, name) for name in ("clock", "started", "period")
    )
