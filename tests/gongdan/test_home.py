"""The home folder and its run file: private, one service at a time, never half written."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongdan.failures import NOT_REACHABLE, Failure
from gongdan.service import home, run_file
from gongdan.service.run_file import RunFile
from gongdan.settings import Settings

RUN = RunFile(1, "0", "2024-05-01T09:30:00+08:00", "http://127.0.0.1:1", "secret", "nats://127.0.0.1:2", "u", "p")


def test_the_home_is_made_private(tmp_path: Path):
    assert home.prepare(tmp_path / "a" / "home").stat().st_mode & 0o777 == 0o700


def test_an_empty_folder_becomes_private_and_a_used_one_is_left_as_it_is(tmp_path: Path):
    tmp_path.chmod(0o755)
    assert home.prepare(tmp_path).stat().st_mode & 0o777 == 0o700
    (tmp_path / "something").touch()
    tmp_path.chmod(0o755)
    assert home.prepare(tmp_path).stat().st_mode & 0o777 == 0o755


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Failure, match="GONGDAN_HOME"):
        home.prepare(tmp_path / "file")


def test_a_second_service_on_one_home_is_refused_with_the_firsts_pid(tmp_path: Path):
    with home.HomeLock(tmp_path), pytest.raises(Failure, match=f"process {os.getpid()}"), home.HomeLock(tmp_path):
        pass
    with home.HomeLock(tmp_path):
        pass


def test_a_killed_service_does_not_block_the_next(tmp_path: Path):
    code = "import sys, time, pathlib; from gongdan.service.home import HomeLock\nwith HomeLock(pathlib.Path(sys.argv[1])): print(1, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(Failure, match=f"process {other.pid}"), home.HomeLock(tmp_path):
            pass
        other.kill()
    with home.HomeLock(tmp_path):
        pass


def test_the_run_file_is_private_and_read_back(tmp_path: Path):
    RUN.write(tmp_path)
    assert run_file.read(tmp_path) == RUN
    assert (tmp_path / "run.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    assert "secret" not in repr(RUN)


def test_no_run_file_means_that_no_service_runs(tmp_path: Path):
    with pytest.raises(Failure, match="gongdan up") as failure:
        run_file.read(tmp_path)
    assert failure.value.exit_code == NOT_REACHABLE


def test_the_run_file_of_a_killed_service_means_that_none_runs(tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    dataclasses.replace(RUN, pid=ended.pid).write(tmp_path)
    with pytest.raises(Failure, match="gongdan up"):
        run_file.read(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"pid": 1}',
        b"\xff\xfe\x00\x80",
        json.dumps(dataclasses.asdict(RUN) | {"pid": 1 << 80}).encode(),
    ],
)
def test_a_damaged_run_file_is_named(tmp_path: Path, content: bytes):
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(Failure, match=r"run\.json can't be read"):
        run_file.read(tmp_path)


SERVICE = dataclasses.replace(
    RUN,
    nats="nats://10.0.0.1:4222,nats://10.0.0.2:4222",
    nats_monitor="http://10.0.0.1:8222",
    nats_replicas=3,
    nats_ca="/etc/nats/ca.crt",
    prefix="desk",
    sync_always=True,
)


def test_a_shell_without_settings_of_its_own_knows_how_the_service_s_log_is_set_up():
    known = run_file.beside(Settings(), SERVICE)
    assert (known.nats_url, known.nats_monitor_url) == (SERVICE.nats, SERVICE.nats_monitor)
    assert (known.nats_replicas, known.nats_ca) == (3, Path("/etc/nats/ca.crt"))
    assert (known.prefix, known.sync_always) == ("desk", True)


def test_what_a_shell_sets_itself_stays(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_NATS_REPLICAS", "1")
    monkeypatch.setenv("GONGDAN_SYNC_ALWAYS", "false")
    known = run_file.beside(Settings(), SERVICE)
    assert (known.nats_replicas, known.sync_always, known.prefix) == (1, False, "desk")


def test_a_run_file_of_an_older_or_a_newer_service_is_read(tmp_path: Path):
    written = dataclasses.asdict(RUN)
    for name in ("nats_replicas", "nats_ca", "prefix", "sync_always"):
        del written[name]
    (tmp_path / "run.json").write_text(json.dumps(written | {"of_a_newer_one": 1}))
    assert run_file.read(tmp_path) == RUN
    assert run_file.beside(Settings(prefix="own"), RUN).prefix == "own"
