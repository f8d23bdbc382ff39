"""Sheets print as the department writes them, and files read back as what was shown."""

import csv
import io
from datetime import UTC, datetime, time

import pytest
from python_calamine import CalamineWorkbook

from domain.ticket.events import EngineerDispatched, ReceiptAcknowledged, TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from projections import progress, register
from projections.errors import BadQuery
from projections.registry import PROJECTIONS
from projections.sheets.files import write, write_csv, write_xlsx
from projections.sheets.sheet import Column, Reader, Sheet, plain
from projections.sql.rows import Row
from projections.wording.words import TITLES
from tests.projections.logs import SHANGHAI, ListLog, at

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def register_row(acknowledged: datetime, summary: str = "屏幕失灵") -> Row:
    log, row = ListLog(), None
    log.happen("202405-00001", TicketOpened(channel=Channel.WEB, kind=Kind.FAULT, summary=summary), at("09:30"))
    log.happen("202405-00001", ReceiptAcknowledged(), acknowledged)
    for event in log.events:
        row = register.project(row, event)
    assert row is not None
    return row


def as_csv(sheet: Sheet, rows: list[Row], reader: Reader) -> tuple[bytes, list[list[str]]]:
    stream = io.BytesIO()
    write_csv(stream, sheet, rows, reader)
    return stream.getvalue(), list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))


def as_xlsx(sheet: Sheet, rows: list[Row], reader: Reader) -> tuple[str, list[list[object]]]:
    stream = io.BytesIO()
    write_xlsx(stream, sheet, rows, reader)
    book = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))
    (title,) = book.sheet_names
    return title, book.get_sheet_by_name(title).to_python()


def test_a_response_on_another_day_is_shown_with_its_date(reader: Reader):
    (texts,) = register.SHEET.texts([register_row(at("00:05", "2024-05-02"))], reader)
    assert texts[9] == "2024-05-02 00:05"


def test_the_day_is_the_readers_own():
    """09:30 and 23:30 in Shanghai are one day there, two in Auckland."""
    from zoneinfo import ZoneInfo

    row = register_row(at("23:30"))
    (shanghai,) = register.SHEET.texts([row], Reader(SHANGHAI))
    (auckland,) = register.SHEET.texts([row], Reader(ZoneInfo("Pacific/Auckland")))
    assert (shanghai[9], auckland[9]) == ("23:30", "2024-05-02 03:30")


def test_words_are_in_the_readers_language_and_headings_are_not():
    row = register_row(at("09:40"))
    (chinese,), (english,) = (register.SHEET.texts([row], Reader(SHANGHAI, chinese)) for chinese in (True, False))
    assert (chinese[5], chinese[11]) == ("网页", "已响应")
    assert (english[5], english[11]) == ("web form", "responded")
    assert register.SHEET.headings[0] == "工单号"


def test_csv_has_a_byte_order_mark_and_reads_back(reader: Reader):
    row = register_row(at("09:40"), '屏幕"失灵",\n触碰无反应')
    raw, lines = as_csv(register.SHEET, [row], reader)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert lines == [register.SHEET.headings, *register.SHEET.texts([row], reader)]


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_runs_no_formula(text: str, reader: Reader):
    _, lines = as_csv(register.SHEET, [register_row(at("09:40"), text)], reader)
    assert lines[1][6] == f"'{text}"


def test_a_number_below_zero_is_no_formula(reader: Reader):
    sheet = Sheet("数", (plain("count", "数"),))
    _, lines = as_csv(sheet, [{"count": -1}], reader)
    assert lines[1] == ["-1"]


def test_xlsx_holds_real_times_and_is_named_by_the_title(reader: Reader):
    title, rows = as_xlsx(register.SHEET, [register_row(at("09:40"))], reader)
    assert title == "售后服务工单登记表"
    assert rows[0] == register.SHEET.headings
    assert rows[1][4] == datetime(2024, 5, 1, 9, 30)  # noqa: DTZ001 -- Excel knows no zones
    assert rows[1][9] == time(9, 40)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "http://example.com", "a" * 40_000])
def test_xlsx_keeps_texts_as_texts(text: str, reader: Reader):
    _, rows = as_xlsx(register.SHEET, [register_row(at("09:40"), text)], reader)
    assert rows[1][6] == text[:32_767]


def test_an_empty_table_is_a_file_of_headings(reader: Reader):
    for file_format in ("csv", "xlsx"):
        stream = io.BytesIO()
        write(stream, progress.SHEET, [], reader, file_format)
        assert stream.tell() > 20


def test_every_read_model_has_its_title():
    assert [projection.title for projection in PROJECTIONS] == [TITLES[each.name][0] for each in PROJECTIONS]


def test_a_moment_without_a_zone_is_refused():
    from projections.sql.columns import Moment

    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2024, 5, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001 -- the point


def test_an_imported_step_without_words_shows_the_other_systems_word(reader: Reader):
    row = {"event": "ticket-resolved", "activity": "Resolve ticket", "text": None, "at": at("09:30")}
    assert progress.SHEET.columns[4].cell(row, reader) == "Resolve ticket"


def test_a_visit_on_another_day_is_announced_with_its_date(reader: Reader):
    log = ListLog()
    event = EngineerDispatched(engineer="003", visit_expected=at("14:00", "2024-05-03"), reason="需换件")
    recorded = log.happen("1", event, at("11:00"))
    _, row = progress.project({"number": "1", "step": "intake", "visit": False}, recorded)
    assert row is not None
    assert progress.SHEET.columns[4].cell(row, reader) == "指派工号003,预计2024-05-03 14:00上门,需换件"


def test_utc_is_shown_in_the_readers_zone(reader: Reader):
    column = Column("时间", lambda row, who: who.moment(row["at"]))
    assert column.cell({"at": datetime(2024, 5, 1, 1, 30, tzinfo=UTC)}, reader) == datetime(2024, 5, 1, 9, 30)  # noqa: DTZ001 -- local


def test_a_workbook_with_more_rows_than_a_sheet_holds_is_refused_in_words(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("projections.sheets.files.LAST_ROW", 2)
    sheet = Sheet("数", (plain("count", "数"),))
    as_xlsx(sheet, [{"count": 1}, {"count": 2}], reader)
    with pytest.raises(BadQuery) as refused:
        as_xlsx(sheet, [{"count": 1}, {"count": 2}, {"count": 3}], reader)
    assert refused.value.code == "too-many-rows"
    assert "CSV" in refused.value.say("zh")
    assert "2 rows" in refused.value.say("en")
