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
from tests.whole.in_process import run
from tests.whole.old_server import pretending
from tests.whole.service import Service, environment_of, start

Refusal = tuple[int, str]


def refused(home: Path, *options: str, lang: str = "en", **environment: str) -> Refusal:
    """Exit code and all that is said of a start that must fail; no process of it is left."""
    known = environment_of(home) | {"GONGDAN_LANG": lang} | environment
    done = run("up", *options, environment=known)
    assert not (home / "run.json").exists()
    assert not [each for each in psutil.process_iter(["cmdline"]) if str(home) in " ".join(each.info["cmdline"] or [])]
    assert not [line for line in done.stderr.splitlines() if "nats_connection" in line]
    return done.returncode, done.stderr.strip().splitlines()[-1]


def made_in(home: Path) -> set[str]:
    """What a start left there besides the folder itself, its lock and its log."""
    return {path.name for path in home.iterdir()} - {"lock", "logs"}


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
        assert not made_in(tmp_path / "home")
        code, said = refused(tmp_path / "home", lang="zh", **{variable: port})
        assert said == f"端口 {port} 已被占用；请用 {variable} 指定其他端口（0 表示自动选择空闲端口）。"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_start_that_fails_after_it_made_the_key_says_that_it_made_one(tmp_path: Path, language: str):
    home, nowhere = tmp_path / "home", f"sqlite:///{tmp_path}/none/tables.db"
    done = run("up", environment=environment_of(home) | {"GONGDAN_LANG": language, "GONGDAN_DATABASE_URL": nowhere})
    assert done.returncode == 3
    made = {"en": f"IMPORTANT: the key file {home}/master.key was made just now.", "zh": "重要：已生成密钥文件"}
    assert made[language] in done.stderr


def test_a_token_key_that_cannot_be_used_is_found_before_anything_is_made(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "token.key").write_text("short")
    code, said = refused(home)
    assert (code, "it has less than 32 bytes and could be guessed" in said) == (1, True)
    assert made_in(home) == {"token.key"}


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
    assert not made_in(tmp_path / "home")


def test_no_server_is_told_with_its_address(tmp_path: Path):
    code, said = refused(tmp_path / "home", GONGDAN_NATS_URL="nats://127.0.0.1:1", GONGDAN_SYNC_ALWAYS="true")
    assert (code, said) == (3, "No nats-server answers at nats://127.0.0.1:1: start it, or correct GONGDAN_NATS_URL.")
    assert not made_in(tmp_path / "home")


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
    done = run("check", "--json", environment=environment_of(service.home) | environment)
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
    assert (code, "GONGDAN_DATABASE_URL" in said, "hush-hush" in said) == (2, True, False)
    assert not made_in(tmp_path / "home")


def test_a_database_that_does_not_answer_is_told_in_the_reader_s_language(tmp_path: Path):
    for language, sentence in (
        ("zh", "无法使用 PostgreSQL 数据库 127.0.0.1:1/x（连接被拒绝）；请检查 GONGDAN_DATABASE_URL 和数据库服务。"),
        (
            "en",
            "The PostgreSQL database 127.0.0.1:1/x can't be used (Connection refused): "
            "check GONGDAN_DATABASE_URL, and that the server runs.",
        ),
    ):
        home = tmp_path / language
        assert refused(home, lang=language, GONGDAN_DATABASE_URL="postgresql://u:p@127.0.0.1:1/x") == (3, sentence)
        assert not made_in(home)


def test_a_lost_key_store_is_said_to_be_missing_and_none_is_made_in_its_place(tmp_path: Path):
    home = tmp_path / "home"
    service = start(home)
    with service.http() as agent:
        assert agent.post("/tickets", json={"channel": "phone", "summary": "x"}).status_code == 201
    stopped(service)
    aside = [path.rename(tmp_path / path.name) for path in home.glob("keys.db*")]
    code, said = refused(home)
    assert (code, f"the key store {home}/keys.db is missing, though the event log holds events" in said) == (1, True)
    assert not list(home.glob("keys.db*"))
    (home / "master.key").unlink()
    assert "keys.db is missing" in refused(home)[1]
    assert not list(home.glob("*.key*db*")) + list(home.glob("master.key"))
    assert aside


def test_a_lost_event_log_is_said_and_none_is_begun_in_its_place(tmp_path: Path):
    home = tmp_path / "home"
    stopped(start(home))
    (home / "nats").rename(tmp_path / "nats aside")
    for _ in range(2):
        code, said = refused(home)
        assert (code, "is not the event log of this home" in said) == (1, True), said


def test_a_key_file_in_a_folder_that_is_not_there_is_a_typing_error(tmp_path: Path):
    code, said = refused(tmp_path / "home", GONGDAN_KEY_FILE=str(tmp_path / "kyes" / "master.key"))
    assert (code, f"there is no folder {tmp_path}/kyes for the key file" in said) == (1, True)
    assert not made_in(tmp_path / "home")
    assert not (tmp_path / "kyes").exists()


def test_a_key_file_that_is_no_text_is_one_sentence(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "master.key").write_bytes(b"\xff\xfe\x00\x80")
    code, said = refused(home, lang="zh")
    assert (code, said) == (
        1,
        f"无法使用密钥：{home}/master.key 的内容不是密钥：应为 base64 写的 32 字节（44 个字符）。",
    )


def test_without_a_service_a_command_says_how_to_start_it(tmp_path: Path):
    done = run("register", environment=environment_of(tmp_path) | {"GONGDAN_LANG": "en"})
    assert (done.returncode, "start it with `gongdan up`" in done.stderr) == (3, True)
