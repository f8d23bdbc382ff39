"""``gongdan projections`` on a running service: compare, rebuild, roll back, discard; and a model of another version."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from projections.register import PROJECTION as REGISTER
from tests.whole.service import Service, start
from tests.whole.test_up import eventually, opened


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = start(tmp_path / "home")
    yield service
    if service.process.poll() is None:
        service.stop()


def change(service: Service, statement: str) -> None:
    """What nobody should: another program writes into the tables."""
    with closing(sqlite3.connect(service.home / "projections.db")) as database:
        database.execute(statement)
        database.commit()


def shown(service: Service) -> set[str]:
    return {row["number"] for row in json.loads(service.command("register", "--json").stdout)}


def position(service: Service) -> int:
    """What stands in the log before any ticket: the packs that come with the program."""
    return json.loads(service.command("projections", "list", "--json").stdout)[0]["stored"]["position"]


def test_a_table_is_audited_mended_and_put_back_by_command(service: Service):
    numbers = {opened(service) for _ in range(3)}
    assert shown(service) == numbers
    begun = position(service) - 3  # what a start records itself comes before
    done = service.command("projections", "compare", "register")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        f"register equals a fresh fold of the log (position {begun + 3}).",
    )
    change(service, "UPDATE register SET contact = '13812345678'")
    done = service.command("projections", "compare", "register", "--examples", "2")
    assert (done.returncode, "register differs from a fresh fold of the log" in done.stdout) == (1, True), done.stdout
    assert sum(line.split()[-1:] == ["contact"] for line in done.stdout.splitlines()) == 2
    assert "13812345678" not in done.stdout + done.stderr
    told = json.loads(service.command("projections", "compare", "register", "--json").stdout)
    assert (told["equal"], told["swapped"], told["comparison"]["tables"][0]["different"]) == (False, False, 3)
    kept = service.command("projections", "rebuild", "register", "--keep-if-different", lang="zh")
    assert (kept.returncode, "未作更改" in kept.stdout) == (1, True)
    assert service.command("projections", "rebuild", "register", "--dry-run").returncode == 1
    rebuilt = service.command("projections", "rebuild", "register")
    assert (rebuilt.returncode, rebuilt.stdout.splitlines()[-1]) == (
        0,
        f"register was built anew up to position {begun + 3}.",
    ), rebuilt.stderr
    assert service.command("projections", "compare", "register").returncode == 0
    numbers.add(opened(service))
    back = service.command("projections", "rollback", "register")
    assert (back.returncode, back.stdout.strip()) == (
        0,
        f"register uses its former tables again, caught up to position {begun + 4}.",
    )
    assert shown(service) == numbers
    assert service.command("projections", "compare", "register").returncode == 1
    assert service.command("projections", "rollback", "register").returncode == 0
    assert service.command("projections", "compare", "register").returncode == 0
    listed = service.command("projections", "list")
    assert "`gongdan projections discard NAME` drops them" in listed.stderr
    told = json.loads(service.command("projections", "list", "--json").stdout)
    assert told[0]["kept"] == {"version": REGISTER.version, "position": begun + 4}
    assert (told[1]["stored"]["position"], told[1]["kept"]) == (begun + 4, None)
    assert "dropped" in service.command("projections", "discard", "register").stdout
    refused = service.command("projections", "rollback", "register")
    assert (refused.returncode, "`gongdan projections rebuild register`" in refused.stderr) == (1, True)


def test_a_model_of_an_older_version_is_built_anew_at_the_start_and_kept(tmp_path: Path, service: Service):
    numbers = {opened(service) for _ in range(3)}
    assert shown(service) == numbers
    service.stop()
    change(service, "UPDATE positions SET version = 1 WHERE projection = 'register'")
    change(service, "DROP INDEX register_by_command")
    change(service, "ALTER TABLE register DROP COLUMN command")
    service = start(tmp_path / "home")
    assert shown(service) == numbers
    told = json.loads(service.command("projections", "list", "--json").stdout)
    assert (told[0]["stored"]["version"], told[0]["kept"]["version"]) == (REGISTER.version, 1)
    assert service.command("projections", "compare", "register").returncode == 0
    service.stop()


def test_a_model_of_a_newer_program_is_refused_in_one_sentence_and_opening_goes_on(tmp_path: Path, service: Service):
    numbers = {opened(service) for _ in range(2)}
    assert shown(service) == numbers
    change(service, "UPDATE positions SET version = 9 WHERE projection = 'register'")
    change(service, "ALTER TABLE register RENAME COLUMN command TO command_id")
    assert eventually(lambda: ready(service)[0] == 503)
    assert f"version 9; this one has {REGISTER.version}" in ready(service)[1]
    said = service.command("register")
    assert said.returncode == 3
    assert said.stderr.startswith("The tables of projection 'register' were built by a newer program")
    assert len(said.stderr.splitlines()) == 1
    with service.http() as agent:
        answer = agent.get("/register")
        assert (answer.status_code, answer.json()["code"]) == (503, "newer-version")
        assert answer.headers["Retry-After"]
        past, auditor = {"as_of": "2100-01-01T00:00:00Z"}, {"Gongdan-As": "x-001:auditor"}
        assert agent.get("/register", params=past, headers=auditor).status_code == 200
        key = {"Idempotency-Key": "once"}
        numbers.add(agent.post("/tickets", json={"channel": "phone", "summary": "x"}, headers=key).json()["number"])
    lag = service.command("projections", "lag")
    assert "tables of a newer program" in lag.stdout, lag.stderr
    assert service.command("projections", "compare", "register").returncode == 1
    assert service.command("projections", "rebuild", "register").returncode == 0
    assert eventually(lambda: ready(service)[0] == 200)
    assert shown(service) == numbers


def ready(service: Service) -> tuple[int, str]:
    answer = httpx.get(f"{service.run['api']}/readyz", headers={"Accept-Language": "en"}, timeout=20)
    return answer.status_code, answer.text
