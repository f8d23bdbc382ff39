"""A file that ``-o`` names is whole or as it was before, also where the disk is full."""

import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongdan.cli.showing.exports import exported
from gongdan.failures import Failure

EARLIER, LATER = b"[]\n", b"x" * 100_000


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file grows beyond this, as on a disk that fills up while it is written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_that_fails_half_way_leaves_the_earlier_file_and_nothing_else(tmp_path: Path):
    kept = tmp_path / "keep.json"
    kept.write_bytes(EARLIER)
    with room_for(50_000), pytest.raises(Failure) as refused:
        exported(kept, LATER)
    assert refused.value.code == "bad-output"
    assert [path.name for path in tmp_path.iterdir()] == ["keep.json"]
    assert kept.read_bytes() == EARLIER


def test_a_first_write_that_fails_half_way_leaves_nothing(tmp_path: Path):
    with room_for(50_000), pytest.raises(Failure):
        exported(tmp_path / "keep.json", LATER)
    assert not list(tmp_path.iterdir())


def test_a_file_is_written_anew_and_the_reader_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("GONGDAN_LANG", "en")
    monkeypatch.chdir(tmp_path)
    for content in (EARLIER, LATER):
        exported(Path("登记表.json"), content)
        assert Path("登记表.json").read_bytes() == content
    assert capsys.readouterr().err == "Written to 登记表.json.\n" * 2
    assert len(list(tmp_path.iterdir())) == 1


def test_a_new_file_is_for_its_owner_and_an_earlier_one_keeps_its_mode(tmp_path: Path):
    fresh, shared = tmp_path / "fresh.csv", tmp_path / "shared.csv"
    shared.write_bytes(EARLIER)
    shared.chmod(0o640)
    for path in (fresh, shared):
        exported(path, LATER)
    assert [path.stat().st_mode & 0o777 for path in (fresh, shared)] == [0o600, 0o640]


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(EARLIER)
    link.symlink_to(real)
    exported(link, LATER)
    assert link.is_symlink()
    assert real.read_bytes() == LATER


def test_a_pipe_is_written_into_and_stays_one(tmp_path: Path):
    pipe, came = tmp_path / "pipe.csv", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: came.append(pipe.read_bytes()))
    reader.start()
    exported(pipe, LATER)
    reader.join()
    assert came == [LATER]
    assert pipe.is_fifo()


def test_a_full_device_is_told_of_in_one_sentence():
    with pytest.raises(Failure) as refused:
        exported(Path("/dev/full"), LATER)
    assert "No space left on device" in refused.value.say("en")


@pytest.mark.parametrize("name", ["nowhere/x.csv", "."])
def test_a_place_that_can_hold_no_file_is_refused_in_one_sentence(tmp_path: Path, name: str):
    with pytest.raises(Failure) as refused:
        exported(tmp_path / name, LATER)
    assert refused.value.code == "bad-output"
