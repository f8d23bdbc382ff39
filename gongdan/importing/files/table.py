"""A source file as rows, grouped by case in memory: what every reader yields and what the import works on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from gzip import GzipFile
from pathlib import Path
from typing import IO, Final, Protocol

from gongdan.closest import closest
from gongdan.importing.maps.mapping import Mapping
from gongdan.importing.quarantine import Rejected
from gongdan.importing.texts import BadInput
from gongdan.language import Both

Progress = Callable[[str, int, int | None], None]
"""Told the phase ("reading", "importing"), the rows done, and how many there are where that is known."""

Bytes = IO[bytes] | GzipFile
"""An open file, unpacked on the way or not."""

_SHARED_LENGTH: Final = 64
_SHARED: Final = 200_000


class Reader(Protocol):
    """Rows as (number, cells); ``columns`` may grow while they are read where ``fixed`` is false."""

    columns: list[str]
    fixed: bool

    def __iter__(self) -> Iterator[tuple[int, list[str]]]: ...


@dataclass(slots=True)
class Row:
    """A row of a case; ``cells`` may be shorter than the columns, then the rest is empty. ``rejected`` as read."""

    number: int
    cells: tuple[str, ...]
    rejected: Rejected | None = None


@dataclass(slots=True)
class Table:
    """All rows of a file, by case in the order of the file."""

    path: Path
    columns: list[str]
    cases: dict[str, list[Row]] = field(default_factory=dict)
    homeless: list[Rejected] = field(default_factory=list)
    read: int = 0


def unique_names(header: list[str]) -> list[str]:
    """Column names as they are known here: a repeated ``Variant`` is ``Variant (2)``, a nameless one ``column 5``."""
    names: list[str] = []
    for position, title in enumerate(header, 1):
        name = wanted = title.strip() or f"column {position}"
        count = 1
        while name in names:
            count += 1
            name = f"{wanted} ({count})"
        names.append(name)
    return names


def read_table(path: Path, reader: Reader, mapping: Mapping, mapping_name: str, progress: Progress) -> Table:
    """Read it all, so that whatever is wrong with the file is known before anything is stored. Raises BadInput."""
    table = Table(path, reader.columns)
    if reader.fixed:
        check_columns(table, mapping, mapping_name)
    gather = _Gathering(table, mapping, fixed=reader.fixed)
    for number, cells in reader:
        gather.add(number, cells)
        if table.read % 5_000 == 0:
            progress("reading", table.read, None)
    if not table.read:
        raise BadInput("header-only" if reader.fixed else "empty", file=path)
    check_columns(table, mapping, mapping_name)
    return table


def check_columns(table: Table, mapping: Mapping, mapping_name: str) -> None:
    """Every column the map names must be there; raises BadInput."""
    named = [(f"columns.{key}", name) for key, names in mapping.columns.items() for name in names]
    if not any(name in table.columns for _, name in named):  # what stands there may be somebody's data: not shown
        raise BadInput("no-headings", file=table.path, map=mapping_name)
    for key, name in named:
        if name not in table.columns:
            meant = closest(name, table.columns)
            hint = Both(f"（是否指“{meant}”？）", f" (did you mean '{meant}'?)") if meant else ""
            there = ", ".join(table.columns)
            raise BadInput(
                "unknown-column", file=table.path, map=mapping_name, key=key, column=name, hint=hint, there=there
            )


class _Gathering:
    """Puts rows to their cases; equal short texts are kept once."""

    def __init__(self, table: Table, mapping: Mapping, *, fixed: bool) -> None:
        self._table, self._mapping, self._fixed = table, mapping, fixed
        self._texts: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._numbered: set[str] = set()
        self._case_columns: list[int] | None = None

    def add(self, number: int, cells: list[str]) -> None:
        table = self._table
        table.read += 1
        case = self._case(cells)
        rejected = self._unfit(number, cells)
        if not case:
            table.homeless.append(rejected or Rejected(number, self._mapping.columns_of("case")[0], "no-case"))
            return
        if case not in self._numbered and not self._take(case, number, lenient=rejected is not None):
            table.homeless.append(rejected or Rejected(number, "", "no-case"))
            return
        row = Row(number, () if rejected else tuple(self._text(cell) for cell in cells), rejected)
        table.cases.setdefault(case, []).append(row)

    def _unfit(self, number: int, cells: list[str]) -> Rejected | None:
        """Too few or too many cells, or a NUL: that is no text, databases refuse it."""
        width = len(self._table.columns)
        if self._fixed and len(cells) != width:
            return Rejected(number, "", "ragged", detail=f"{len(cells)}/{width}")
        place = next((place for place, cell in enumerate(cells) if "\0" in cell), None)
        return None if place is None else Rejected(number, self._table.columns[place], "bad-value", reason="not-text")

    def _case(self, cells: list[str]) -> str:
        if self._case_columns is None:
            names = self._mapping.columns_of("case")
            if not all(name in self._table.columns for name in names):
                return ""
            self._case_columns = [self._table.columns.index(name) for name in names]
        parts = [cells[place] for place in self._case_columns if place < len(cells)]
        return " ".join(part for part in parts if part.strip())

    def _take(self, case: str, row: int, *, lenient: bool) -> bool:
        """A case seen for the first time: its ticket number must be possible and its own."""
        file = self._table.path
        shown = case if len(case) <= 60 else f"{case[:60]}…"
        try:
            number = self._mapping.number_of(case)
        except ValueError:
            if lenient:
                return False
            tried = self._mapping.number.applied(case) if self._mapping.number else f"{self._mapping.name}-{case}"
            raise BadInput("bad-number", file=file, row=row, case=shown, number=(tried or "")[:80]) from None
        if number is None:
            if lenient:
                return False
            pattern = self._mapping.number.pattern if self._mapping.number else ""
            raise BadInput("no-rule", file=file, row=row, case=shown, pattern=pattern)
        other = self._numbers.setdefault(number, case)
        if other != case:
            raise BadInput("not-injective", file=file, case=shown, other=other, number=number)
        self._numbered.add(case)
        return True

    def _text(self, text: str) -> str:
        if len(text) > _SHARED_LENGTH:
            return text
        kept = self._texts.get(text)
        if kept is None:
            if len(self._texts) < _SHARED:
                self._texts[text] = text
            return text
        return kept
