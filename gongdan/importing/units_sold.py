"""A file of units sold, understood: figures by month, and the rows that say none, with the reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from domain.sales.events import Sold
from gongdan.importing.files.readers import opened
from gongdan.importing.maps.mapping import FileRule
from gongdan.importing.quarantine import Rejected, shape
from gongdan.importing.texts import BadInput
from gongdan.language import Both

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "month": ("month", "月份"),
    "model": ("model", "型号"),
    "batch": ("batch", "批次"),
    "units": ("units", "数量", "销量"),
}
"""What each column may be called; ``batch`` may be missing."""
_MONTH: Final = re.compile(r"(\d{4})[-/.年]?(0?[1-9]|1[0-2])月?(?:[-/].*)?")
_UNITS: Final = re.compile(r"\d{1,3}(,\d{3})+|\d+(\.0+)?")


@dataclass(slots=True)
class Understood:
    """``months`` holds the figures of each month, ``rejected`` a reason for every row that gave none."""

    read: int = 0
    months: dict[str, list[Sold]] = field(default_factory=dict[str, list[Sold]])
    rejected: list[Rejected] = field(default_factory=list[Rejected])

    @property
    def figures(self) -> int:
        return sum(len(sold) for sold in self.months.values())


def understood(path: Path, today: date) -> Understood:
    """Read a CSV or XLSX file with the headings above; months after today's are rejected.

    Raises BadInput where the file can't be read at all.
    """
    found, seen = Understood(), dict[tuple[str, str, str], int]()
    with opened(path, FileRule()) as reader:
        columns = _columns(path, reader.columns)
        for number, cells in reader:
            found.read += 1
            said = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
            wrong = next(_wrong(number, said, f"{today:%Y-%m}"), None) or _twice(number, said, seen)
            if wrong:
                found.rejected.append(wrong)
                continue
            sold = Sold(model=said["model"], batch=said.get("batch") or None, units=_count(said["units"]))
            found.months.setdefault(_month(said["month"]), []).append(sold)
    if not found.read:
        raise BadInput("header-only", file=path)
    return found


def _columns(path: Path, titles: list[str]) -> dict[str, int]:
    """The place of each column. Raises BadInput where one is missing."""
    lower = [title.strip().lower() for title in titles]
    places = {
        name: next((lower.index(called) for called in names if called in lower), None)
        for name, names in HEADINGS.items()
    }
    missing = [name for name, place in places.items() if place is None and name != "batch"]
    if missing:
        wanted = HEADINGS[missing[0]]
        raise BadInput("no-units-column", file=path, zh=wanted[1], en=wanted[0])
    return {name: place for name, place in places.items() if place is not None}


def _wrong(number: int, said: dict[str, str], this_month: str) -> Iterator[Rejected]:
    if not _month(said["month"]):
        yield Rejected(number, "month", "bad-month", shape=shape(said["month"]))
    elif _month(said["month"]) > this_month:
        yield Rejected(number, "month", "month-to-come", shape=shape(said["month"]))
    if not _UNITS.fullmatch(said["units"]):
        yield Rejected(number, "units", "bad-units", shape=shape(said["units"]))
    try:
        Sold(model=said["model"], batch=said.get("batch") or None, units=0)
    except ValidationError as error:
        column = str(error.errors()[0]["loc"][0])
        yield Rejected(number, column, "bad-label", shape=shape(said[column]))


def _twice(number: int, said: dict[str, str], seen: dict[tuple[str, str, str], int]) -> Rejected | None:
    """The first row of a figure counts; a second one may be a mistake, which nobody can decide here."""
    figure = (_month(said["month"]), said["model"], said.get("batch", ""))
    first = seen.setdefault(figure, number)
    if first == number:
        return None
    return Rejected(number, "model", "figure-twice", Both(f"见第 {first} 行", f"see row {first}"))


def _month(said: str) -> str:
    """2024-05, however it is written; nothing where it is no month."""
    written = _MONTH.fullmatch(said)
    return f"{written[1]}-{int(written[2]):02}" if written else ""


def _count(said: str) -> int:
    return int(float(said.replace(",", "")))
