"""Moments and what is left of a time, as a person reads them at a glance."""

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

_SOON: Final = timedelta(hours=2)
Pressing = Literal["late", "soon", "calm"]
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def moment(at: datetime, now: datetime, *, chinese: bool) -> str:
    """``16:48`` today, ``01-31 16:48`` this year, ``2024-01-31`` before."""
    return _glance(at.isoformat(), at, now, chinese=chinese)


class Told(NamedTuple):
    """A moment for machines, in full, and at a glance."""

    iso: str
    full: str
    short: str


def told(at: datetime, now: datetime, *, chinese: bool) -> Told:
    iso = at.isoformat()
    return Told(iso, f"{iso[:10]} {iso[11:19]}", _glance(iso, at, now, chinese=chinese))


def _glance(iso: str, at: datetime, now: datetime, *, chinese: bool) -> str:
    """Cut from the whole, which costs a fraction of putting it together anew."""
    if at.year != now.year:
        return iso[:10]
    if at.date() == now.date():
        return iso[11:16]
    return f"{iso[5:10]} {iso[11:16]}" if chinese else at.strftime("%-d %b %H:%M")


class Due(NamedTuple):
    """When something runs out: how pressing that is, the moment for machines and to the minute, and what is left."""

    how: Pressing
    iso: str
    full: str
    left: str


def due(at: datetime, now: datetime, *, chinese: bool) -> Due:
    """What is late, runs out within two hours, or later."""
    how: Pressing = "late" if at < now else "soon" if at - now < _SOON else "calm"
    iso = at.isoformat()
    return Due(how, iso, f"{iso[:10]} {iso[11:16]}", left(at, now, chinese=chinese))


def left(due: datetime, now: datetime, *, chinese: bool) -> str:
    """The two largest units of what is left, or of how late it is: ``剩 3 小时 20 分``."""
    late, seconds = due < now, int(abs(due - now).total_seconds())
    days, hours, minutes = seconds // _DAY, seconds % _DAY // _HOUR, seconds % _HOUR // _MINUTE
    units = ((days, "天", "d"), (hours, "小时", "h"), (minutes, "分", "min"))
    first = next((place for place, (number, _, _) in enumerate(units) if number), len(units) - 1)
    told = [f"{number} {zh if chinese else en}" for number, zh, en in units[first : first + 2] if number or first == 2]
    amount = " ".join(told)
    if chinese:
        return f"超 {amount}" if late else f"剩 {amount}"
    return f"{amount} late" if late else f"{amount} left"
