"""On a nats-server of its own: another shell knows how the log is set up, certificates are verified, passwords renewed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.eventsourcing_nats.authority import signed
from tests.nats_servers.farm import Farm
from tests.whole.in_process import run
from tests.whole.service import Service, environment_of, start
from tests.whole.test_up import eventually, opened


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    made = Farm(tmp_path, 1)
    yield made
    made.stop()


@pytest.fixture
def begin(farm: Farm) -> Iterator[Callable[[], Service]]:
    begun: list[Service] = []

    def service() -> Service:
        begun.append(farm.service())
        return begun[-1]

    yield service
    for each in begun:
        if each.process.poll() is None:
            assert each.stop() == 0


def checks(service: Service, **environment: str) -> tuple[int, dict[str, Any]]:
    """Exit code and findings of a check in a shell that sets nothing but that."""
    done = service.command("check", "--json", **environment)
    return done.returncode, {each["check"]: each for each in json.loads(done.stdout)["checks"]}


def test_a_shell_that_sets_nothing_finds_no_drift(farm: Farm, begin: Callable[[], Service]):
    farm.configure(GONGDAN_PREFIX="desk")
    farm.start()
    service = begin()
    number = opened(service)
    code, found = checks(service)
    assert (code, [name for name, each in found.items() if not each["safe"]]) == (0, [])
    assert "DESK_EVENTS" in found["stream"]["says"]
    for verb in ("compare", "rebuild", "rollback"):
        done = service.command("projections", verb, "register")
        assert done.returncode == 0, (verb, done.stderr)
    assert number in service.command("register").stdout
    assert checks(service, GONGDAN_NATS_REPLICAS="3")[1]["stream"]["safe"] is False, "what the shell says counts"


def test_certificates_of_an_authority_of_one_s_own_are_trusted_where_it_is_named(
    farm: Farm, begin: Callable[[], Service], tmp_path: Path
):
    certificates = signed(tmp_path)
    for path, name in ((certificates.certificate, "n1.crt"), (certificates.key, "n1.key"), (certificates.ca, "ca.crt")):
        path.rename(tmp_path / name)
    farm.configure("--tls", str(tmp_path))
    farm.start()
    service = begin()
    opened(service)
    assert checks(service)[0] == 0
    assert service.stop() == 0
    del farm.settings["GONGDAN_NATS_CA"]
    said = {}
    for language in ("zh", "en"):
        known = environment_of(tmp_path / "other") | farm.settings | {"GONGDAN_LANG": language}
        done = run("up", environment=known)
        said[language] = done.stderr.strip().splitlines()[-1]
        assert done.returncode == 3
    assert said["en"].startswith(f"The certificate of the nats-server at {farm.settings['GONGDAN_NATS_URL']} can't be")
    assert said["zh"].startswith(f"无法核实 {farm.settings['GONGDAN_NATS_URL']} 的 nats-server 证书")
    assert all("GONGDAN_NATS_CA" in sentence for sentence in said.values())


def reasons(service: Service) -> str:
    with service.http() as agent:
        return " ".join(agent.get("/readyz").json()["reasons"])


@pytest.mark.slow
def test_a_password_is_renewed_without_stopping_the_server(farm: Farm, begin: Callable[[], Service]):
    farm.configure()
    farm.start()
    service = begin()
    number = opened(service)
    password = farm.folder / "nats" / "users" / "api"
    before = password.read_text()
    password.unlink()
    farm.configure()
    assert password.read_text() != before
    farm.reload()
    log = service.home / "logs" / "gongdan.log"
    assert eventually(lambda: "nats_connection_lost" in log.read_text()), "the old password is void at once"
    assert eventually(lambda: "refused the credentials" in reasons(service), 30), reasons(service)
    assert "refused the credentials" in checks(service)[1]["service"]["says"]
    assert service.stop() == 0
    again = begin()
    assert number in again.command("register").stdout
    assert opened(again)


def test_a_password_of_the_embedded_server_is_renewed_by_a_start(tmp_path: Path):
    first = start(tmp_path / "home")
    number, before = opened(first), first.run["nats_password"]
    for user in (tmp_path / "home" / "nats" / "users").iterdir():
        user.unlink()
    assert first.stop() == 0
    second = start(tmp_path / "home")
    assert second.run["nats_password"] != before
    assert number in second.command("register").stdout
    assert second.stop() == 0
