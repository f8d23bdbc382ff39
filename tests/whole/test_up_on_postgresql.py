"""``gongdan up`` with its read models on PostgreSQL: tables, a rebuild, an outage of the database, a restart."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.projections.postgres import PASSWORD, Postgres
from tests.whole.service import Service, start
from tests.whole.test_up import eventually, opened


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres().start()
    yield server
    server.stop()


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[[str], Service]]:
    """Start a service on a database, again and again on the same home."""
    begun: list[Service] = []

    def again(url: str) -> Service:
        begun.append(start(tmp_path / "home", GONGDAN_DATABASE_URL=url))
        return begun[-1]

    yield again
    for service in begun:
        if service.process.poll() is None:
            service.kill()


def ready(service: Service) -> tuple[int, str]:
    answer = httpx.get(f"{service.run['api']}/readyz", headers={"Accept-Language": "en"}, timeout=20)
    return answer.status_code, answer.text


def registered(service: Service) -> set[str]:
    with service.http() as agent:
        answer = agent.get("/register", params={"after": "now"})
        assert answer.status_code == 200, answer.text
        return {row["number"] for row in answer.json()["items"]}


@pytest.mark.slow
def test_the_service_lives_on_postgresql_through_an_outage_and_a_restart(
    postgres: Postgres, tmp_path: Path, begin: Callable[[str], Service]
):
    home = tmp_path / "home"
    with postgres.database() as url:
        service = begin(url)
        numbers = {opened(service) for _ in range(3)}
        assert registered(service) == numbers
        postgres.kill()
        numbers.add(opened(service))
        assert eventually(lambda: ready(service)[0] == 503)
        assert "database does not answer" in ready(service)[1]
        with service.http() as agent:
            answer = agent.get("/register")
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
            assert "database does not answer" in answer.json()["detail"]
        postgres.start()
        assert eventually(lambda: ready(service)[0] == 200, 30)
        assert registered(service) == numbers
        service.stop()
        service = begin(url)
        assert registered(service) == numbers
        service.stop()
    assert not (home / "projections.db").exists()
    for path in [home.parent / "home.out", *home.rglob("*")]:
        assert path.is_dir() or PASSWORD.encode() not in path.read_bytes()


def test_a_read_model_is_rebuilt_by_command_while_it_is_read(postgres: Postgres, begin: Callable[[str], Service]):
    with postgres.database() as url:
        service = begin(url)
        numbers = {opened(service) for _ in range(3)}
        assert registered(service) == numbers
        done = service.command("projections", "rebuild", "register", GONGDAN_DATABASE_URL=url)
        built = re.fullmatch(r"register was built anew up to position \d+\.", done.stdout.strip())
        assert (done.returncode, built is not None) == (0, True), done.stdout + done.stderr
        numbers.add(opened(service))
        assert registered(service) == numbers
        service.stop()


def test_a_database_that_does_not_answer_is_told_in_one_sentence(tmp_path: Path):
    url = f"postgresql://who:{PASSWORD}@127.0.0.1:1/gone"
    with pytest.raises(AssertionError) as raised:
        start(tmp_path / "home", GONGDAN_DATABASE_URL=url, GONGDAN_LANG="en")
    assert "The PostgreSQL database 127.0.0.1:1/gone can't be used" in str(raised.value)
    assert PASSWORD not in str(raised.value)
