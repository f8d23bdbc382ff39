"""Reports and appraisals as files: PDF to print, Excel and CSV to reckon on with."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final, Literal

from starlette.responses import Response

from api.callers import Caller
from api.documents.handing_out import AS_PDF, documents_of, file_of, printed
from api.documents.port import Printing
from api.documents.told import ToldAppraisal, ToldReport
from api.service import Service
from api.tables.answering import FILES
from projections.reports import sheets
from projections.sheets.files import write_book, write_csv
from projections.sheets.sheet import Reader, Sheet
from projections.sql.rows import Row

FileForm = Literal["pdf", "xlsx", "csv"]
Form = Literal["json", "pdf", "xlsx", "csv"]
AS_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {**AS_PDF[200]["content"], **FILES[200]["content"]}}
}
_MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Pages = Sequence[tuple[Sheet, Iterable[Row]]]


async def report_file(
    service: Service, caller: Caller, told: ToldReport, printing: Printing, form: FileForm
) -> Response:
    """An edition; the CSV holds its figures, the workbook improvements and flagged models besides."""
    if form == "pdf":
        return await printed(service, caller, documents_of(service).of_period(told, printing))
    pages: list[tuple[Sheet, Iterable[Row]]] = [
        (sheets.FIGURES, sheets.figure_rows(told.period.name, told.figures, told.people))
    ]
    if told.improvements:
        pages.append((sheets.IMPROVEMENTS, [_improvement(each) for each in told.improvements]))
    if told.flagged:
        pages.append((sheets.FLAGGED, [{"model": model} for model in told.flagged]))
    return _sheet(service, pages, told.published, f"report-{told.period.name}", printing, form)


async def appraisal_file(
    service: Service, caller: Caller, told: ToldAppraisal, printing: Printing, form: FileForm
) -> Response:
    """The figures; the document has the tickets and inspections they come from besides."""
    if form == "pdf":
        return await printed(service, caller, documents_of(service).of_person(told, printing))
    pages: Pages = [(sheets.APPRAISAL, sheets.appraisal_rows(told.own, told.team, told.all))]
    return _sheet(service, pages, told.stands, f"appraisal-{told.number}-{told.period.name}", printing, form)


def _sheet(
    service: Service, pages: Pages, made: datetime, name: str, printing: Printing, form: Literal["xlsx", "csv"]
) -> Response:
    stream, reader = BytesIO(), Reader(service.zone, chinese=printing.language == "zh")
    if form == "xlsx":
        write_book(stream, pages, reader, made)
    else:
        sheet, rows = pages[0]
        write_csv(stream, sheet, rows, reader)
    return file_of(stream.getvalue(), _MEDIA[form], f"{name}.{form}", printing.language)


def _improvement(said: Any) -> Row:
    names = ("number", "measure", "status", "department", "due", "words")
    return {name: getattr(said, name) for name in names}
