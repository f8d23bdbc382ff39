"""The rounds of a running service: reports, reminders and spikes, from its read models, for ever."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from consumers.leases.lease import Lease, alone
from consumers.reports import Reports
from consumers.rounds import keep_going
from consumers.spikes import Alarm, Counts, Spikes
from consumers.unanswered import Unanswered
from domain.application import TicketDesk
from domain.desk.kinds import id_of
from domain.refusals import StoreUnavailable
from domain.reports.period import Period
from domain.reports.report import PublishReport
from gongdan.ending import ended
from projections.clocks.rules import works
from projections.customers.finding import notices_about, numbers_of, opened_before
from projections.customers.measures import Erasing, erasing
from projections.figures.report import READ, ready, report
from projections.figures.selecting import began, counts, unconfirmed
from projections.inbox.finding import ends
from projections.matters.finding import open_incidents
from projections.projection import Log
from projections.reports.folding import published
from projections.running.shown import Shown
from projections.store import ReadStore

T = TypeVar("T")

_REGIONS = {"Asia/Shanghai": "china"}
"""Where a pack names no calendar: the one of the zone."""
_PATIENCE = 30.0
"""Seconds that read models may take to show what is in the log; then the report waits for its next try."""


class ReadModels:
    """What rounds and reactions ask: implements their ``Counting``, ``Waiting``, ``Reported`` and ``Tickets``."""

    def __init__(
        self,
        desk: TicketDesk,
        log: Log,
        runner: Shown,
        store: ReadStore,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
    ) -> None:
        self._desk, self._log, self._runner, self._store = desk, log, runner, store
        self._clock, self._zone = clock, zone

    async def counted(self, period: Period) -> PublishReport:
        """Raises StoreUnavailable where the read models do not show the log's end in time."""
        through = await self._caught_up()
        policies, zone, now = self._desk.policies, self._zone, self._clock()
        pack = policies.newest(policies.choice.default)
        return await self._read(lambda connection: report(connection, period, pack, zone, now, through))

    async def ready(self, period: Period) -> datetime:
        policies = self._desk.policies
        return ready(period, policies.newest(policies.choice.default), self._zone)

    async def published(self) -> frozenset[str]:
        await self._caught_up()
        return await self._read(published)

    async def unconfirmed(self, before: datetime) -> list[str]:
        await self._caught_up()
        return await self._read(lambda connection: unconfirmed(connection, before))

    async def ends(self, notices: Collection[str]) -> dict[str, str]:
        """Raises StoreUnavailable as :meth:`counted`."""
        if not await self._runner.wait_for(await self._log.end(), _PATIENCE, "inbox"):
            raise StoreUnavailable("read model inbox does not show the log's end yet")
        ids = [id_of(key) for key in notices]
        found = await self._read(lambda connection: ends(connection, ids))
        return {f"notice-{notice}": status for notice, status in found.items()}

    async def tickets_of(self, customer: str, position: int) -> list[str]:
        """Raises StoreUnavailable as :meth:`counted`."""
        if not await self._runner.wait_for(position, _PATIENCE, "customers"):
            raise StoreUnavailable(f"read model customers does not show {position} yet")
        return await self._read(lambda connection: numbers_of(connection, customer))

    async def numbers_of(self, customer: str) -> list[str]:
        """All tickets of a customer that the log holds now. Raises StoreUnavailable as :meth:`counted`."""
        return await self.tickets_of(customer, await self._log.end())

    async def opened_before(self, moment: datetime) -> list[tuple[str, str]]:
        """Raises StoreUnavailable as :meth:`counted`."""
        await self._shown("customers")
        return await self._read(lambda connection: opened_before(connection, moment))

    async def notices_about(self, numbers: Sequence[str]) -> list[str]:
        """Raises StoreUnavailable as :meth:`counted`."""
        await self._shown("inbox")
        return await self._read(lambda connection: notices_about(connection, numbers))

    async def _shown(self, name: str) -> None:
        if not await self._runner.wait_for(await self._log.end(), _PATIENCE, name):
            raise StoreUnavailable(f"read model {name} does not show the log's end yet")

    async def erasing(self) -> Erasing:
        """Whose data is to go, or went. Raises StoreUnavailable as :meth:`counted`."""
        await self._shown("customers")
        return await self._read(erasing)

    async def counts(self, since: datetime, until: datetime) -> Counts:
        return await self._read(lambda connection: cast("Counts", counts(connection, since, until)))

    async def alarms(self) -> list[Alarm]:
        await self._caught_up()
        return [
            Alarm(number, incident.signal, incident.product, incident.region, raised, incident.tickets_of)
            for number, raised, incident in await self._read(open_incidents)
            if incident.signal is not None
        ]

    async def began(self) -> datetime | None:
        await self._caught_up()
        return await self._read(began)

    async def works(self, days: Sequence[date]) -> list[bool | None]:
        """By the calendar of the default pack, or that of the zone that the program itself has by default."""
        policies = self._desk.policies
        working = policies.newest(policies.choice.default).working_time
        region = working.calendar if working else _REGIONS.get(self._zone.key)
        return await self._read(lambda connection: works(connection, region, days))

    async def _caught_up(self) -> int:
        end = await self._log.end()
        for name in (*READ, "reports"):
            if not await self._runner.wait_for(end, _PATIENCE, name):
                raise StoreUnavailable(f"read model {name} does not show {end} yet")
        return end

    async def _read(self, query: Callable[[Connection], T]) -> T:
        def look() -> T:
            with self._store.read() as connection:
                return query(connection)

        return await asyncio.to_thread(look)


@asynccontextmanager
async def going_round(
    desk: TicketDesk,
    models: ReadModels,
    clock: Callable[[], datetime],
    zone: ZoneInfo,
    channels: Collection[str],
    lease: Lease,
) -> AsyncIterator[None]:
    """All rounds are gone until it is left, while the lease is ours; ``channels`` are those beyond the program."""
    waiting = Unanswered(desk, models, clock, channels)
    rounds = (Reports(desk, models, clock, zone), waiting, Spikes(desk, models, clock, zone))
    task = asyncio.create_task(alone(lease, lambda _: keep_going(rounds)))
    try:
        yield
    finally:
        await ended(task)
