"""By what a history is judged, as far as the log has told by then: packs and calendars."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from domain.calendar.calendar import Calendar
from domain.calendar.events import CalendarPublished
from domain.clocks.calendars import Calendars, shipped_calendars
from domain.policy.events import PolicyPublished
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.policy.shipped import SHIPPED
from domain.rulebook.reading import read
from projections.clocks.tables import CALENDARS, PACKS
from projections.sql.local import zone_of
from projections.sql.rows import Rows

_DEFAULT: Final = "default"
"""The key of the newest version of a default pack that a department published itself; no pack's own has no number."""
_SHIPPED: Final = {pack.ref: pack for pack in shipped().packs}


def note_pack(rows: Rows, event: PolicyPublished) -> bool:
    """Its text holds for ever under its number; whether it is the newest of the deployment's default now."""
    pack = _pack(event.text)
    if pack.ref in _SHIPPED:
        return False
    rows.put(PACKS, {"ref": pack.ref, "text": event.text})
    if pack.name != rows.policy:
        return False
    rows.put(PACKS, {"ref": _DEFAULT, "text": event.text})
    return True


def note_calendar(rows: Rows, region: str, event: CalendarPublished) -> bool:
    """Whether it is a newer version than was known."""
    known = rows.get(CALENDARS, region)
    if known and known["version"] >= event.version:
        return False
    _calendar(event.text)
    rows.put(CALENDARS, {"region": region, "version": event.version, "text": event.text})
    return True


def pack_of(rows: Rows, ref: str | None) -> Pack | None:
    """None where the log has not told of it. Under none it is judged by the newest of the deployment's default."""
    if ref is None and rows.policy in SHIPPED:
        return shipped().newest(rows.policy)
    if ref in _SHIPPED:
        return _SHIPPED[ref]
    row = rows.get(PACKS, ref or _DEFAULT)
    return _pack(row["text"]) if row else None


def calendars_of(rows: Rows, pack: Pack) -> Calendars:
    """Those that a pack's clocks may need."""
    region = pack.working_time.calendar if pack.working_time else None
    row = rows.get(CALENDARS, region) if region else None
    return _with(rows.zone, region, row["text"]) if region and row else shipped_calendars(rows.zone)


def works(connection: Connection, region: str | None, days: Iterable[date]) -> list[bool | None]:
    """Whether each is a working day there, by the newest calendar that is published; None where that is not known."""
    query = select(CALENDARS.c.text).where(CALENDARS.c.region == (region or ""))
    text = connection.execute(query).scalar()
    known = _calendar(text) if text else shipped_calendars(zone_of(connection)).by_region.get(region or "")
    return [known.is_working_day(day) if known else None for day in days]


@lru_cache(64)
def _pack(text: str) -> Pack:
    return read(text, Pack)


@lru_cache(16)
def _calendar(text: str) -> Calendar:
    return read(text, Calendar)


@lru_cache(16)
def _with(zone: ZoneInfo, region: str, text: str) -> Calendars:
    return Calendars(zone, {**shipped_calendars(zone).by_region, region: _calendar(text)})
