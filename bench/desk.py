"""What the benchmarks stand on: a real nats-server with fsync always, a key store, a desk, and a log to fill."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from domain.application import CommandMetadata, TicketDesk
from domain.record.envelope import Actor, Envelope
from domain.store import Change, Pending
from domain.ticket.commands import OpenTicket
from domain.ticket.events import Contact, NoteAdded, TicketEvent, TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from eventsourcing_nats import EventLog, LogSettings
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore

CALL = OpenTicket(channel=Channel.PHONE, summary="设备无法启动", contact=Contact(name="张三", phone="13812345678"))
OPENED = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="设备无法启动", contact=CALL.contact)
ACTOR = Actor(id="001", role="supervisor", channel="api")
EVENTS_EACH = 12
_GROUP = 40
BEGAN: Final = datetime(2021, 1, 1, tzinfo=UTC)
EACH, _STEP = timedelta(minutes=10), timedelta(hours=4)
"""From one ticket to the next, and from one event of a ticket to its next: 264 are open at any time."""


@dataclass(slots=True)
class Bench:
    server: NatsServer
    log: EventLog
    store: NatsEventStore
    mapper: EventMapper
    keys: KeyStore
    desk: TicketDesk
    filled: int = 0

    def metadata(self) -> CommandMetadata:
        return CommandMetadata(str(uuid4()), ACTOR, frozenset({"agent", "supervisor"}))

    async def fill(self, events: int) -> None:
        """Tickets of twelve events each, until the log holds so many more."""
        tickets = count(self.filled)
        for _ in range(max(1, events // (EVENTS_EACH * _GROUP))):
            places = [next(tickets) for _ in range(_GROUP)]
            await self.store.append([history(f"ticket-fill-{place}", BEGAN + EACH * place) for place in places])
        self.filled = next(tickets)


def history(key: str, opened: datetime) -> Change:
    """A ticket of twelve events, as they would come from the desk."""
    events: list[TicketEvent] = [OPENED, *[NoteAdded(text=f"第{n}条备注") for n in range(2, EVENTS_EACH + 1)]]
    return Change(
        None, tuple(_pending(key, place, event, opened + _STEP * place) for place, event in enumerate(events))
    )


def _pending(key: str, place: int, event: TicketEvent, occurred: datetime) -> Pending:
    now, command = datetime.now(UTC), str(uuid4())
    envelope = Envelope(
        id=str(uuid4()),
        type=event.stored_name,
        schema_version=1,
        aggregate=key,
        version=place + 1,
        occurred=occurred,
        recorded=now,
        actor=ACTOR,
        ticket=key,
        customer=f"customer-{key}",
        command=command,
        correlation=command,
        policy="handbook@1",
    )
    return Pending(envelope, event)


@asynccontextmanager
async def open_bench(folder: Path) -> AsyncIterator[Bench]:
    server = NatsServer(folder / "nats").start()
    secret = server.credentials
    settings = LogSettings(url=server.url, user=secret.user, password=secret.password, prefix="bench")
    keys = KeyStore.open(folder / "keys.db", bytes(32))
    try:
        async with await EventLog.open(settings) as log:
            mapper = EventMapper(keys)
            store = NatsEventStore(log, mapper, "bench")
            yield Bench(server, log, store, mapper, keys, TicketDesk(store, zone=ZoneInfo("Asia/Shanghai")))
    finally:
        keys.close()
        server.stop()
