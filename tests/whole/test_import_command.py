"""``gongdan import`` into a running ``gongdan up``: killed half-way, both of them, and run again."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, LogSettings
from tests.lookalike import helpdesk

pytestmark = pytest.mark.helpdesk

GONGDAN = Path(sys.executable).with_name("gongdan")
CASES = 600


class Program:
    """A service on a home of its own, and commands to it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        free = {"GONGDAN_API_PORT": "0", "GONGDAN_NATS_PORT": "0", "GONGDAN_LANG": "en"}
        self.env = {**os.environ, **free, "GONGDAN_HOME": str(self.home)}
        self.service: subprocess.Popen[str] | None = None

    def up(self) -> None:
        self.service = self.start("up")
        assert self.service.stdout
        for line in self.service.stdout:
            if "is running" in line:
                return
        raise AssertionError("gongdan up ended before it was ready")

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [GONGDAN, *map(str, words)],
            env=self.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if words == ("up",) else subprocess.PIPE,
        )

    def end(self, number: signal.Signals) -> None:
        if self.service:
            self.service.send_signal(number)
            self.service.wait(20)
            if self.service.stdout:
                self.service.stdout.close()
            self.service = None

    def run(self, *words: str | Path) -> tuple[int, str, str]:
        command = self.start(*words)
        out, said = command.communicate(timeout=60)
        return command.returncode, out, said

    def wait_for_events(self) -> None:
        """Until the first are stored."""

        async def wait() -> None:
            run = json.loads((self.home / "run.json").read_text())
            where = LogSettings(url=run["nats"], user=run["nats_user"], password=run["nats_password"], prefix="gongdan")
            async with await EventLog.open(where) as log, asyncio.timeout(30):
                while not await log.end():  # noqa: ASYNC110 -- another process stores
                    await asyncio.sleep(0.001)

        asyncio.run(wait())

    def tickets(self) -> int:
        return len(json.loads(self.run("register", "--json", "--limit", "1000")[1]))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path)
    program.up()
    yield program
    program.end(signal.SIGTERM)


def test_an_import_survives_the_death_of_the_importer_and_of_the_service(program: Program, tmp_path: Path) -> None:
    path = helpdesk.write(tmp_path / "log.csv", cases=CASES)
    rows = helpdesk.counted(path)[0]["events"]
    command = ("import", path, "--map", "helpdesk", "--json")
    importer = program.start(*command)
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
