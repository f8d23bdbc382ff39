"""gongdan roles: the table of rights as it is, readable in both languages."""

import json
import re

import pytest

from domain.rights import RIGHTS, TABLE
from domain.wording import ROLES
from tests.whole.in_process import run_beside


def said(*words: str, language: str = "en") -> str:
    done = run_beside("roles", *words, environment={"GONGDAN_LANG": language, "COLUMNS": "1500"})
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_whole_table_is_shown_with_every_action_and_role(language: str):
    shown = said(language=language)
    for action, rights in RIGHTS.items():
        roles = [ROLES.get(role, ("系统", "the system"))[language == "en"] for role in rights]
        lines = [line for line in shown.splitlines() if re.search(rf"[ ,]{action}(,|  )", line)]
        assert any(all(role in line for role in roles) for line in lines), action
    assert all(row.zh in shown for row in TABLE) == (language == "zh")


def test_one_role_is_shown_with_what_it_may_and_on_what():
    shown = said("warehouse", language="zh")
    assert "备件库存、预留、发运、签收" in shown
    assert "派单" not in shown
    assert "限派给本人的工单" in said("engineer", language="zh")


def test_as_json_it_is_the_table_itself():
    assert {action: row["may"] for row in json.loads(said("--json")) for action in row["actions"]} == RIGHTS
    one = json.loads(said("engineer", "--json"))
    assert one["may"] == {action: rights["engineer"] for action, rights in RIGHTS.items() if "engineer" in rights}
    assert (one["zh"], one["en"]) == ROLES["engineer"]


def test_a_role_that_does_not_exist_is_told_with_what_was_meant():
    done = run_beside("roles", "enginer", environment={"GONGDAN_LANG": "en"})
    assert (done.returncode, "did you mean 'engineer'?" in done.stderr) == (2, True)
