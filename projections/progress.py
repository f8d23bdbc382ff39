"""The progress tracking table (故障处理进度跟踪表, R40): one row a step: who, when, with what result."""

from datetime import datetime
from typing import Final

from sqlalchemy import Boolean, Column, ColumnElement, Connection, Integer, MetaData, Table, false, func, select, true

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket.events import (
    DispatchAccepted,
    EngineerDispatched,
    FaultDiagnosed,
    ReceiptAcknowledged,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketEscalated,
    TicketGraded,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    VisitPromised,
)
from domain.ticket.numbering import number_of
from projections.projection import Projection
from projections.sheets.sheet import Column as Shown
from projections.sheets.sheet import Sheet, coded, moment, plain
from projections.sql.columns import Moment, Text, never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row, Rows
from projections.wording import masks
from projections.wording.remarks import remark
from projections.wording.words import STEPS, TITLES

TITLE: Final = TITLES["progress"][0]
_METADATA = MetaData()

PROGRESS = Table(
    "progress",
    _METADATA,
    Column("number", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("step", Text, nullable=False),
    Column("responsible", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("event", Text, nullable=False),
    Column("text", Text),
    Column("code", Text),
    Column("person", Text),
    Column("due", Moment),
    Column("activity", Text),
)
"""A step of a ticket and the facts its remark is composed from when it is read, in the reader's language."""

STANDING = Table(
    "progress_standing",
    _METADATA,
    Column("number", Text, primary_key=True),
    Column("step", Text, nullable=False),
    Column("visit", Boolean, nullable=False),
)
"""The step a ticket stands at, and whether a visit is promised."""

SHEET: Final = Sheet(
    TITLE,
    (
        plain("number", "工单号", 16),
        coded("step", "处理阶段", STEPS),
        plain("responsible", "责任人", 12),
        moment("at", "时间节点"),
        Shown("处理结果/备注", remark, 60),
    ),
)

SORTS: Final = ("number", "at")

_STEPS: Final[dict[type[Event], str]] = {
    TicketOpened: "intake",
    ReceiptAcknowledged: "first-response",
    TicketGraded: "grading",
    FaultDiagnosed: "diagnosis",
    EngineerDispatched: "dispatch",
    DispatchAccepted: "acceptance",
    ResolutionConfirmed: "confirmation",
    ResolutionRejected: "confirmation",
    TicketClosed: "closing",
    TicketCancelled: "closing",
}
_WITHIN_A_STEP: Final = (TicketPaused, TicketResumed, TicketEscalated, TicketReopened)
"""Turns without a step of their own: shown under the step at which the ticket stands. Other events have no row."""


def apply(rows: Rows, recorded: Recorded) -> None:
    number = number_of(recorded.envelope.aggregate)
    standing = rows.get(STANDING, number) or {"number": number, "step": "intake", "visit": False}
    after, row = project(standing, recorded)
    if after != standing or (row and row["version"] == 1):
        rows.put(STANDING, after)
    if row is not None:
        rows.put(PROGRESS, row)


PROJECTION: Final = Projection("progress", 1, TITLE, (PROGRESS, STANDING), apply)


def project(standing: Row, recorded: Recorded) -> tuple[Row, Row | None]:
    """Where the ticket stands after an event, and the event's row if it has one."""
    event = recorded.event
    own = _own_step(standing, event)
    after = {**standing, "step": own or standing["step"], "visit": _visit(standing["visit"], event)}
    if own is None and not isinstance(event, _WITHIN_A_STEP):
        return after, None
    return after, _row(after, recorded)


def _own_step(standing: Row, event: Event) -> str | None:
    if isinstance(event, TicketResolved):
        return "visit" if standing["visit"] else "remote"
    return _STEPS.get(type(event))


def _visit(promised: bool, event: Event) -> bool:
    match event:
        case VisitPromised():
            return True
        case EngineerDispatched(visit_expected=expected):
            return promised or expected is not None
        case TicketReopened() | ResolutionRejected():
            return False
        case _:
            return promised


def _row(standing: Row, recorded: Recorded) -> Row:
    event, envelope = recorded.event, recorded.envelope
    row: Row = {
        "number": standing["number"],
        "version": envelope.version,
        "step": standing["step"],
        "responsible": envelope.actor.id,
        "at": envelope.occurred,
        "event": event.stored_name,
        "activity": envelope.source.activity if envelope.source else None,
    }
    return row | dict(zip(("text", "code", "person", "due"), _facts(event), strict=True))


def _facts(event: Event) -> tuple[str | None, str | None, str | None, datetime | None]:  # noqa: C901 -- one case an event
    """What was typed, the code chosen, whom it names, and what it promises."""
    match event:
        case TicketOpened():
            return event.summary or event.description, event.channel.value, None, None
        case ReceiptAcknowledged():
            return event.note, event.channel.value if event.channel else None, None, None
        case TicketGraded():
            return event.reason, event.severity, None, None
        case FaultDiagnosed():
            return event.finding, event.fault_type, None, None
        case EngineerDispatched():
            return event.reason, None, event.engineer, event.visit_expected
        case DispatchAccepted() | TicketResumed() | TicketReopened():
            return getattr(event, "reason", None), None, event.engineer, None
        case TicketEscalated():
            return event.reason, None, event.to, None
        case TicketPaused():
            return event.reason, event.waiting_for, None, None
        case TicketResolved():
            return event.handling or event.cause, None, None, None
        case ResolutionConfirmed():
            return event.note, None, masks.name(event.signature) if event.signature else None, None
        case ResolutionRejected():
            return event.reason, None, None, None
        case TicketClosed():
            return event.report or event.reason, event.closed_as, None, None
        case TicketCancelled():
            return event.reason, event.cancelled_as, event.duplicate_of, None
        case _:
            return None, None, None, None


def page(
    connection: Connection,
    number: str | None = None,
    *,
    sort: str = "at",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """A page of steps, of one ticket or of all. Raises BadQuery for an unknown sort column or a broken cursor."""
    query = select(PROGRESS).where(_of(number))
    return Order.parse(PROGRESS, sort, SORTS).page(connection, query, after, limit)


def count(connection: Connection, number: str | None = None) -> int:
    """How many steps there are."""
    return connection.execute(select(func.count()).select_from(PROGRESS).where(_of(number))).scalar_one()


def _of(number: str | None) -> ColumnElement[bool]:
    if number is None:
        return true()
    return false() if never_stored(number) else PROGRESS.c.number == number
