"""A sheet as a CSV or Excel file that opens well in Chinese Excel and runs no formula of a stranger's."""

import codecs
import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import BinaryIO, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from projections.errors import BadQuery
from projections.sheets.formulas import harmless
from projections.sheets.sheet import Amount, Cell, Reader, Sheet, text
from projections.sql.rows import Row

FileFormat = Literal["csv", "xlsx"]

_LONGEST_CELL: Final = 32_767
"""Excel's limit for a text; xlsxwriter would leave a longer one out."""
LAST_ROW: Final = 1_048_575
"""Rows of an Excel sheet, but for its headings."""
_A4: Final = 9
"""Excel's number of the paper."""


def write(stream: BinaryIO, sheet: Sheet, rows: Iterable[Row], reader: Reader, file_format: FileFormat) -> None:
    """Write the rows under the sheet's headings as a file of the format."""
    (write_csv if file_format == "csv" else write_xlsx)(stream, sheet, rows, reader)


def write_csv(stream: BinaryIO, sheet: Sheet, rows: Iterable[Row], reader: Reader) -> None:
    """UTF-8 with a byte-order mark; a text that a spreadsheet would run is led by an apostrophe."""
    stream.write(codecs.BOM_UTF8)
    lines = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow(sheet.headings)
    for cells in sheet.cells(rows, reader):
        writer.writerow([_harmless(cell) for cell in cells])
    lines.detach()


def write_xlsx(stream: BinaryIO, sheet: Sheet, rows: Iterable[Row], reader: Reader) -> None:
    """Real dates and numbers, texts never as formulas or links; frozen header, filter, sheet named by the title."""
    write_book(stream, [(sheet, rows)], reader)


def write_book(
    stream: BinaryIO, pages: Iterable[tuple[Sheet, Iterable[Row]]], reader: Reader, made: datetime | None = None
) -> None:
    """As :func:`write_xlsx`, a page each. ``made`` is when the file says it was made, now where it is not given.

    Raises BadQuery where a page has too many rows.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        if made is not None:
            book.set_properties({"created": made.astimezone(reader.zone).replace(tzinfo=None)})
        forms = _Forms(book)
        for sheet, rows in pages:
            _write_page(book.add_worksheet(sheet.title), sheet, rows, reader, forms)


class _Forms:
    """The formats of a workbook, each made once. What stands beside a text of several lines begins with its first."""

    def __init__(self, book: Workbook) -> None:
        self.heading = book.add_format({"bold": True, "bottom": 1})
        self.text = cache(lambda wrapped: book.add_format({"valign": "top", "text_wrap": wrapped}))
        self.of = cache(lambda form: book.add_format({"valign": "top", "num_format": form}))


def _write_page(page: Worksheet, sheet: Sheet, rows: Iterable[Row], reader: Reader, forms: _Forms) -> None:
    _lay_out(page, sheet, reader)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, forms.text(column.wrapped))
        page.write_string(0, place, column.heading, forms.heading)
    page.freeze_panes(1, 0)
    last = 0
    for last, cells in enumerate(sheet.cells(rows, reader), start=1):
        _write_row(page, last, cells, forms)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _lay_out(page: Worksheet, sheet: Sheet, reader: Reader) -> None:
    """Printed on A4 across, as wide as the page, under its title and headings, with the page's number."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&C{sheet.title}")
    page.set_footer("&C第 &P 页，共 &N 页" if reader.chinese else "&CPage &P of &N")


def require_room(rows: int) -> None:
    """Raises BadQuery where an Excel sheet can't hold so many."""
    if rows > LAST_ROW:
        raise BadQuery("too-many-rows", most=f"{LAST_ROW:,}")


def _write_row(page: Worksheet, line: int, cells: list[Cell], forms: _Forms) -> None:
    require_room(line)
    for place, cell in enumerate(cells):
        match cell:
            case None | "":
                pass
            case datetime() | date() | time():
                page.write_datetime(line, place, cell, _form_of(cell, forms))  # pyright: ignore[reportArgumentType] -- dates and times are taken
            case Amount(value=value, form=form):
                page.write_number(line, place, value, forms.of(form))  # pyright: ignore[reportArgumentType] -- so are decimals
            case int():
                page.write_number(line, place, cell)
            case str():
                page.write_string(line, place, cell[:_LONGEST_CELL])


def _form_of(cell: datetime | date | time, forms: _Forms) -> Format:
    if isinstance(cell, datetime):
        return forms.of("yyyy-mm-dd hh:mm")
    return forms.of("hh:mm" if isinstance(cell, time) else "yyyy-mm-dd")


def _harmless(cell: Cell) -> str:
    shown = text(cell)
    return harmless(shown) if isinstance(cell, str) else shown
