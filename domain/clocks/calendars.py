"""The desk's time zone and its calendars: when a working day's hours are, as far as that was announced."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from domain.calendar.calendar import Calendar
from domain.calendar.shipped import SHIPPED, shipped_text
from domain.policy.timing.working_time import WorkingTime
from domain.rulebook.reading import read

Span = tuple[datetime, datetime]
"""From an instant to another, in UTC."""
_DAY: Final = timedelta(days=1)


class NotAnnounced(Exception):
    """Nobody knows yet whether a day of this ``year`` is a working day."""

    def __init__(self, year: int, since: datetime) -> None:
        super().__init__(year)
        self.year, self.since = year, since


@dataclass(frozen=True, slots=True)
class Calendars:
    """``zone`` is where days begin and end; ``by_region`` the calendar in force of each region."""

    zone: ZoneInfo
    by_region: Mapping[str, Calendar] = field(default_factory=dict[str, Calendar])
    _known: dict[tuple[str, date], bool | None] = field(
        default_factory=dict[tuple[str, date], bool | None], compare=False, repr=False
    )

    def day(self, at: datetime) -> date:
        """The local date."""
        return at.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The last instant of a local day."""
        return self._midnight(day + _DAY) - timedelta(microseconds=1)

    def working(self, working_time: WorkingTime, since: datetime) -> Iterator[Span]:
        """The hours of work from an instant on, without end. Raises NotAnnounced where it comes to an unknown day."""
        day = self.day(since)
        while True:
            working = self._is_working_day(working_time.calendar, day)
            if working is None:
                raise NotAnnounced(day.year, self._midnight(day))
            for hours in working_time.hours if working else ():
                start, end = (
                    datetime.combine(day, time, self.zone).astimezone(UTC) for time in (hours.start, hours.end)
                )
                if end > since:
                    yield max(start, since), end
            day += _DAY

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)

    def _is_working_day(self, region: str, day: date) -> bool | None:
        """Looked up once: a day of a calendar never changes."""
        if (region, day) not in self._known:
            calendar = self.by_region.get(region)
            self._known[region, day] = calendar.is_working_day(day) if calendar else None
        return self._known[region, day]


@lru_cache(maxsize=8)
def shipped_calendars(zone: ZoneInfo) -> Calendars:
    """The calendars that come with the program."""
    return Calendars(zone, {region: read(shipped_text(region), Calendar) for region in SHIPPED})
