"""``gongdan replay`` from a running service: whole files or none, going on after breaks, kills and full disks."""

import hashlib
import json
import resource
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pyarrow.parquet as pq
import pytest

from gongdan.cli.replaying.alone import alone
from gongdan.cli.replaying.journal import Places
from tests.whole.service import PROGRAM, Service, environment_of, start

MANAGER = ("--as", "m-001:manager")
FORMS = ("events.jsonl", "events.parquet", "events.xes", "events.ocel.json", "events.ocel.sqlite")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With some days of a made-up desk in its log."""
    running = start(tmp_path_factory.mktemp("replay") / "home")
    try:
        made = running.command("demo", "--tickets-per-day", "3", "--seed", "7", "--json")
        assert made.returncode == 0, made.stderr
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def whole(service: Service, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The SHA-256 of each format, of runs that nothing interrupted."""
    folder = tmp_path_factory.mktemp("whole")
    return {name: replayed(service, folder / name)["sha256"] for name in FORMS}


def replayed(service: Service, path: Path, *more: str) -> dict[str, Any]:
    done = service.command("replay", "--to", str(path), "--json", *MANAGER, *more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_file_is_what_its_summary_says(service: Service, tmp_path: Path):
    summary = replayed(service, tmp_path / "events.jsonl")
    content = (tmp_path / "events.jsonl").read_bytes()
    lines = [json.loads(line) for line in content.splitlines()]
    assert summary["events"] == len(lines) > 1000
    assert (summary["bytes"], summary["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert (summary["first"], summary["last"]) == (lines[0]["position"], lines[-1]["position"])
    assert (summary["masked"], summary["left_out"], summary["format"]) == (True, 0, "jsonl")
    assert sorted(tmp_path.iterdir()) == [tmp_path / "events.jsonl"]
    assert (tmp_path / "events.jsonl").stat().st_mode & 0o777 == 0o600


def test_in_a_folder_it_is_called_replay(service: Service, tmp_path: Path):
    summary = replayed(service, tmp_path, "--type", "ticket-opened")
    table = pq.read_table(tmp_path / "replay.parquet")
    assert table.num_rows == summary["events"] > 0
    assert set(table["type"].to_pylist()) == {"ticket-opened"}


@pytest.mark.parametrize("name", FORMS)
def test_after_a_broken_connection_it_goes_on_with_the_same_bytes(
    service: Service, whole: dict[str, str], tmp_path: Path, name: str
):
    path = tmp_path / name
    with Line(service, cut_after=400_000) as line:
        broken = line.command("replay", "--to", str(path))
    assert broken.returncode == 3
    assert "Go on with --resume" in broken.stderr
    assert not path.exists()
    journal = json.loads((tmp_path / f"{name}.part.json").read_text())
    assert 0 < journal["events"] < 10_000
    with Line(service) as line:
        done = line.command("replay", "--to", str(path), "--resume", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["sha256"] == whole[name]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == whole[name]
    assert sorted(tmp_path.iterdir()) == [path]


def test_killed_half_way_it_goes_on_with_the_same_bytes(service: Service, whole: dict[str, str], tmp_path: Path):
    path, journal = tmp_path / "events.jsonl", tmp_path / "events.jsonl.part.json"
    with Line(service, pause_after=400_000, stall_after=900_000) as line:
        process = subprocess.Popen([*PROGRAM, "replay", "--to", str(path)], env=line.environment)
        deadline = time.monotonic() + 30
        while not (journal.exists() and json.loads(journal.read_text())["events"]):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not path.exists()
    with Line(service) as line:
        done = line.command("replay", "--to", str(path), "--resume", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["sha256"] == whole["events.jsonl"]


@contextmanager
def begun(service: Service, path: Path) -> Iterator[None]:
    """A replay that broke off."""
    with Line(service, cut_after=400_000) as line:
        assert line.command("replay", "--to", str(path)).returncode == 3
    yield


def test_a_replay_that_was_begun_is_neither_forgotten_nor_gone_on_with_otherwise(service: Service, tmp_path: Path):
    path = tmp_path / "events.jsonl"
    with begun(service, path), Line(service) as line:
        again = line.command("replay", "--to", str(path))
        assert (again.returncode, "--resume" in again.stderr, "--force" in again.stderr) == (2, True, True)
        other = line.command("replay", "--to", str(path), "--resume", "--type", "ticket-opened")
        assert other.returncode == 2
        assert "--type" in other.stderr
        anew = line.command("replay", "--to", str(path), "--force", "--type", "ticket-opened", "--json")
        assert anew.returncode == 0, anew.stderr
        assert json.loads(anew.stdout)["events"] < 1000


def test_a_part_that_was_changed_is_not_gone_on_with(service: Service, tmp_path: Path):
    path, part = tmp_path / "events.jsonl", tmp_path / "events.jsonl.part"
    with begun(service, path), Line(service) as line:
        content = bytearray(part.read_bytes())
        content[1000] ^= 1
        part.write_bytes(content)
        done = line.command("replay", "--to", str(path), "--resume")
    assert (done.returncode, "damaged" in done.stderr) == (2, True)
    assert not path.exists()


def test_there_is_nothing_to_go_on_with(service: Service, tmp_path: Path):
    done = service.command("replay", "--to", str(tmp_path / "events.jsonl"), "--resume", *MANAGER)
    assert (done.returncode, "leave --resume out" in done.stderr) == (2, True)


def test_a_second_replay_into_a_file_changes_nothing_whatever_is_insisted_on(service: Service, tmp_path: Path):
    path = tmp_path / "events.parquet"
    places = Places(path)
    with alone(places):
        places.part.write_text("the first's")
        for insisting in ("--force", "--resume"):
            done = service.command("replay", "--to", str(path), insisting, "--as", "m-001:manager")
            assert (done.returncode, path.name in done.stderr, places.part.read_text()) == (1, True, "the first's")
    assert replayed(service, path, "--force")["bytes"] == path.stat().st_size
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_file_that_is_there_is_overwritten_by_force_only(service: Service, tmp_path: Path):
    path = tmp_path / "events.jsonl"
    path.write_text("mine")
    done = service.command("replay", "--to", str(path), *MANAGER)
    assert (done.returncode, "--force" in done.stderr, path.read_text()) == (2, True, "mine")
    assert replayed(service, path, "--force")["bytes"] == path.stat().st_size


@pytest.mark.parametrize(
    ("words", "code", "english", "chinese"),
    [
        (("--to", "{}/a.jsonl", "--type", "ticket-opend"), 2, "did you mean 'ticket-opened'", "是否指“ticket-opened”"),
        (("--to", "{}/a.jsonl", "--ticket", "209912-00009"), 1, "209912-00009", "209912-00009"),
        (("--to", "{}/a.jsonl", "--since", "2024-06-01", "--until", "2024-05-01"), 2, "'until'", "until 须晚于 since"),
        (("--to", "{}/a.jsonl", "--since", "yesterday"), 2, "is not a time", "不是时间"),
        (("--to", "{}/a.csv"), 2, "says no format", "看不出格式"),
        (("--to", "{}/a.xes", "--format", "parquet"), 2, "contradict each other", "不符"),
        (("--to", "{}/a.jsonl", "--format", "csv"), 2, "possible: jsonl", "可用：jsonl"),
        (("--to", "{}/no-such-folder/a.jsonl"), 2, "can't be written", "无法写入"),
        (("--to", "{}/a.jsonl", "--reason", "x"), 1, "only tickets that are named", "逐一指定工单"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_in_either_language_and_leaves_nothing(
    service: Service, tmp_path: Path, words: tuple[str, ...], code: int, english: str, chinese: str
):
    for lang, said in (("en", english), ("zh", chinese)):
        done = service.command("replay", *(word.format(tmp_path) for word in words), *MANAGER, lang=lang)
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence_and_what_came_can_go_on(service: Service, whole: dict[str, str], tmp_path: Path):
    path = tmp_path / "events.jsonl"
    done = limited(service, path, 600_000)
    assert done.returncode == 2, done.stderr
    assert "can't be written (File too large)" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not path.exists()
    assert replayed(service, path, "--resume")["sha256"] == whole["events.jsonl"]


def test_no_room_for_the_file_itself_loses_nothing_of_what_came(
    service: Service, whole: dict[str, str], tmp_path: Path
):
    lines = replayed(service, tmp_path / "events.jsonl")["bytes"]
    (tmp_path / "events.jsonl").unlink()
    path = tmp_path / "events.xes"
    done = limited(service, path, lines + 10_000)
    assert (done.returncode, "what came so far is kept" in done.stderr) == (2, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["events.xes.part", "events.xes.part.json"]
    assert replayed(service, path, "--resume")["sha256"] == whole["events.xes"]


def limited(service: Service, path: Path, size: int) -> subprocess.CompletedProcess[str]:
    """A limit on the size of files stands for a full disk: the system says which it was."""
    return subprocess.run(
        [*PROGRAM, "replay", "--to", str(path), *MANAGER],
        env=environment_of(service.home) | {"GONGDAN_LANG": "en"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)),
    )


def test_xes_says_how_many_events_are_of_no_ticket(service: Service, tmp_path: Path):
    done = service.command("replay", "--to", str(tmp_path / "events.xes"), *MANAGER)
    assert done.returncode == 0
    assert "are no ticket's own" in done.stderr


def test_the_end_of_it_is_told_to_people(service: Service, tmp_path: Path):
    path = tmp_path / "events.jsonl"
    done = service.command("replay", "--to", str(path), "--type", "ticket-opened", *MANAGER, lang="zh")
    assert done.returncode == 0
    assert done.stdout.startswith(f"已写入 {path}：")
    assert "个事件" in done.stdout


@contextmanager
def hanging_up(line: socket.socket) -> Iterator[None]:
    """Closed for both who hold it, though another thread waits for what it says."""
    try:
        yield
    finally:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()


@dataclass
class Line:
    """A line to the service that breaks after so many bytes of answers, pauses, or stands still."""

    service: Service
    cut_after: int | None = None
    pause_after: int | None = None
    stall_after: int | None = None

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._closing = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._listening.close()

    @property
    def environment(self) -> dict[str, str]:
        port = self._listening.getsockname()[1]
        token = self.service.command("token", "m-001", "--role", "manager", "--days", "1").stdout.strip()
        ours = {"GONGDAN_API_URL": f"http://127.0.0.1:{port}", "GONGDAN_TOKEN": token, "GONGDAN_LANG": "en"}
        return environment_of(self.service.home) | ours

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        from tests.whole.in_process import run_beside

        return run_beside(*words, environment=self.environment)

    def _accept(self) -> None:
        api = urlsplit(self.service.run["api"])
        while not self._closing.is_set():
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection((api.hostname or "", api.port or 0))
            threading.Thread(target=self._asked, args=(client, server), daemon=True).start()
            threading.Thread(target=self._answered, args=(server, client), daemon=True).start()

    def _asked(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while some := client.recv(65_536):
                server.sendall(some)

    def _answered(self, server: socket.socket, client: socket.socket) -> None:
        sent, paused = 0, False
        with hanging_up(server), hanging_up(client):
            try:
                while some := server.recv(8_192):
                    client.sendall(some)
                    sent += len(some)
                    if self.cut_after and sent > self.cut_after:
                        return
                    if self.pause_after and sent > self.pause_after and not paused:
                        paused = self._closing.wait(2.2) or True
                    if self.stall_after and sent > self.stall_after:
                        self._closing.wait(60)
                        return
            except OSError:
                pass
