"""Tables that fit the screen: the least important columns give way, the longest text takes what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from gongdan.cli.showing.said import plain

_GAP = 2
_LEAST_TEXT = 24


@dataclass(frozen=True, slots=True)
class Fit:
    """``importance`` names headings from the most to the least needed; ``elastic`` is the one that may shrink."""

    importance: tuple[str, ...]
    elastic: str


def fitted(
    console: Console, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], fit: Fit
) -> tuple[Table, list[str]]:
    """The table, and the headings that had no room."""
    kept = _kept(console.width, headings, rows, fit)
    table = Table(title=title, box=None, header_style="bold", title_justify="left", pad_edge=False, padding=(0, 1))
    places = [place for place, heading in enumerate(headings) if heading in kept]
    for place in places:
        elastic = headings[place] == fit.elastic
        table.add_column(headings[place], no_wrap=not elastic, overflow="fold" if elastic else "ellipsis")
    for row in rows:
        table.add_row(*(plain(row[place]) for place in places))
    return table, [heading for heading in headings if heading not in kept]


def _kept(width: int, headings: Sequence[str], rows: Sequence[Sequence[str]], fit: Fit) -> set[str]:
    kept: set[str] = set()
    left = width
    for heading in fit.importance:
        needed = _width(list(headings).index(heading), headings, rows, elastic=heading == fit.elastic) + _GAP
        if needed <= left or not kept:
            kept.add(heading)
            left -= needed
    return kept


def _width(place: int, headings: Sequence[str], rows: Sequence[Sequence[str]], *, elastic: bool) -> int:
    widest = max([cell_len(headings[place]), *(cell_len(row[place]) for row in rows)])
    return min(widest, _LEAST_TEXT) if elastic else widest
