"""The calendars in force: those that come with the program, and newer versions that were published in the log."""

from typing import Final
from zoneinfo import ZoneInfo

import structlog

from domain.calendar.calendar import Calendar
from domain.calendar.events import CalendarPublished
from domain.clocks.calendars import Calendars, shipped_calendars
from domain.desk.kinds import id_of
from domain.rulebook.reading import read
from gongdan.storing.store import NatsEventStore

log = structlog.get_logger(__name__)

_NEVER: Final = 0


class CalendarsInForce:
    """What working time goes by at this moment; called with a time zone, it answers with the calendars."""

    def __init__(self, store: NatsEventStore) -> None:
        self._store = store
        self._published: dict[str, Calendar] = {}
        self._seen: dict[str, int] = {}
        self._made: dict[ZoneInfo, Calendars] = {}

    def __call__(self, zone: ZoneInfo) -> Calendars:
        if zone not in self._made:
            self._made[zone] = Calendars(zone, {**shipped_calendars(zone).by_region, **self._published})
        return self._made[zone]

    async def refresh(self) -> None:
        """Know what is published by now. Raises StoreUnavailable, HistoryDamaged."""
        for recorded in await self._store.category("calendar"):
            if isinstance(event := recorded.event, CalendarPublished):
                self._know(id_of(recorded.envelope.aggregate), event)

    def _know(self, region: str, event: CalendarPublished) -> None:
        """A version never changes, so each is read once; one that can't be read leaves the one before in force."""
        if event.version <= self._seen.get(region, _NEVER):
            return
        self._seen[region] = event.version
        try:
            self._published[region] = read(event.text, Calendar)
        except ValueError:
            log.error("calendar_unreadable", region=region, version=event.version)
        self._made.clear()
