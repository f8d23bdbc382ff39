"""What the staff record gives a caller today: a person on record holds no role that the record does not name."""

import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Protocol, cast
from zoneinfo import ZoneInfo

from api.callers import Caller
from domain.desk.kinds import kind_of
from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable
from domain.staff.state import Staff
from domain.wording import ROLES

_KEPT: Final = 1_000
_FRESH: Final = 5.0
"""Seconds after which a record is looked at again: so long may a revoked role still be used."""


class Records(Protocol):
    """Where the histories of aggregates are read."""

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


class StaffRecords:
    """Looks callers up in the staff record. Who is not on record acts in the roles of their token, as before."""

    def __init__(self, records: Records, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self._records, self._zone, self._clock = records, zone, clock
        self._kept: OrderedDict[str, tuple[float, Staff | None]] = OrderedDict()

    async def today(self, caller: Caller) -> Caller:
        """The caller with the roles, teams and absent colleagues of today."""
        staff = await self._record(f"staff-{caller.id}")
        if staff is None:
            return caller
        day = self._clock().astimezone(self._zone).date()
        roles = caller.roles & _roles(staff, day)
        absent = {who: await self._record(f"staff-{who}") for who in sorted(staff.stands_in_for(day))}
        return replace(
            caller,
            roles=roles,
            teams=staff.teams_on(day),
            stands_in_for=frozenset(absent),
            absent_teams={who: _teams(record, day) for who, record in absent.items()},
            absent_roles={who: _roles(record, day) for who, record in absent.items()},
        )

    async def person(self, number: str, *, anew: bool = False) -> Caller | None:
        """Who signs in by an account, in the roles of their record alone; None for who does not work here today.

        ``anew``: whatever was seen just now.
        """
        key = f"staff-{number}"
        if anew:
            self._kept.pop(key, None)
        staff = await self._record(key)
        if staff is None or self._clock().astimezone(self._zone).date() not in staff.employed:
            return None
        return await self.today(Caller(number, frozenset(ROLES)))

    async def _record(self, key: str) -> Staff | None:
        looked_at, staff = self._kept.get(key, (0.0, None))
        if not looked_at or time.monotonic() - looked_at > _FRESH:
            with suppress(StoreUnavailable):  # nothing can be changed meanwhile: what was seen last counts
                staff = kind_of(key).fold(await self._records.events_of(key))
            self._kept[key] = time.monotonic(), staff
            self._kept.move_to_end(key)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return staff


def _teams(staff: Staff | None, day: date) -> frozenset[str]:
    return staff.teams_on(day) if staff else frozenset()


def _roles(staff: Staff | None, day: date) -> frozenset[str]:
    return frozenset(cast("frozenset[str]", staff.roles_on(day))) if staff else frozenset()
