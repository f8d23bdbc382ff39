"""The work-order register (售后服务工单登记表, R38): one row a ticket, where it stands and who has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, Index, Integer, MetaData, Select, Table, false, func, or_, select

from domain.record.envelope import Envelope, Recorded
from domain.ticket.events import (
    CustomerContacted,
    DispatchAccepted,
    EngineerDispatched,
    ReceiptAcknowledged,
    ResolutionRejected,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    TicketResumed,
)
from domain.ticket.numbering import number_of
from domain.ticket.state import Ticket, evolve
from domain.ticket.vocabulary import LINE, Stage, WaitsFor
from projections.projection import Projection
from projections.sheets.sheet import Sheet, coded, moment, plain, time_on_day_of
from projections.sql.columns import Moment, Text, never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row, Rows
from projections.wording import masks
from projections.wording.words import CHANNELS, SEVERITIES, STATUS, STATUSES, TITLES

TITLE: Final = TITLES["register"][0]

REGISTER = Table(
    "register",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("customer_name", Text),
    Column("contact", Text),
    Column("contact_detail", Text),
    Column("reported", Moment),
    Column("channel", Text),
    Column("summary", Text),
    Column("severity", Text),
    Column("receiver", Text),
    Column("first_response", Moment),
    Column("estimate", Moment),
    Column("status", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("resumes_at", Text, nullable=False),
    Column("waiting_for", Text),
    Column("acknowledged", Boolean, nullable=False),
    Column("kind", Text),
    Column("customer", Text),
    Column("engineer", Text),
    Column("team", Text),
    Column("product", Text),
    Column("model", Text),
    Column("version", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("irregular", Integer, nullable=False),
    Column("reopenings", Integer, nullable=False),
    Column("imported", Boolean, nullable=False),
    Column("source", Text),
    Column("source_case", Text),
    Column("command", Text),
    Column("last_event", Text, nullable=False),
    Column("last_activity", Text),
    Column("updated", Moment, nullable=False),
    Column("recorded", Moment, nullable=False),
    Index("register_by_reported", "reported", "number"),
    Index("register_by_command", "command"),
    Index("register_by_status", "status"),
    Index("register_by_engineer", "engineer"),
)
"""The twelve columns of R38 with personal values already masked, then what lists and rules of ours need.

``updated`` is when the last event happened, ``recorded`` when it came into the log; ``events`` counts them,
``irregular`` those that live work would have refused, ``reopenings`` reopened and rejected solutions.
"""

SORTS: Final = (
    "number",
    "reported",
    "first_response",
    "estimate",
    "severity",
    "status",
    "engineer",
    "updated",
    "events",
)

SHEET: Final = Sheet(
    TITLE,
    (
        plain("number", "工单号", 16),
        plain("customer_name", "客户名称", 22),
        plain("contact", "联系人", 10),
        plain("contact_detail", "联系方式", 16),
        moment("reported", "反馈时间"),
        coded("channel", "反馈渠道", CHANNELS),
        plain("summary", "问题描述(摘要)", 40),
        coded("severity", "问题分级", SEVERITIES),
        plain("receiver", "受理人", 12),
        time_on_day_of("first_response", "reported", "首次响应时间"),
        moment("estimate", "预计解决时间"),
        coded("status", "处理状态", STATUSES),
    ),
)

_SUMMARY: Final = 60
"""Signs of the description that stand as summary where none was given."""
_WORKED_ON: Final = frozenset(LINE[LINE.index(Stage.ACCEPTED) :]) | {Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED}


def apply(rows: Rows, recorded: Recorded) -> None:
    rows.put(REGISTER, project(rows.get(REGISTER, number_of(recorded.envelope.aggregate)), recorded))


PROJECTION: Final = Projection("register", 2, TITLE, (REGISTER,), apply)


def project(row: Row | None, recorded: Recorded) -> Row:
    """A ticket's row after an event."""
    event, envelope = recorded.event, recorded.envelope
    before = row or _new(envelope)
    ticket = _ticket(*_carried(before))
    evolved = evolve(ticket, recorded)
    after = {**before, **_counts(before, recorded)}
    if evolved is not ticket:
        after.update(_standing(evolved))
    if isinstance(event, TicketOpened) and before["reported"] is None:
        after.update(_intake(event, envelope))
    after["receiver"] = before["receiver"] or _receiver(recorded)
    after.update(_first_response(before, recorded))
    return after


def _new(envelope: Envelope) -> Row:
    row: Row = dict.fromkeys(column.name for column in REGISTER.columns)
    source = envelope.source
    row.update(number=number_of(envelope.aggregate), customer=envelope.customer or None)
    row.update(_standing(Ticket()), version=0, events=0, irregular=0, reopenings=0)
    row.update(imported=source is not None, acknowledged=False, updated=envelope.occurred, command=envelope.command)
    if source is not None:
        row.update(source=source.name, source_case=source.case)
    return row


_carried: Final = itemgetter("stage", "resumes_at", "waiting_for", "severity", "engineer", "team", "estimate")
"""The part of the rules' state that a row carries."""


@lru_cache(4096)
def _ticket(
    stage: str,
    resumes_at: str,
    waiting_for: WaitsFor | None,
    severity: str | None,
    engineer: str | None,
    team: str | None,
    estimate: datetime | None,
) -> Ticket:
    return Ticket(
        stage=Stage(stage),
        resumes_at=Stage(resumes_at),
        waiting_for=waiting_for,
        severity=severity,
        engineer=engineer,
        team=team,
        estimate=estimate,
    )


def _standing(ticket: Ticket) -> Row:
    return {
        "stage": ticket.stage.value,
        "status": STATUS[ticket.stage],
        "resumes_at": ticket.resumes_at.value,
        "waiting_for": ticket.waiting_for,
        "severity": ticket.severity,
        "engineer": ticket.engineer,
        "team": ticket.team,
        "estimate": ticket.estimate,
    }


def _counts(before: Row, recorded: Recorded) -> Row:
    event, envelope = recorded.event, recorded.envelope
    return {
        "version": max(before["version"], envelope.version),
        "events": before["events"] + 1,
        "irregular": before["irregular"] + (envelope.irregular is not None),
        "reopenings": before["reopenings"] + isinstance(event, TicketReopened | ResolutionRejected),
        "last_event": event.stored_name,
        "last_activity": envelope.source.activity if envelope.source else None,
        "updated": max(before["updated"], envelope.occurred),
        "recorded": envelope.recorded,
    }


def _intake(event: TicketOpened, envelope: Envelope) -> Row:
    name, contact, product = event.customer_name, event.contact, event.product
    return {
        "customer_name": name if event.company or not name else masks.name(name),
        "contact": masks.person(contact) if contact else None,
        "contact_detail": masks.reach(contact) if contact else None,
        "reported": envelope.occurred,
        "channel": event.channel.value,
        "kind": event.kind.value,
        "summary": event.summary or _shortened(event.description),
        "product": product.name if product else None,
        "model": product.model if product else None,
    }


def _shortened(description: str | None) -> str | None:
    if not description or len(description) <= _SUMMARY:
        return description
    return description[: _SUMMARY - 1] + "…"


def _receiver(recorded: Recorded) -> str | None:
    """受理人: who took the call. An import names nobody: its first engineer; a customer's own entry: who acts first."""
    if recorded.envelope.source is None:
        actor = recorded.envelope.actor
        return None if actor.role == "customer" else actor.id
    match recorded.event:
        case (
            TicketOpened(engineer=engineer)
            | DispatchAccepted(engineer=engineer)
            | EngineerDispatched(engineer=engineer)
        ):
            return engineer
        case TicketResumed(engineer=engineer) | TicketReopened(engineer=engineer):
            return engineer
        case _:
            return None


def _first_response(before: Row, recorded: Recorded) -> Row:
    """首次响应时间: the first acknowledgement.

    Other systems' logs rarely know one: until an imported ticket has one, the first event that shows that somebody of
    ours was at work with the customer stands for it.
    """
    if isinstance(recorded.event, ReceiptAcknowledged) and not before["acknowledged"]:
        return {"first_response": recorded.envelope.occurred, "acknowledged": True}
    if before["imported"] and before["first_response"] is None and _shows_work(recorded):
        return {"first_response": recorded.envelope.occurred}
    return {}


def _shows_work(recorded: Recorded) -> bool:
    match recorded.event:
        case DispatchAccepted() | CustomerContacted() | TicketResolved():
            return True
        case TicketOpened(stage=stage):
            return stage in _WORKED_ON
        case _:
            return False


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which rows: any of the given values; ``text`` is looked for in number, summary and customer name."""

    status: Sequence[str] = ()
    severity: Sequence[str] = ()
    engineer: Sequence[str] = ()
    text: str | None = None

    def applied(self, query: Select[Any]) -> Select[Any]:
        columns = REGISTER.c
        if never_stored(*self.status, *self.severity, *self.engineer, self.text):
            return query.where(false())
        for column, values in (
            (columns.status, self.status),
            (columns.severity, self.severity),
            (columns.engineer, self.engineer),
        ):
            if values:
                query = query.where(column.in_(values))
        if self.text:
            places = (columns.number, columns.summary, columns.customer_name)
            query = query.where(or_(*(place.icontains(self.text, autoescape=True) for place in places)))
        return query


def page(
    connection: Connection,
    only: RegisterFilter = RegisterFilter(),
    *,
    sort: str = "-reported",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """A page of rows. Raises BadQuery for an unknown sort column (SORTS) or a broken cursor."""
    return Order.parse(REGISTER, sort, SORTS).page(connection, only.applied(select(REGISTER)), after, limit)


def count(connection: Connection, only: RegisterFilter = RegisterFilter()) -> int:
    """How many rows the filter leaves."""
    return connection.execute(only.applied(select(func.count()).select_from(REGISTER))).scalar_one()


def opened_by(connection: Connection, command: str) -> str | None:
    """The number of the ticket that a command opened, however long ago."""
    return connection.execute(select(REGISTER.c.number).where(REGISTER.c.command == command)).scalar()


def find(connection: Connection, number: str) -> Row | None:
    """One ticket's row."""
    if never_stored(number):
        return None
    row = connection.execute(select(REGISTER).where(REGISTER.c.number == number)).mappings().first()
    return dict(row) if row is not None else None
