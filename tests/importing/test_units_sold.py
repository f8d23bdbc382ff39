"""A file of units sold: every row is a figure of its month, or is listed with the reason why not."""

from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from domain.sales.events import Sold
from gongdan.importing.texts import BadInput
from gongdan.importing.units_sold import understood

TODAY = date(2024, 7, 1)


def file(folder: Path, *rows: str, heading: str = "月份,型号,批次,数量") -> Path:
    path = folder / "sold.csv"
    path.write_text("\n".join((heading, *rows)) + "\n", "utf-8-sig")
    return path


def test_each_row_is_a_figure_of_its_month(tmp_path: Path) -> None:
    found = understood(file(tmp_path, '2024-05,KFR-35,B7,"1,200"', "2024年6月,P50,,860", "2024/06/30,P60,,1.0"), TODAY)
    assert found.read == 3
    assert found.rejected == []
    assert found.months == {
        "2024-05": [Sold(model="KFR-35", batch="B7", units=1200)],
        "2024-06": [Sold(model="P50", units=860), Sold(model="P60", units=1)],
    }


def test_english_headings_in_any_order_do_too_and_no_batch_is_needed(tmp_path: Path) -> None:
    found = understood(file(tmp_path, "7,KFR-35,2024-05", heading="Units,Model,Month"), TODAY)
    assert found.months == {"2024-05": [Sold(model="KFR-35", units=7)]}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("五月,P50,,3", "month", "bad-month"),
        ("2024-13,P50,,3", "month", "bad-month"),
        ("2024-08,P50,,3", "month", "month-to-come"),
        ("2024-05,P50,,三", "units", "bad-units"),
        ("2024-05,P50,,-3", "units", "bad-units"),
        ("2024-05,P50,,1.5", "units", "bad-units"),
        ("2024-05,P50,", "units", "bad-units"),
        ("2024-05,,,3", "model", "bad-label"),
        (f"2024-05,P50,{'B' * 101},3", "batch", "bad-label"),
    ],
)
def test_a_row_that_says_no_figure_is_listed_with_the_reason(tmp_path: Path, row: str, column: str, code: str) -> None:
    found = understood(file(tmp_path, "2024-05,KFR-35,,1", row), TODAY)
    assert [(one.row, one.column, one.code) for one in found.rejected] == [(3, column, code)]
    assert found.figures == 1


def test_the_same_figure_twice_counts_once_and_the_second_is_listed(tmp_path: Path) -> None:
    found = understood(file(tmp_path, "2024-05,KFR-35,B7,1", "2024年5月,KFR-35,B7,2"), TODAY)
    [listed] = found.rejected
    assert (listed.row, listed.code, str(listed.detail.say("zh"))) == (3, "figure-twice", "见第 2 行")  # type: ignore[union-attr]
    assert found.months == {"2024-05": [Sold(model="KFR-35", batch="B7", units=1)]}


@pytest.mark.parametrize("missing", ["月份,型号", "月份,数量", "型号,数量"])
def test_a_file_without_a_needed_column_is_refused_whole(tmp_path: Path, missing: str) -> None:
    with pytest.raises(BadInput, match="has no column"):
        understood(file(tmp_path, "1,2", heading=missing), TODAY)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has a header and no rows"):
        understood(file(tmp_path), TODAY)


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "sold.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["月份", "型号", "批次", "数量"])
        sheet.write_row(1, 0, ["2024-05", "KFR-35", "", 1200])
    assert understood(tmp_path / "sold.xlsx", TODAY).months == {"2024-05": [Sold(model="KFR-35", units=1200)]}
