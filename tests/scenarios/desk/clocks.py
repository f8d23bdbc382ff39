"""How long something took by a clock of a pack, as far as a history of a few events needs it: without pauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.calendar.calendar import Calendar
from domain.calendar.shipped import shipped_text
from domain.policy.timing.clock import Clock
from domain.policy.timing.duration import Duration
from domain.policy.timing.occasions import AGREED_AT, Occasion
from domain.record.envelope import Recorded
from domain.rulebook.reading import read
from tests.domain.specification import SHANGHAI

_SATURDAY = 5
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "day": timedelta(days=1)}


@dataclass(frozen=True)
class Measured:
    """``took`` None: not stopped yet. ``limit`` None: as the event that starts it says.

    ``days`` are the working days that followed the one it started on, where the limit counts these.
    """

    limit: Duration | None
    took: timedelta | None
    met: bool
    days: int | None = None


def measured(clock: Clock, history: Sequence[Recorded], nth: int) -> Measured:
    """The ``nth`` period of a clock, of those that began at each stop where it repeats."""
    severity = next((_said(one, "severity") for one in reversed(history) if _said(one, "severity")), None)
    limit = None if clock.as_agreed else clock.limit_for(severity, _said(history[0], "channel"))
    started = _matching(clock.start, history)
    started = started[-1:] if clock.again == "starts-anew" else started[:1]
    assert started, "the clock never started"
    stops = _matching(clock.stop, [one for one in history if one.sequence > started[0].sequence])
    begins = [*started, *stops] if clock.repeats else started
    begin = begins[nth - 1]
    stop = next((one for one in stops if one.sequence > begin.sequence), None)
    took = stop.envelope.occurred - begin.envelope.occurred if stop else None
    if limit is not None and limit.unit == "working day":
        days = _working_days(begin, stop) if stop else None
        return Measured(limit, took, days is not None and days <= limit.amount, days)
    return Measured(limit, took, _is_met(took, limit, begin, stop))


def _working_days(begin: Recorded, stop: Recorded) -> int:
    """By the calendar of China that comes with the program: holidays do not count, make-up working days do."""
    calendar = read(shipped_text("china"), Calendar)
    first, last = (one.envelope.occurred.astimezone(SHANGHAI).date() for one in (begin, stop))
    days = (first + timedelta(days=after) for after in range(1, (last - first).days + 1))
    off, on = frozenset(calendar.holidays), frozenset(calendar.working_days)
    return sum(day in on or (day.weekday() < _SATURDAY and day not in off) for day in days)


def _is_met(took: timedelta | None, limit: Duration | None, begin: Recorded, stop: Recorded | None) -> bool:
    if took is None or stop is None:
        return False
    if limit is not None:
        return took <= limit.amount * _UNITS[limit.unit]
    agreed: datetime = getattr(begin.event, AGREED_AT[begin.envelope.type])
    return stop.envelope.occurred <= agreed


def _matching(occasions: Sequence[Occasion], history: Sequence[Recorded]) -> list[Recorded]:
    return [one for one in history if any(_fits(occasion, one) for occasion in occasions)]


def _fits(occasion: Occasion, one: Recorded) -> bool:
    return (
        one.envelope.type == occasion.event
        and (not occasion.severities or _said(one, "severity") in occasion.severities)
        and (not occasion.by or one.envelope.actor.role in occasion.by)
        and (not occasion.technical or bool(_said(one, "technical")))
        and (not occasion.low_score or bool(_said(one, "low")))
    )


def _said(one: Recorded, field: str) -> Any:
    return getattr(one.event, field, None)
