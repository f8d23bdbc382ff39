"""The turns of a ticket's clocks: when each warns and when it is missed, as far as that was not said yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.clocks.run import Run
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.ticket.commands.deadlines import DeadlineCommand, MissDeadline, MissProgressSync, WarnOfDeadline
from domain.ticket.events import DeadlineEvent

Kind = type[WarnOfDeadline] | type[MissDeadline] | type[MissProgressSync]

PROGRESS_SYNC: Final = "progress-sync"
"""The clock of which a miss has an event of its own (R25)."""
_AFTER: Final = timedelta(microseconds=1)
"""Limits are inclusive: a clock is missed from the first instant after its due."""


@dataclass(frozen=True, slots=True)
class Turn:
    """``at`` this moment the ticket (or complaint) is to hold what the ``command`` says."""

    at: datetime
    aggregate: str
    command: DeadlineCommand

    @property
    def metadata(self) -> CommandMetadata:
        """The same turn is the same command, whoever finds it, however often."""
        said = self.command
        named = f"{self.aggregate}/{said.clock}/{said.started}/{said.period}"
        return CommandMetadata(request_command_id(SYSTEM.id, said.action, named), SYSTEM, causation=said.started)


def turns_of(aggregate: str, history: Sequence[Recorded], runs: Iterable[Run]) -> list[Turn]:
    """All that is not said yet, past and to come, in order of time; a clock that waits has none until it goes on."""
    said = {_said(recorded.event) for recorded in history if isinstance(recorded.event, DeadlineEvent)}
    found = [Turn(at, aggregate, _command(kind, run)) for run in runs for kind, at in _moments(run)]
    new = [turn for turn in found if _said_by(turn.command) not in said]
    return sorted(new, key=lambda turn: turn.at)


def _moments(run: Run) -> Iterator[tuple[Kind, datetime]]:
    """Of a clock that was stopped in time nobody needs to be warned any more."""
    if run.state not in ("running", "missed"):
        return
    if run.warn_at is not None:
        yield WarnOfDeadline, run.warn_at
    if run.due is not None:
        yield MissProgressSync if run.clock == PROGRESS_SYNC else MissDeadline, run.due + _AFTER


def _command(kind: Kind, run: Run) -> DeadlineCommand:
    limit = str(run.limit) if run.limit else None
    due = run.due or run.since
    return kind(clock=run.clock, started=run.started.id, period=run.period, due=due, limit=limit)


def _said(event: DeadlineEvent) -> tuple[str, str, str, int]:
    return event.stored_name, event.clock, event.started, event.period


def _said_by(command: DeadlineCommand) -> tuple[str, str, str, int]:
    return command.causes.stored_name, command.clock, command.started, command.period
