"""What the shifts of one roster are: within its days, of some length, one after the other (值班)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

from domain.refusals import NotAllowed
from domain.staff.events import Shift
from domain.staff.spans import Span


def require_in_turn(days: Span, shifts: Sequence[Shift]) -> None:
    """Raises NotAllowed. One may begin as another ends."""
    for shift in shifts:
        if shift.day not in days:
            raise NotAllowed("shift-outside", day=shift.day, since=days.since, until=days.until)
        if shift.start == shift.end:
            raise NotAllowed("shift-of-no-length", day=shift.day, start=shift.start)
    for (_, ends), (starts, _) in pairwise(sorted(map(_from_to, shifts))):
        if starts < ends:
            raise NotAllowed("shifts-overlap", day=starts.date(), start=f"{starts:%H:%M}")


def _from_to(shift: Shift) -> tuple[datetime, datetime]:
    """Where it does not end later than it starts, it ends on the next day."""
    start, end = (datetime.combine(shift.day, time.fromisoformat(clock)) for clock in (shift.start, shift.end))
    return start, end if end > start else end + timedelta(days=1)
