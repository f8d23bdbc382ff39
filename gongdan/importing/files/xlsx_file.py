"""Rows of an Excel sheet, every cell as the text a person would read."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from gongdan.importing.files.table import Bytes, unique_names
from gongdan.importing.maps.mapping import FileRule
from gongdan.importing.texts import BadInput
from gongdan.language import Both

Cell = int | float | str | bool | date | datetime | time | timedelta


class XlsxReader:
    """Empty rows are no rows; a row's number is Excel's. Cells that hold a time read as ISO 8601."""

    fixed = True

    def __init__(self, path: Path, stream: Bytes, rule: FileRule) -> None:
        sheet = _sheet(path, stream, rule.sheet)
        top = (sheet.start or (0, 0))[0]
        self._rows = ((top + place, row) for place, row in enumerate(sheet.iter_rows(), 1))
        header = next((row for number, row in self._rows if number >= rule.header_row and _said(row)), None)
        if header is None:
            raise BadInput("empty", file=path)
        titles = [text(cell) for cell in header]
        while titles and not titles[-1].strip():
            titles.pop()
        self.columns = unique_names(titles)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.columns)
        for number, row in self._rows:
            if _said(row):
                cells = [text(cell) for cell in row]
                while len(cells) > width and not cells[-1]:
                    cells.pop()
                yield number, cells


def _sheet(path: Path, stream: Bytes, name: str | None) -> CalamineSheet:
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
        names = workbook.sheet_names
        if name is not None and name not in names:
            raise BadInput("no-sheet", file=path, sheet=name, there=", ".join(names))
        return workbook.get_sheet_by_name(name or names[0])
    except PasswordError:
        raise BadInput("bad-xlsx", file=path, why=Both("有密码保护", "it is protected by a password")) from None
    except CalamineError as error:
        why = Both("内容损坏，或不是 .xlsx", str(error).rstrip(".") or "unknown content")
        raise BadInput("bad-xlsx", file=path, why=why) from None


def _said(row: list[Cell]) -> bool:
    return any(cell != "" for cell in row)


def text(cell: Cell) -> str:
    """12.0 reads as 12, a date as 2024-05-01, a time of day as 08:30:00."""
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
