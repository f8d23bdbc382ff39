"""kill -9 of the nats-server under load: what was acknowledged is there, nothing else is, and projections agree."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.application import Answer, CommandMetadata, TicketDesk
from domain.record.envelope import Actor, Recorded
from domain.refusals import StoreUnavailable
from domain.ticket.commands import AcknowledgeReceipt, AddNote, GradeTicket, OpenTicket, TicketCommand
from domain.ticket.vocabulary import Channel
from eventsourcing_nats import EventLog
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from projections.registry import PROJECTIONS
from projections.runner import Runner
from projections.store import ReadStore
from tests.conftest import MASTER, log_settings

SEED = 20240501
WRITERS = 8
ACTOR = Actor(id="001", role="agent", channel="api")


@dataclass
class Ledger:
    """What was asked for, and what was acknowledged at which position."""

    asked: set[str] = field(default_factory=set)
    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)

    def note(self, answer: Answer) -> None:
        for recorded in answer.events:
            self.acknowledged[recorded.envelope.id] = (recorded.envelope.command, recorded.sequence)


class Load:
    """Writers that open tickets and act on them, sending a command of unknown outcome again until it is answered."""

    def __init__(self, desk: TicketDesk, chance: random.Random) -> None:
        self.ledger, self.stopping = Ledger(), False
        self._desk, self._chance = desk, chance

    async def write(self) -> None:
        while not self.stopping:
            number = await self._insist(None, OpenTicket(channel=Channel.PHONE, summary="设备无法启动"))
            if number is None:
                return
            for command in (AcknowledgeReceipt(), GradeTicket(severity="urgent", reason="x"), AddNote(text="x")):
                if await self._insist(number, command) is None:
                    return

    async def _insist(self, number: str | None, command: TicketCommand) -> str | None:
        metadata = CommandMetadata(str(UUID(int=self._chance.getrandbits(128))), ACTOR)
        self.ledger.asked.add(metadata.id)
        while True:
            try:
                answer = await self._ask(number, command, metadata)
            except StoreUnavailable:
                if self.stopping:
                    return None
                continue
            self.ledger.note(answer)
            return answer.number

    async def _ask(self, number: str | None, command: TicketCommand, metadata: CommandMetadata) -> Answer:
        if number is None:
            assert isinstance(command, OpenTicket)
            return await self._desk.open(command, metadata)
        return await self._desk.handle(number, command, metadata)


@pytest.fixture
async def log(own_server: NatsServer, prefix: str) -> AsyncIterator[EventLog]:
    async with await EventLog.open(log_settings(own_server, prefix)) as opened:
        yield opened


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.timeout(400)])])
async def test_every_acknowledged_event_survives_and_projections_equal_a_fresh_replay(
    own_server: NatsServer, log: EventLog, prefix: str, tmp_path: Path, kills: int
) -> None:
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    store = NatsEventStore(log, EventMapper(KeyStore.open(tmp_path / "keys.db", MASTER)), prefix)
    load = Load(TicketDesk(store, zone=ZoneInfo("Asia/Shanghai")), chance)
    live = ReadStore.open(tmp_path / "live.db")
    runner = Runner(store, live, epoch=log.epoch, clock=lambda: datetime.now(UTC))
    running = asyncio.create_task(runner.run())
    writers = [asyncio.create_task(load.write()) for _ in range(WRITERS)]
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(0.2, 0.8))
        await asyncio.to_thread(own_server.kill)
        await asyncio.sleep(chance.uniform(0, 0.3))
        await asyncio.to_thread(own_server.start)
    await asyncio.sleep(0.5)
    load.stopping = True
    await asyncio.gather(*writers)

    end = await store.end()
    events = [event async for batch in store.follow(0, until=end) for event in batch]
    _check_history(events, load.ledger)
    assert await runner.wait_for(end, 30)
    running.cancel()
    await _check_projections(store, live, log.epoch, end)
    print(f"{kills} kills, {len(load.ledger.acknowledged)} acknowledged, {len(events)} stored")


def _check_history(events: list[Recorded], ledger: Ledger) -> None:
    stored = {event.envelope.id: (event.envelope.command, event.sequence) for event in events}
    assert len(ledger.acknowledged) > WRITERS
    assert len(stored) == len(events), "an event is stored twice"
    lost = {event_id: place for event_id, place in ledger.acknowledged.items() if stored.get(event_id) != place}
    assert not lost
    assert {command for command, _ in stored.values()} <= ledger.asked, "an event that nobody asked for"
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    versions: dict[str, int] = {}
    for event in events:
        assert event.envelope.version == versions.get(event.envelope.aggregate, 0) + 1
        versions[event.envelope.aggregate] = event.envelope.version
    numbers = sorted(key.removeprefix("ticket-") for key in versions)
    assert [int(number[7:]) for number in numbers] == list(range(1, len(numbers) + 1)), "a gap in the numbers"


async def _check_projections(store: NatsEventStore, live: ReadStore, epoch: str, end: int) -> None:
    fresh = ReadStore.in_memory()
    runner = Runner(store, fresh, epoch=epoch, clock=lambda: datetime.now(UTC))
    running = asyncio.create_task(runner.run())
    assert await runner.wait_for(end, 60)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    for projection in PROJECTIONS:
        for table in projection.tables:
            assert live.dump(table) == fresh.dump(table)
