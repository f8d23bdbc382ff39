"""Bits rot in the store of a stopped server: a scrub finds where, and the log is put back to the byte."""

import asyncio
import json
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from consumers.notary.notary import Notary
from consumers.notary.scrub import Scrub
from consumers.notary.taking import Taking
from eventsourcing_nats import EventLog, NewEvent, StoredMessage, Tip, Unit
from gongdan.composition import Broker, log_settings
from gongdan.nats_servers.embedded import NatsServer, ServerFailed
from gongdan.nats_servers.users import ACCOUNT, OPERATIONS
from gongdan.proving.repairing import MARK, repaired, server_for_repair, settle
from gongdan.settings import Settings
from tests.trust.made_up import NOW, PREFIX, messages
from trust.archive import Archive
from trust.signing import Signer

pytestmark = [pytest.mark.tamper, pytest.mark.timeout(7_200)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a log of single events and batches, archived, its server stopped."""
    home = tmp_path_factory.mktemp("store")
    asyncio.run(filled(home, int(os.environ.get("GONGDAN_FAULTS_EVENTS", "600"))))
    return home


async def filled(home: Path, count: int) -> None:
    server = NatsServer(home / "nats", sync="2m").start()
    try:
        said = log_settings(Settings(home=home), Broker.of(server).signed_in_as(OPERATIONS), create=True)
        async with await EventLog.open(said) as log:
            await append(log, count)
            signer = Signer(f"gongdan/{log.epoch}/00112233", bytes(32))
            meta = {"form": "1", "origin": signer.key.name, "prefix": PREFIX, "epoch": log.epoch}
            archive = Archive.open(home / "archive.db", meta)
            await Notary(log, archive, lambda: Taking(archive, signer), lambda: NOW).caught_up()
            archive.close()
    finally:
        server.stop()


async def append(log: EventLog, count: int) -> None:
    """Two groups of three are atomic batches."""
    tips = dict[str, Tip]()
    for number, group in enumerate(groups(count)):
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


def groups(count: int) -> Iterator[list[tuple[str, int, bytes]]]:
    """Of at most 60 tickets, each once."""
    group = dict[str, tuple[str, int, bytes]]()
    for message in islice(messages(at_once=200), count):
        said = json.loads(message.body)
        if said["aggregate"] in group or len(group) == 60:
            yield [*group.values()]
            group.clear()
        group[said["aggregate"]] = said["aggregate"], said["version"], message.body
    yield [*group.values()]


async def standing(home: Path) -> list[StoredMessage | None]:
    """All messages as they stand, headers as they were sent."""
    async with server_for_repair(Settings(home=home)) as broker:
        said = log_settings(Settings(home=home), broker.signed_in_as(OPERATIONS))
        async with await EventLog.open(said) as log:
            return [await log.stored_at(position) for position in range(1, await log.end() + 1)]


def same(left: Sequence[StoredMessage | None], right: Sequence[StoredMessage | None]) -> bool:
    def bare(each: StoredMessage | None) -> object:
        return each and (each.sequence, each.subject, each.headers, each.body)

    return [*map(bare, left)] == [*map(bare, right)]


def corrupt(home: Path, chance: random.Random) -> str:
    """One block of messages: a flipped bit, a range of zeros or of noise, cut, or gone."""
    block = chance.choice(sorted((home / "nats" / "jetstream").glob("*/streams/*_EVENTS/msgs/*.blk")))
    held = bytearray(block.read_bytes())
    at, kind = chance.randrange(len(held)), chance.choice(["bit", "zeros", "noise", "cut", "gone"])
    length = min(chance.randint(1, 2_000), len(held) - at)
    if kind == "bit":
        held[at] ^= 1 << chance.randrange(8)
    elif kind == "zeros":
        held[at : at + length] = bytes(length)
    elif kind == "noise":
        held[at : at + length] = chance.randbytes(length)
    elif kind == "cut":
        del held[at:]
    if kind == "gone":
        block.unlink()
    else:
        block.write_bytes(held)
    return f"{kind} at {at} of {block.name}"


async def mended(home: Path) -> int:
    """How much damage was found; all is as it was."""
    settings = Settings(home=home)
    archive = Archive.open(home / "archive.db")
    signer = Signer(archive.meta["origin"], bytes(32))
    async with server_for_repair(settings) as broker:
        found = await repaired(settings, broker, archive, signer)
        assert found.put_back
        said = log_settings(settings, broker.signed_in_as(OPERATIONS))
        async with await EventLog.open(said) as log:
            assert not await Scrub(log, archive).round()
            assert await log.end() == found.events
            assert log.epoch == archive.meta["epoch"]
    settle(settings)
    archive.close()
    return len(found.damage)


async def trial(store: Path, home: Path, seed: int) -> None:
    shutil.copytree(store, home)
    what = corrupt(home, random.Random(seed))
    try:
        assert await mended(home), what
    except Exception as error:
        raise AssertionError(f"seed {seed}: {what}") from error


async def test_an_undamaged_log_is_left_alone(store: Path, tmp_path: Path):
    shutil.copytree(store, tmp_path / "home")
    settings, archive = Settings(home=tmp_path / "home"), Archive.open(tmp_path / "home" / "archive.db")
    async with server_for_repair(settings) as broker:
        found = await repaired(settings, broker, archive, Signer(archive.meta["origin"], bytes(32)))
    assert not found.damage
    assert not found.put_back
    archive.close()


async def test_who_only_looks_leaves_the_archive_as_it_was(store: Path, tmp_path: Path):
    home = shutil.copytree(store, tmp_path / "home")
    settings = Settings(home=home)
    async with server_for_repair(settings) as broker:
        said = log_settings(settings, broker.signed_in_as(OPERATIONS))
        async with await EventLog.open(said) as log:
            await log.append([Unit((NewEvent("ticket-new", 1, "communication-logged", b"{}", "new-1"),), None)])
        archive = Archive.open(home / "archive.db")
        signer, end = Signer(archive.meta["origin"], bytes(32)), archive.end()
        await repaired(settings, broker, archive, signer, only_look=True)
        assert archive.end() == end
        assert (await repaired(settings, broker, archive, signer)).saved == 1
        archive.close()


async def test_no_service_starts_while_the_stream_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stream = tmp_path / "nats" / "jetstream" / ACCOUNT / "streams" / "GONGDAN_EVENTS"
    stream.mkdir(parents=True)
    starts = iter([ServerFailed("damaged"), ServerFailed("damaged")])

    def start(server: NatsServer) -> NatsServer:
        raise next(starts)

    monkeypatch.setattr(NatsServer, "start", start)
    with pytest.raises(ServerFailed):
        async with server_for_repair(Settings(home=tmp_path)):
            pass
    assert not stream.exists()
    assert (tmp_path / MARK).exists()


async def test_a_log_that_is_put_back_is_the_same_to_the_byte(store: Path, tmp_path: Path):
    shutil.copytree(store, tmp_path / "home")
    before = await standing(tmp_path / "home")
    for block in (tmp_path / "home" / "nats" / "jetstream").glob("*/streams/*_EVENTS/msgs/*.blk"):
        block.write_bytes(block.read_bytes()[:3_000])
    (tmp_path / "home" / MARK).touch()
    assert await mended(tmp_path / "home")
    assert same(await standing(tmp_path / "home"), before)
    assert not (tmp_path / "home" / MARK).exists()


@pytest.mark.parametrize("seed", range(8))
async def test_a_damaged_block_is_found_and_mended(seed: int, store: Path, tmp_path: Path):
    await trial(store, tmp_path / "home", seed)


@pytest.mark.slow
async def test_five_hundred_damaged_blocks_are_found_and_mended(store: Path, tmp_path: Path):
    first = int(os.environ.get("GONGDAN_FAULTS_SEED") or random.randrange(10**6))
    print(f"seeds {first} to {first + 499}")
    for seed in range(first, first + int(os.environ.get("GONGDAN_FAULTS_TRIALS", "500"))):
        await trial(store, tmp_path / f"{seed}", seed)
        shutil.rmtree(tmp_path / f"{seed}")
