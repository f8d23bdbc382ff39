"""One grammar for rules: ``given(events).when(command).then(events)``, and named examples to say it with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.identity import event_id
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import TicketCommand
from domain.ticket.decide import decide
from domain.ticket.events import (
    DispatchAccepted,
    EngineerDispatched,
    FaultDiagnosed,
    ReceiptAcknowledged,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketEvent,
    TicketGraded,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
)
from domain.ticket.known import NOTHING, Known
from domain.ticket.state import Ticket, after
from domain.ticket.vocabulary import Channel, Kind
from tests.domain.in_words import assert_in_words

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2024, 5, 1, 4, tzinfo=UTC)

OPENED = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="设备无法启动")
ACKNOWLEDGED = ReceiptAcknowledged(channel=Channel.PHONE)
GRADED = TicketGraded(severity="urgent", reason="核心业务受影响")
DIAGNOSED = FaultDiagnosed(finding="制冷剂泄漏", fault_type="hardware", found_by="knowledge-base")
DISPATCHED = EngineerDispatched(engineer="003")
ACCEPTED = DispatchAccepted(engineer="003")
PAUSED = TicketPaused(waiting_for="customer", reason="等客户开门")
RESOLVED = TicketResolved(handling="更换制冷剂")
CONFIRMED = ResolutionConfirmed(signature="张三")
REJECTED = ResolutionRejected(reason="仍有异响")
CLOSED = TicketClosed(closed_as="satisfied")
REOPENED = TicketReopened(reason="再次报警")
CANCELLED = TicketCancelled(cancelled_as="withdrawn", reason="客户撤回")

WORKING = (OPENED, ACKNOWLEDGED, GRADED, DISPATCHED, ACCEPTED)
SOLVED = (*WORKING, RESOLVED)
AGREED = (*SOLVED, CONFIRMED)
ENDED = (*AGREED, CLOSED)


def state(*events: TicketEvent) -> Ticket | None:
    """The ticket that these events leave, all by staff member 001."""
    ticket: Ticket | None = None
    for event in events:
        ticket = after(ticket or Ticket(customer="customer-1"), event, "001")
    return ticket


class Given:
    def __init__(self, events: Sequence[TicketEvent], pack: Pack, known: Known = NOTHING) -> None:
        self.events, self.pack, self.known = list(events), pack, known

    def under(self, pack: str) -> "Given":
        """The same, judged by another shipped pack."""
        return Given(self.events, shipped().newest(pack), self.known)

    def knowing(self, known: Known) -> "Given":
        """The same, and what other records say."""
        return Given(self.events, self.pack, known)

    def when(self, command: TicketCommand, *, by: str = "001", at: datetime = NOON) -> "When":
        return When(self.events, command, Circumstances(by, at.astimezone(SHANGHAI), self.pack, known=self.known))


class When:
    def __init__(self, events: list[TicketEvent], command: TicketCommand, under: Circumstances) -> None:
        self.ticket, self.command = state(*events), command
        self.under = replace(under, history=tuple(recorded(event, n) for n, event in enumerate(events, 1)))

    def by_the_customer(self) -> "When":
        """Asked by the ticket's own customer."""
        self.under = replace(self.under, by="customer-1", role="customer")
        return self

    def caused(self) -> list[TicketEvent]:
        """What comes of it."""
        return decide(self.ticket, self.command, self.under)

    def then(self, *expected: TicketEvent) -> None:
        assert decide(self.ticket, self.command, self.under) == list(expected)

    def then_nothing(self) -> None:
        assert decide(self.ticket, self.command, self.under) == []

    def then_refused(self, code: str) -> None:
        with pytest.raises(NotAllowed) as refusal:
            decide(self.ticket, self.command, self.under)
        assert refusal.value.code == code
        assert_in_words(refusal.value, self.command)


HANDBOOK = shipped().newest("handbook")
LIVE = Circumstances("001", NOON.astimezone(SHANGHAI), HANDBOOK)
ELSEWHERE = replace(LIVE, live=False)
"""As another system tells it."""


def given(*events: TicketEvent) -> Given:
    return Given(events, HANDBOOK)


def recorded(event: TicketEvent, version: int = 1, *, at: datetime = NOON, by: str = "001") -> Recorded:
    """An event of one ticket as the log holds it."""
    envelope = Envelope(
        id=event_id("command", version),
        type=event.stored_name,
        schema_version=event.schema_version,
        aggregate="ticket-202405-00001",
        version=version,
        occurred=at,
        recorded=at,
        actor=Actor(id=by, role="agent", channel="api"),
        command="command",
        correlation="command",
    )
    return Recorded(envelope, event, version)
