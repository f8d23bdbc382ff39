"""A short history told by hand: what happened at which local time, and until when it is looked at."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.record.event import Event
from tests.oracle.clocks.histories.making import History
from tests.oracle.clocks.histories.recording import Entry, recorded
from tests.oracle.clocks.slow.days import minute_of

Told = tuple[str, Event] | tuple[str, Event, str]
"""When, what, and in which role, by default an agent."""


def told(pack: str, *steps: Told, now: str, zone: str = "Asia/Shanghai", of: str = "ticket-202405-00001") -> History:
    entries = [Entry(minute(at, zone), event, role[0] if role else "agent") for at, event, *role in steps]
    return History(0, pack, zone, recorded(of, pack, entries), minute(now, zone))


def minute(at: str, zone: str = "Asia/Shanghai") -> int:
    """``2024-05-01 09:30`` on that zone's clocks."""
    return minute_of(datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)))
