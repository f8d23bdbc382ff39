"""Where only the projections are let in no more, tickets are still taken, and the service says that it is not ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nats_servers.farm import Farm
from tests.whole.service import Service
from tests.whole.test_up import eventually, opened


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    made = Farm(tmp_path, 1)
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
