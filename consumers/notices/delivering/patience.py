"""How long a letter is left to another process that took it: by our own clock, from when we saw that it had."""

import time
from collections.abc import Callable
from typing import Final

from domain.notices.events import NoticeTaken
from domain.record.envelope import Recorded

_AT_IT: Final = 60.0
"""Seconds: a letter that is handed over takes no longer, unless the process stands still: then it does not arrive."""


class Patience:
    """What another machine's clock says of the taking is of no account: it may be wrong by hours."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._seen: dict[str, tuple[str, float]] = {}

    def left(self, notice: str, events: tuple[Recorded, ...]) -> float:
        """Seconds until it is said to be unknown; 0 where that is now."""
        taking = next(each.envelope.id for each in reversed(events) if isinstance(each.event, NoticeTaken))
        known, since = self._seen.get(notice, ("", 0.0))
        if known != taking:
            since = self._now()
            self._seen[notice] = (taking, since)
        return max(since + _AT_IT - self._now(), 0.0)

    def forget(self, notice: str) -> None:
        """It is nobody's any more."""
        self._seen.pop(notice, None)
