"""Nothing half written is ever found: neither after a kill, nor on a full disk, nor where an upload is cancelled."""

import asyncio
import errno
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from gongdan.attachments.opening import open_attachments, open_shelf
from gongdan.attachments.refusals import AttachmentsUnavailable
from gongdan.attachments.shelf import Shelf
from gongdan.attachments.vault import EncryptedAttachments
from gongdan.failures import Failure
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.system import of_system
from tests.attachments.desk import CUSTOMER, TICKET, only, put, read, standing
from tests.attachments.samples import brand
from tests.faults.breaking.disks import Disk, Kind

ROOT = Path(__file__).parents[2]


async def test_a_killed_upload_is_swept_away_at_the_next_start(tmp_path: Path, keys: KeyStore, folder: Path):
    command = [sys.executable, "-m", "tests.attachments.uploading", str(folder.parent), str(tmp_path / "keys.db")]
    program = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        await _until(lambda: any(path.stat().st_size > 1 << 20 for path in standing(folder)))
    finally:
        program.kill()
        await program.wait()
    assert len(standing(folder)) == 1
    with capture_logs() as logs:
        vault = await open_attachments(Settings(home=folder.parent), keys)
    assert standing(folder) == []
    assert next(line for line in logs if line["event"] == "staged_attachments_removed")["count"] == 1
    assert not await vault.exists("0" * 64, ticket=TICKET, customer=CUSTOMER)


async def _until(so: Callable[[], bool]) -> None:
    for _ in range(1_000):
        if so():
            return
        await asyncio.sleep(0.02)
    pytest.fail("it never came so far")


async def test_what_is_stored_outlives_the_sweep(vault: EncryptedAttachments, folder: Path, keys: KeyStore):
    stored = await put(vault, b"kept\n")
    again = await open_attachments(Settings(home=folder.parent), keys)
    assert await read(again, stored.sha256) == b"kept\n"


async def test_a_cancelled_upload_leaves_nothing(vault: EncryptedAttachments, folder: Path):
    async def waiting() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x" * 65_536
        await asyncio.sleep(60)

    upload = asyncio.create_task(put(vault, waiting()))
    await _until(lambda: bool(standing(folder)))
    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload
    await asyncio.sleep(0.1)
    assert standing(folder) == []


async def test_what_was_written_though_the_answer_was_lost_is_removed(
    vault: EncryptedAttachments, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    written = Shelf._written

    async def unanswered(self: Shelf, name: str, pieces: AsyncIterator[bytes]) -> None:
        await written(self, name, pieces)
        assert standing(folder)
        raise AttachmentsUnavailable(of_system(errno.ETIMEDOUT))

    monkeypatch.setattr(Shelf, "_written", unanswered)
    with pytest.raises(AttachmentsUnavailable):
        await put(vault, b"x" * 70_000)
    assert standing(folder) == []


async def test_file_and_folders_are_synced_in_order_before_it_is_called_stored(
    vault: EncryptedAttachments, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    synced: list[Path] = []
    fsync = os.fsync

    def recorded(opened: int) -> None:
        synced.append(Path(f"/proc/self/fd/{opened}").readlink())
        fsync(opened)

    await put(vault, b"first\n")  # makes the key, which is synced too
    monkeypatch.setattr(os, "fsync", recorded)
    await put(vault, b"second\n", ticket=TICKET)
    [path] = [path for path in standing(folder) if path in synced]
    assert synced[0].parent == folder / "staging"
    assert synced[1:] == [path, path.parent, folder]


@pytest.mark.root
@pytest.mark.parametrize("size", [100_000, 12_000_000])
async def test_a_full_disk_is_one_clear_error_and_leaves_nothing(tmp_path: Path, keys: KeyStore, size: int):
    with Disk.of(tmp_path, "tmpfs") as disk:
        vault = await open_attachments(Settings(home=disk.home), keys)
        kept = await put(vault, b"before\n")
        disk.fill()
        with capture_logs() as logs, pytest.raises(AttachmentsUnavailable) as refused:
            await put(vault, b"x" * size)
        assert refused.value.say("zh") == "附件存储无法使用（磁盘已满）；请稍后重试，仍不行时联系系统管理员。"
        assert "No space left on device" in refused.value.say("en")
        assert (logs[0]["event"], logs[0]["number"]) == ("attachments_unavailable", errno.ENOSPC)
        only(disk.home / "attachments")
        disk.free()
        stored = await put(vault, b"x" * size)
        assert (await read(vault, kept.sha256), len(await read(vault, stored.sha256))) == (b"before\n", size)


@pytest.mark.root
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ext4", "xfs"])
async def test_a_stored_attachment_survives_a_power_cut(tmp_path: Path, keys: KeyStore, kind: Kind):
    content = b"E01 compressor stopped\n" * 300_000
    with Disk.of(tmp_path, kind) as disk:
        vault = await open_attachments(Settings(home=disk.home), keys)
        stored = await put(vault, content)
        disk.cut()
        disk.unmount()
        disk.mount()
        again = await open_attachments(Settings(home=disk.home), keys)
        assert await read(again, stored.sha256) == content
        only(disk.home / "attachments")


async def test_an_upload_is_never_held_in_memory(vault: EncryptedAttachments):
    size, process = 160 << 20, psutil.Process()
    most = 0

    async def film() -> AsyncIterator[bytes]:
        nonlocal most
        yield brand(b"isom")
        for _ in range(size >> 16):
            yield bytes(1 << 16)
            most = max(most, process.memory_info().rss)

    before = process.memory_info().rss
    stored = await put(vault, film(), name="noise.mp4")
    async for _ in vault.open(stored.sha256, ticket=TICKET, customer=CUSTOMER):
        most = max(most, process.memory_info().rss)
    assert stored.size > size
    assert most - before < 64 << 20


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    for settings in (Settings(home=tmp_path / "file"), Settings(attachments_url=f"file://{tmp_path}/file/x")):
        with pytest.raises(Failure) as failure:
            open_shelf(settings)
        assert "GONGDAN_ATTACHMENTS_URL" in failure.value.say("zh")
        assert "不是目录" in failure.value.say("zh")


def test_a_folder_may_be_named_by_its_url(tmp_path: Path):
    open_shelf(Settings(attachments_url=f"file://{tmp_path}/%E9%99%84%E4%BB%B6"))
    assert (tmp_path / "附件").stat().st_mode & 0o777 == 0o700
