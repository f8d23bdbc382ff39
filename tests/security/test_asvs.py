"""Each requirement of the ASVS 5.0 at levels 1 and 2 is answered once, and the tests that an answer names are there."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[2]
ANSWERS: Final = ("tests", "because", "not_applicable", "left_to_you", "not_met")
ANSWERED: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "asvs.toml").read_text())["requirement"]
LEVELS: Final = {
    "1.1": "22",
    "1.2": "1111122223",
    "1.3": "112222222223",
    "1.4": "222",
    "1.5": "123",
    "2.1": "122",
    "2.2": "112",
    "2.3": "12223",
    "2.4": "23",
    "3.1": "3",
    "3.2": "113",
    "3.3": "12223",
    "3.4": "11222233",
    "3.5": "11122333",
    "3.6": "3",
    "3.7": "22333",
    "4.1": "12233",
    "4.2": "23333",
    "4.3": "22",
    "4.4": "1222",
    "5.1": "2",
    "5.2": "112333",
    "5.3": "113",
    "5.4": "222",
    "6.1": "122",
    "6.2": "111111112222",
    "6.3": "11223333",
    "6.4": "112233",
    "6.5": "22222333",
    "6.6": "2223",
    "6.7": "33",
    "6.8": "2222",
    "7.1": "222",
    "7.2": "1111",
    "7.3": "22",
    "7.4": "11222",
    "7.5": "223",
    "7.6": "22",
    "8.1": "1233",
    "8.2": "1123",
    "8.3": "133",
    "8.4": "23",
    "9.1": "111",
    "9.2": "1222",
    "10.1": "22",
    "10.2": "223",
    "10.3": "22223",
    "10.4": "1111122222233333",
    "10.5": "22222",
    "10.6": "22",
    "10.7": "222",
    "11.1": "2233",
    "11.2": "22233",
    "11.3": "11233",
    "11.4": "1222",
    "11.5": "23",
    "11.6": "23",
    "11.7": "33",
    "12.1": "12233",
    "12.2": "11",
    "12.3": "22223",
    "13.1": "2333",
    "13.2": "222223",
    "13.3": "2233",
    "13.4": "1222233",
    "14.1": "22",
    "14.2": "12223333",
    "14.3": "122",
    "15.1": "12233",
    "15.2": "12233",
    "15.3": "1222222",
    "15.4": "3333",
    "16.1": "2",
    "16.2": "22222",
    "16.3": "2222",
    "16.4": "222",
    "16.5": "2223",
    "17.1": "23",
    "17.2": "22223333",
    "17.3": "22",
}
"""By section of the standard, the level of each of its requirements from the first on."""


def answered_by(answer: str) -> list[str]:
    return [each["id"] for each in ANSWERED if answer in each]


def test_each_is_answered_once():
    wanted = [
        (f"{section}.{place}", int(level))
        for section, levels in LEVELS.items()
        for place, level in enumerate(levels, 1)
        if level in "12"
    ]
    assert len(wanted) == 253
    assert [(each["id"], each["level"]) for each in ANSWERED] == wanted
    assert [each["id"] for each in ANSWERED if sum(answer in each for answer in ANSWERS) != 1] == []


@pytest.mark.parametrize("requirement", [each for each in ANSWERED if "tests" in each], ids=answered_by("tests"))
def test_the_tests_that_it_names_are_there(requirement: dict[str, Any]):
    assert requirement["tests"]
    for each in requirement["tests"]:
        file, _, name = each.partition("::")
        assert re.search(rf"^\s*(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE), each


def test_the_files_that_a_reason_names_are_there():
    said = " ".join(str(each[answer]) for each in ANSWERED for answer in ANSWERS[1:] if answer in each)
    named = set(re.findall(r"\b(?:docs|gongdan|domain|tests)/[\w./-]+\.\w+|SECURITY\.md", said))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", ["security.md", "security.zh.md"])
def test_the_page_tells_how_many_and_lists_what_is_not_met(page: str):
    text = (ROOT / "docs" / page).read_text()
    _, _, told = text.partition("## ASVS")
    counted = {answer: len(answered_by(answer)) for answer in ANSWERS}
    assert [int(each) for each in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)] == [*counted.values()]
    assert re.findall(r"^- ([\d.]+):", told, re.MULTILINE) == answered_by("not_met")
