"""docs/replay.md says the columns and objects that there are; the Chinese page has the same tables."""

import re
from pathlib import Path

import pytest

from domain.record.personal import PersonalClass
from projections.replaying.rows import COLUMNS, Column
from projections.replaying.writers import FORMATS
from projections.replaying.writers.ocel.objects import OBJECTS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [(DOCS / name).read_text() for name in ("replay.md", "replay.zh.md")]

PARQUET = {
    "number": "int64",
    "text": "string",
    "word": "string (dictionary)",
    "moment": "timestamp[us, UTC]",
    "json": "string",
}
LINES = {"number": "number", "json": "object"}


def told(column: Column) -> tuple[str, str, str]:
    optional = ", null" if column.optional else ""
    return column.name, PARQUET[column.kind] + optional, LINES.get(column.kind, "text")


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_every_column_is_in_the_table_with_its_types_in_order(page: str):
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (number|text|object) \|", page, re.MULTILINE)
    assert [(name, parquet.strip(), lines) for name, parquet, lines in rows] == [told(column) for column in COLUMNS]


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_every_object_with_its_attributes_is_in_the_table(page: str):
    table = page.partition("## OCEL 2.0")[2].splitlines()
    for name, attributes in OBJECTS.items():
        [row] = [line for line in table if re.match(rf"\| [^|]*`{name}`", line)]
        assert all(attribute in row for attribute in attributes), name


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_every_class_of_personal_data_and_every_format_is_named(page: str):
    for name in PersonalClass.__args__:
        assert f"*{name}*" in page
    for name, form in FORMATS.items():
        assert f"`{name}`" in page
        assert form.endings[0] in page


def test_both_languages_have_the_same_sections_and_rows():
    english, chinese = (page.splitlines() for page in PAGES)
    for mark in ("## ", "### ", "| ", "```"):
        assert sum(line.startswith(mark) for line in english) == sum(line.startswith(mark) for line in chinese), mark
