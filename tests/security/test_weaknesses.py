"""Each published weakness is shut by tests that are there."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LISTED: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "weaknesses.toml").read_text())["weakness"]


def test_there_are_at_least_twenty_of_different_kinds():
    assert len({each["like"] for each in LISTED}) == len(LISTED) >= 20


@pytest.mark.parametrize("weakness", LISTED, ids=[each["like"] for each in LISTED])
def test_its_tests_are_there(weakness: dict[str, Any]):
    assert re.fullmatch(r"CWE-\d+", weakness["like"])
    for each in weakness["tests"]:
        file, _, name = each.partition("::")
        assert re.search(rf"^\s*(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE), each
