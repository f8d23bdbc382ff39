"""A log in memory and the making of its events, for tests of read models alone."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from domain.record.envelope import Actor, Envelope, Recorded, Source
from domain.record.event import Event
from domain.ticket.events import TicketEvent
from domain.ticket.numbering import ticket_key
from domain.ticket.vocabulary import Irregularity

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
"""2024-05-01 09:30 in Shanghai."""


def at(clock: str, day: str = "2024-05-01") -> datetime:
    """A local time of day."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)


class ListLog:
    """A log of events in memory; ``happen`` appends, ``follow`` waits for more."""

    def __init__(self) -> None:
        self.events: list[Recorded] = []
        self._versions: dict[str, int] = {}
        self._more = asyncio.Event()
        self.batch = 256
        self.failures: list[Exception] = []

    def happen(
        self,
        number: str,
        event: TicketEvent,
        occurred: datetime | None = None,
        *,
        by: str = "s-001",
        role: str = "agent",
        recorded: datetime | None = None,
        source: Source | None = None,
        irregular: Irregularity | None = None,
        policy: str | None = None,
    ) -> Recorded:
        """Something that happened to the ticket of a number."""
        said = {"by": by, "role": role, "source": source, "irregular": irregular, "policy": policy}
        return self.record(ticket_key(number), event, occurred, recorded=recorded, **said)

    def record(
        self,
        aggregate: str,
        event: Event,
        occurred: datetime | None = None,
        *,
        by: str = "admin",
        role: str = "administrator",
        recorded: datetime | None = None,
        source: Source | None = None,
        irregular: Irregularity | None = None,
        policy: str | None = None,
    ) -> Recorded:
        """Something that happened to any aggregate."""
        sequence = len(self.events) + 1
        version = self._versions[aggregate] = self._versions.get(aggregate, 0) + 1
        of_ticket = aggregate.startswith("ticket-")
        occurred = occurred or START + timedelta(minutes=sequence)
        envelope = Envelope(
            id=str(uuid5(NAMESPACE_OID, f"{aggregate}/{version}")),
            type=event.stored_name,
            schema_version=1,
            aggregate=aggregate,
            version=version,
            occurred=occurred,
            recorded=recorded or occurred,
            actor=Actor(id=by, role=role, channel="cli"),
            ticket=aggregate if of_ticket else None,
            customer="customer-1" if of_ticket else None,
            command=f"{aggregate}/{version}",
            correlation=aggregate,
            policy=policy,
            source=source,
            irregular=irregular,
        )
        self.events.append(Recorded(envelope, event, sequence))
        self._more.set()
        return self.events[-1]

    async def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[list[Recorded]]:
        while until is None or after < until:
            if self.failures:
                raise self.failures.pop(0)
            batch = self.events[after : min(after + self.batch, until or len(self.events))]
            if batch:
                yield batch
                after += len(batch)
                continue
            self._more.clear()
            await self._more.wait()

    async def end(self) -> int:
        return len(self.events)


def sourced(case: str, ordinal: int, activity: str) -> Source:
    return Source(name="helpdesk", case=case, ordinal=ordinal, activity=activity)


def log_of(*happenings: tuple[str, TicketEvent]) -> ListLog:
    log = ListLog()
    for number, event in happenings:
        log.happen(number, event)
    return log


def folded(project: object, events: Iterable[Recorded]) -> object:
    """The plain fold of a pure projection."""
    row = None
    for event in events:
        row = project(row, event)  # type: ignore[operator]
    return row
