"""What the program itself says of a clock (PROCESS section 11): no person is asked for it, and none may say it."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.policy.pack import Code
from domain.record.command import Command
from domain.ticket import events


class _OfARun(Command):
    """Which run of which clock, as the event holds it."""

    clock: Code
    started: Annotated[str, Field(min_length=1, max_length=64)]
    period: Annotated[int, Field(ge=1)]
    due: AwareDatetime
    limit: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class WarnOfDeadline(_OfARun):
    """Warn that most of the time is gone."""

    action = "warn-deadline"
    causes = events.DeadlineWarned


class MissDeadline(_OfARun):
    """Say that the time is over."""

    action = "miss-deadline"
    causes = events.DeadlineMissed


class MissProgressSync(_OfARun):
    """Say that the customer was not told in time how far it is (R25)."""

    action = "miss-progress-sync"
    causes = events.ProgressSyncMissed


DeadlineCommand = WarnOfDeadline | MissDeadline | MissProgressSync
