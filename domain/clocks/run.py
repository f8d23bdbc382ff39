"""A clock run: one start of a clock, or one period of a repeating one, with what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from domain.clocks.fact import Fact
from domain.clocks.past.waiting import Pause
from domain.policy.timing.clock import Clock
from domain.policy.timing.duration import Duration

State = Literal["running", "paused", "met", "missed", "ended", "unknown"]
"""``ended``: what it was for fell away before it was due. ``unknown``: it comes to a year that was not announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``since`` is when it began to count: at ``started``, or for a ``period`` after a missed one at that one's due.

    ``limit`` is None where the start states the time, or a day is set. ``due`` is the last instant in time; None while
    it waits, and where it is not known: ``unknown_year`` then says which year. ``used`` is running time, and so is
    ``remaining``, of a run that goes on. ``late_by`` is the time past its due but for waits; None where nothing is
    missed, and of a period that the next one followed. ``severity`` is the grade it is judged under.
    """

    clock: str
    rule: Clock
    started: Fact
    since: datetime
    period: int = 1
    severity: str | None = None
    limit: Duration | None = None
    pauses: Sequence[Pause] = ()
    stopped: Fact | None = None
    ended: Fact | None = None
    due: datetime | None = None
    warn_at: datetime | None = None
    used: timedelta | None = None
    remaining: timedelta | None = None
    state: State = "running"
    late_by: timedelta | None = None
    unknown_year: int | None = None

    @property
    def key(self) -> str:
        """ASCII, unique among the runs of a ticket, and the same however often it is judged."""
        return f"{self.clock}-{self.started.id[:8]}-{self.period}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be stopped: also a missed one is."""
        return self.stopped is None and self.ended is None and not self.is_followed

    @property
    def is_followed(self) -> bool:
        """Whether it is a missed period after which the next one runs."""
        return self.rule.repeats and self.state == "missed" and self.late_by is None

    def title(self, *, chinese: bool) -> str:
        return self.rule.title.say(chinese=chinese)
