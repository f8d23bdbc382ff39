"""What a figure was counted from: rows of tickets, complaints or clocks, what each counts, and the events behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from domain.clocks.fact import ENDING, RESUMING
from domain.policy.timing.occasions import EVENTS
from domain.record.envelope import Recorded
from domain.ticket.events import CorrectionRecorded
from domain.ticket.numbering import ticket_key
from projections.figures.asking import Look, Span
from projections.figures.metric import Metric
from projections.figures.rows.facts import Fact, read
from projections.figures.rows.seeing import is_work
from projections.sql.paging import Page
from projections.sql.rows import Row

_CLOCKED: Final = frozenset(EVENTS) | RESUMING | ENDING
_RAISED: Final = frozenset({"complaint-raised", "complaint-handled"})
_NAMED: Final = {
    "reported": frozenset({"ticket-opened"}),
    "first_solved": frozenset({"ticket-resolved", "ticket-opened"}),
    "answered": frozenset({"survey-answered"}),
}
"""By what each moment is told; a first response by the first sign of work too."""


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket, a part of one, a complaint or a clock's run by its ``number``, and the ``value`` that it counts.

    ``history`` is the aggregate of its events: of these ``versions`` or ids, or at these moments and ``named``. Of a
    clock's run, ``period`` is the place of a repeating clock's period.
    """

    number: str
    history: str
    value: Decimal
    versions: frozenset[int] = frozenset()
    ids: frozenset[str] = frozenset()
    moments: frozenset[datetime] = frozenset()
    named: frozenset[str] = frozenset()
    clock: str | None = None
    period: int | None = None

    def events_in(self, history: Sequence[Recorded]) -> list[str]:
        """The ids of the events it was counted from, in order, with the corrections of these."""
        return [recorded.envelope.id for recorded in history if self._is_of(recorded)]

    def _is_of(self, recorded: Recorded) -> bool:
        envelope, event = recorded.envelope, recorded.event
        if isinstance(event, CorrectionRecorded) and event.version in self.versions:
            return True
        at_one = envelope.occurred in self.moments and event.stored_name in self.named
        return envelope.version in self.versions or envelope.id in self.ids or at_one


def cases(
    metric: Metric, look: Look, span: Span, by: str | None, of: str | None, after: str | None, limit: int
) -> tuple[list[Case], str | None]:
    """A page of what a figure was counted from, and the cursor of the next. Raises BadQuery for a broken cursor."""
    counted = metric.source.counted(look, span, by, of)
    page: Page = counted.order.page(look.connection, counted.query, after, limit)
    return [_case(metric, row) for row in page.rows], page.next


def _case(metric: Metric, row: Row) -> Case:
    if "complaint" in row:
        key, moments = f"complaint-{row['complaint']}", _moments(row["raised"], row["handled"])
        return Case(row["complaint"], key, metric.each(row), moments=moments, named=_RAISED)
    if "clock" in row:
        key = f"{row['kind']}-{row['number']}"
        ids, moments = frozenset({row["started_event"]}), _moments(row["stopped"], row["ended"])
        clock, period = row["clock"], row["period"]
        value = metric.each(row)
        return Case(row["number"], key, value, ids=ids, moments=moments, named=_CLOCKED, clock=clock, period=period)
    facts = (fact for fact in read(row["facts"]) if _is_of(metric, row, fact))
    if "waited" in row:
        facts = (fact for fact in facts if fact.said["request"] == row["request"])
    versions = frozenset(fact.version for fact in facts)
    return Case(row["number"], ticket_key(row["number"]), metric.each(row), versions)


def _moments(*moments: datetime | None) -> frozenset[datetime]:
    return frozenset(moment for moment in moments if moment is not None)


def _is_of(metric: Metric, row: Row, fact: Fact) -> bool:
    """Whether a ticket's fact is one that the metric looked at."""
    return fact.name in metric.events or any(_tells(fact, moment, row[moment]) for moment in metric.moments)


def _tells(fact: Fact, moment: str, at: datetime | None) -> bool:
    if at is None or datetime.fromisoformat(fact.at) != at:
        return False
    if moment == "first_response":
        return fact.name == "receipt-acknowledged" or is_work(fact)
    return fact.name in _NAMED[moment]
