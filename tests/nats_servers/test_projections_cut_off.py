"""Where only the projections are let in, or answered, no more, tickets are still taken, and the service is not ready."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.nats_servers.farm import Farm
from tests.whole.service import Service
from tests.whole.test_up import eventually, opened


@pytest.fixture(params=[1, pytest.param(3, marks=pytest.mark.cluster)])
def farm(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Farm]:
    made = Farm(tmp_path, request.param)
    made.configure()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def service(farm: Farm) -> Iterator[Service]:
    made = farm.service()
    yield made
    assert made.stop() == 0


def ready(service: Service) -> tuple[int, str]:
    with service.http() as agent:
        answer = agent.get("/readyz")
    return answer.status_code, " ".join(answer.json()["reasons"])


@contextmanager
def without_a_right_to_publish(farm: Farm, user: str) -> Iterator[None]:
    """It stays connected, and nothing that it asks reaches anybody."""
    written = {path: path.read_text() for path in (farm.folder / "nats").glob("*.conf")}
    for path, text in written.items():
        config = json.loads(text[text.index("{") :])
        [its] = [each for each in config["accounts"]["GONGDAN"]["users"] if each["user"] == user]
        its["permissions"]["publish"] = {"deny": [">"]}
        path.write_text(json.dumps(config))
    farm.reload()
    yield
    for path, text in written.items():
        path.write_text(text)
    farm.reload()


@pytest.mark.slow
def test_reads_of_the_projections_are_unanswered_and_readyz_tells_that_though_they_are_connected(
    farm: Farm, service: Service
):
    opened(service)
    assert eventually(lambda: ready(service) == (200, ""), 30)
    with without_a_right_to_publish(farm, "projections"):
        assert eventually(lambda: "The projections can't read the event log" in ready(service)[1], 40), ready(service)
        assert ready(service)[0] == 503
        assert "The API" not in ready(service)[1]
        assert opened(service), "events are stored all the same"
    assert eventually(lambda: ready(service) == (200, ""), 30), ready(service)


@pytest.mark.slow
def test_the_projections_password_is_void_and_readyz_tells_of_their_connection(farm: Farm, service: Service):
    opened(service)
    assert eventually(lambda: ready(service) == (200, ""), 30)
    (farm.folder / "nats" / "users" / "projections").unlink()
    farm.configure()
    farm.reload()
    assert eventually(lambda: "The projections lost the connection" in ready(service)[1], 30), ready(service)
    assert ready(service)[0] == 503
    assert "The API" not in ready(service)[1]
    assert opened(service), "events are stored all the same"
