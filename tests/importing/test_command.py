"""The command: what it prints, where, and the exit code that a script can rely on."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from domain.record.envelope import Actor
from domain.refusals import Language, StoreUnavailable
from domain.store import Change, History
from gongdan.importing.command import Connected, import_command
from gongdan.importing.sources import Sources
from tests.importing.memory import CLERK, Importing, MemoryStore, pseudonym, row

MAP = r"""
name = "desk"
[columns]
case = "Case"
activity = "Activity"
timestamp = "Time"
[timestamp]
format = "%Y-%m-%d %H:%M:%S"
zone = "UTC"
[number]
pattern = 'No\. (\d+)'
becomes = "desk-{1}"
[activities]
call = "open"
fix = "resolve"
"""


class Program:
    """The command with a store in memory behind it."""

    def __init__(self, folder: Path) -> None:
        self.importing = Importing(folder)
        self.store: MemoryStore = self.importing.store
        self.operator, self.language = CLERK, "en"
        self.map = folder / "desk.toml"
        self.map.write_text(MAP)
        self.sources = folder / "sources.json"

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Connected]:
        yield Connected(self.store, pseudonym, self.operator, Sources(self.sources))

    def run(self, *options: str | Path) -> tuple[int, str, str]:
        app = typer.Typer()
        app.command()(import_command(self.connect, self.speaks))
        result = CliRunner().invoke(app, [str(option) for option in options])
        return result.exit_code, result.stdout, result.stderr

    def speaks(self) -> Language:
        return "zh" if self.language == "zh" else "en"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.mark.parametrize(("language", "said"), [("zh", "例：gongdan import"), ("en", "Example: gongdan import")])
def test_help_speaks_the_reader_s_language_and_shows_an_example(program: Program, language: str, said: str) -> None:
    program.language = language
    code, out, _ = program.run("--help")
    assert code == 0
    assert said in out
    assert ("再次运行只增加新的行" in out) == (language == "zh")


def test_json_is_exactly_one_object_on_stdout(program: Program) -> None:
    path = program.importing.write(row(1, "call", 0), row(1, "fix", 1))
    code, out, _ = program.run(path, "--map", program.map, "--json")
    assert code == 0
    assert json.loads(out) == {"read": 2, "imported": 2, "quarantined": 0, "already": 0}


def test_a_person_reads_a_summary_in_their_language(program: Program) -> None:
    path = program.importing.write(row(1, "call", 0), row(1, "dance", 1))
    _, out, _ = program.run(path, "--map", program.map)
    assert "Rows read: 2 (tickets: 1). Imported: 1, already there: 0, quarantined: 1. The reasons are in " in out
    program.language = "zh"
    _, out, _ = program.run(path, "--map", program.map)
    assert "读取 2 行（1 张工单）：导入 0 行，已有 1 行，隔离 1 行。隔离原因见 " in out


def test_a_dry_run_says_what_would_be(program: Program) -> None:
    path = program.importing.write(row(1, "call", 0))
    code, out, _ = program.run(path, "--map", program.map, "--dry-run")
    assert (code, program.store.histories) == (0, {})
    assert "To be imported: 1," in out


def test_bad_input_ends_with_2_and_one_sentence(program: Program) -> None:
    path = program.importing.write(row(1, "call", 0), header="A,B,C,D,E,F,G,H")
    for options in ((path, "--map", program.map), (path, "--map", "none"), ("none.csv", "--map", program.map)):
        code, out, said = program.run(*options)
        assert (code, out) == (2, "")
        assert len(said.strip().splitlines()) == 1


def test_a_source_is_never_imported_by_another_number_rule(program: Program) -> None:
    path = program.importing.write(row(1, "call", 0))
    assert program.run(path, "--map", program.map, "--dry-run")[0] == 0
    assert not program.sources.exists(), "a dry run binds nobody"
    assert program.run(path, "--map", program.map)[0] == 0
    stored = dict(program.store.histories)
    program.map.write_text(MAP.replace("desk-{1}", "desk-new-{1}"))
    for options in ((), ("--dry-run",), ("--strict",)):
        code, out, said = program.run(path, "--map", program.map, *options)
        assert (code, out) == (2, "")
        assert said.strip() == (
            r"The source 'desk' was imported with another number rule, [number] pattern = 'No\. (\d+)', "
            "becomes = 'desk-{1}': put it back in the map."
        )
    assert program.store.histories == stored


def test_strict_and_missing_rights_end_with_1(program: Program) -> None:
    path = program.importing.write(row(1, "call", 0), row(1, "dance", 1))
    assert program.run(path, "--map", program.map, "--strict")[0] == 1
    program.operator = Actor(id="a-1", role="agent", channel="cli")
    code, _, said = program.run(path, "--map", program.map)
    assert (code, program.store.histories) == (1, {})
    assert "a-1" in said


def test_strict_and_json_end_with_the_counts_of_what_was_refused(program: Program) -> None:
    assert program.run(program.importing.write(row(1, "call", 0)), "--map", program.map)[0] == 0
    path = program.importing.write(row(1, "call", 0), row(1, "fix", 1), row(1, "dance", 2), row("", "call", 3))
    code, out, said = program.run(path, "--map", program.map, "--strict", "--json")
    listed = str(program.importing.quarantine)
    counts = {"read": 4, "imported": 0, "quarantined": 2, "already": 1}
    assert (code, json.loads(out)) == (1, {**counts, "quarantine": listed})
    assert said.strip() == (
        f"2 of 4 rows can't be imported, so with --strict nothing was; the reasons are in {listed}."
    )


def test_a_folder_in_the_place_of_a_file_is_named(program: Program, tmp_path: Path) -> None:
    code, _, said = program.run(tmp_path, "--map", program.map)
    assert (code, said.strip()) == (2, f"{tmp_path} is a folder: give the path of one file in it.")


def test_a_store_that_is_away_ends_with_3_and_says_how_to_go_on(program: Program) -> None:
    class Away(MemoryStore):
        async def append(self, changes: Sequence[Change]) -> list[History]:
            raise StoreUnavailable("no server")

    program.store = Away()
    path = program.importing.write(row(1, "call", 0))
    code, _, said = program.run(path, "--map", program.map)
    assert (code, said.strip()) == (
        3,
        "The event store does not answer, so the import stopped on the way. Run the same command again to go on.",
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C as at a terminal: a test run in the background (``make test &``) is begun with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_with_130_and_says_how_to_go_on(program: Program) -> None:
    async def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(5)

    program.store.before_append = [interrupted]
    path = program.importing.write(row(1, "call", 0))
    code, out, said = program.run(path, "--map", program.map)
    assert (code, out, said.strip()) == (130, "", "Interrupted. Run the same command again to go on.")
    assert program.run(path, "--map", program.map)[0] == 0


def test_quarantine_goes_where_it_is_asked_to(program: Program, tmp_path: Path) -> None:
    path = program.importing.write(row(1, "dance", 1))
    target = tmp_path / "bad.csv"
    code, out, _ = program.run(path, "--map", program.map, "--json", "--quarantine", target)
    assert (code, json.loads(out)["quarantine"]) == (0, str(target))
    assert "unknown-activity" in target.read_text("utf-8-sig")
