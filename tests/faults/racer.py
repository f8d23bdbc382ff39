"""A process that acts on a ticket when told: number and version come in as a line, how it went goes out as one."""

import asyncio
import json
import sys
import uuid
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.application import CommandMetadata, TicketDesk
from domain.record.envelope import Actor
from domain.refusals import StaleVersion
from domain.ticket.commands import AddNote
from eventsourcing_nats import EventLog, LogSettings
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from tests.conftest import MASTER


async def race(settings: LogSettings, keys: Path) -> None:
    async with await EventLog.open(settings) as log:
        store = NatsEventStore(log, EventMapper(KeyStore.open(keys, MASTER)), settings.prefix)
        desk = TicketDesk(store, zone=ZoneInfo("Asia/Shanghai"))
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            number, version = line.split()
            print(await _noted(desk, number, int(version)), flush=True)


async def _noted(desk: TicketDesk, number: str, version: int) -> str:
    """The stored event's id, or ``stale``."""
    actor = Actor(id="001", role="agent", channel="api")
    try:
        answer = await desk.handle(
            number, AddNote(text="x"), CommandMetadata(str(uuid.uuid4()), actor, expected_version=version)
        )
    except StaleVersion:
        return "stale"
    return answer.events[0].envelope.id


if __name__ == "__main__":
    asked: dict[str, Any] = json.loads(sys.argv[1])
    asyncio.run(race(LogSettings(**asked["settings"]), Path(asked["keys"])))
