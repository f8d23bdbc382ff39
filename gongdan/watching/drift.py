"""Whether the stream is still configured as it was declared: it may be changed, or deleted, while the service runs."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from prometheus_client.core import Metric

from api.gauges import gauge
from eventsourcing_nats import ConfigDrift, EventLog, StoreUnavailable, StreamMissing
from gongdan.composition import Broker, store_failure
from gongdan.failures import Failure
from gongdan.watching.kept import under_way

log = structlog.get_logger(__name__)

_EVERY: Final = 10.0
_AGAIN: Final = 2.0
"""Seconds between two looks, and while something is wrong: whoever puts it right is told soon."""

Drift = ConfigDrift | StreamMissing


class DriftWatch:
    """``seen`` is how it differed when last seen; None where it did not, as when the log was opened."""

    def __init__(self, watched: EventLog, broker: Broker) -> None:
        self._log, self._broker = watched, broker
        self.seen: Drift | None = None

    @property
    def safe(self) -> bool:
        """Whether what is stored stays: a stream may also differ in what loses nothing."""
        return self.seen is None or (isinstance(self.seen, ConfigDrift) and not self.seen.unsafe)

    @property
    def hindrance(self) -> Failure | None:
        """Why nothing should be stored there any more; None while it is safe."""
        return None if self.seen is None or self.safe else store_failure(self.seen, self._broker)

    def measured(self) -> Iterator[Metric]:
        meaning = "1 where the stream is configured as declared."
        yield gauge("gongdan_log_as_declared", meaning, (), [((), self.seen is None)])
        meaning = "0 where the stream is configured so that events can be lost."
        yield gauge("gongdan_log_safe", meaning, (), [((), self.safe)])

    async def watch(self) -> None:
        """For ever."""
        while True:
            await asyncio.sleep(_EVERY if self.seen is None else _AGAIN)
            await self.look()

    async def look(self) -> None:
        """Once; of a stream that can't be looked at now, what was seen last counts."""
        try:
            await self._log.verify()
        except (ConfigDrift, StreamMissing) as drift:
            self._tell(drift)
        except StoreUnavailable:
            pass
        else:
            self._tell(None)

    def _tell(self, drift: Drift | None) -> None:
        """Of changes only."""
        before, self.seen = self.seen, drift
        if str(drift) == str(before):
            return
        if drift is None:
            log.info("log_as_declared_again", stream=self._log.stream)
        else:
            log.error("log_not_as_declared", why=str(drift), safe=self.safe)


@asynccontextmanager
async def watching_drift(watched: EventLog, broker: Broker) -> AsyncIterator[DriftWatch]:
    """Watched until it is left."""
    watch = DriftWatch(watched, broker)
    async with under_way("drift", watch.watch):
        yield watch
