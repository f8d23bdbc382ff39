"""The sums by day and by month, read for a period, or for all time before the end of one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Table, cast, func, literal, select

from projections.figures.asking import Look, Span
from projections.figures.metric import Material, Materials
from projections.figures.rows.daily import ALL
from projections.figures.rows.tables import DAYS, MONTHS, SUMS

Groups = dict[str, dict[str, int]]
"""By the name of the group: the number of cases, and the sums."""


def within(look: Look, moment: str, sums: Sequence[str], spans: Sequence[Span], by: str | None) -> Materials:
    """Of each period; a group that no case is in any more is left out."""
    if look.together and len(spans) == 1:
        (span,) = spans
        groups = _kept(look, moment, DAYS, (span.first.isoformat(), span.after.isoformat()), by or ALL)
        return {(span.name, of if by else None): _material(sums, row) for of, row in groups.items() if row["cases"]}
    return _cut(look, moment, sums, spans, by)


def until(look: Look, moment: str, sums: Sequence[str], spans: Sequence[Span], by: str | None) -> Materials:
    """Of all days before each period's end; periods follow one another without a gap."""
    first, *later = spans
    found = _until(look, moment, sums, first, by) | (within(look, moment, sums, later, by) if later else {})
    if not later:
        return found
    named = ({key: _amount(material, name) for key, material in found.items()} for name in (None, *sums))
    cases, *amounts = (onwards(spans, each) for each in named)
    return {
        key: Material(count, {name: each[key] for name, each in zip(sums, amounts, strict=True)})
        for key, count in cases.items()
    }


def onwards(spans: Sequence[Span], found: Mapping[tuple[str, str | None], int]) -> dict[tuple[str, str | None], int]:
    """Of each period and group, what was found of it and of all the periods before."""
    groups, totals = {of for _, of in found}, dict[tuple[str, str | None], int]()
    for of in groups:
        total = 0
        for span in spans:
            total += found.get((span.name, of), 0)
            totals[span.name, of] = total
    return totals


def _amount(material: Material, name: str | None) -> int:
    return material.cases if name is None else material.sums[name]


def _until(look: Look, moment: str, sums: Sequence[str], span: Span, by: str | None) -> Materials:
    """Of the months over by a period's end, and the days since."""
    month, day = span.after.strftime("%Y-%m"), span.after.isoformat()
    found: dict[str | None, list[int]] = defaultdict(lambda: [0] * (1 + len(sums)))
    for table, bounds in ((MONTHS, ("", month)), (DAYS, (f"{month}-01", day))):
        groups = (
            _kept(look, moment, table, bounds, by or ALL)
            if look.together
            else _read(look, moment, sums, table, bounds, (by or ALL,)).get(by or ALL, {})
        )
        for of, row in groups.items():
            amounts = [row[name] for name in ("cases", *sums)]
            key = of if by else None
            found[key] = [one + more for one, more in zip(found[key], amounts, strict=True)]
    named = {of: dict(zip(("cases", *sums), amounts, strict=True)) for of, amounts in found.items()}
    return {(span.name, of): _material(sums, row) for of, row in named.items()}


def _kept(look: Look, moment: str, table: Table, bounds: tuple[str, str], by: str) -> Groups:
    """All that the metrics of one look group a moment by is read at once."""
    expected = look.together.get(moment, frozenset())
    asked = tuple(sorted(expected)) if by in expected else (by,)
    key = (moment, table, bounds, asked)
    if key not in look.kept:
        look.kept[key] = _read(look, moment, SUMS[moment], table, bounds, asked)
    return look.kept[key].get(by, {})


def _read(
    look: Look, moment: str, sums: Iterable[str], table: Table, bounds: tuple[str, str], by: tuple[str, ...]
) -> dict[str, Groups]:
    names, column, (first, after) = ("cases", *sums), table.c, bounds
    query = (
        select(column.by, column.of, *(_total(column[name]) for name in names))
        .where(column.moment == moment, column.by.in_(by), column.day >= first, column.day < after)
        .group_by(column.by, column.of)
    )
    found: dict[str, Groups] = defaultdict(dict)
    rows: Any = look.connection.execute(query).all()
    for each, of, *amounts in rows:
        found[each][of] = dict(zip(names, amounts, strict=True))
    return found


def _cut(look: Look, moment: str, sums: Sequence[str], spans: Sequence[Span], by: str | None) -> Materials:
    """Kept where many metrics are looked at, which add up different numbers of the same days."""
    names = ("cases", *(SUMS[moment] if look.together else sums))
    key = (moment, names, tuple(spans), by)
    if key not in look.kept:
        look.kept[key] = _by_period(look, moment, names, spans, by or ALL)
    found: dict[tuple[str, str], dict[str, int]] = look.kept[key]
    return {(name, of if by else None): _material(sums, row) for (name, of), row in found.items() if row["cases"]}


def _by_period(
    look: Look, moment: str, names: Sequence[str], spans: Sequence[Span], by: str
) -> dict[tuple[str, str], dict[str, int]]:
    one = len(spans) == 1
    query = (
        select(DAYS.c.of, literal("") if one else DAYS.c.day, *(_total(DAYS.c[name]) for name in names))
        .where(DAYS.c.moment == moment, DAYS.c.by == by)
        .where(DAYS.c.day >= spans[0].first.isoformat(), DAYS.c.day < spans[-1].after.isoformat())
        .group_by(*((DAYS.c.of,) if one else (DAYS.c.of, DAYS.c.day)))
    )
    starts = [span.first.isoformat() for span in spans]
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(names))
    rows: Any = look.connection.execute(query).all()
    for of, day, *amounts in rows:
        key = (spans[bisect_right(starts, day) - 1 if day else 0].name, of)
        found[key] = [before + more for before, more in zip(found[key], amounts, strict=True)]
    return {key: dict(zip(names, amounts, strict=True)) for key, amounts in found.items()}


def _total(number: ColumnElement[int]) -> ColumnElement[int]:
    """PostgreSQL adds whole numbers up to decimals, which take far longer to read."""
    return cast(func.sum(number), BigInteger)


def _material(sums: Sequence[str], row: dict[str, int]) -> Material:
    return Material(row["cases"], {name: row[name] for name in sums})
