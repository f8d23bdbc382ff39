"""``gongdan import`` into a running ``gongdan up``: killed half-way, both of them, and run again."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eventsourcing_nats import EventLog, LogSettings
from gongdan.access.tokens import TokenSigner
from tests.lookalike import helpdesk
from tests.whole.in_process import run_beside
from tests.whole.service import Service, environment_of, start

GONGDAN = Path(sys.executable).with_name("gongdan")
CASES = 600


class Program:
    """A service on a home of its own, and commands to it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.env = {**os.environ, **environment_of(self.home), "GONGDAN_LANG": "en"}
        self.service: Service | None = None

    def up(self) -> None:
        self.service = start(self.home)

    def importing(self, *words: str | Path) -> subprocess.Popen[str]:
        """As a process of its own, to be killed."""
        command = [GONGDAN, *map(str, words)]
        return subprocess.Popen(command, env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end(self, number: signal.Signals) -> None:
        if self.service:
            self.service.process.send_signal(number)
            self.service.process.wait(20)
            self.service = None

    def run(self, *words: str | Path, **env: str) -> tuple[int, str, str]:
        done = run_beside(*map(str, words), environment={**self.env, **env})
        return done.returncode, done.stdout, done.stderr

    def wait_for_events(self) -> None:
        """Until more are stored than the service itself put on record."""

        async def wait() -> None:
            run = self.found()
            where = LogSettings(url=run["nats"], user=run["nats_user"], password=run["nats_password"], prefix="gongdan")
            async with await EventLog.open(where) as log, asyncio.timeout(30):
                at_start = await log.end()
                while await log.end() == at_start:  # noqa: ASYNC110 -- another process stores
                    await asyncio.sleep(0.001)

        asyncio.run(wait())

    def token(self, *roles: str) -> str:
        said = [word for role in roles for word in ("--role", role)]
        return self.run("token", "e-7", *said)[1].strip()

    def found(self) -> dict[str, Any]:
        return json.loads((self.home / "run.json").read_text())

    def tickets(self) -> int:
        return len(json.loads(self.run("register", "--json", "--limit", "1000")[1]))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path)
    program.up()
    yield program
    program.end(signal.SIGTERM)


@pytest.mark.slow
@pytest.mark.helpdesk
def test_an_import_survives_the_death_of_the_importer_and_of_the_service(program: Program, tmp_path: Path) -> None:
    path = helpdesk.write(tmp_path / "log.csv", cases=CASES)
    rows = helpdesk.counted(path)[0]["events"]
    command = ("import", path, "--map", "helpdesk", "--json")
    importer = program.importing(*command)
    program.wait_for_events()
    importer.kill()
    importer.communicate()
    program.end(signal.SIGKILL)
    code, out, said = program.run(*command)
    assert (code, out) == (3, "")
    assert len(said.strip().splitlines()) == 1
    program.up()
    code, out, said = program.run(*command)
    result = json.loads(out)
    assert (code, said) == (0, "")
    assert (result["read"], result["imported"] + result["already"], result["quarantined"]) == (rows, rows, 0)
    assert 0 < result["already"] < rows, "it was to be killed half-way"
    assert program.tickets() == CASES


def test_an_import_is_the_bearer_s_of_the_token_and_never_silently_the_operator_s(
    program: Program, tmp_path: Path
) -> None:
    path = helpdesk.write(tmp_path / "log.csv", cases=1)
    command = ("import", path, "--map", "helpdesk")
    code, out, said = program.run(*command, GONGDAN_TOKEN=program.token("engineer"))
    assert (code, out) == (1, "")
    assert said.startswith("e-7 (engineer) may not import")
    assert "clerk" in said
    expired = TokenSigner.open(program.home).mint("e-7", ["clerk"], -1)
    for token, why in (("gongdan_x.y", "The token is not valid"), (expired, "The token has expired")):
        code, out, said = program.run(*command, GONGDAN_TOKEN=token)
        assert (code, out) == (1, "")
        assert said.startswith(why)
        assert said.count("\n") == 1
    assert program.tickets() == 0
    api = str(program.found()["api"])
    here = {
        "GONGDAN_TOKEN": program.token("auditor", "clerk"),
        "GONGDAN_API_URL": api.replace("127.0.0.1", "localhost"),
    }
    assert program.run(*command, **here)[0] == 0
    [entry] = json.loads(program.run("register", "--json")[1])
    history = json.loads(program.run("ticket", "history", entry["number"], "--json")[1])
    assert {event["actor"]["entered_by"] for event in history["events"]} == {"e-7"}


def test_an_import_is_refused_where_another_machine_s_service_is_named(program: Program, tmp_path: Path) -> None:
    path = helpdesk.write(tmp_path / "log.csv", cases=1)
    command = ("import", path, "--map", "helpdesk")
    elsewhere = {"GONGDAN_API_URL": "http://desk.example:8080", "GONGDAN_TOKEN": program.token("clerk")}
    code, out, said = program.run(*command, **elsewhere)
    assert (code, out) == (2, "")
    assert said.startswith("An import works on the service's own machine, and no service at http://desk.example:8080")
    code, _, said = program.run(*command, GONGDAN_API_URL=str(program.found()["api"]))
    assert (code, said.count("\n")) == (2, 1)
    assert "GONGDAN_API_URL needs GONGDAN_TOKEN" in said
    program.end(signal.SIGTERM)
    assert program.run(*command, **elsewhere)[0] == 2
    assert program.run(*command)[0] == 3
