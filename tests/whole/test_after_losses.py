"""After recorded events are lost: what docs/operations.md has an operator do, step by step, and where the desk is then."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventsourcing_nats import LogSettings
from tests.nats_servers.farm import Farm
from tests.watching.test_losses import lose_everything
from tests.whole.service import PROGRAM, Service, environment_of, start
from tests.whole.test_foreign_messages import following
from tests.whole.test_up import eventually, opened

pytestmark = [pytest.mark.slow, pytest.mark.tamper, pytest.mark.timeout(300)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def services() -> Iterator[list[Service]]:
    """Those that were started; the last one is ended."""
    started: list[Service] = []
    yield started
    for last in started[-1:]:
        last.kill()


def begun(home: Path, services: list[Service]) -> Service:
    services.append(start(home, timeout=90))
    return services[-1]


def shell(folder: Path, line: str) -> None:
    subprocess.run(line.split(), cwd=folder, check=True)


def registered(service: Service) -> list[str]:
    return [row["number"] for row in json.loads(service.command("register", "--json").stdout)]


def lose(service: Service, operations: tuple[str, str] | None = None) -> None:
    """All events, and the service knows. ``operations``: user and password, where the servers are not its own."""
    run = service.run
    signing_in = LogSettings(run["nats"], *(operations or (run["nats_user"], run["nats_password"])))
    asyncio.run(lose_everything(signing_in, "GONGDAN_EVENTS"))
    with service.http() as http:
        assert eventually(lambda: "recorded events" in http.get("/readyz").text, 20)


def checked(service: Service) -> tuple[int, str]:
    done = service.command("check")
    return done.returncode, done.stdout


def test_the_newest_copy_is_put_back_and_what_came_after_it_is_in_the_exports_only(home: Path, services: list[Service]):
    service = begun(home, services)
    before = opened(service)
    assert service.stop() == 0
    shell(home.parent, "cp -a var var-copy")
    service = begun(home, services)
    after = opened(service)
    assert sorted(registered(service)) == [before, after]
    lose(service)
    for name in ("register.csv", "register.xlsx", "faults.xlsx", "progress.xlsx"):
        done = service.command(name.partition(".")[0], "-o", str(home.parent / name))
        assert done.returncode == 0, done.stderr
    assert all(number in (home.parent / "register.csv").read_text() for number in (before, after))
    assert service.stop() == 0
    shell(home.parent, "mv var var-lost")
    shell(home.parent, "cp -a var-copy var")
    service = begun(home, services)
    assert eventually(lambda: checked(service)[0] == 0), checked(service)
    assert registered(service) == [before]
    assert service.command("ticket", "history", before).returncode == 0
    assert service.command("projections", "compare", "register").returncode == 0
    assert opened(service) == after, "a number that was given out after the copy is given out again"


def test_without_a_copy_a_new_log_is_begun_and_counts_from_the_start(home: Path, services: list[Service]):
    service = begun(home, services)
    lost = opened(service)
    lose(service)
    assert service.stop() == 0
    shell(home.parent, "mv var var-lost")
    service = begun(home, services)
    assert eventually(lambda: checked(service)[0] == 0), checked(service)
    assert registered(service) == []
    assert opened(service) == lost
    assert {"master.key", "keys.db", "nats"} <= {each.name for each in (home.parent / "var-lost").iterdir()}


def test_an_older_copy_of_the_log_alone_is_gone_on_with_once_the_tables_are_rebuilt(
    home: Path, services: list[Service]
):
    service = begun(home, services)
    before = opened(service)
    assert service.stop() == 0
    shell(home, "cp -a nats ../nats-copy")
    service = begun(home, services)
    after = opened(service)
    assert sorted(registered(service)) == [before, after]
    assert service.stop() == 0
    shell(home, "mv nats ../nats-newer")
    shell(home, "cp -a ../nats-copy nats")
    service = unready(home, services)
    assert eventually(lambda: "projections rebuild" in checked(service)[1], 30), checked(service)
    assert sorted(registered(service)) == [before, after], "the tables still show what is lost"
    for each in json.loads(service.command("projections", "list", "--json").stdout):
        assert service.command("projections", "rebuild", each["name"]).returncode == 0, each
    assert eventually(lambda: checked(service)[0] == 0, 30), checked(service)
    assert registered(service) == [before]
    assert opened(service) == after


def unready(home: Path, services: list[Service]) -> Service:
    """Started, though it is not ready."""
    (home / "run.json").unlink(missing_ok=True)
    process = subprocess.Popen([*PROGRAM, "up"], env=environment_of(home), stdout=subprocess.DEVNULL)
    services.append(Service(home, process))
    assert eventually((home / "run.json").exists, 90)
    return services[-1]


def test_without_its_log_a_home_is_not_begun_with_another(home: Path, services: list[Service]):
    service = begun(home, services)
    number = opened(service)
    assert service.stop() == 0
    shell(home, "mv nats ../nats-away")
    known = environment_of(home) | {"GONGDAN_LANG": "en"}
    done = subprocess.run([*PROGRAM, "up"], env=known, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "is not the event log of this home" in done.stderr) == (1, True), done.stderr
    shell(home, "rm -r nats")
    shell(home, "mv ../nats-away nats")
    service = begun(home, services)
    assert opened(service) == following(number)


@pytest.fixture(params=[1, pytest.param(3, marks=pytest.mark.cluster)])
def farm(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Farm]:
    made = Farm(tmp_path, request.param)
    made.configure()
    made.start()
    yield made
    made.stop()


def operations(farm: Farm) -> tuple[str, str]:
    return "operations", (farm.folder / "nats" / "users" / "operations").read_text().strip()


def served(farm: Farm, services: list[Service]) -> Service:
    services.append(farm.service())
    return services[-1]


def test_of_servers_of_ones_own_what_all_of_them_store_is_put_back_with_the_home(farm: Farm, services: list[Service]):
    service = served(farm, services)
    before = opened(service)
    assert service.stop() == 0
    farm.stop()
    shell(farm.folder, "cp -a home home-copy")
    shell(farm.folder, "cp -a data data-copy")
    farm.start()
    service = served(farm, services)
    after = opened(service)
    lose(service, operations(farm))
    assert service.stop() == 0
    farm.stop()
    for each in ("home", "data"):
        shell(farm.folder, f"mv {each} {each}-lost")
        shell(farm.folder, f"cp -a {each}-copy {each}")
    farm.start()
    service = served(farm, services)
    assert eventually(lambda: checked(service)[0] == 0, 60), checked(service)
    assert registered(service) == [before]
    assert opened(service) == after


def test_of_servers_of_ones_own_a_new_log_stands_under_another_prefix(farm: Farm, services: list[Service]):
    service = served(farm, services)
    lost = opened(service)
    lose(service, operations(farm))
    assert service.stop() == 0
    shell(farm.folder, "mv home home-lost")
    shell(farm.folder, "mv nats nats-lost")
    farm.configure(GONGDAN_PREFIX="desk2")
    farm.stop()
    farm.start()
    service = served(farm, services)
    assert eventually(lambda: checked(service)[0] == 0, 60), checked(service)
    assert registered(service) == []
    assert opened(service) == lost
