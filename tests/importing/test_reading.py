"""Files of each kind as they come: encodings, headers, packing, dates; and each way of being unreadable."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from gongdan.importing.files.table import unique_names
from gongdan.importing.run import read_file
from gongdan.importing.texts import BadInput
from tests.importing.memory import ENGLISH, HEADER, Importing, mapping, row

EXAMPLE = [row(1, "call", 0), row(2, "call", 1), row(1, "fix", 2)]
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="event"><string key="concept:name" value="?"/></global>
  <trace><string key="concept:name" value="No. 1"/>
    <event><string key="concept:name" value="call"/><date key="time:timestamp" value="2024-05-01T08:00:00+08:00"/></event>
    <event><string key="concept:name" value="fix"/><date key="time:timestamp" value="2024-05-01T01:00:00.5Z"/>
      <string key="org:resource" value="E7"/></event>
  </trace>
</log>
"""
XES_RULES: dict[str, Any] = {
    "columns": {
        "case": "case:concept:name",
        "activity": "concept:name",
        "timestamp": "time:timestamp",
        "engineer": "org:resource",
    },
    "timestamp": {"format": "iso", "zone": "UTC"},
}


def lines() -> str:
    return "\n".join([HEADER, *EXAMPLE]) + "\n"


def workbook(path: Path, *rows: list[Any], sheet: str = "登记表") -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
    page = book.add_worksheet(sheet)
    for place, cells in enumerate(rows):
        page.write_row(place, 0, cells)
    book.close()
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
async def test_a_csv_file_reads_in_the_encoding_the_map_names(importing: Importing, encoding: str) -> None:
    path = importing.folder / "rows.csv"
    path.write_bytes(lines().encode(encoding))
    rules = mapping(file={"encoding": encoding.removesuffix("-sig")})
    assert (await importing.file(path, rules)).imported == 3
    assert importing.store.events("desk-1")[0].event.model_dump()["customer_name"] == "张三"


async def test_a_packed_file_reads_as_the_plain_one(importing: Importing) -> None:
    path = importing.folder / "rows.csv.gz"
    path.write_bytes(gzip.compress(lines().encode()))
    assert (await importing.file(path)).imported == 3


async def test_rows_above_the_header_are_passed_over_and_blank_lines_are_no_rows(importing: Importing) -> None:
    path = importing.folder / "rows.csv"
    path.write_text(f"Register\n\n{HEADER}\n{EXAMPLE[0]}\n\n,,,,,,,\n{EXAMPLE[2]}\n")
    result = await importing.file(path, mapping(file={"header_row": 3}))
    assert (result.read, result.imported) == (2, 2)


async def test_a_cell_may_hold_delimiters_quotes_and_line_breaks(importing: Importing) -> None:
    path = importing.folder / "rows.csv"
    path.write_text(f'{HEADER}\n{EXAMPLE[0]}"a, ""b""\nc"\nbad row\n')
    await importing.file(path)
    source = importing.store.events("desk-1")[0].envelope.source
    assert source is not None
    assert source.changed is not None
    assert source.changed["Note"] == 'a, "b"\nc'
    assert importing.reasons()[0][0] == "4", "a row's number is the line it begins on"


def test_a_repeated_title_is_told_apart() -> None:
    assert unique_names(["Variant", "x", "Variant", "", "Variant"]) == [
        *("Variant", "x", "Variant (2)", "column 4", "Variant (3)")
    ]


async def test_an_excel_register_reads_with_its_own_dates_and_numbers(importing: Importing) -> None:
    path = workbook(
        importing.folder / "rows.xlsx",
        ["售后服务工单登记表"],
        ["工单编号", "状态", "登记时间", "联系电话", "备注"],
        [20240501, "待处理", datetime(2024, 5, 1, 9, 30), 13812345678, 1.5],  # noqa: DTZ001 -- Excel has no zones
        [],
        ["20240502", "已解决", "2024/5/2 10:00", "", True],
        ["20240503", "已解决", date(2024, 5, 3), "", ""],
    )
    rules = mapping(
        columns={"case": "工单编号", "activity": "状态", "timestamp": "登记时间", "phone": "联系电话"},
        timestamp={"format": "%Y/%m/%d %H:%M", "zone": "Asia/Shanghai"},
        number={"pattern": r"(\d+)", "becomes": "desk-{1}"},
        activities={"待处理": "open", "已解决": "resolve"},
        file={"header_row": 2, "sheet": "登记表"},
        values={},
    )
    assert (await importing.file(path, rules)).imported == 3
    first, second = (importing.store.events(f"desk-2024050{day}")[0] for day in (1, 2))
    assert first.envelope.occurred == datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
    assert first.event.model_dump()["contact"]["phone"] == "13812345678"
    assert first.envelope.source is not None
    assert first.envelope.source.changed is not None
    assert first.envelope.source.changed["备注"] == "1.5"
    assert second.event.model_dump()["stage"] == "resolved"
    rules = mapping(**{**rules.model_dump(exclude_none=True), "file": {"sheet": "登记"}})
    with pytest.raises(BadInput, match="has no sheet '登记'; there are: 登记表"):
        await importing.file(path, rules)


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
async def test_a_xes_log_reads_trace_by_trace(importing: Importing, name: str) -> None:
    path = importing.folder / name
    path.write_bytes(gzip.compress(XES.encode()) if name.endswith("gz") else XES.encode())
    assert (await importing.file(path, mapping(**XES_RULES))).imported == 2
    opened, resolved = importing.store.events("desk-1")
    assert opened.envelope.occurred == datetime(2024, 5, 1, tzinfo=UTC)
    assert resolved.envelope.occurred == datetime(2024, 5, 1, 1, 0, 0, 500_000, tzinfo=UTC)
    assert (opened.envelope.actor.id, resolved.envelope.actor.id) == ("unknown", "e-7")


DTD = '<!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "a.csv is empty"),
        ("a.csv.gz", gzip.compress(b"", mtime=0), "a.csv.gz is empty"),
        ("a.csv", HEADER.encode() + b"\n", "has a header and no rows"),
        ("a.csv", lines().encode("gb18030"), r"row 2 \(byte 94\) is not utf-8: set encoding"),
        ("a.csv", lines().encode("utf-16"), r"row 1 \(byte 1\) is not utf-8: .* encoding = \"utf-16\""),
        ("a.csv", f'{HEADER}\n{EXAMPLE[0]}"open'.encode(), r"row 2, is not valid CSV \(unexpected end of data\)"),
        ("a.csv", lines().replace(",", ";").encode(), "has none of the columns that the map desk names"),
        (
            "a.csv",
            lines().replace("Grade", "Grades").encode(),
            r"no column 'Grade' .*\(did you mean 'Grades'\?\); its columns are: Case,",
        ),
        ("a.csv.gz", b"no gzip", "not a whole gzip file"),
        ("a.csv.gz", gzip.compress(lines().encode(), mtime=0)[:-12], "not a whole gzip file"),
        ("a.xlsx", b"no zip", "not a readable Excel workbook"),
        ("a.xes", b"<log><trace>", "not readable XES"),
        ("a.xes", b"<html></html>", "it holds <html>, not <log>"),
        ("a.xes", DTD.encode(), "it declares a DTD or entities"),
        ("a.xes", b"<log></log>", "a.xes is empty"),
        ("a.xls", b"x", r"is of no known type: \.csv, \.xlsx and \.xes"),
    ],
)
async def test_what_can_t_be_read_is_one_clear_sentence_and_nothing_is_stored(
    importing: Importing, name: str, content: bytes, said: str
) -> None:
    path = importing.folder / name
    path.write_bytes(content)
    rules = mapping(**XES_RULES) if "xes" in name else mapping()
    with pytest.raises(BadInput, match=said) as refused:
        await importing.file(path, rules)
    assert importing.store.histories == {}
    assert not ENGLISH.search(refused.value.say("zh")), refused.value.say("zh")


async def test_a_missing_file_is_named(importing: Importing) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        await importing.file(importing.folder / "none.csv")


def test_a_wrong_byte_far_into_a_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = (row(1, "call", 0) + "\n").encode() * 30_000
    path.write_bytes(f"{HEADER}\n".encode() + good + b"\xff\n")
    byte = len(HEADER) + 1 + len(good) + 1
    with pytest.raises(BadInput, match=rf"row 30002 \(byte {byte}\)"):
        read_file(path, mapping(), "desk")


async def test_a_xes_event_that_lacks_what_another_has_is_a_row_with_an_empty_cell(importing: Importing) -> None:
    path = importing.folder / "log.xes"
    path.write_text(XES)
    await importing.file(path, mapping(**XES_RULES))
    changed = [
        recorded.envelope.source.changed for recorded in importing.store.events("desk-1") if recorded.envelope.source
    ]
    assert changed[0] is not None
    assert "org:resource" not in changed[0]
    assert changed[1] is not None
    assert changed[1]["org:resource"] == "E7"
