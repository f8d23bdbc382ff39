"""Bits rot in the store of a stopped server: a scrub finds where, and the log is put back to the byte."""

import asyncio
import shutil
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, NewEvent, Unit
from gongdan.composition import log_settings
from gongdan.failures import Failure
from gongdan.nats_servers.embedded import NatsServer, ServerFailed
from gongdan.nats_servers.users import ACCOUNT, OPERATIONS
from gongdan.proving.repairing import MARK, repaired, server_for_repair
from gongdan.settings import Settings
from tests.trust.rotting import digest_of, filled, mended, trial
from trust.archive import Archive
from trust.signing import Signer

pytestmark = [pytest.mark.tamper, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("store")
    asyncio.run(filled(home, 600))
    return home


@pytest.fixture(scope="module")
def digest(store: Path) -> str:
    return asyncio.run(digest_of(store))


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


async def test_who_only_looks_leaves_a_stream_where_it_is_though_no_server_starts_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stream = tmp_path / "nats" / "jetstream" / ACCOUNT / "streams" / "GONGDAN_EVENTS"
    stream.mkdir(parents=True)

    def start(server: NatsServer) -> NatsServer:
        raise ServerFailed("damaged")

    monkeypatch.setattr(NatsServer, "start", start)
    with pytest.raises(Failure, match=r"damaged.*nothing was changed"):
        async with server_for_repair(Settings(home=tmp_path), only_look=True):
            pass
    assert stream.exists()
    assert not (tmp_path / MARK).exists()


async def test_a_log_that_is_put_back_is_the_same_to_the_byte(store: Path, digest: str, tmp_path: Path):
    home = shutil.copytree(store, tmp_path / "home")
    for block in (home / "nats" / "jetstream").glob("*/streams/*_EVENTS/msgs/*.blk"):
        block.write_bytes(block.read_bytes()[:3_000])
    (home / MARK).touch()
    assert (await mended(home, digest)).damage
    assert await digest_of(home) == digest
    assert not (home / MARK).exists()


@pytest.mark.parametrize("seed", range(10))
async def test_a_damaged_block_is_found_and_mended(seed: int, store: Path, digest: str, tmp_path: Path):
    assert (await trial(store, digest, tmp_path / "home", seed)).damage
