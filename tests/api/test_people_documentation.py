"""docs/customers and docs/staff, in both languages, name every action with its noun, every field, point and reason."""

import re
from pathlib import Path

import pytest

from api.customers.actions import CUSTOMERS
from api.records.acting import Acted
from api.staff.actions import STAFF
from domain.customer.owned.repeats import TEXTS as FLAGS
from domain.staff.choosing import fitting, ranking
from domain.staff.commands import TakeLeave

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [("customers", CUSTOMERS), ("staff", STAFF)]
BOTH = pytest.mark.parametrize("language", ["md", "zh.md"])


@BOTH
@pytest.mark.parametrize(("name", "kind"), PAGES)
def test_every_action_stands_there_with_its_noun_and_fields(name: str, kind: Acted, language: str) -> None:
    page = (DOCS / f"{name}.{language}").read_text()
    table = "".join(line for line in page.splitlines() if line.startswith("| `"))
    asked = {action: command for action, command in kind.commands.items() if action in kind.examples}
    for action, command in asked.items():
        assert f"`{action}`" in table
        assert f"`{kind.nouns.get(action, f'POST /{kind.path}')}`" in table
        for field in command.model_fields:
            assert re.search(rf"`{field}(`|\.…`)", table), (action, field)


@BOTH
def test_every_flag_and_kind_of_leave_is_told(language: str) -> None:
    customers, staff = ((DOCS / f"{name}.{language}").read_text() for name in ("customers", "staff"))
    assert [code for code in FLAGS if f"`{code}`" not in customers] == []
    kinds = TakeLeave.model_json_schema()["properties"]["kind"]["enum"]
    assert [kind for kind in kinds if kind not in staff] == []


@BOTH
def test_the_points_are_those_of_the_ranking(language: str) -> None:
    page = (DOCS / f"staff.{language}").read_text()
    table = page[page.rindex("| --- " if "| --- " in page else "|---") :]
    said = [int(number.replace("−", "-")) for number in re.findall(r"(?<=[ ·|])−?\d+(?= [·|]|[,，])", table)]
    assert {fitting.MODEL, fitting.NAME, ranking.CERTIFIED, ranking.ON_DUTY, ranking.NO_ROSTER} <= set(said)
    assert {ranking.ON_LEAVE, ranking.A_WEIGHT} <= set(said)
    assert f"−{-ranking.FARTHEST}" in table
    assert f" {ranking.KILOMETRES} " in table


@pytest.mark.parametrize("name", ["customers", "staff"])
def test_both_languages_have_the_same_sections_and_rows(name: str) -> None:
    english, chinese = ((DOCS / f"{name}.{language}").read_text() for language in ("md", "zh.md"))
    for mark in ("\n## ", "\n| ", "\n```", "\n- "):
        assert english.count(mark) == chinese.count(mark), mark
