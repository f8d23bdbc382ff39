"""The user guide has a part for each role, in both languages, and names what stands on the pages today."""

import re
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from domain.actions import ACTIONS
from domain.staff.vocabulary import Role
from domain.wording import ROLES

DOCS: Final = Path(__file__).parents[2] / "docs"
GUIDES: Final = {"zh": DOCS / "user-guide.zh-CN.md", "en": DOCS / "user-guide.md"}
NAMED: Final = {"zh": re.compile(r"“([^”]+)”"), "en": re.compile(r"(?<![*\w])\*([^*\n]+)\*(?!\*)")}
"""How a guide writes what it takes from a page."""


def words(language: str) -> set[str]:
    """All that pages call anything, in small letters; a gap in a sentence is written as three dots."""
    found = {action[0 if language == "zh" else 1] for action in ACTIONS.values()}
    for name in ("console", "portal"):
        catalogue = files("gongdan.console").joinpath("locale", "zh_CN", "LC_MESSAGES", f"{name}.po").read_bytes()
        found |= {str(each.string if language == "zh" else each.id) for each in read_po(BytesIO(catalogue))}
    return {re.sub(r"%\(\w+\)s", "…", each).lower() for each in found}


@pytest.mark.parametrize("language", GUIDES)
def test_what_the_guide_names_stands_on_a_page(language: str):
    named = {each.lower() for each in NAMED[language].findall(GUIDES[language].read_text())}
    assert len(named) > 15
    assert named - words(language) == set()


@pytest.mark.parametrize("language", GUIDES)
def test_each_role_and_customers_have_a_part_that_is_led_to(language: str):
    text = GUIDES[language].read_text()
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    led = re.findall(r"\| \[(.+?)\]\(#", text)
    assert parts == led
    of = ROLES["customer"], *(ROLES[role] for role in Role)
    called = [each[0 if language == "zh" else 1] for each in of]
    assert [each for each in called if not any(each in part.lower() for part in parts)] == []


@pytest.mark.parametrize("language", GUIDES)
def test_its_pictures_are_there_in_its_language(language: str):
    shown = re.findall(r"\]\((images/[^)]+)\)", GUIDES[language].read_text())
    assert shown
    assert [each for each in shown if not (DOCS / each).is_file() or f".{language}." not in each] == []
