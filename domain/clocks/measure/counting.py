"""How a clock's time runs: always or in working time, standing still in its pauses; elapsed time is counted in UTC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.clocks.calendars import Calendars, NotAnnounced, Span
from domain.clocks.past.waiting import Pause
from domain.policy.timing.duration import Duration, Unit
from domain.policy.timing.working_time import Hours, WorkingTime

_LENGTHS: Final[dict[Unit, timedelta]] = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "day": timedelta(days=1),
}
_FOREVER: Final = datetime.max.replace(tzinfo=UTC)
NONE: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Counting:
    """``hours`` None counts always. The pauses are those for which the clock stands still, in order."""

    calendars: Calendars
    hours: WorkingTime | None = None
    pauses: Sequence[Pause] = ()

    def cut(self, pauses: Sequence[Pause]) -> "Counting":
        """The same with other pauses."""
        return self if pauses == self.pauses else Counting(self.calendars, self.hours, pauses)

    def length(self, limit: Duration) -> timedelta:
        """How much running time a limit is: a day of a clock in working time has as many hours as a day of work."""
        if self.hours and limit.unit in ("day", "working day"):
            return limit.amount * sum((_length(hours) for hours in self.hours.hours), NONE)
        return limit.amount * _LENGTHS[limit.unit]

    def reached(self, since: datetime, running: timedelta) -> datetime | None:
        """The first instant at which so much time has run; where a pause begins at it, the end of that pause.

        None where a pause lasts. Raises NotAnnounced where it comes to an unknown day before.
        """
        left = running
        for start, end in self._spans(since):
            if end - start >= left:
                return self._after_pauses(start + left)
            left -= end - start
        return None

    def used(self, since: datetime, until: datetime) -> timedelta:
        """The time that ran between. Raises NotAnnounced where an unknown day lies between."""
        total = NONE
        try:
            for start, end in self._spans(since):
                if start >= until:
                    break
                total += min(end, until) - start
        except NotAnnounced as unknown:
            if unknown.since < until:
                raise
        return total

    def beyond(self, due: datetime, until: datetime) -> timedelta:
        """How late: the time from one to the other but for the pauses; nights and weekends count."""
        return _total(_without(self.pauses, (due, until))) if due < until else NONE

    def _spans(self, since: datetime) -> Iterator[Span]:
        if not self.hours and not self.pauses:
            yield since, _FOREVER
            return
        whole = self.calendars.working(self.hours, since) if self.hours else iter([(since, _FOREVER)])
        last = self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None
        for span in whole:
            yield from _without(self.pauses, span)
            if last is not None and last.since <= span[1]:
                return

    def _after_pauses(self, at: datetime) -> datetime | None:
        for pause in self.pauses:
            if pause.since <= at and (pause.until is None or at < pause.until):
                if pause.until is None:
                    return None
                at = pause.until
        return at


def _without(pauses: Sequence[Pause], span: Span) -> Iterator[Span]:
    """What is left of a span."""
    start, end = span
    for pause in pauses:
        until = pause.until or _FOREVER
        if until <= start:
            continue
        if pause.since >= end:
            break
        if pause.since > start:
            yield start, pause.since
        start = until
    if start < end:
        yield start, end


def _total(spans: Iterator[Span]) -> timedelta:
    return sum((end - start for start, end in spans), NONE)


def _length(hours: Hours) -> timedelta:
    return datetime.combine(date.min, hours.end) - datetime.combine(date.min, hours.start)
