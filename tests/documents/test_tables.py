"""The department's tables as documents: their own headings, numbers to the right, long texts within their column."""

from typing import Any

from api.documents.paper import Paper
from api.documents.port import Printing
from api.documents.told import ToldTable
from domain.refusals import Language
from gongdan.documents.printer import Printer
from projections.sheets.sheet import Reader, Sheet, moment, plain
from tests.documents.printing import pages, pdf
from tests.projections.logs import SHANGHAI, at

SHEET = Sheet(
    "登记表", (plain("number", "工单号"), plain("summary", "摘要", 40), plain("count", "件数"), moment("at", "时间"))
)


def row(number: int, summary: str = "设备无法启动") -> dict[str, Any]:
    return {"number": f"T-{number:04}", "summary": summary, "count": number, "at": at("09:30")}


def listed(rows: list[dict[str, Any]], language: Language = "zh") -> Paper:
    told = ToldTable("register", SHEET, rows, Reader(SHANGHAI, chinese=language == "zh"), at("12:00"))
    return Printer().of_table(told, Printing("m-001", at("12:05"), language))


def test_a_table_has_its_title_and_headings_in_either_language_and_says_how_many_rows():
    both: tuple[tuple[Language, str], ...] = (("zh", "共 2 行"), ("en", "2 rows"))
    for language, said in both:
        made = listed([row(1), row(2)], language)
        [part] = made.sections
        assert (made.title, made.number, part.title) == ("登记表", "TB-register-202405011200", said)
        assert part.headings == ["工单号", "摘要", "件数", "时间"]
        assert part.rows[1] == ["T-0002", "设备无法启动", "2", "2024-05-01 09:30"]


def test_columns_are_as_wide_as_what_stands_in_them_and_numbers_stand_to_the_right():
    [part] = listed([row(1), row(1234, "长" * 300)]).sections
    assert part.widths == [8, 42, 6, 18]
    assert part.aligned == ["left", "left", "right", "left"]


def test_a_table_without_rows_says_so_under_its_headings():
    [page] = pages(pdf(listed([], "en")))
    assert "No rows." in page
    assert "工单号" in page


def test_headings_stand_on_every_page_and_no_row_is_left_out():
    found = pages(pdf(listed([row(number, "制冷效果差，" * 20) for number in range(120)])))
    assert len(found) > 3
    assert all("工单号" in page for page in found)
    assert sum(page.count("T-0") for page in found) == 120
