"""What ``gongdan nats-config`` writes runs as it stands: one server, and a cluster of three that holds replicas."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongdan.nats_servers.embedded import binary
from tests.whole.in_process import run
from tests.whole.service import Service, environment_of, start


def free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    return ports


def configured(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = environment_of(folder) | {"GONGDAN_LANG": "en"} | environment
    return run("nats-config", "--to", str(folder), *options, environment=known)


def running(folder: Path, names: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    servers = []
    for name in names:
        with (folder / f"{name}.out").open("wb") as out:
            server = [str(binary()), "-c", str(folder / f"{name}.conf")]
            servers.append(subprocess.Popen(server, stdout=out, stderr=out))
    yield servers
    for server in servers:
        server.kill()
        server.wait()


@pytest.fixture
def servers(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The settings that the command names, with its servers running."""
    count = request.param
    names, ports = [f"n{n}" for n in range(1, count + 1)], free_ports(2 * count)
    places = zip(names, ports[:count], ports[count:], strict=True)
    options = [f"--server={name}=127.0.0.1:{client}:{route}" for name, client, route in places]
    said = configured(
        tmp_path / "nats", *options, "--monitor", "127.0.0.1:-1", "--store", str(tmp_path / "data"), "--json"
    )
    assert said.returncode == 0, said.stderr
    for _ in running(tmp_path / "nats", names):
        for port in ports[:count]:
            wait_for(port)
        yield json.loads(said.stdout)["settings"]


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def started(home: Path, settings: dict[str, str]) -> Service:
    """Until the servers have agreed on a leader, a start is refused."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return start(home, **settings)
        except AssertionError:
            assert time.monotonic() < deadline
            time.sleep(0.5)


def worked_with(service: Service, settings: dict[str, str]) -> None:
    """A ticket opened, read and checked; the service is stopped in any case."""
    try:
        _worked_with(service, settings)
    finally:
        stopped = service.stop()
    assert stopped == 0


def _worked_with(service: Service, settings: dict[str, str]) -> None:
    with service.http() as agent:
        opened = agent.post("/tickets", json={"channel": "phone", "summary": "设备无法启动"})
        assert opened.status_code == 201, opened.text
        rows = agent.get("/register", params={"after": "now"}).json()["items"]
    assert [row["number"] for row in rows] == [opened.json()["number"]]
    checks = json.loads(service.command("check", "--json", **settings).stdout)["checks"]
    assert {each["check"]: each["safe"] for each in checks}["stream"]


@pytest.mark.parametrize("servers", [1], indirect=True)
def test_a_server_of_its_own_is_worked_with_in_the_right_of_each_part(servers: dict[str, str], tmp_path: Path):
    worked_with(start(tmp_path / "home", **servers), servers)


@pytest.mark.cluster
@pytest.mark.slow
@pytest.mark.parametrize("servers", [3], indirect=True)
def test_three_servers_hold_replicas_and_are_worked_with(servers: dict[str, str], tmp_path: Path):
    worked_with(started(tmp_path / "home", servers), servers)


def test_run_again_it_keeps_the_passwords_and_takes_the_new_hosts(tmp_path: Path):
    assert configured(tmp_path, "--server=a=one.example").returncode == 0
    before = {path.name: path.read_text() for path in (tmp_path / "users").iterdir()}
    assert configured(tmp_path, "--server=a=two.example", "--tls=/etc/nats").returncode == 0
    assert {path.name: path.read_text() for path in (tmp_path / "users").iterdir()} == before
    config = json.loads((tmp_path / "a.conf").read_text().partition("\n")[2])
    assert config["tls"]["cert_file"] == "/etc/nats/a.crt"
    assert config["jetstream"]["sync_interval"] == "always"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--server=a"], "--server a can't be used: give NAME=HOST"),
        (["--server=a=h:70000"], "--server a=h:70000 can't be used"),
        (["--server=a=h", "--server=b=h"], "2 servers are given: one, three or five are needed"),
        (["--server=a=h", "--monitor=foo"], "--monitor foo can't be used: give HOST:PORT, like 127.0.0.1:8222."),
        (["--server=a=h", "--monitor=127.0.0.1:99999"], "--monitor 127.0.0.1:99999 can't be used"),
        (["--server=a=h", "--tls=/x", "--no-tls"], "--tls and --no-tls contradict each other"),
        (["--server=a=h", "--server=a=i", "--server=a=j"], "each with a name and ports of its own"),
        (["--server=a=h", "--server=b=h", "--server=c=h"], "each with a name and ports of its own"),
    ],
)
def test_servers_that_cannot_be_so_are_refused_and_nothing_is_written(tmp_path: Path, options: list[str], said: str):
    answer = configured(tmp_path / "nats", *options)
    assert (answer.returncode, said in answer.stderr) == (2, True)
    assert not (tmp_path / "nats").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    answer = configured(tmp_path / "file", "--server=a=h")
    assert answer.returncode == 2
    assert str(tmp_path / "file") in answer.stderr


def test_a_missing_folder_of_passwords_is_refused_at_start(tmp_path: Path):
    known = environment_of(tmp_path / "home") | {"GONGDAN_LANG": "en", "GONGDAN_NATS_USERS": str(tmp_path / "none")}
    said = run("up", environment=known)
    assert said.returncode == 2
    assert "GONGDAN_NATS_USERS" in said.stderr


THREE = ("--server=a=10.0.0.1", "--server=b=10.0.0.2", "--server=c=10.0.0.3")


def test_a_server_listens_where_it_is_told_and_nowhere_else(tmp_path: Path):
    assert configured(tmp_path, *THREE).returncode == 0
    config = json.loads((tmp_path / "b.conf").read_text().partition("\n")[2])
    assert (config["listen"], config["cluster"]["listen"]) == ("10.0.0.2:4222", "10.0.0.2:6222")


@pytest.mark.parametrize(
    ("options", "warned"),
    [
        (THREE, True),
        (("--server=a=desk.example",), True),
        (("--server=a=127.0.0.1",), False),
        (("--server=a=localhost",), False),
        ((*THREE, "--tls=/etc/nats"), False),
    ],
)
def test_what_would_pass_the_network_in_the_clear_is_warned_of(tmp_path: Path, options: tuple[str, ...], warned: bool):
    said = configured(tmp_path, *options, "--json")
    assert ("in the clear" in said.stderr) is warned
    assert json.loads(said.stdout)["servers"]


def test_with_tls_every_address_says_so_and_the_ca_is_named(tmp_path: Path):
    found = json.loads(configured(tmp_path, *THREE, "--tls=/etc/nats", "--json").stdout)
    urls = [server["url"] for server in found["servers"]]
    assert urls == ["tls://10.0.0.1:4222", "tls://10.0.0.2:4222", "tls://10.0.0.3:4222"]
    assert found["settings"]["GONGDAN_NATS_URL"] == ",".join(urls)
    assert found["settings"]["GONGDAN_NATS_CA"] == "/etc/nats/ca.crt"
    plain = json.loads(configured(tmp_path, *THREE, "--no-tls", "--json").stdout)
    assert plain["servers"][0]["url"] == "nats://10.0.0.1:4222"
    assert "GONGDAN_NATS_CA" not in plain["settings"]


def test_a_prefix_of_ones_own_is_among_what_to_set(tmp_path: Path):
    assert "GONGDAN_PREFIX" not in json.loads(configured(tmp_path / "usual", *THREE, "--json").stdout)["settings"]
    own = configured(tmp_path / "own", *THREE, "--json", GONGDAN_PREFIX="desk")
    assert json.loads(own.stdout)["settings"]["GONGDAN_PREFIX"] == "desk"


CHOSEN = ("--tls=/etc/nats", "--store=/srv/nats", "--monitor=127.0.0.1:9222")


def written(folder: Path, name: str) -> tuple[str | None, str, str]:
    config = json.loads((folder / f"{name}.conf").read_text().partition("\n")[2])
    return config.get("tls", {}).get("cert_file"), config["jetstream"]["store_dir"], config["http"]


def test_run_again_it_keeps_the_options_that_are_not_said_anew_and_says_so(tmp_path: Path):
    assert "Options of the last run" not in configured(tmp_path, *THREE, *CHOSEN).stderr
    again = configured(tmp_path, *THREE[:2], "--server=c=10.0.0.9", "--json")
    for name in "abc":
        assert written(tmp_path, name) == (f"/etc/nats/{name}.crt", f"/srv/nats/{name}", "127.0.0.1:9222")
    assert "kept: --store /srv/nats --monitor 127.0.0.1:9222 --tls /etc/nats" in again.stderr
    assert json.loads(again.stdout)["settings"]["GONGDAN_NATS_CA"] == "/etc/nats/ca.crt"


def test_a_server_by_a_new_name_is_set_up_as_the_others_were(tmp_path: Path):
    assert configured(tmp_path, "--server=a=h", *CHOSEN).returncode == 0
    assert configured(tmp_path, "--server=b=h").returncode == 0
    assert written(tmp_path, "b") == ("/etc/nats/b.crt", "/srv/nats/b", "127.0.0.1:9222")


def test_what_is_said_anew_is_changed(tmp_path: Path):
    assert configured(tmp_path, "--server=a=h", *CHOSEN).returncode == 0
    assert configured(tmp_path, "--server=a=h", "--no-tls", "--store=/data").returncode == 0
    assert written(tmp_path, "a") == (None, "/data/a", "127.0.0.1:9222")


def test_a_config_that_somebody_edited_is_not_written_over(tmp_path: Path):
    assert configured(tmp_path, "--server=a=h").returncode == 0
    (tmp_path / "a.conf").write_text("listen: 127.0.0.1:4222\n")
    answer = configured(tmp_path, "--server=a=h")
    assert (answer.returncode, "a.conf is no config that `gongdan nats-config` wrote" in answer.stderr) == (1, True)
    assert (tmp_path / "a.conf").read_text() == "listen: 127.0.0.1:4222\n"
