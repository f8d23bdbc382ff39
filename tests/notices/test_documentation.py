"""The page of notices is in step with the code, in both languages."""

from pathlib import Path
from typing import get_args

import pytest

from api.inbox.views import Status
from domain.notices.catalogue import KINDS
from domain.notices.vocabulary import DIGEST
from gongdan.notices.settings import NoticeSettings
from gongdan.notices.wording import words_of

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(params=["notices.md", "notices.zh.md"])
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text()


@pytest.mark.parametrize("name", NoticeSettings.model_fields)
def test_every_setting_is_documented(page: str, name: str):
    assert f"`GONGDAN_{name.upper()}`" in page


def test_every_end_is_documented(page: str):
    assert all(f"| `{status}` |" in page for status in get_args(Status))


def test_both_languages_have_the_same_sections_and_rows():
    english, chinese = ((DOCS / name).read_text().splitlines() for name in ("notices.md", "notices.zh.md"))
    for mark in ("## ", "| ", "```", "- "):
        assert sum(line.startswith(mark) for line in english) == sum(line.startswith(mark) for line in chinese), mark


@pytest.mark.parametrize("code", [code for code in KINDS if code != DIGEST])
def test_every_kind_has_words_in_both_languages(code: str):
    words = words_of(code)
    for text in (words.subject, words.lead):
        assert text["zh"]
        assert text["en"]
        assert text["en"].isascii()
    assert bool(words.ask["zh"]) == bool(words.ask["en"])
