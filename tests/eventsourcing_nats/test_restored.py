"""A stream that was restored from a backup keeps its epoch and is told by its end; one made anew has another epoch."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from eventsourcing_nats import EventLog, LogGap, LogSettings
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection

pytestmark = pytest.mark.library


@pytest.fixture
def settings(own_server, prefix, make) -> LogSettings:
    return make.settings(own_server, prefix)


@dataclass
class Backup:
    """A stream as the broker gave it out: its config and state, and the chunks of its files."""

    described: dict[str, Any]
    chunks: list[bytes]


async def backed_up(raw: Connection, name: str) -> Backup:
    inbox, chunks = raw.client.new_inbox(), list[bytes]()
    arriving = await raw.client.subscribe(inbox)
    described = await api.call(raw, f"STREAM.SNAPSHOT.{name}", {"deliver_subject": inbox, "no_consumers": True})
    while chunk := await arriving.next_msg(5):
        if chunk.reply:
            await chunk.respond(b"")
        if not chunk.data:
            break
        chunks.append(chunk.data)
    return Backup(described, chunks)


async def restored(raw: Connection, name: str, backup: Backup) -> None:
    """In place of what is there."""
    await api.call(raw, f"STREAM.DELETE.{name}")
    described = {key: backup.described[key] for key in ("config", "state")}
    subject = (await api.call(raw, f"STREAM.RESTORE.{name}", described))["deliver_subject"]
    for chunk in backup.chunks:
        await raw.client.request(subject, chunk, timeout=5)
    answer = await raw.client.request(subject, b"", timeout=10)
    api.parsed(answer.data)


async def test_a_restored_stream_has_its_epoch_and_whoever_read_further_is_told(settings, make):
    raw = await Connection.open(settings, "test")
    async with await EventLog.open(settings) as log:
        tip = await make.grow(log, "a", 2)
        backup = await backed_up(raw, log.stream)
        await log.append([make.unit("a", tip)])
        following = log.follow()
        assert len(await anext(following)) == 3
        await restored(raw, log.stream, backup)
        async with await EventLog.open(settings) as again:
            assert (again.epoch, await again.end()) == (log.epoch, 2)
            assert (await again.load("a"))[1] == tip
            with pytest.raises(LogGap, match="ends at 2, before 3"):
                await anext(again.follow(3))
        with pytest.raises(LogGap, match="no longer holds event 3"):
            await asyncio.wait_for(anext(following), 5)
    await raw.close()


async def test_a_stream_made_anew_has_another_epoch(settings):
    raw = await Connection.open(settings, "test")
    async with await EventLog.open(settings) as log:
        await api.call(raw, f"STREAM.DELETE.{log.stream}")
        async with await EventLog.open(settings) as anew:
            assert anew.epoch != log.epoch
    await raw.close()
