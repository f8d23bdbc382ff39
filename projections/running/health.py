"""How far each read model is behind the log, in events and in seconds, and whether it still moves."""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from projections.errors import NotReadable
from projections.projection import Projection
from projections.running.bookkeeping import Position

BEING_BUILT: Final = "being-built"
NEWER: Final = "newer-version"


@dataclass(frozen=True, slots=True)
class ProjectionStatus:
    """A read model's state. ``lag_seconds`` is at most the age of the oldest event not yet shown.

    Unhealthy means behind *and* not advancing; ``current`` that every event of the log is shown. ``held`` says why its
    tables can't be read at all; ``position`` is how far the ones being built are then.
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
    held: NotReadable | None = None

    @property
    def current(self) -> bool:
        return self.lag_events == 0 and self.held is None

    @property
    def state(self) -> str:
        """``in-use``, ``stalled``, ``being-built`` or ``newer-version``."""
        if self.held is not None:
            return self.held.code
        return "in-use" if self.healthy else "stalled"


def held(
    projections: Iterable[Projection], stored: Mapping[str, Position], end: int
) -> Iterator[tuple[str, NotReadable]]:
    """The read models whose stored tables are not those that this program reads, and why."""
    for projection in projections:
        name, position = projection.name, stored.get(projection.name)
        if position is None or position.version == projection.version:
            continue
        if position.version < projection.version:
            yield name, NotReadable(BEING_BUILT, name=name, done=0, total=end)
        else:
            yield name, NotReadable(NEWER, name=name, stored=position.version, current=projection.version)


class Pulse:
    """Watches one read model's position against the log's end."""

    def __init__(
        self, clock: Callable[[], datetime], stalled_after: timedelta, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock, self._stalled_after, self._elapsed = clock, stalled_after, elapsed
        self._seen: tuple[float, int] | None = None
        self._whole = -math.inf
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
        self._reach()

    @property
    def place(self) -> tuple[int, datetime | None]:
        """The position, and when its event was recorded."""
        return self.position, self._shown

    def observe(self, end: int, asked: float | None = None) -> None:
        """The log ends here now; ``asked`` is when that was asked for, by the clock that only elapses."""
        self.end = max(end, self.position)
        if self._seen is None:
            self._seen = (self._elapsed() if asked is None else asked), end
        self._reach()
        if self.lag_events == 0:
            self._level = self._moved = self._clock()

    def _reach(self) -> None:
        if self._seen is not None and self.position >= self._seen[1]:
            self._whole, self._seen = self._seen[0], None

    @property
    def age(self) -> float:
        """Seconds: every event that was stored longer ago is shown; infinite until the log was seen to its end."""
        return self._elapsed() - self._whole

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
