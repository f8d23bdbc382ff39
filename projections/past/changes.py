"""What is different between the rows of two moments: rows added, gone, and changed column by column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from projections.sql.rows import Key, Row

Change = Literal["added", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's value at either moment; None where there was no row."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row by its key, and the columns that are different; of a new or gone row, those that hold anything."""

    key: Key
    change: Change
    cells: tuple[Cell, ...]


def changes(before: Iterable[Row], after: Iterable[Row], key: Sequence[str]) -> Iterator[RowChange]:
    """By key."""
    earlier, later = _by_key(before, key), _by_key(after, key)
    for name in sorted({*earlier, *later}):
        was, now = earlier.get(name), later.get(name)
        cells = tuple(_cells(was or {}, now or {}, key))
        if was is None or now is None:
            yield RowChange(name, "gone" if now is None else "added", cells)
        elif cells:
            yield RowChange(name, "changed", cells)


def _by_key(rows: Iterable[Row], key: Sequence[str]) -> dict[Key, Row]:
    return {tuple(row[name] for name in key): row for row in rows}


def _cells(was: Mapping[str, Any], now: Mapping[str, Any], key: Sequence[str]) -> Iterator[Cell]:
    for column in {**was, **now}:
        before, after = was.get(column), now.get(column)
        if column not in key and before != after:
            yield Cell(column, before, after)
