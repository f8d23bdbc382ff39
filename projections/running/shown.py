"""How far the read models are, for those who read them: asked, waited for, and told whenever they moved."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from projections.errors import BadQuery, NotReadable
from projections.projection import Log, Projection
from projections.registry import PROJECTIONS
from projections.running import bookkeeping
from projections.running.health import ProjectionStatus, Pulse
from projections.store import ReadStore

STALLED_AFTER: Final = timedelta(seconds=30)
_PATIENCE: Final = 3.0
"""Seconds that a reader waits until it is known which read models can be read."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``places``: by read model, its position and when the event there was recorded; ``held`` why some can't be read.

    ``begun``: whether it is known which can be read.
    """

    begun: bool = False
    places: Mapping[str, tuple[int, datetime | None]] = field(default_factory=dict)
    held: Mapping[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)


class Shown:
    """What whoever feeds the read models says of them, in this process or in another."""

    def __init__(
        self,
        source: Log,
        store: ReadStore,
        clock: Callable[[], datetime],
        projections: Sequence[Projection] = PROJECTIONS,
        stalled_after: timedelta = STALLED_AFTER,
    ) -> None:
        self._source, self._store, self._clock = source, store, clock
        self._projections = {projection.name: projection for projection in projections}
        self._pulses = {name: Pulse(clock, stalled_after) for name in self._projections}
        self._held: dict[str, NotReadable] = {}
        self._begun = asyncio.Event()
        self._moved = asyncio.Condition()

    async def wait_for(self, position: int, timeout: float, name: str | None = None) -> bool:  # noqa: ASYNC109 -- the answer says whether it was reached
        """Wait until one read model, or all, show the log up to a position; False where time ran out."""
        pulses = self._pulses if name is None else {name: self._pulse(name)}

        def shown() -> bool:
            there = self._begun.is_set() and not self._held.keys() & pulses.keys()
            return there and all(pulse.position >= position for pulse in pulses.values())

        try:
            async with asyncio.timeout(timeout), self._moved:
                await self._moved.wait_for(shown)
        except TimeoutError:
            return False
        return True

    def age(self, name: str) -> float:
        """Seconds: a read model shows every event that was stored longer ago. Raises BadQuery."""
        return self._pulse(name).age

    async def require(self, name: str) -> None:
        """Raises NotReadable where a read model's tables are being built, or are a newer program's; BadQuery."""
        self._pulse(name)
        if not self._begun.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await self._begun.wait()
        if (reason := self._held.get(name)) is not None:
            raise NotReadable(reason.code, **reason.details)

    async def status(self) -> list[ProjectionStatus]:
        """Each read model's position, lag and health now; raises what the event log raises if it does not answer."""
        await self._look_once()
        return await asyncio.to_thread(self._statuses)

    @property
    def healthy(self) -> bool:
        """No read model is behind and standing still, as far as was last seen."""
        return all(pulse.healthy for pulse in self._pulses.values())

    @property
    def pulses(self) -> Mapping[str, Pulse]:
        """How far each read model was when last seen, without asking anybody."""
        return self._pulses

    @property
    def snapshot(self) -> Snapshot:
        """How far all are at this moment."""
        places = {name: pulse.place for name, pulse in self._pulses.items()}
        return Snapshot(
            self._begun.is_set(), places, {name: (held.code, held.details) for name, held in self._held.items()}
        )

    async def moved(self, within: float) -> None:
        """Return when any moved, or something else changed; at the latest after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within), self._moved:
                await self._moved.wait()

    async def _announce(self) -> None:
        async with self._moved:
            self._moved.notify_all()

    async def _look_once(self) -> None:
        asked, end = time.monotonic(), await self._source.end()
        for pulse in self._pulses.values():
            pulse.observe(end, asked)

    def _statuses(self) -> list[ProjectionStatus]:
        stored = self._store.positions()
        with self._store.read() as connection:
            parked = bookkeeping.parked(connection)
        return [
            ProjectionStatus(
                name=name,
                title=projection.title,
                version=projection.version,
                position=pulse.position,
                end=pulse.end,
                lag_events=pulse.lag_events,
                lag_seconds=pulse.lag_seconds,
                healthy=pulse.healthy,
                parked=sum(entry.projection == name for entry in parked),
                skipped=sum(entry.skipped for entry in parked if entry.projection == name),
                updated=stored[name].updated if name in stored else None,
                held=self._held.get(name),
            )
            for name, projection in self._projections.items()
            for pulse in (self._pulses[name],)
        ]

    def _pulse(self, name: str) -> Pulse:
        if name not in self._pulses:
            raise BadQuery("unknown-projection", name=name, allowed=", ".join(self._pulses))
        return self._pulses[name]
