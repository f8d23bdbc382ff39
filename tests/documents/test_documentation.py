"""docs/documents.md and docs/documents.zh.md name every document, and show pictures that are there."""

import re
from pathlib import Path

import pytest

from api.documents.paper import FOR_CUSTOMERS, TICKET_DOCUMENTS
from gongdan.documents.wording import words

DOCS = Path(__file__).parents[2] / "docs"
LARGEST = 200_000
"""Bytes of a picture."""


@pytest.fixture(params=["documents.md", "documents.zh.md"])
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text()


@pytest.mark.parametrize("kind", TICKET_DOCUMENTS)
def test_every_document_of_a_ticket_is_in_the_table_with_whom_it_is_for(page: str, kind: str):
    [row] = re.findall(rf"^\| `{kind}` \|.*$", page, re.MULTILINE)
    assert words()["title"][kind][0] in row
    assert row.rpartition("| ")[2].strip(" |") in (("yes", "是") if kind in FOR_CUSTOMERS else ("no", "否"))


@pytest.mark.parametrize("kind", ["monthly", "quarterly", "appraisal"])
def test_every_document_of_a_period_is_named(page: str, kind: str):
    assert f"`{kind}`" in page
    assert words()["title"][kind][0] in page


def test_every_picture_is_there_and_small(page: str):
    shown = re.findall(r"!\[.*?\]\((images/.*?)\)", page)
    assert shown
    for path in shown:
        assert 0 < (DOCS / path).stat().st_size <= LARGEST, path


def test_both_languages_have_the_same_sections_and_rows():
    english, chinese = ((DOCS / name).read_text().splitlines() for name in ("documents.md", "documents.zh.md"))
    for mark in ("## ", "| ", "```", "!["):
        assert sum(line.startswith(mark) for line in english) == sum(line.startswith(mark) for line in chinese), mark
