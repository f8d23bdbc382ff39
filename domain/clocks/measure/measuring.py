"""From a stretch of a clock and its limit to a run: due, used, met or missed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.clocks.calendars import NotAnnounced
from domain.clocks.fact import Fact
from domain.clocks.measure.counting import Counting
from domain.clocks.measure.limits import Limit
from domain.clocks.past.waiting import within
from domain.clocks.run import Run, State


@dataclass(frozen=True, slots=True)
class Reach:
    """When so much time has run: ``at`` None where it is not known yet, because of a ``year``, or while it waits."""

    at: datetime | None
    unknown: NotAnnounced | None = None


def measured(run: Run, limit: Limit, counting: Counting, now: datetime) -> Run:
    """The run, of which start, stop and end are known, with all that follows for it at ``now``."""
    over = run.stopped or run.ended
    until = max(over.occurred, run.since) if over else now
    counting = replace(counting, pauses=within(counting.pauses, run.since, until if over else None))
    due = _reach(counting, run.since, limit, 100)
    state = _state(run, counting, due, until)
    used = _used(counting, run.since, until)
    goes_on = state in ("running", "paused", "unknown") and not over
    return replace(
        run,
        limit=limit.said,
        pauses=counting.pauses,
        due=due.at,
        warn_at=_reach(counting, run.since, limit, run.rule.warn_at).at,
        used=used,
        remaining=limit.running - used if goes_on and used is not None and limit.running else None,
        state=state,
        late_by=counting.beyond(due.at, until) if due.at and state == "missed" else None,
        unknown_year=due.unknown.year if due.unknown and state == "unknown" else None,
    )


def due_of(since: datetime, limit: Limit, counting: Counting) -> datetime | None:
    """The last instant in time, as far as it is known."""
    return _reach(counting, since, limit, 100).at


def _reach(counting: Counting, since: datetime, limit: Limit, percent: int) -> Reach:
    if limit.at is not None:
        return Reach(limit.at if percent == 100 else since + max(limit.at - since, timedelta(0)) * percent / 100)
    try:
        return Reach(counting.reached(since, limit.running * percent / 100))
    except NotAnnounced as unknown:
        return Reach(None, unknown)


def _used(counting: Counting, since: datetime, until: datetime) -> timedelta | None:
    try:
        return counting.used(since, until)
    except NotAnnounced:
        return None


def _state(run: Run, counting: Counting, due: Reach, until: datetime) -> State:
    over: Fact | None = run.stopped or run.ended
    if due.at is not None and until > due.at:
        return "missed"
    if due.unknown is not None and (over is None or until >= due.unknown.since):
        return "unknown"
    if run.stopped is not None:
        return "met"
    if run.ended is not None:
        return "ended"
    return "paused" if counting.pauses and counting.pauses[-1].until is None else "running"
