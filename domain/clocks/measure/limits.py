"""How long a clock may run for this ticket: measured, as agreed, or until a set day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.clocks.calendars import Calendars
from domain.clocks.fact import Fact
from domain.clocks.measure.counting import NONE, Counting
from domain.policy.timing.clock import Clock
from domain.policy.timing.duration import Duration
from domain.ticket.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Limit:
    """So much ``running`` time, as the pack ``said`` it; or a fixed moment ``at`` which it is due."""

    running: timedelta = NONE
    said: Duration | None = None
    at: datetime | None = None


def limit_of(
    clock: Clock, started: Fact, severity: str | None, channel: Channel | None, counting: Counting
) -> Limit | None:
    """None where the clock does not run for such a ticket, or its start states no time."""
    if clock.as_agreed:
        return _agreed(started)
    if clock.due_day is not None:
        return Limit(at=_set_day(started, clock.due_day, counting.calendars))
    said = clock.limit_for(severity, channel)
    return Limit(counting.length(said), said) if said else None


def _agreed(started: Fact) -> Limit | None:
    """A wait moves an agreed time by its length, so the time up to it is measured; one that has passed stands."""
    promised = started.promised
    if promised is None:
        return None
    ahead = promised - started.occurred
    return Limit(ahead) if ahead > NONE else Limit(at=promised)


def _set_day(started: Fact, day: int, calendars: Calendars) -> datetime:
    """The end of that day of the month after the period."""
    ended = calendars.day(started.occurred - timedelta(microseconds=1))
    after = date(ended.year + ended.month // 12, ended.month % 12 + 1, day)
    return calendars.end_of(after)
