"""Engineers' diaries: one visit after the other, in one city a day, each with the way there."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gongdan.demo.world.members import Member

_TIMES: Final = (9.0, 10.5, 13.0, 14.5, 16.0)
"""When visits are promised for: five a day at most."""
_LATEST: Final = timedelta(hours=2, minutes=10)
"""Who would come later than this before the end of the shift does not begin any more."""
_HANDED: Final = timedelta(minutes=45)
_CALLED: Final = timedelta(minutes=80)
_FAR: Final = 40
"""Days that are looked through."""


@dataclass(eq=False, slots=True)
class Slot:
    """A promised visit, until it is ``over``."""

    member: Member
    at: datetime
    city: str
    over: bool = False


@dataclass(slots=True)
class _Day:
    slots: list[Slot] = field(default_factory=list[Slot])
    free_from: datetime | None = None


class Diary:
    """Of all engineers."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, date], _Day] = defaultdict(_Day)

    def book(self, members: list[Member], city: str, after: datetime, now: datetime) -> Slot | None:
        """The first time that one of them has: rather somebody who is in that city on the day than another.

        ``now`` it is settled; whoever does not work then must first have come, and called the customer.
        """
        ready = {one.number: max(after, one.next_on(now + _HANDED) + _CALLED) for one in members}
        for n in range(_FAR):
            day = after.date() + timedelta(n)
            there = [one for one in members if one.shift(day)]
            begun = [one for one in there if self._city(one, day) == city]
            slot = self._first(begun, city, day, ready) or self._first(
                [one for one in there if self._city(one, day) is None], city, day, ready
            )
            if slot:
                self._days[slot.member.number, day].slots.append(slot)
                return slot
        return None

    def cancel(self, slot: Slot) -> None:
        self._days[slot.member.number, slot.at.date()].slots.remove(slot)

    def is_next(self, slot: Slot) -> bool:
        """Whether the visits before it are over."""
        return not any(one.at < slot.at and not one.over for one in self._of(slot).slots)

    def could_come(self, slot: Slot, at: datetime, way: timedelta) -> datetime:
        """When the engineer is there, who comes from the visit before."""
        before = self._of(slot).free_from
        return max(at, before + way) if before else at

    def too_late(self, slot: Slot, at: datetime) -> bool:
        shift = slot.member.shift(slot.at.date())
        return shift is None or at > shift[1] - _LATEST or at.date() > slot.at.date()

    def left(self, slot: Slot, at: datetime) -> None:
        """The visit is over."""
        slot.over = True
        self._of(slot).free_from = at

    def _of(self, slot: Slot) -> _Day:
        return self._days[slot.member.number, slot.at.date()]

    def _city(self, member: Member, day: date) -> str | None:
        slots = self._days[member.number, day].slots
        return slots[0].city if slots else None

    def _first(self, members: list[Member], city: str, day: date, ready: dict[str, datetime]) -> Slot | None:
        """The earliest time of the day that any of them has; of several who have it the one with most to do."""
        best: tuple[float, int, Member] | None = None
        for member in members:
            slots = self._days[member.number, day].slots
            taken, after = {one.at for one in slots}, ready[member.number]
            for hour in _TIMES:
                at = _at(day, hour, member.zone)
                if at >= after and at not in taken:
                    if best is None or (hour, -len(slots)) < best[:2]:
                        best = (hour, -len(slots), member)
                    break
        return Slot(best[2], _at(day, best[0], best[2].zone), city) if best else None


def _at(day: date, hour: float, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(int(hour), round(hour % 1 * 60)), zone)
