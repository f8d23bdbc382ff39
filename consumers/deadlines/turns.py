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
    """``at`` this moment the ticket (or complaint) is to hold what a command of this ``kind`` says of the ``run``."""

    at: datetime
    aggregate: str
    kind: Kind
    run: Run

    @property
    def command(self) -> DeadlineCommand:
        run = self.run
        limit = str(run.limit) if run.limit else None
        return self.kind(
            clock=run.clock, started=run.started.id, period=run.period, due=run.due or self.at, limit=limit
        )

    @property
    def metadata(self) -> CommandMetadata:
        """The same turn is the same command, whoever finds it, however often."""
        run = self.run
        named = f"{self.aggregate}/{run.clock}/{run.started.id}/{run.period}"
        return CommandMetadata(request_command_id(SYSTEM.id, self.kind.action, named), SYSTEM, causation=run.started.id)


def turns_of(aggregate: str, history: Sequence[Recorded], runs: Iterable[Run]) -> list[Turn]:
    """All that is not said yet, past and to come, in order of time; a clock that waits has none until it goes on."""
    said = {_said(recorded.event) for recorded in history if isinstance(recorded.event, DeadlineEvent)}
    found = [
        Turn(at, aggregate, kind, run)
        for run in runs
        for kind, at in _moments(run)
        if (kind.causes.stored_name, run.clock, run.started.id, run.period) not in said
    ]
    return sorted(found, key=lambda turn: turn.at)


def _moments(run: Run) -> Iterator[tuple[Kind, datetime]]:
    """Of a clock that was stopped in time nobody needs to be warned any more."""
    if run.state not in ("running", "missed"):
        return
    if run.warn_at is not None:
        yield WarnOfDeadline, run.warn_at
    if run.due is not None:
        yield MissProgressSync if run.clock == PROGRESS_SYNC else MissDeadline, run.due + _AFTER


def _said(event: DeadlineEvent) -> tuple[str, str, str, int]:
    return event.stored_name, event.clock, event.started, event.period
