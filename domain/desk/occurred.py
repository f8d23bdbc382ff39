"""When something happened, as it is said: not in the future, not before the opening, and no finer than it was said."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.refusals import NotAllowed

_CLOCKS_MAY_DIFFER: Final = timedelta(minutes=5)
_GRAINS: Final = (timedelta(milliseconds=1), timedelta(seconds=1), timedelta(minutes=1))
AT_ONCE: Final = timedelta(minutes=15)
"""What is recorded within this time of its happening is recorded at once, and needs no reason."""
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)


def occurrence(said: datetime | None, now: datetime, opened: datetime | None) -> datetime | None:
    """The time to record; None means when it is recorded. ``opened`` is the opening's time, None for an opening.

    A time cut to the minute, second or millisecond of the opening means the opening's own. Raises NotAllowed, which
    tells times in the zone of ``now``.
    """
    if said is None:
        return None
    if said > now + _CLOCKS_MAY_DIFFER:
        raise NotAllowed("in-the-future", occurred=_shown(said, now))
    if opened is None or said >= opened:
        return said
    if any(said == _cut(opened, grain) for grain in _GRAINS):
        return opened
    raise NotAllowed("before-opening", occurred=_shown(said, now), opened=_shown(opened, now))


def _shown(at: datetime, now: datetime) -> str:
    """To the second; a time at the end of the calendar stays as it was said."""
    with suppress(OverflowError):
        at = at.astimezone(now.tzinfo)
    return at.isoformat(sep=" ", timespec="seconds")


def _cut(at: datetime, grain: timedelta) -> datetime:
    return at - (at - _EPOCH) % grain


def is_late(occurred: datetime | None, now: datetime) -> bool:
    """Whether it is recorded so long after it happened that somebody will ask why."""
    return occurred is not None and now - occurred > AT_ONCE
