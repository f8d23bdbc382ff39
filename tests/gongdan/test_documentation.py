"""docs/cli.md names every setting, action, column and exit code there is."""

from pathlib import Path

import pytest

from domain.ticket.commands import COMMANDS
from gongdan.cli.app import COMMANDS as COMMAND_LINE
from gongdan.service.run_file import RunFile
from gongdan.settings import Settings
from projections.register import REGISTER

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text()


def named(word: str) -> bool:
    return f"`{word}`" in PAGE


@pytest.mark.parametrize("name", sorted(set(Settings.model_fields) - {"i_accept_data_loss"}))
def test_every_setting_is_documented(name: str):
    assert named(f"GONGDAN_{name.upper()}")


@pytest.mark.parametrize(
    "name", [*COMMANDS, *(column.name for column in REGISTER.columns), *RunFile.__dataclass_fields__]
)
def test_every_action_column_and_address_is_documented(name: str):
    assert named(name)


@pytest.mark.parametrize("name", COMMAND_LINE)
def test_every_command_is_documented(name: str):
    assert f"gongdan {name}" in PAGE
