"""Named example events, random lives of tickets, and small read models that fail on purpose."""

from datetime import timedelta
from typing import Any, Final

from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table

from domain.policy.events import PolicyPublished
from domain.policy.in_force import shipped_text
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.rulebook.commands import digest
from domain.staff.events import OfficeAssigned, StaffJoined, StaffLeft
from domain.ticket.events import (
    CorrectionRecorded,
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
from tests.projections.every_event import EVERY, SAID
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
    *(event for event in EVERY if not isinstance(event, TicketOpened)),
    CorrectionRecorded(version=1, field="summary", right="屏幕失灵", reason="听错"),
    CorrectionRecorded(version=2, field="reason", right="停产", reason="写错"),
)
"""Every kind of event that can follow an opening."""

OUR_PACK: Final = (
    shipped_text("appliance", 1)
    .replace('name = "appliance"', 'name = "ours"')
    .replace('zh = "一级"', 'zh = "特急"')
    .replace('contact_detail = "reach"', 'contact_detail = "email"')
    .replace('customer_name = "salutation"', 'customer_name = "name"')
)
"""A department's own: other words, other masks."""
POLICIES: Final = (None, "handbook@1", "appliance@1", "ours@1")
_OTHERS: Final[tuple[tuple[str, Event], ...]] = (
    ("staff-s-001", StaffJoined(name="刘洋", office="客服", since=START.date())),
    ("staff-s-001", OfficeAssigned(office="主管")),
    ("staff-e-003", StaffJoined(name="张伟", office="张工", since=START.date())),
    ("staff-e-003", StaffLeft(since=START.date())),
    ("policy-ours", PolicyPublished(version=1, sha256=digest(OUR_PACK), text=OUR_PACK)),
)
"""What rows about tickets borrow from."""


@st.composite
def logs(draw: st.DrawFn) -> ListLog:
    """A log of up to five tickets, each under a pack, with any events in any order, some back-dated.

    Between them staff join and a department's own pack comes into force, under which later tickets may be opened.
    """
    log = ListLog()
    happening = st.tuples(st.integers(1, 5), st.sampled_from([*LATER, *_OTHERS]), st.integers(-90, 90))
    policies: dict[int, str | None] = {}
    published = False
    for ticket, event, minutes in draw(st.lists(happening, max_size=40)):
        if ticket not in policies:
            policies[ticket] = draw(st.sampled_from(POLICIES if published else POLICIES[:-1]))
            log.happen(f"n-{ticket}", draw(st.sampled_from([OPENED, SAID])), policy=policies[ticket])
        occurred = START + timedelta(minutes=100 + minutes)
        recorded = START + timedelta(minutes=200 + len(log.events))
        if isinstance(event, tuple):
            published = published or isinstance(event[1], PolicyPublished)
            log.record(*event, occurred, recorded=recorded)
        else:
            log.happen(f"n-{ticket}", event, occurred, recorded=recorded, policy=policies[ticket])
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
