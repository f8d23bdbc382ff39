"""From a stretch of a clock and its limit to a run: due, used, met or missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.clocks.calendars import NotAnnounced
from domain.clocks.fact import Fact
from domain.clocks.measure.counting import NONE, Counting
from domain.clocks.measure.limits import Limit
from domain.clocks.past.waiting import within
from domain.clocks.run import Run, State
from domain.policy.timing.clock import Clock


class Stretch(NamedTuple):
    """A clock from where it began to count to what stopped or ended it, under a grade."""

    clock: str
    rule: Clock
    started: Fact
    since: datetime
    severity: str | None
    stopped: Fact | None = None
    ended: Fact | None = None
    period: int = 1


@dataclass(frozen=True, slots=True)
class Reach:
    """When so much time has run: ``at`` None where it is not known yet, because of a ``year``, or while it waits."""

    at: datetime | None
    unknown: NotAnnounced | None = None


def measured(stretch: Stretch, limit: Limit, counting: Counting, now: datetime, *, followed: bool = False) -> Run:
    """The run, with all that follows for it at ``now``; ``followed``: it is missed, and the next period runs."""
    over, since = stretch.stopped or stretch.ended, stretch.since
    until = max(over.occurred, since) if over else now
    counting = counting.cut(within(counting.pauses, since, until if over or followed else None))
    due = _reach(counting, since, limit, 100)
    state = "missed" if followed else _state(stretch, counting, due, until)
    used = _used(counting, since, until)
    goes_on = over is None and state in ("running", "paused", "unknown")
    late = due.at is not None and state == "missed" and not followed
    return Run(
        **stretch._asdict(),
        limit=limit.said,
        pauses=counting.pauses,
        due=due.at,
        warn_at=_reach(counting, since, limit, stretch.rule.warn_at).at,
        used=used,
        remaining=limit.running - used if goes_on and used is not None and limit.running else None,
        state=state,
        late_by=counting.beyond(due.at, until) if late and due.at else None,
        unknown_year=due.unknown.year if due.unknown and state == "unknown" else None,
    )


def due_of(since: datetime, limit: Limit, counting: Counting) -> datetime | None:
    """The last instant in time, as far as it is known."""
    return _reach(counting, since, limit, 100).at


def _reach(counting: Counting, since: datetime, limit: Limit, percent: int) -> Reach:
    if limit.at is not None:
        return Reach(limit.at if percent == 100 else since + max(limit.at - since, NONE) * percent / 100)
    try:
        return Reach(counting.reached(since, limit.running if percent == 100 else limit.running * percent / 100))
    except NotAnnounced as unknown:
        return Reach(None, unknown)


def _used(counting: Counting, since: datetime, until: datetime) -> timedelta | None:
    try:
        return counting.used(since, until)
    except NotAnnounced:
        return None


def _state(stretch: Stretch, counting: Counting, due: Reach, until: datetime) -> State:
    over = stretch.stopped or stretch.ended
    if due.at is not None and until > due.at:
        return "missed"
    if due.unknown is not None and (over is None or until >= due.unknown.since):
        return "unknown"
    if stretch.stopped is not None:
        return "met"
    if stretch.ended is not None:
        return "ended"
    return "paused" if counting.pauses and counting.pauses[-1].until is None else "running"
