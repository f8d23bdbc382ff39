"""Runs of clocks that were due in a period: how many were met, by clock, severity, and what their tickets are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal_column, or_, select

from projections.clocks.tables import CLOCKS
from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.daily import DIMENSIONS
from projections.figures.rows.tables import CASES, COMPLAINTS
from projections.figures.sources.periods import added_up, values_of
from projections.figures.sources.tickets import in_a_group
from projections.sql.paging import Order

CLOCK, BOTH = "clock", "clock-severity"
_RUN: Final = CLOCKS.c
_BOTH: Final = _RUN.clock + " / " + _RUN.severity
_ORDER: Final = Order(_RUN.number, (_RUN.number, _RUN.key))
_MET: Final[Any] = case((_RUN.state == "met", 1))

Tally = tuple[str, str | None, int, int]
"""The name of the period and the group, how many runs there were, and how many of them were met."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Those met or missed, by now: a run that goes on past its due was missed. ``cases`` are all, ``met`` some of them.

    Those of tickets that are no request of their own do not count, whatever became of them before that was known.
    Periods of a repeating clock count up to the ticket's last event that concerns the clock, or its last miss that
    the program noted.
    """

    reads: tuple[str, ...] = ("clocks", "figures")
    days: tuple[str, ...] = ()

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        cases, met = Counter[tuple[str, str | None]](), Counter[tuple[str, str | None]]()
        for clock in values_of(look, _RUN.clock):
            for name, of, runs, good in self._kept(look, tuple(spans), by, clock):
                cases[name, of] += runs
                met[name, of] += good
        return {key: Material(count, {"met": met[key]}) for key, count in cases.items()}

    def _kept(self, look: Look, spans: tuple[Span, ...], by: str | None, clock: str) -> Sequence[Tally]:
        """Of one clock by itself, and of all, the same is read."""
        if by not in (None, CLOCK):
            return [*self._runs(look, spans, by, clock)]
        if (spans, clock) not in look.kept:
            look.kept[spans, clock] = [*self._runs(look, spans, None, clock)]
        return [(name, clock if by else None, runs, good) for name, _, runs, good in look.kept[spans, clock]]

    def _runs(self, look: Look, spans: Sequence[Span], by: str | None, clock: str) -> Iterator[Tally]:
        """Clock by clock, as the index has them: all that are due in a period would have to be sorted."""
        column, numbers = _column(by), (func.count(), func.count(_MET))
        where = (*self._judged(look), _RUN.clock == clock, *in_a_group(column))
        rows = added_up(look, spans, _RUN.due, column, numbers, where, self._among(look, by))
        yield from ((name, of, runs, good) for name, of, (runs, good) in rows if runs)

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        (start, end), column, among = span.within(look.zone), _column(by), self._among(look, by)
        query: Any = select(*CLOCKS.columns).where(_RUN.due >= start, _RUN.due < end, *self._judged(look))
        query = query if among is None else query.select_from(among)
        return Counted(query if column is None or of is None else query.where(column == of), _ORDER)

    def _judged(self, look: Look) -> tuple[ColumnElement[bool], ...]:
        late = and_(_RUN.state == "running", _RUN.open == 1, _RUN.due < look.now)
        done = or_(_RUN.state == "met", _RUN.state == "missed", late)
        return (done, _RUN.counts == literal_column("1"), *look.only.conditions)

    def _among(self, look: Look, by: str | None) -> FromClause | None:
        """Runs beside their tickets; None where nothing of a ticket is asked for."""
        if by in (None, CLOCK, BOTH, "severity") and look.only.is_all:
            return None
        ticket: ColumnElement[Any] = func.coalesce(COMPLAINTS.c.ticket, _RUN.number)
        of_complaint = and_(COMPLAINTS.c.complaint == _RUN.number, _RUN.kind == "complaint")
        return CLOCKS.outerjoin(COMPLAINTS, of_complaint).outerjoin(CASES, CASES.c.number == ticket)


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
