"""The sums by day and by month, read for a period, or for all time before the end of one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, func, literal, select

from projections.figures.asking import Look, Span
from projections.figures.metric import Material, Materials
from projections.figures.rows.daily import ALL, BATCH
from projections.figures.rows.tables import DAYS, MONTHS, SUMS

Groups = dict[str, dict[str, int]]
"""By the name of the group: the number of cases, and the sums."""


def within(look: Look, moment: str, sums: Sequence[str], spans: Sequence[Span], by: str | None) -> Materials:
    """Of each period; a group that no case is in any more is left out."""
    if look.together and len(spans) == 1:
        (span,) = spans
        groups = _kept(look, moment, DAYS, (span.first.isoformat(), span.after.isoformat())).get(by or ALL, {})
        return {(span.name, of if by else None): _material(sums, row) for of, row in groups.items() if row["cases"]}
    return _cut(look, moment, sums, spans, by)


def until(look: Look, moment: str, sums: Sequence[str], span: Span, by: str | None) -> dict[str | None, Material]:
    """Of all days before a period's end: of the months over by then, and the days since."""
    month, day = span.after.strftime("%Y-%m"), span.after.isoformat()
    found: dict[str | None, list[int]] = defaultdict(lambda: [0] * (1 + len(sums)))
    for table, bounds in ((MONTHS, ("", month)), (DAYS, (f"{month}-01", day))):
        groups = (
            _kept(look, moment, table, bounds).get(by or ALL, {})
            if look.together and by != BATCH
            else _read(look, moment, sums, table, bounds, (by or ALL,)).get(by or ALL, {})
        )
        for of, row in groups.items():
            amounts = [row[name] for name in ("cases", *sums)]
            key = of if by else None
            found[key] = [one + more for one, more in zip(found[key], amounts, strict=True)]
    return {of: _material(sums, dict(zip(("cases", *sums), amounts, strict=True))) for of, amounts in found.items()}


def _kept(look: Look, moment: str, table: Table, bounds: tuple[str, str]) -> dict[str, Groups]:
    """By what it is grouped by: all groups but batches in one reading, for the many metrics of one look."""
    key = (moment, table, bounds)
    if key not in look.kept:
        look.kept[key] = _read(look, moment, SUMS[moment], table, bounds, None)
    return look.kept[key]


def _read(
    look: Look, moment: str, sums: Iterable[str], table: Table, bounds: tuple[str, str], by: tuple[str, ...] | None
) -> dict[str, Groups]:
    names, column, (first, after) = ("cases", *sums), table.c, bounds
    grouped = column.by != BATCH if by is None else column.by.in_(by)
    query = (
        select(column.by, column.of, *(func.sum(column[name]) for name in names))
        .where(column.moment == moment, grouped, column.day >= first, column.day < after)
        .group_by(column.by, column.of)
    )
    found: dict[str, Groups] = defaultdict(dict)
    rows: Any = look.connection.execute(query)
    for each, of, *amounts in rows:
        found[each][of] = dict(zip(names, map(int, amounts), strict=True))
    return found


def _cut(look: Look, moment: str, sums: Sequence[str], spans: Sequence[Span], by: str | None) -> Materials:
    names, one = ("cases", *sums), len(spans) == 1
    query = (
        select(DAYS.c.of, literal("") if one else DAYS.c.day, *(func.sum(DAYS.c[name]) for name in names))
        .where(DAYS.c.moment == moment, DAYS.c.by == (by or ALL))
        .where(DAYS.c.day >= spans[0].first.isoformat(), DAYS.c.day < spans[-1].after.isoformat())
        .group_by(*((DAYS.c.of,) if one else (DAYS.c.of, DAYS.c.day)))
    )
    starts = [span.first.isoformat() for span in spans]
    found: dict[tuple[str, str | None], list[int]] = defaultdict(lambda: [0] * len(names))
    rows: Any = look.connection.execute(query)
    for of, day, *amounts in rows:
        key = (spans[bisect_right(starts, day) - 1 if day else 0].name, of if by else None)
        found[key] = [before + int(more) for before, more in zip(found[key], amounts, strict=True)]
    named = {key: dict(zip(names, amounts, strict=True)) for key, amounts in found.items()}
    return {key: _material(sums, row) for key, row in named.items() if row["cases"]}


def _material(sums: Sequence[str], row: dict[str, int]) -> Material:
    return Material(row["cases"], {name: row[name] for name in sums})
