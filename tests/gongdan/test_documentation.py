"""docs/cli.md and docs/cli.zh.md name every setting, action, column and command, the READMEs every folder."""

import re
from pathlib import Path

import pytest

from domain.refusals import Language
from domain.ticket.commands import COMMANDS
from domain.wording import ROLES
from gongdan.cli.app import COMMANDS as COMMAND_LINE
from gongdan.importing.maps.finding import load_map
from gongdan.importing.sources import Sources
from gongdan.service.run_file import RunFile
from gongdan.settings import Settings
from projections.register import REGISTER
from projections.wording.words import STATUSES
from tests.gongdan.actions_table import PAGES, table
from tests.lookalike import helpdesk

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(params=["cli.md", "cli.zh.md"])
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text()


def test_every_setting_is_documented(page: str):
    settings = set(Settings.model_fields) - {"i_accept_data_loss"}
    assert [name for name in sorted(settings) if f"`GONGDAN_{name.upper()}`" not in page] == []


def test_every_action_column_and_address_is_documented(page: str):
    columns = {*REGISTER.columns.keys()} - {"sources", "searched", "told"}
    names = [*COMMANDS, *sorted(columns), *RunFile.__dataclass_fields__]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_every_command_is_documented(page: str):
    assert [name for name in COMMAND_LINE if f"gongdan {name}" not in page] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_of_actions_is_that_of_the_commands(language: Language):
    """Out of step, it is made anew by ``python -m tests.gongdan.actions_table``."""
    assert table(language) in PAGES[language].read_text()


def test_both_languages_have_the_same_sections_and_rows():
    english, chinese = ((DOCS / name).read_text().splitlines() for name in ("cli.md", "cli.zh.md"))
    for mark in ("## ", "### ", "| ", "```"):
        assert count(chinese, mark) == count(english, mark), mark


def count(lines: list[str], mark: str) -> int:
    return sum(line.startswith(mark) for line in lines)


def test_the_chinese_page_translates_roles_and_statuses():
    page = (DOCS / "cli.zh.md").read_text()
    assert [name for name in (*ROLES, *STATUSES) if (ROLES.get(name) or STATUSES[name])[0] not in page] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_folder_map_and_the_feature_followed_are_true(name: str):
    page = (ROOT / name).read_text()
    for package in ("domain", "projections", "api", "gongdan"):
        for folder in (ROOT / package).iterdir():
            assert not (folder / "__init__.py").exists() or f"`{folder.name}/`" in page, folder
    for path in re.findall(r"`((?:\w+/)+\w+\.py)`", page):
        assert (ROOT / path).is_file(), path


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_a_page_is_linked_once_in_the_folder_map(name: str):
    [line] = [line for line in (ROOT / name).read_text().splitlines() if line.startswith("| `docs/`")]
    links = re.findall(r"\]\((.*?)\)", line)
    assert len(links) == len(set(links))


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_sample_has_a_map_of_its_own_so_that_the_shipped_one_stays_free(name: str, tmp_path: Path):
    page = (ROOT / name).read_text()
    written = re.search(r"-m tests\.lookalike\.helpdesk (\S+)", page)
    brought_in = re.search(r"import (\S+) --map (\S+)", page)
    assert written
    assert brought_in
    assert brought_in[1] == written[1]
    sample = helpdesk.sample(tmp_path / Path(written[1]).name)
    assert sample.name == Path(brought_in[2]).name
    sources = Sources(tmp_path / "sources.json")
    sources.claim(load_map(str(sample)))
    sources.claim(load_map("helpdesk"))
