"""docs/operations.md: every command in it runs, in the page's order, in the situation of its section; in Chinese it has the same."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongdan.cli.app import COMMANDS
from tests.whole.in_process import run
from tests.whole.service import environment_of, start
from tests.whole.test_projections_deadletters import park, spoil
from tests.whole.test_up import opened

DOCS = Path(__file__).parents[2] / "docs"
PAGE, CHINESE = ((DOCS / name).read_text() for name in ("operations.md", "operations.zh.md"))
NUMBER = "202405-00123"


def sections() -> dict[str, list[str]]:
    """The commands of each section, without their remarks."""
    return {section.splitlines()[0]: commands(section, "sh") for section in PAGE.split("\n## ")[1:]}


def commands(section: str, kind: str) -> list[str]:
    """The lines of its blocks of a kind, without remarks."""
    lines = "".join(re.findall(rf"```{kind}\n(.*?)```", section, re.DOTALL)).splitlines()
    return [re.sub(r"\s+#.*", "", line) for line in lines]


class Night:
    """A service in a folder of its own, and whoever looks after it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "var"
        self.service = start(self.home)
        self.number = opened(self.service)
        self.foreign = 0
        """Where a message stands that is no event, once there is one."""

    def run(self, command: str, before_up: Callable[["Night"], None]) -> None:
        if command == "gongdan up":
            self.service.process.wait(20)
            before_up(self)
            self.service = start(self.home)
            return
        known = environment_of(self.home) | {"GONGDAN_HOME": "var", "GONGDAN_LANG": "en"}
        known["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{known['PATH']}"
        told = command.replace(NUMBER, self.number).replace("dismiss 17 ", f"dismiss {self.foreign} ")
        words = ["bash", "-c", told]
        done = subprocess.run(words, cwd=self.folder, env=known, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        if command.startswith("kill "):
            self.service.process.wait(20)


def nothing(night: Night) -> None:
    """The night is calm."""


def left_out(night: Night) -> None:
    park(night.service, night.number, 2)
    assert night.service.command("ticket", "do", night.number, "acknowledge", "--as", "a-001").returncode == 0
    assert night.service.command("register").returncode == 0


def message_that_is_no_event(night: Night) -> None:
    asyncio.run(spoil(night.service))
    assert night.service.command("register").returncode == 0
    listed = json.loads(night.service.command("deadletters", "list", "--json").stdout)
    [night.foreign] = {each["position"] for each in listed}


def damaged(night: Night) -> None:
    path = night.home / "projections.db"
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(path.stat().st_size - 4096))


SITUATIONS: dict[str, Callable[[Night], None]] = {
    "Tickets that a table left out": left_out,
    "A message that is no event": message_that_is_no_event,
}
ELSEWHERE = {
    "Nobody has mail": "tests/notices/test_resending.py",
    "Events are missing": "tests/whole/test_after_losses.py",
    "Keys and backups": "tests/whole/test_losing_each.py",
}
"""Sections whose commands need more than one service and a folder, by the tests that go their ways."""
WHILE_STOPPED: dict[str, Callable[[Night], None]] = {"A damaged projections.db": damaged}


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    night = Night(tmp_path)
    yield night
    if night.service.process.poll() is None:
        night.service.stop()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_command_of_the_page_works_in_its_situation(night: Night):
    found = sections()
    assert SITUATIONS.keys() | WHILE_STOPPED.keys() | ELSEWHERE.keys() <= found.keys()
    assert all((DOCS.parent / path).is_file() for path in ELSEWHERE.values())
    found = {section: lines for section, lines in found.items() if section not in ELSEWHERE}
    for section, lines in found.items():
        SITUATIONS.get(section, nothing)(night)
        for command in lines:
            night.run(command, WHILE_STOPPED.get(section, nothing))
    assert sum(map(len, found.values())) >= 20


def test_every_finding_of_check_is_in_the_table(night: Night):
    checks = night.service.command("check", "--json").stdout
    for page in (PAGE, CHINESE):
        table = "\n".join(line for line in page.splitlines() if line.startswith("| `"))
        for name in re.findall(r'"check": "(\w+)"', checks):
            assert f"`{name}`" in table, name


@pytest.mark.parametrize("page", [PAGE, CHINESE], ids=["en", "zh"])
def test_every_command_that_is_named_exists(page: str):
    for command in re.findall(r"gongdan ([a-z][a-z-]*)", page):
        assert command in COMMANDS, command
    for link in re.findall(r"\]\(#([\w-]+)\)", page):
        headings = [
            re.sub(r"[^\w -]", "", line.lstrip("#").strip().lower()).replace(" ", "-")
            for line in page.splitlines()
            if line.startswith(("## ", "### "))
        ]
        assert link in headings, link


def test_the_chinese_page_has_the_same_sections_with_the_same_commands():
    english, chinese = (page.split("\n## ") for page in (PAGE, CHINESE))
    assert len(english) == len(chinese)
    for section, translated in zip(english, chinese, strict=True):
        assert reasonless(commands(translated, "(?:sh)?")) == reasonless(commands(section, "(?:sh)?"))
        assert rows(translated) == rows(section)


def reasonless(lines: list[str]) -> list[str]:
    """A reason is in the reader's language."""
    return [re.sub(r'--reason ".*?"', "--reason", line) for line in lines]


def rows(section: str) -> list[set[str]]:
    """Of each row of its tables, which findings of `check` it is about."""
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [set(re.findall(r"`(\w+)`", line.split("|")[1])) for line in lines]


def test_discarding_where_nothing_is_kept_makes_nothing_and_asks_for_no_database(tmp_path: Path):
    for language, sentence in (("en", "No former tables of register are kept."), ("zh", "register 没有保留的旧表。")):
        home = tmp_path / language
        done = run("projections", "discard", "register", environment=environment_of(home) | {"GONGDAN_LANG": language})
        assert (done.returncode, done.stdout.strip()) == (0, sentence)
        assert not home.exists()
