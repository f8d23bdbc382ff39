"""An evidence bundle is a small file, checked in milliseconds, and whatever is no bundle is told so."""

import errno
import os
import random
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from gongdan.storing.private_file import write_private_bytes
from tests.trust.evidence import made_of
from tests.trust.made_up import LOG
from trust.archive import Archive
from trust.bundle import packed
from trust.verifier import Malformed, main, unpacked, verify

pytestmark = pytest.mark.tamper


def test_a_bundle_is_a_file_of_modest_size(parts: dict[str, bytes], tmp_path: Path):
    path = tmp_path / "evidence.zip"
    path.write_bytes(packed(parts))
    assert unpacked(path).keys() == {*parts, "verify.py"}
    assert verify(unpacked(path), str(LOG.key)).ok


def test_ten_events_are_proved_in_twenty_kilobytes_and_five_milliseconds(original: Path, tmp_path: Path):
    """Events, proofs, checkpoint and keys; the verifier and the summary stand beside."""
    made = Archive.open(original)
    ticket = next(head for head in made.heads() if head.version == 10).subject.rpartition(".")[2]
    made.close()
    parts = made_of(original, f"ticket-{ticket}")
    path, times = tmp_path / "evidence.zip", list[float]()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, part in parts.items():
            out.writestr(name, part)
    assert path.stat().st_size <= 20_000
    for _ in range(30):
        began = time.process_time()
        assert verify(unpacked(path), str(LOG.key)).ok
        times.append(time.process_time() - began)
    print(f"10 events: {path.stat().st_size:,} bytes, verified in {1e3 * min(times):.1f} ms")
    assert min(times) <= 0.005


@pytest.mark.parametrize(
    "said",
    [
        b'{"format":"x","prefix":"\\ud800","aggregate":"\\ud800","events":1,"head":{"index":0,"proof":[]}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_manifest_is_malformed_whatever_it_holds(said: bytes, parts: dict[str, bytes]):
    [found] = verify({**parts, "bundle.json": said}, str(LOG.key)).findings
    assert found.code == "malformed"


def test_what_is_no_whole_zip_is_no_bundle(parts: dict[str, bytes], tmp_path: Path):
    whole, path, chance = packed(parts), tmp_path / "evidence.zip", random.Random(3)
    for _ in range(300):
        made = bytearray(whole)
        made[chance.randrange(len(made) - 600, len(made))] = chance.randrange(256)
        path.write_bytes(made)
        with suppress(Malformed):
            unpacked(path)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Malformed):
        unpacked(path)


def test_a_key_that_is_none_is_not_the_bundles_fault(
    parts: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "evidence.zip"
    path.write_bytes(packed(parts))
    assert main([str(path), "--key", "nonsense"]) == 2
    assert "no public key" in capsys.readouterr().err
    assert main([str(path), "--key", str(LOG.key)]) == 0


def test_a_bundle_for_which_there_is_no_room_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private_bytes(tmp_path / "evidence.zip", b"half of it")
    assert not [*tmp_path.iterdir()]
