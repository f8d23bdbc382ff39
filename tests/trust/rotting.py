"""A log and its archive, a block of the log's store changed at random, and the log put back: each trial from a seed."""

import hashlib
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from consumers.notary.notary import Notary
from consumers.notary.taking import Taking
from eventsourcing_nats import EventLog, NewEvent, StoredMessage, Tip, Unit
from gongdan.composition import Broker, log_settings
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import OPERATIONS
from gongdan.proving.repairing import MARK, repaired, server_for_repair, settle
from gongdan.settings import Settings
from tests.trust.made_up import NOW, PREFIX, messages
from trust.archive import Archive
from trust.signing import Signer


@dataclass(frozen=True)
class Mended:
    """``what`` was done, how much ``damage`` was found; ``started``: with the store as it was, so that a scrub found it."""

    what: str
    damage: int
    started: bool

    @property
    def kind(self) -> str:
        return self.what.partition(" ")[0]


async def filled(home: Path, count: int, bulk: int = 0) -> None:
    """A home with a log of single events and batches, archived, its server stopped; so many bytes more an event."""
    server = NatsServer(home / "nats", sync="2m").start()
    try:
        said = log_settings(Settings(home=home), Broker.of(server).signed_in_as(OPERATIONS), create=True)
        async with await EventLog.open(replace(said, patience=60)) as log:
            await append(log, count, bulk)
            signer = Signer(f"gongdan/{log.epoch}/00112233", bytes(32))
            meta = {"form": "1", "origin": signer.key.name, "prefix": PREFIX, "epoch": log.epoch}
            archive = Archive.open(home / "archive.db", meta)
            await Notary(log, archive, lambda: Taking(archive, signer), lambda: NOW).caught_up()
            archive.close()
    finally:
        server.stop()


async def append(log: EventLog, count: int, bulk: int) -> None:
    """Two groups of three are atomic batches."""
    tips = dict[str, Tip]()
    for number, group in enumerate(groups(count, bulk)):
        units = [
            Unit(
                (NewEvent(aggregate, version, "communication-logged", body, f"{aggregate}-{version}"),),
                tips.get(aggregate),
            )
            for aggregate, version, body in group
        ]
        for part in [units] if number % 3 else [[unit] for unit in units]:
            for tip, unit in zip(await log.append(part), part, strict=True):
                tips[unit.aggregate_id] = tip


def groups(count: int, bulk: int) -> Iterator[list[tuple[str, int, bytes]]]:
    """Of at most 60 tickets, each once."""
    group = dict[str, tuple[str, int, bytes]]()
    for message in islice(messages(at_once=200, bulk=bulk), count):
        said = json.loads(message.body)
        if said["aggregate"] in group or len(group) == 60:
            yield [*group.values()]
            group.clear()
        group[said["aggregate"]] = said["aggregate"], said["version"], message.body
    yield [*group.values()]


async def digest_of(home: Path) -> str:
    """Of all messages as they stand, positions and headers too; only the broker's own time is left out."""
    async with server_for_repair(Settings(home=home)) as broker:
        return await _digest(Settings(home=home), broker)


async def _digest(settings: Settings, broker: Broker) -> str:
    hashed, position = hashlib.sha256(), 0
    async with await EventLog.open(log_settings(settings, broker.signed_in_as(OPERATIONS))) as log:
        end = await log.end()
        while position < end:
            found = await log.stored(position + 1, 1_000)
            hashed.update(b"".join(map(_told, found)))
            position = found[-1].sequence if found else end
    return hashed.hexdigest()


def _told(message: StoredMessage) -> bytes:
    parts = (f"{message.sequence}".encode(), message.subject.encode(), message.headers, message.body)
    return b"".join(b"%d:%b," % (len(part), part) for part in parts)


def corrupt(home: Path, chance: random.Random) -> str:
    """One block of messages: a flipped bit, a range of zeros or of noise, cut, or gone."""
    block = chance.choice(sorted((home / "nats" / "jetstream").glob("*/streams/*_EVENTS/msgs/*.blk")))
    before = block.read_bytes()
    held, kind, at = bytearray(before), "", 0
    while held == before:
        at, kind = chance.randrange(len(held)), chance.choice(["bit", "zeros", "noise", "cut", "gone"])
        length = min(chance.randint(1, 2_000), len(held) - at)
        if kind == "bit":
            held[at] ^= 1 << chance.randrange(8)
        elif kind == "zeros":
            held[at : at + length] = bytes(length)
        elif kind == "noise":
            held[at : at + length] = chance.randbytes(length)
        else:
            del held[at if kind == "cut" else 0 :]
    if kind == "gone":
        block.unlink()
    else:
        block.write_bytes(held)
    return f"{kind} at {at} of {block.name}"


async def mended(home: Path, digest: str, what: str = "") -> Mended:
    """The damage is found, and all is as it was, to the byte. Raises AssertionError, Failure."""
    settings = Settings(home=home)
    archive = Archive.open(home / "archive.db")
    signer = Signer(archive.meta["origin"], bytes(32))
    async with server_for_repair(settings) as broker:
        started = not (home / MARK).exists()
        found = await repaired(settings, broker, archive, signer)
        assert found.put_back
        assert await _digest(settings, broker) == digest
        async with await EventLog.open(log_settings(settings, broker.signed_in_as(OPERATIONS))) as log:
            assert log.epoch == archive.meta["epoch"]
    settle(settings)
    archive.close()
    return Mended(what, len(found.damage), started)


async def trial(store: Path, digest: str, home: Path, seed: int) -> Mended:
    """A copy of the store is damaged and mended."""
    shutil.copytree(store, home)
    what = corrupt(home, random.Random(seed))
    try:
        return await mended(home, digest, what)
    except Exception as error:
        raise AssertionError(f"seed {seed}: {what}") from error
