"""The map in the documentation works as printed, in both languages."""

import re
from pathlib import Path

import pytest
import xlsxwriter

from gongdan.importing.maps.finding import load_map
from gongdan.importing.maps.keys import COLUMNS
from tests.importing.memory import Importing

DOCS = Path(__file__).parents[2] / "docs"


def example(text: str) -> tuple[list[list[str]], str]:
    """The table and the map as they are printed."""
    table = [line for line in text.splitlines() if line.startswith(("| 售后", "| **工单", "| SH-"))]
    rows = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in table]
    printed = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert printed
    return rows, printed[1]


@pytest.mark.parametrize("name", ["import.md", "import.zh.md"])
async def test_the_register_of_the_documentation_comes_in_with_its_map(importing: Importing, name: str) -> None:
    rows, printed = example((DOCS / name).read_text("utf-8"))
    map_file = importing.folder / "register.toml"
    map_file.write_text(printed, "utf-8")
    path = importing.folder / "register.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("登记表")
        for place, cells in enumerate(rows):
            page.write_row(place, 0, cells)
    result = await importing.file(path, load_map(str(map_file)))
    assert (result.imported, result.quarantined) == (2, 0)
    opened = importing.store.events("register-0001")[0].event.model_dump(exclude_none=True)
    assert (opened["severity"], opened["engineer"], opened["stage"]) == ("urgent", "003", "accepted")
    assert importing.store.events("register-0002")[0].event.model_dump()["stage"] == "closed"


@pytest.mark.parametrize("name", ["import.md", "import.zh.md"])
def test_the_documentation_names_every_column_that_a_map_may_have(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert [key for key in COLUMNS if not re.search(rf"\b{key}\b", text)] == []
