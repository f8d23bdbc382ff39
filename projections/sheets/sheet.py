"""A table as people read it: headings, and how each column shows a row in the reader's language and time zone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.record.identity import is_customer_key
from domain.wording import Words, actor
from projections.sql.rows import Row
from projections.wording.words import word


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the form that a spreadsheet shows it in: ``0.0%``."""

    value: Decimal
    form: str = "General"


Cell = str | int | Amount | datetime | date | time | None
"""What a cell holds: moments are local and without zone, a time stands alone where the day is understood."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: in which time zone and language. Headings are the department's own in any language."""

    zone: ZoneInfo
    chinese: bool = True

    def moment(self, value: datetime | None) -> datetime | None:
        """The local time on the minute, as it is printed."""
        if value is None:
            return None
        return value.astimezone(self.zone).replace(second=0, microsecond=0, tzinfo=None)

    def word(self, words: Words, code: str | None) -> str:
        return word(words, code, chinese=self.chinese)

    def person(self, name: str | None, number: str | None) -> str:
        """Somebody as they are shown, else by staff number; a customer by that word alone."""
        if name or not number:
            return name or ""
        if is_customer_key(number):
            return "客户" if self.chinese else "customer"
        return actor(number, chinese=self.chinese)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the cell under it, the width it wants in an Excel file, and whether long texts take more lines."""

    heading: str
    cell: Callable[[Row, Reader], Cell]
    width: int = 14
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed table: its title and columns."""

    title: str
    columns: tuple[Column, ...]

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    def cells(self, rows: Iterable[Row], reader: Reader) -> Iterator[list[Cell]]:
        """Each row's typed cells, for spreadsheets."""
        return ([column.cell(row, reader) for column in self.columns] for row in rows)

    def texts(self, rows: Iterable[Row], reader: Reader) -> Iterator[list[str]]:
        """Each row as printed, for the console and CSV."""
        return ([text(cell) for cell in cells] for cells in self.cells(rows, reader))


def text(cell: Cell) -> str:
    """A cell as printed: 2024-05-01 09:30, 09:40, 2024-05-01, 0.9127, empty for nothing."""
    match cell:
        case None:
            return ""
        case Amount(value=value):
            return f"{value.normalize():f}"
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
        case time():
            return cell.strftime("%H:%M")
        case _:
            return str(cell)


def plain(key: str, heading: str, width: int = 14, *, wrapped: bool = False) -> Column:
    """A column that shows a stored value as it is."""
    return Column(heading, lambda row, _: row[key], width, wrapped)


def moment(key: str, heading: str) -> Column:
    """A column that shows date and time."""
    return Column(heading, lambda row, reader: reader.moment(row[key]), 17)


def coded(key: str, heading: str, words: Words, width: int = 13) -> Column:
    """A column that shows the word for a stored code."""
    return Column(heading, lambda row, reader: reader.word(words, row[key]), width)


def said(key: str, heading: str, width: int = 13) -> Column:
    """A column that shows the word that the ticket's own pack has for a code; a code without one stands for itself."""

    def cell(row: Row, reader: Reader) -> Cell:
        return row.get(f"{key}_{'zh' if reader.chinese else 'en'}") or row[key]

    return Column(heading, cell, width)


def person(key: str, name: str, heading: str, width: int = 12) -> Column:
    """A column that shows somebody by the name that stands beside their staff number."""
    return Column(heading, lambda row, reader: reader.person(row.get(name), row[key]), width)


def time_on_day_of(key: str, day: str, heading: str) -> Column:
    """A column that shows the time alone on the local day of another column, else date and time."""

    def cell(row: Row, reader: Reader) -> Cell:
        value, reference = reader.moment(row[key]), reader.moment(row[day])
        if value and reference and value.date() == reference.date():
            return value.time()
        return value

    return Column(heading, cell, 17)
