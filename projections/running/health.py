"""How far each read model is behind the log, in events and in seconds, and whether it still moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class ProjectionStatus:
    """A read model's state. ``lag_seconds`` is at most the age of the oldest event not yet shown.

    Unhealthy means behind *and* not advancing; ``current`` that every event of the log is shown.
    """

    name: str
    title: str
    version: int
    position: int
    end: int
    lag_events: int
    lag_seconds: float
    healthy: bool
    parked: int
    skipped: int
    updated: datetime | None

    @property
    def current(self) -> bool:
        return self.lag_events == 0


class Pulse:
    """Watches one read model's position against the log's end."""

    def __init__(self, clock: Callable[[], datetime], stalled_after: timedelta) -> None:
        self._clock, self._stalled_after = clock, stalled_after
        self.position = self.end = 0
        self._started = self._moved = clock()
        self._shown: datetime | None = None
        self._level: datetime | None = None

    def moved(self, position: int, recorded: datetime | None) -> None:
        """The read model stands at a position now, whose event was recorded then."""
        if position != self.position:
            self._moved = self._clock()
        self.position, self._shown = position, recorded
        self.end = max(self.end, position)

    def working(self) -> None:
        """It is being built beside, and that goes on."""
        self._moved = self._clock()

    def observe(self, end: int) -> None:
        """The log ends here now."""
        self.end = max(end, self.position)
        if self.lag_events == 0:
            self._level = self._moved = self._clock()

    @property
    def lag_events(self) -> int:
        return self.end - self.position

    @property
    def lag_seconds(self) -> float:
        """Nothing outstanding is older than the last event shown, nor than when the log was last seen to end here."""
        if self.lag_events == 0:
            return 0.0
        known = [moment for moment in (self._shown, self._level) if moment is not None]
        return max(0.0, (self._clock() - max(known, default=self._started)).total_seconds())

    @property
    def healthy(self) -> bool:
        return self.lag_events == 0 or self._clock() - self._moved < self._stalled_after
