"""Named example events, random lives of tickets, and small read models that fail on purpose."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table

from domain.record.envelope import Recorded
from domain.ticket.events import (
    CustomerContacted,
    DispatchAccepted,
    EngineerDispatched,
    EstimateGiven,
    FaultDiagnosed,
    NoteAdded,
    ReceiptAcknowledged,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketEscalated,
    TicketEvent,
    TicketGraded,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    VisitPromised,
)
from domain.ticket.numbering import number_of
from domain.ticket.vocabulary import Channel, Kind
from projections.projection import Projection
from projections.sql.rows import Rows
from tests.projections.logs import START, ListLog

OPENED = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="无法启动")
ACKNOWLEDGED = ReceiptAcknowledged()
GRADED = TicketGraded(severity="urgent")
DISPATCHED = EngineerDispatched(engineer="e-003", team="g-1")
RESOLVED = TicketResolved(handling="更换电源")
CLOSED = TicketClosed(closed_as="satisfied")

LATER: tuple[TicketEvent, ...] = (
    ACKNOWLEDGED,
    GRADED,
    EstimateGiven(due=START + timedelta(days=1)),
    FaultDiagnosed(finding="电源", fault_type="hardware"),
    DISPATCHED,
    DispatchAccepted(engineer="e-004"),
    CustomerContacted(),
    VisitPromised(),
    NoteAdded(text="备注"),
    TicketEscalated(to="g-2"),
    TicketPaused(waiting_for="part"),
    TicketResumed(),
    RESOLVED,
    ResolutionConfirmed(signature="张伟"),
    ResolutionRejected(reason="仍有故障"),
    CLOSED,
    TicketReopened(engineer="e-005"),
    TicketCancelled(cancelled_as="withdrawn"),
)
"""Every kind of event that can follow an opening."""


@st.composite
def logs(draw: st.DrawFn) -> ListLog:
    """A log of up to five tickets with any events in any order, some back-dated."""
    log = ListLog()
    happenings = draw(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(LATER), st.integers(-90, 90)), max_size=40))
    opened: set[int] = set()
    for ticket, event, minutes in happenings:
        if ticket not in opened:
            opened.add(ticket)
            log.happen(f"n-{ticket}", OPENED)
        recorded = START + timedelta(minutes=200 + len(log.events))
        log.happen(f"n-{ticket}", event, START + timedelta(minutes=100 + minutes), recorded=recorded)
    return log


COUNTS = Table(
    "counts", MetaData(), Column("number", String, primary_key=True), Column("events", Integer, nullable=False)
)


class Counting:
    """A read model that counts events by ticket, and fails where it is told to."""

    def __init__(self, name: str = "counts", version: int = 1) -> None:
        self.projection = Projection(name, version, "计数", (COUNTS,), self.apply)
        self.poison: set[int] = set()
        self.unstorable: set[int] = set()
        self.tries = 0

    def apply(self, rows: Rows, recorded: Recorded) -> None:
        number = number_of(recorded.envelope.aggregate)
        row: dict[str, Any] = rows.get(COUNTS, number) or {"number": number, "events": 0}
        row["events"] += 1
        rows.put(COUNTS, row)
        if recorded.sequence in self.poison:
            self.tries += 1
            raise KeyError("13812345678")
        if recorded.sequence in self.unstorable:
            rows.put(COUNTS, row | {"events": None})
