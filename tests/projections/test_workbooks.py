"""Excel files as they open: headings that stay and filter, room for every word, real types, and a page to print."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from unicodedata import east_asian_width
from xml.etree import ElementTree

import pytest

from domain.matters.kinds import MATTERS
from domain.reports.figure import BY, MEASURES
from domain.wording import CHANNELS, DEPARTMENTS, FAULT_TYPES, Words
from projections import progress, register
from projections.dossiers import sheets as dossiers
from projections.past import sheets as differences
from projections.past.words import CODES
from projections.reports import sheets
from projections.reports.measured import unit_word
from projections.sheets.files import write_xlsx
from projections.sheets.sheet import Amount, Column, Reader, Sheet
from projections.sql.rows import Row
from projections.visits import sheets as visits
from projections.wording.words import ENDINGS, KINDS, SEVERITIES, STATUSES, STEPS, VISIT_STATES
from projections.workload import sheets as workload
from tests.projections.logs import SHANGHAI, at

_MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_FILTER_BUTTON = 2
"""As wide as two digits, in the heading's cell."""
DIFFERENCES = differences.Printed("register", CODES, Reader(SHANGHAI)).sheet
SHEETS = (
    register.SHEET,
    register.FAULTS,
    progress.SHEET,
    sheets.FIGURES,
    sheets.IMPROVEMENTS,
    sheets.FLAGGED,
    sheets.APPRAISAL,
    dossiers.SHEET,
    visits.SHEET,
    workload.SHEET,
    DIFFERENCES,
)
ONE_OF_EACH = Sheet(
    "各类",
    (
        Column("文字", lambda row, _: row["text"], 20, wrapped=True),
        Column("整数", lambda row, _: 7),
        Column("比例", lambda row, _: Amount(Decimal("0.9127"), "0.0%")),
        Column("日期", lambda row, _: date(2024, 5, 1)),
        Column("时刻", lambda row, reader: reader.moment(at("09:30"))),
        Column("没有", lambda row, _: None),
    ),
)


def opened(sheet: Sheet, rows: list[Row], *, chinese: bool = True) -> ElementTree.Element:
    return part(sheet, rows, "worksheets/sheet1", chinese=chinese)


def part(sheet: Sheet, rows: list[Row], name: str, *, chinese: bool = True) -> ElementTree.Element:
    stream = BytesIO()
    write_xlsx(stream, sheet, rows, Reader(SHANGHAI, chinese=chinese))
    with zipfile.ZipFile(stream) as book:
        return ElementTree.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314 -- our own


def attributes(page: ElementTree.Element, path: str) -> dict[str, str]:
    found = page.find(path, _MAIN)
    assert found is not None, path
    return found.attrib


def wide(text: str) -> int:
    """In digits: a Chinese sign is as wide as two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_headings_stay_in_sight_and_filter_all_columns(sheet: Sheet):
    page = opened(sheet, [])
    pane = attributes(page, "m:sheetViews/m:sheetView/m:pane")
    assert (pane["state"], pane["ySplit"], pane["topLeftCell"]) == ("frozen", "1", "A2")
    last = f"{chr(ord('A') + len(sheet.columns) - 1)}1"
    assert attributes(page, "m:autoFilter")["ref"] == ("A1" if last == "A1" else f"A1:{last}")


@pytest.mark.parametrize(("chinese", "numbered"), [(True, "第 &P 页，共 &N 页"), (False, "Page &P of &N")])
def test_it_prints_across_as_wide_as_the_page_with_title_headings_and_page_numbers(chinese: bool, numbered: str):
    page = opened(register.SHEET, [], chinese=chinese)
    paper = attributes(page, "m:pageSetup")
    assert (paper["orientation"], paper["paperSize"], paper["fitToHeight"]) == ("landscape", "9", "0")
    assert attributes(page, "m:sheetPr/m:pageSetUpPr")["fitToPage"] == "1"
    assert page.findtext("m:headerFooter/m:oddHeader", namespaces=_MAIN) == "&C售后服务工单登记表"
    assert page.findtext("m:headerFooter/m:oddFooter", namespaces=_MAIN) == f"&C{numbered}"


def test_headings_are_repeated_on_every_printed_page():
    names = part(register.SHEET, [], "workbook").findall("m:definedNames/m:definedName", _MAIN)
    assert {name.attrib["name"]: name.text for name in names}["_xlnm.Print_Titles"] == "售后服务工单登记表!$1:$1"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_every_heading_has_room_beside_its_filter_button(sheet: Sheet):
    assert [column.heading for column in sheet.columns if column.width < wide(column.heading) + _FILTER_BUTTON] == []


def improvements() -> Words:
    return {code: (status.zh, status.en) for code, status in MATTERS["improvement"].statuses.items()}


def units() -> Words:
    return {name: (unit_word(name, chinese=True), unit_word(name, chinese=False)) for name in MEASURES}


@pytest.mark.parametrize(
    ("sheet", "heading", "words"),
    [
        (register.SHEET, "反馈渠道", CHANNELS),
        (register.SHEET, "问题分级", SEVERITIES),
        (register.SHEET, "处理状态", STATUSES),
        (register.FAULTS, "故障等级", SEVERITIES),
        (progress.SHEET, "处理阶段", STEPS),
        (sheets.FIGURES, "指标", MEASURES),
        (sheets.FIGURES, "分组", BY),
        (sheets.FIGURES, "单位", units()),
        (sheets.APPRAISAL, "指标", MEASURES),
        (sheets.APPRAISAL, "单位", units()),
        (sheets.IMPROVEMENTS, "状态", improvements()),
        (sheets.IMPROVEMENTS, "责任部门", DEPARTMENTS),
        (dossiers.SHEET, "诉求类型", KINDS),
        (dossiers.SHEET, "故障类型", FAULT_TYPES),
        (dossiers.SHEET, "结案方式", ENDINGS),
        (visits.SHEET, "状态", VISIT_STATES),
        (DIFFERENCES, "变化", differences.CHANGES),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_word_has_room_in_either_language(sheet: Sheet, heading: str, words: Words):
    [width] = [column.width for column in sheet.columns if column.heading == heading]
    assert [word for both in words.values() for word in both if wide(word) > width] == []


def test_texts_are_texts_numbers_numbers_and_what_is_unknown_is_empty():
    page = opened(ONE_OF_EACH, [{"text": "=1+1"}])
    cells = page.findall("m:sheetData/m:row[@r='2']/m:c", _MAIN)
    assert [cell.attrib.get("t", "n") for cell in cells] == ["inlineStr", "n", "n", "n", "n"]
    assert "".join(cells[0].itertext()) == "=1+1"
    assert [cell.findtext("m:v", namespaces=_MAIN) for cell in cells[1:]] == [
        "7",
        "0.9127",
        "45413",
        "45413.39583333334",
    ]


def test_a_long_text_takes_more_lines_and_the_others_begin_beside_its_first():
    rows: list[Row] = [{"text": "很长" * 100}]
    page, styles = opened(ONE_OF_EACH, rows), part(ONE_OF_EACH, rows, "styles").findall("m:cellXfs/m:xf", _MAIN)
    used = [styles[int(cell.attrib["s"])] for cell in page.findall("m:sheetData/m:row[@r='2']/m:c", _MAIN)]
    aligned = [attributes(style, "m:alignment") for style in used]
    assert [(each["vertical"], each.get("wrapText")) for each in aligned] == [("top", "1"), *[("top", None)] * 4]


def test_no_title_is_longer_than_excel_takes_or_read_as_a_code_of_the_header():
    assert [sheet.title for sheet in SHEETS if len(sheet.title) > 31 or re.search(r"[&\[\]:*?/\\]", sheet.title)] == []
