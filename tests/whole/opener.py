"""A process of its own that opens tickets all at once: started by test_numbers, told when to begin on standard input."""

import asyncio
import json
import sys
import time
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from domain.application import CommandMetadata, TicketDesk
from domain.record.envelope import Actor
from domain.ticket.commands import OpenTicket
from domain.ticket.events import Contact
from domain.ticket.vocabulary import Channel
from eventsourcing_nats import EventLog, LogSettings
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore

CALL = OpenTicket(channel=Channel.PHONE, summary="设备无法启动", contact=Contact(name="张三", phone="13812345678"))


async def main(url: str, user: str, password: str, prefix: str, keys: str, count: int) -> None:
    async with await EventLog.open(LogSettings(url=url, user=user, password=password, prefix=prefix)) as log:
        store = NatsEventStore(log, EventMapper(KeyStore.open(Path(keys), bytes(range(32)))), prefix)
        desk = TicketDesk(store, zone=ZoneInfo("Asia/Shanghai"))
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        actor = Actor(id="001", role="agent", channel="api")
        answers = await asyncio.gather(*(desk.open(CALL, CommandMetadata(str(uuid4()), actor)) for _ in range(count)))
        print(json.dumps({"numbers": [answer.number for answer in answers], "done": time.time()}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:6], int(sys.argv[6])))
