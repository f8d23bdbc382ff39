"""What ``gongdan up`` can't start with: one clear sentence, the exit code, and nothing left running or changed."""

import base64
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from gongdan.nats_servers.embedded import NatsServer, binary
from tests.whole.old_server import pretending
from tests.whole.service import PROGRAM, Service, environment_of, start

Refusal = tuple[int, str]


def refused(home: Path, *options: str, lang: str = "en", **environment: str) -> Refusal:
    """Exit code and the last line of a start that must fail; no process of it is left."""
    known = environment_of(home) | {"GONGDAN_LANG": lang} | environment
    process = subprocess.Popen([*PROGRAM, "up", *options], env=known, stderr=subprocess.PIPE, text=True)
    _, said = process.communicate(timeout=30)
    assert not (home / "run.json").exists()
    assert not [each for each in psutil.process_iter(["cmdline"]) if str(home) in " ".join(each.info["cmdline"] or [])]
    return process.returncode, said.strip().splitlines()[-1]


@contextmanager
def busy_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield str(taken.getsockname()[1])


@contextmanager
def other_server(folder: Path, sync: str = "always") -> Iterator[NatsServer]:
    server = NatsServer(folder, sync=sync).start()
    try:
        yield server
    finally:
        server.stop()


def pointing_at(server: NatsServer, **more: str) -> dict[str, str]:
    return {
        "GONGDAN_NATS_URL": server.url,
        "GONGDAN_NATS_USER": server.credentials.user,
        "GONGDAN_NATS_PASSWORD": server.credentials.password,
        "GONGDAN_NATS_MONITOR_URL": server.monitor,
        **more,
    }


@pytest.mark.parametrize("variable", ["GONGDAN_API_PORT", "GONGDAN_NATS_PORT"])
def test_a_busy_port_is_named_with_its_variable(tmp_path: Path, variable: str):
    with busy_port() as port:
        code, said = refused(tmp_path / "home", **{variable: port})
        assert (code, said) == (3, f"Port {port} is in use: set {variable} to another one (0 takes a free one).")
        code, said = refused(tmp_path / "home", lang="zh", **{variable: port})
        assert said == f"端口 {port} 已被占用；请用 {variable} 指定其他端口（0 表示自动选择空闲端口）。"


def test_a_start_that_fails_after_it_made_the_key_says_that_it_made_one(tmp_path: Path):
    with busy_port() as port:
        known = environment_of(tmp_path / "home") | {"GONGDAN_LANG": "en", "GONGDAN_NATS_PORT": port}
        said = subprocess.run([*PROGRAM, "up"], env=known, stderr=subprocess.PIPE, text=True, timeout=30).stderr
    assert f"IMPORTANT: the key file {tmp_path}/home/master.key was made just now. Back it up" in said


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path):
    code, said = refused(tmp_path / "home", GONGDAN_ZONE="Mars/Olympus")
    assert (code, said.startswith("GONGDAN_ZONE is set to something that can't be used")) == (2, True)


def test_a_missing_or_wrong_key_file_is_named_and_nothing_is_made(tmp_path: Path):
    home = tmp_path / "home"
    stopped(start(home))
    key = home / "master.key"
    right = key.read_text()
    key.unlink()
    code, said = refused(home)
    assert code == 1
    assert f"the key file {key} is missing" in said
    assert not key.exists()
    key.write_text(base64.b64encode(os.urandom(32)).decode())
    code, said = refused(home)
    assert (code, "not the one that" in said) == (1, True)
    key.write_text("not a key")
    code, said = refused(home)
    assert (code, "does not hold a key" in said) == (1, True)
    key.unlink()
    stopped(start(home, GONGDAN_KEY=right.strip()))


def stopped(service: Service) -> None:
    assert service.stop() == 0


def test_wrong_credentials_are_told_without_showing_them(tmp_path: Path, nats_server: NatsServer):
    code, said = refused(tmp_path / "home", **pointing_at(nats_server, GONGDAN_NATS_PASSWORD="hush-hush"))
    assert (code, "refused the credentials" in said, "hush-hush" in said) == (3, True, False)


def test_no_server_is_told_with_its_address(tmp_path: Path):
    code, said = refused(tmp_path / "home", GONGDAN_NATS_URL="nats://127.0.0.1:1", GONGDAN_SYNC_ALWAYS="true")
    assert (code, "nats://127.0.0.1:1" in said) == (3, True)


def test_a_server_that_is_too_old_is_told_its_version(tmp_path: Path, nats_server: NatsServer):
    with pretending(nats_server, "2.11.9") as url:
        code, said = refused(tmp_path / "home", **pointing_at(nats_server, GONGDAN_NATS_URL=url))
    assert (code, "2.11.9" in said, "2.12 or newer" in said) == (3, True, True)


def test_a_server_without_jetstream_is_told(tmp_path: Path):
    config = {"listen": "127.0.0.1:-1", "ports_file_dir": str(tmp_path)}
    (tmp_path / "plain.conf").write_text(json.dumps(config))
    with subprocess.Popen([str(binary()), "-c", str(tmp_path / "plain.conf")], stderr=subprocess.DEVNULL) as process:
        ports = tmp_path / f"nats-server_{process.pid}.ports"
        while not ports.exists() or not ports.read_text():
            time.sleep(0.02)
        url = json.loads(ports.read_text())["nats"][0]
        code, said = refused(tmp_path / "home", GONGDAN_NATS_URL=url, GONGDAN_SYNC_ALWAYS="true")
        process.terminate()
    assert (code, "JetStream is not available" in said) == (3, True)


def test_a_server_that_does_not_sync_always_is_refused_in_one_line(tmp_path: Path):
    with other_server(tmp_path / "other", sync="2m") as server:
        code, said = refused(tmp_path / "home", **pointing_at(server))
        assert (code, "sync_interval: always" in said) == (1, True)
        lax = start(tmp_path / "home", "--i-accept-data-loss", **pointing_at(server))
        unsafe = json.loads(checked(lax, pointing_at(server)))
        stopped(lax)
    assert [each["check"] for each in unsafe["checks"] if not each["safe"]] == ["durability"]


def checked(service: Service, environment: dict[str, str]) -> str:
    known = environment_of(service.home) | environment
    done = subprocess.run([*PROGRAM, "check", "--json"], env=known, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    return done.stdout


def test_where_syncing_cannot_be_seen_the_operator_must_state_it(tmp_path: Path, nats_server: NatsServer, prefix: str):
    environment = pointing_at(nats_server, GONGDAN_PREFIX=prefix)
    del environment["GONGDAN_NATS_MONITOR_URL"]
    code, said = refused(tmp_path / "home", **environment)
    assert (code, "GONGDAN_SYNC_ALWAYS" in said) == (1, True)
    service = start(tmp_path / "home", GONGDAN_SYNC_ALWAYS="true", **environment)
    assert "nats_password" in service.run
    assert service.run["nats_password"] is None
    stopped(service)


@pytest.mark.parametrize("url", ["nonsense", "postgresql+nodriver://user:hush-hush@127.0.0.1:1/x"])
def test_a_database_that_cannot_be_opened_is_named_without_its_password(tmp_path: Path, url: str):
    code, said = refused(tmp_path / "home", GONGDAN_DATABASE_URL=url)
    assert (code, "GONGDAN_DATABASE_URL" in said, "hush-hush" in said) == (3, True, False)


def test_without_a_service_a_command_says_how_to_start_it(tmp_path: Path):
    done = subprocess.run(
        [*PROGRAM, "register"], env=environment_of(tmp_path) | {"GONGDAN_LANG": "en"}, capture_output=True, text=True
    )
    assert (done.returncode, "start it with `gongdan up`" in done.stderr) == (3, True)
