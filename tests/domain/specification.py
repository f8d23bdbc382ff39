"""One grammar for rules: ``given(events).when(command).then(events)``, and named examples to say it with."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from domain.refusals import NotAllowed
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
from domain.ticket.state import Ticket, after
from domain.ticket.vocabulary import Channel, Kind

NOON = datetime(2024, 5, 1, 4, tzinfo=UTC)

OPENED = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="设备无法启动")
ACKNOWLEDGED = ReceiptAcknowledged(channel=Channel.PHONE)
GRADED = TicketGraded(severity="urgent", reason="核心业务受影响")
DIAGNOSED = FaultDiagnosed(finding="制冷剂泄漏", fault_type="hardware", found_by="remote")
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
    def __init__(self, events: Sequence[TicketEvent]) -> None:
        self.events = list(events)

    def when(self, command: TicketCommand) -> "When":
        return When(self.events, command)


class When:
    def __init__(self, events: list[TicketEvent], command: TicketCommand) -> None:
        self.ticket, self.command = state(*events), command

    def then(self, *expected: TicketEvent) -> None:
        assert decide(self.ticket, self.command) == list(expected)

    def then_nothing(self) -> None:
        assert decide(self.ticket, self.command) == []

    def then_refused(self, code: str) -> None:
        with pytest.raises(NotAllowed) as refusal:
            decide(self.ticket, self.command)
        assert refusal.value.code == code
        assert refusal.value.say("zh") != refusal.value.say("en")


def given(*events: TicketEvent) -> Given:
    return Given(events)
