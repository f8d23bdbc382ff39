"""A help desk's whole register as CSV and as Excel: read again, every cell is what the register shows."""

import csv
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from eventsourcing_nats import LogSettings
from gongdan.nats_servers.embedded import NatsServer
from projections import progress, register
from projections.running.past import as_of
from projections.sheets.files import FileFormat, write
from projections.sheets.formulas import harmless
from projections.sheets.sheet import Cell, Reader, Sheet, text
from projections.sql.rows import Row
from projections.store import ReadStore
from tests.lookalike import helpdesk
from tests.projections.logs import SHANGHAI, ListLog
from tests.whole.reading import open_desk
from tests.whole.test_helpdesk import needs_real, real

pytestmark = pytest.mark.helpdesk
READER = Reader(SHANGHAI)
EVERYTHING = 1_000_000


async def register_of(source: Path, server: NatsServer, prefix: str, folder: Path) -> ReadStore:
    """As it stands once the whole file is imported."""
    secret = server.credentials
    where = LogSettings(url=server.url, user=secret.user, password=secret.password, prefix=prefix)
    async with open_desk(folder, where) as desk:
        await desk.import_file(source)
        log = ListLog()
        log.events = await desk.events()
    return await as_of(log, datetime.max.replace(tzinfo=UTC), known=True)


@pytest.fixture
async def lookalike(nats_server: NatsServer, prefix: str, tmp_path: Path) -> AsyncIterator[ReadStore]:
    source = helpdesk.write(tmp_path / "lookalike.csv", cases=200)
    with closing(await register_of(source, nats_server, prefix, tmp_path)) as store:
        yield store


def rows_of(store: ReadStore, sheet: Sheet) -> list[Row]:
    with store.read() as connection:
        if sheet is progress.SHEET:
            return progress.page(connection, limit=EVERYTHING).rows
        return register.page(connection, sort="number", limit=EVERYTHING).rows


def file_of(sheet: Sheet, rows: list[Row], form: FileFormat) -> bytes:
    stream = BytesIO()
    write(stream, sheet, rows, READER, form)
    return stream.getvalue()


def as_excel_has_it(cell: Cell) -> object:
    """Excel knows no integers, an empty cell is an empty text, and a moment at midnight is read as the day alone."""
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return float(cell) if isinstance(cell, int) else cell


def assert_reads_back(sheet: Sheet, rows: list[Row]) -> None:
    shown = [*sheet.cells(rows, READER)]
    lines = [*csv.reader(StringIO(file_of(sheet, rows, "csv").decode("utf-8-sig"), newline=""))]
    assert lines[0] == sheet.headings
    assert lines[1:] == [[_as_csv_has_it(cell) for cell in cells] for cells in shown]
    read: Any = CalamineWorkbook.from_filelike(BytesIO(file_of(sheet, rows, "xlsx")))
    cells = read.get_sheet_by_name(sheet.title).to_python()
    assert cells[0] == sheet.headings
    assert cells[1:] == [[as_excel_has_it(cell) for cell in cells] for cells in shown]


def _as_csv_has_it(cell: Cell) -> str:
    return harmless(text(cell)) if isinstance(cell, str) else text(cell)


@pytest.mark.parametrize("sheet", [register.SHEET, register.FAULTS, progress.SHEET], ids=lambda sheet: sheet.title)
async def test_a_lookalike_register_reads_back_cell_by_cell(lookalike: ReadStore, sheet: Sheet):
    rows = rows_of(lookalike, sheet)
    assert len(rows) >= 200
    assert_reads_back(sheet, rows)


@needs_real
@pytest.mark.slow
async def test_the_register_of_4580_real_tickets_reads_back_cell_by_cell(
    nats_server: NatsServer, prefix: str, tmp_path: Path
):
    with closing(await register_of(real("helpdesk_full.csv"), nats_server, prefix, tmp_path)) as store:
        rows = rows_of(store, register.SHEET)
        assert len(rows) == 4580
        assert_reads_back(register.SHEET, rows)
        assert_reads_back(progress.SHEET, rows_of(store, progress.SHEET))
