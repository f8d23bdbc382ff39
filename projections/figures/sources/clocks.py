"""Runs of clocks that were due in a period: how many were met, by clock, severity, and what their tickets are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from projections.clocks.tables import CLOCKS
from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.daily import DIMENSIONS
from projections.figures.rows.tables import CASES, COMPLAINTS
from projections.sql.paging import Order

CLOCK, BOTH = "clock", "clock-severity"
_RUN: Final = CLOCKS.c
_BOTH: Final = _RUN.clock + " / " + _RUN.severity
_ORDER: Final = Order(_RUN.number, (_RUN.number, _RUN.key))
_MET: Final[Any] = case((_RUN.state == "met", 1), else_=0)


@dataclass(frozen=True, slots=True)
class Runs:
    """Those met or missed, by now: a run that goes on past its due was missed. ``cases`` are all, ``met`` some of them.

    Periods of a repeating clock count up to the ticket's last event that concerns the clock, or its last miss that
    the program noted.
    """

    reads: tuple[str, ...] = ("clocks", "figures")

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        cases, met = Counter[tuple[str, str | None]](), Counter[tuple[str, str | None]]()
        for span, clock in product(spans, _clocks(look)):
            for of, runs, good in self._kept(look, span, by, clock):
                cases[span.name, of] += runs
                met[span.name, of] += good
        return {key: Material(count, {"met": met[key]}) for key, count in cases.items()}

    def _kept(self, look: Look, span: Span, by: str | None, clock: str) -> Sequence[tuple[str | None, int, int]]:
        """Of one clock by itself, and of all, the same is read."""
        if by not in (None, CLOCK):
            return [*self._runs(look, span, by, clock)]
        if (span, clock) not in look.kept:
            look.kept[span, clock] = [*self._runs(look, span, None, clock)]
        return [(clock if by else None, runs, good) for _, runs, good in look.kept[span, clock]]

    def _runs(self, look: Look, span: Span, by: str | None, clock: str) -> Iterator[tuple[str | None, int, int]]:
        """Clock by clock, as the index has them: all that are due in a period would have to be sorted."""
        column = _column(by)
        query: Any = select(literal(None) if column is None else column, func.count(), func.sum(_MET))
        query = self._of(query, look, span, by).where(_RUN.clock == clock)
        if column is not None:
            query = query.where(column.is_not(None)).group_by(column)
        rows: Any = look.connection.execute(query)
        yield from ((of, runs, int(good)) for of, runs, good in rows if runs)

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        query: Any = self._of(select(*CLOCKS.columns), look, span, by)
        column = _column(by)
        return Counted(query if column is None or of is None else query.where(column == of), _ORDER)

    def _of(self, query: Any, look: Look, span: Span, by: str | None) -> Any:
        start, end = span.within(look.zone)
        late = and_(_RUN.state == "running", _RUN.open == 1, _RUN.due < look.now)
        done = query.where(_RUN.due >= start, _RUN.due < end, or_(_RUN.state == "met", _RUN.state == "missed", late))
        if by in (None, CLOCK, BOTH, "severity") and look.only.is_all:
            return done
        ticket: ColumnElement[Any] = func.coalesce(COMPLAINTS.c.ticket, _RUN.number)
        joined = CLOCKS.outerjoin(
            COMPLAINTS, and_(COMPLAINTS.c.complaint == _RUN.number, _RUN.kind == "complaint")
        ).outerjoin(CASES, CASES.c.number == ticket)
        return done.select_from(joined).where(*look.only.conditions)


def _clocks(look: Look) -> Sequence[str]:
    """The names there are, each found by the index after the one before."""
    if "clocks" not in look.kept:
        names: list[str] = []
        query: Any = select(func.min(_RUN.clock))
        while (
            name := look.connection.execute(query.where(_RUN.clock > (names[-1] if names else ""))).scalar()
        ) is not None:
            names.append(name)
        look.kept["clocks"] = names
    return look.kept["clocks"]


def _column(by: str | None) -> ColumnElement[Any] | None:
    """A run has a severity of its own: that which it was judged under."""
    match by:
        case None:
            return None
        case "clock":
            return _RUN.clock
        case "clock-severity":
            return _BOTH
        case "severity":
            return _RUN.severity
        case _:
            return CASES.c[DIMENSIONS[by]]
