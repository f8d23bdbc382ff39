"""An evidence bundle is a small file, checked in milliseconds, and whatever is no bundle is told so."""

import errno
import os
import random
import re
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from gongdan.storing.private_file import write_private_bytes
from tests.trust.evidence import SEEN, made_of, with_checkpoint
from tests.trust.made_up import LOG
from trust import verifier
from trust.archive import Archive
from trust.bundle import packed
from trust.verifier import Malformed, Note, main, unpacked, verify

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


@pytest.mark.parametrize("said", ["\\ud800", "\\u001b[2J\\u009b31m\\u202e", "\\n✓ all is well"])
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_what_a_bundle_says_reaches_no_terminal_as_a_control_sign(
    said: str, more: list[str], parts: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path, body = tmp_path / "evidence.zip", parts["events/0001.json"]
    for name in (b"aggregate", b"type"):
        changed = re.sub(b'"%b":"[^"]*"' % name, b'"%b":"%b"' % (name, said.encode().replace(b"\\", b"\\\\")), body)
        assert changed != body
        path.write_bytes(packed({**parts, "events/0001.json": changed, "summary-en.pdf": b""}))
        assert main([str(path), "--key", str(LOG.key), *more]) == 1
        shown = capsys.readouterr().out
        assert shown.replace("\n", "").isprintable()
        assert shown.count("\n") == (1 if more else 2)
    assert main([str(tmp_path / "none\x1b[2J.zip")]) == 2
    assert capsys.readouterr().err.removesuffix("\n").isprintable()


def test_what_is_not_checked_and_when_a_witness_signed_are_told(
    parts: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path, note = tmp_path / "evidence.zip", Note.parsed(parts["checkpoint"])
    for at, shown in [(1_777_888_999, "2026-05-04T10:03:19Z"), (2**63, "9223372036854775808")]:
        seen = with_checkpoint(parts, note.raw() + SEEN.cosign(note, at).line().encode())
        path.write_bytes(packed({**seen, "summary-zh.pdf": b"anything"}))
        assert main([str(path), "--key", str(LOG.key)]) == 0
        lines = capsys.readouterr().out.split("\n")
        assert f"  witnesses 见证人: {SEEN.key.name} ({shown})" in lines
        assert "  not checked, they prove nothing 未核验，不作证明: summary-zh.pdf, verify.py" in lines


def test_a_terminal_that_lacks_the_signs_is_told_all_the_same(parts: dict[str, bytes], tmp_path: Path):
    path = tmp_path / "evidence.zip"
    path.write_bytes(packed(parts))
    command = [sys.executable, verifier.__file__, str(path)]
    done = subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": "gbk"}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "个事件完整" in done.stdout.decode("gbk")


def test_a_bundle_for_which_there_is_no_room_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private_bytes(tmp_path / "evidence.zip", b"half of it")
    assert not [*tmp_path.iterdir()]
