"""On three nats-servers: one may be lost and is seen to be, two may not, and a lost one is replaced."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.nats_servers.farm import Farm
from tests.whole.service import Service
from tests.whole.test_up import eventually, opened

pytestmark = [pytest.mark.cluster, pytest.mark.slow]


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    made = Farm(tmp_path, 3)
    made.configure()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def service(farm: Farm) -> Iterator[Service]:
    made = farm.service()
    yield made
    assert made.stop() == 0


def findings(service: Service) -> tuple[int, dict[str, Any]]:
    done = service.command("check", "--json")
    return done.returncode, {each["check"]: each for each in json.loads(done.stdout)["checks"]}


def unsafe(service: Service) -> tuple[int, set[str]]:
    code, found = findings(service)
    return code, {name for name, each in found.items() if not each["safe"]}


def measured(service: Service) -> dict[str, float]:
    with service.http("x-001:administrator") as operator:
        lines = operator.get("/metrics").raise_for_status().text.splitlines()
    return {line.split()[0]: float(line.split()[1]) for line in lines if line.startswith("gongdan_log_")}


def ready(service: Service) -> tuple[int, list[str]]:
    with service.http() as agent:
        answer = agent.get("/readyz")
    return answer.status_code, answer.json()["reasons"]


def test_one_lost_server_is_told_and_its_replacement_holds_all_again(farm: Farm, service: Service):
    number = opened(service)
    assert eventually(lambda: unsafe(service) == (0, set()), 60)
    assert measured(service)["gongdan_log_replicas_current"] == measured(service)["gongdan_log_replicas_wanted"] == 3
    farm.kill("n3")
    assert eventually(lambda: measured(service)["gongdan_log_replicas_current"] == 2, 30)
    assert opened(service)
    assert ready(service)[0] == 200
    code, found = findings(service)
    assert (code, {name for name, each in found.items() if not each["safe"]}) == (1, {"replicas"})
    assert "n3" in found["replicas"]["says"]
    farm.lose_disk("n3")
    farm.start("n3")
    assert eventually(lambda: unsafe(service) == (0, set()), 60)
    farm.kill("n1")
    assert eventually(lambda: ready(service)[0] == 200, 30)
    assert service.command("ticket", "show", number).returncode == 0, "the replaced one makes the majority"
    assert eventually(lambda: tried(service) == 201, 60)


def tried(service: Service) -> int:
    with service.http() as agent:
        return agent.post("/tickets", json={"channel": "phone", "summary": "x"}).status_code


def test_two_lost_servers_are_not_called_ready_nor_safe(farm: Farm, service: Service):
    opened(service)
    assert eventually(lambda: unsafe(service) == (0, set()), 60)
    farm.kill("n2", "n3")
    begun = time.monotonic()
    assert eventually(lambda: ready(service)[0] == 503, 30)
    print(f"not ready after {time.monotonic() - begun:.1f} s")
    code, found = findings(service)
    assert code == 1
    assert not found["storing"]["safe"]
    assert "No event can be stored now" in found["storing"]["says"]
    assert eventually(lambda: measured(service)["gongdan_log_can_store"] == 0, 10)
    assert eventually(lambda: service.command("projections", "compare", "register").returncode == 3, 60)
    for command in ("compare", "rebuild", "rollback"):
        done = service.command("projections", command, "register")
        assert (done.returncode, len(done.stderr.splitlines())) == (3, 1), done.stderr
        assert "does not answer" in done.stderr
    farm.start("n2")
    assert eventually(lambda: ready(service)[0] == 200, 60)
    assert eventually(lambda: tried(service) == 201, 60)


def test_a_replacement_at_another_address_joins_when_the_others_are_told(farm: Farm, service: Service):
    opened(service)
    assert eventually(lambda: unsafe(service) == (0, set()), 60)
    farm.kill("n3")
    farm.lose_disk("n3")
    farm.move("n3")
    farm.configure()
    farm.reload()
    farm.start("n3")
    assert eventually(lambda: unsafe(service) == (0, set()), 60)
    farm.kill("n2")
    assert eventually(lambda: tried(service) == 201, 60)


def test_the_password_of_the_servers_among_themselves_is_renewed_by_a_reload(farm: Farm, service: Service):
    opened(service)
    assert eventually(lambda: unsafe(service) == (0, set()), 60)
    (farm.folder / "nats" / "users" / "route").unlink()
    farm.configure()
    farm.reload()
    for name in farm.names:
        farm.kill(name)
        assert eventually(lambda: tried(service) == 201, 60), f"the others go on without {name}"
        farm.start(name)
        assert eventually(lambda: unsafe(service) == (0, set()), 60), f"{name} knows the new password"
